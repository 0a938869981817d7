//! Transcripts of the commands: what is typed, what is answered, and the exit code.

use std::fs;
use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

#[test]
fn transcripts() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    // The commands make files: in a folder of their own, with the sites that transcripts speak of.
    let folder = tempfile::tempdir().expect("a folder");
    for entry in WalkDir::new(cases.join("sites")).min_depth(1) {
        let entry = entry.expect("can be read");
        let copy = folder.path().join(entry.path().strip_prefix(cases.join("sites")).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir(copy).expect("a folder");
        } else {
            fs::copy(entry.path(), copy).expect("a copy");
        }
    }
    std::env::set_current_dir(folder.path()).expect("it is there");
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1774000000").case(cases.join("*.md")).run();
}

#[test]
fn articles_are_digested_from_inside_their_site() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/sites/house");
    let digest = |file: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_daybrief")).args(["digest", file]).current_dir(&site).output();
        let run = run.expect("daybrief runs");
        [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    };
    let [object, _] = digest("content/quay.md");
    assert!(object.contains("\"rule\":\"tip-line\"") && object.contains("\"date\":\"2026-03-18\""), "{object}");
    // As `list` and the warnings of `build` name it.
    let [object, fault] = digest("quay.md");
    assert!(object.is_empty() && fault.contains("hint: did you mean `content/quay.md`?"), "{object}{fault}");
}
