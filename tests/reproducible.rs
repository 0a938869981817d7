//! The same site has the same bytes wherever, whenever and in whatever language of the machine it is built.

mod tree;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};
use tree::tree;

/// Builds the fixture site from a copy in `folder`, its files changed so long ago.
fn built(folder: &Path, age: Duration, environment: &[(&str, &str)], threads: &str) -> BTreeMap<String, Vec<u8>> {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site");
    for (path, bytes) in tree(&fixture) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(&file, bytes).expect("a file");
        let time = SystemTime::now() - age;
        File::options().write(true).open(&file).and_then(|file| file.set_modified(time)).expect("a time");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
        .args(["build", "."])
        .current_dir(folder)
        .envs(environment.iter().copied())
        .env("RAYON_NUM_THREADS", threads)
        .env("SOURCE_DATE_EPOCH", "1778500000")
        .output()
        .expect("daybrief runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    tree(&folder.join("public"))
}

#[test]
fn place_time_and_language_leave_no_trace() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let far = two.path().join("a much longer path, with spaces/é/site");
    let first = [("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("LC_ALL", "C"), ("USER", "ines")];
    let second = [("TZ", "America/Adak"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("USER", "maren")];
    let first = built(one.path(), Duration::ZERO, &first, "1");
    let second = built(&far, Duration::from_secs(400 * 86_400), &second, "7");
    let differ = |path: &&String| first.get(*path) != second.get(*path);
    let paths: Vec<&String> = first.keys().chain(second.keys()).filter(differ).collect();
    assert!(paths.is_empty(), "{paths:?} differ");
    assert!(first.len() > 30);
}

/// Threads that lend each other a hand must not come to wait for themselves; where they can, they do it now and then.
#[test]
fn many_threads_come_to_an_end() {
    let site = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| fs::write(site.path().join(path), text).expect("a file");
    fs::create_dir(site.path().join("content")).expect("a folder");
    write("daybrief.toml", "search = false\ncards = \"none\"\n");
    for n in 0..200 {
        let (month, day) = (n % 9 + 1, n % 28 + 1);
        let said = "“Nobody pays less,” Mayor Ada Quill said.";
        let text = format!("# Fares of route {n} rise\n\nThe council raised the fares of route {n}. {said}\n");
        write(&format!("content/2026-{month:02}-{day:02}-route-{n}.md"), &text);
    }
    for run in 0..10 {
        let mut build = Command::new(env!("CARGO_BIN_EXE_daybrief"))
            .args(["build", ".", "--no-cache", "--out"])
            .arg(format!("out-{run}"))
            .current_dir(site.path())
            .env("RAYON_NUM_THREADS", "32")
            .stderr(Stdio::null())
            .spawn()
            .expect("daybrief runs");
        let start = Instant::now();
        let ended = loop {
            match build.try_wait().expect("a child of this test") {
                Some(status) => break Some(status),
                None if start.elapsed() > Duration::from_secs(120) => break None,
                None => sleep(Duration::from_millis(20)),
            }
        };
        if ended.is_none() {
            build.kill().expect("a child of this test");
            build.wait().expect("a child of this test");
        }
        assert!(ended.is_some_and(|status| status.success()), "run {run}: {ended:?}");
    }
}
