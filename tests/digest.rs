//! `daybrief digest` as programs use it.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybrief"));
    command.arg("digest").current_dir(folder);
    command
}

#[test]
fn folders_above_the_site_tell_no_day() {
    let top = tempfile::tempdir().expect("a folder");
    let day = |path: &str| {
        let file = top.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, "Quay wall holds\n\nThe wall of the old quay held through the storm.\n").expect("an article");
        let run = command(top.path()).arg(path).output().expect("daybrief runs");
        let object: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        assert_eq!(object["source"], path);
        object["date"].as_str().map(str::to_owned)
    };
    assert_eq!(day("2024-05-01/clips/a.md"), None);
    assert_eq!(day("2024-05-01/clips/2024-05-02-a.md").as_deref(), Some("2024-05-02"));
    assert_eq!(day("2024-05-01/site/content/a.md"), None);
    assert_eq!(day("2024-05-01/site/content/2024-05-03/a.md").as_deref(), Some("2024-05-03"));
    fs::write(top.path().join("2024-05-01/site/daybrief.toml"), "").expect("settings");
    assert_eq!(day("2024-05-01/site/content/a.md"), None);
    assert_eq!(day("2024-05-01/site/content/2024-05-03/a.md").as_deref(), Some("2024-05-03"));
}

#[test]
fn nothing_more_is_digested_for_a_reader_who_left() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.md"), "Quay wall holds\n\nThe wall held.\n").expect("an article");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    // A file that is not there would be told of if it were looked for.
    let files = [&["a.md"; 600][..], &["nosuch.md"]].concat();
    let run = command(folder.path()).args(files).stdout(writer).output().expect("daybrief runs");
    assert!(run.status.success() && run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
}
