//! Transcripts of the commands: what is typed, what is answered, and the exit code.

use std::fs;
use std::path::Path;

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
