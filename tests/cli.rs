//! Transcripts of the commands: what is typed, what is answered, and the exit code.

use std::path::Path;

#[test]
fn transcripts() {
    // The commands make files: in a folder of their own.
    let folder = tempfile::tempdir().expect("a folder");
    std::env::set_current_dir(folder.path()).expect("it is there");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/*.md");
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1774000000").case(cases).run();
}
