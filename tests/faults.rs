//! Builds that are killed, run out of room, or meet one another: the last good site stays whole, the next build repairs.
//!
//! `FAULTS=200 cargo test --test faults -- --nocapture` kills more often and shows the counts.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use walkdir::WalkDir;

const ARTICLES: usize = 120;

/// A site whose pages all differ from one title to the other.
fn site(folder: &Path, title: &str) {
    fs::create_dir_all(folder.join("content")).expect("a folder");
    fs::write(folder.join("daybrief.toml"), format!("title = \"{title}\"\n")).expect("settings");
    for number in 0..ARTICLES {
        let day = number % 20 + 1;
        let text = format!(
            "Gauge {number} reads low\n\nThe gauge at lock {number} read low on May {day}, 2026, for the third day.\n\n\
             \"We will look at gauge {number} again,\" lock keeper Ines Varela said on the same day.\n"
        );
        let name = if title == "One" { "gauge" } else { "level" };
        let _ = fs::remove_file(folder.join(format!("content/level-{number}.txt")));
        let _ = fs::remove_file(folder.join(format!("content/gauge-{number}.txt")));
        fs::write(folder.join(format!("content/{name}-{number}.txt")), text).expect("an article");
    }
}

fn command(site: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybrief"));
    command.arg("build").current_dir(site).env("SOURCE_DATE_EPOCH", "1790000000").stderr(Stdio::piped());
    command
}

fn build(site: &Path) -> Output {
    command(site).output().expect("daybrief runs")
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_owned();
            (path, fs::read(entry.path()).expect("can be read"))
        })
        .collect()
}

/// The trees of both titles, built in peace.
fn both() -> [BTreeMap<String, Vec<u8>>; 2] {
    ["One", "Two"].map(|title| {
        let folder = tempfile::tempdir().expect("a folder");
        site(folder.path(), title);
        assert!(build(folder.path()).status.success());
        tree(&folder.path().join("public"))
    })
}

#[test]
fn a_killed_build_leaves_whole_pages_and_the_next_repairs() {
    let rounds: u32 = std::env::var("FAULTS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    let public = folder.path().join("public");
    site(folder.path(), "One");
    let start = Instant::now();
    assert!(build(folder.path()).status.success());
    let whole = start.elapsed();
    fs::write(public.join("mine.txt"), "of the user's own").expect("a file");
    let (mut old, mut new, mut between, mut ended) = (0, 0, 0, 0);
    for round in 0..rounds {
        let (before, after) = if round % 2 == 0 { (0, 1) } else { (1, 0) };
        site(folder.path(), ["One", "Two"][after]);
        let mut running = command(folder.path()).stderr(Stdio::null()).spawn().expect("daybrief runs");
        // Moments spread over the build by the golden ratio.
        thread::sleep(whole.mul_f64(1.2 * (f64::from(round) * 0.618_034).fract()));
        running.kill().expect("can be ended");
        ended += usize::from(running.wait().expect("it ends").success());
        let mut left = tree(&public);
        left.retain(|path, _| !path.starts_with(".daybrief-tmp/"));
        assert_eq!(left.remove("mine.txt").as_deref(), Some(&b"of the user's own"[..]));
        for (path, bytes) in &left {
            let known = [before, after].iter().any(|tree| trees[*tree].get(path) == Some(bytes));
            assert!(known, "round {round}: {path} is of neither site");
        }
        match (left == trees[before], left == trees[after]) {
            (true, _) => old += 1,
            (_, true) => new += 1,
            _ => {
                between += 1;
                // Put in place in part: whatever either site's pages share is there.
                assert!(
                    trees[before]
                        .keys()
                        .filter(|path| trees[after].contains_key(*path))
                        .all(|path| left.contains_key(path))
                );
            }
        }
        let run = build(folder.path());
        assert!(run.status.success(), "round {round}: {}", String::from_utf8_lossy(&run.stderr));
        let mut repaired = tree(&public);
        assert_eq!(repaired.remove("mine.txt").as_deref(), Some(&b"of the user's own"[..]));
        assert!(repaired == trees[after], "round {round}: the next build did not repair");
    }
    println!(
        "{rounds} kills: {old} left the old site, {new} the new one, {between} a mixture of whole pages; {ended} came too late"
    );
    assert!(old > 0);
}

#[test]
fn no_room_leaves_the_last_good_site() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "One");
    assert!(build(folder.path()).status.success());
    site(folder.path(), "Two");
    // The largest file may have 2 kB, so that most pages fail as they do on a full disk.
    let run = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" build", env!("CARGO_BIN_EXE_daybrief")])
        .current_dir(folder.path())
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output()
        .expect("a shell");
    let words = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{words}");
    assert!(words.contains("can't be written"), "{words}");
    assert!(tree(&folder.path().join("public")) == trees[0]);
    assert!(build(folder.path()).status.success());
    assert!(tree(&folder.path().join("public")) == trees[1]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "One");
    let running: Vec<_> = (0..3).map(|_| command(folder.path()).spawn().expect("daybrief runs")).collect();
    let mut done = 0;
    for run in running {
        let run = run.wait_with_output().expect("it ends");
        let words = String::from_utf8_lossy(&run.stderr).into_owned();
        match run.status.code() {
            Some(0) => done += 1,
            code => {
                assert_eq!(code, Some(2), "{words}");
                assert!(words.contains("another run of daybrief is at work on"), "{words}");
            }
        }
    }
    assert!(done > 0);
    assert!(tree(&folder.path().join("public")) == trees[0]);
}

#[test]
fn a_folder_removed_meanwhile_is_made_again() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    let public = folder.path().join("public");
    site(folder.path(), "One");
    for round in 0..6 {
        let running = command(folder.path()).spawn().expect("daybrief runs");
        thread::sleep(Duration::from_millis(10 * round));
        let _ = fs::remove_dir_all(&public);
        let run = running.wait_with_output().expect("it ends");
        let words = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(matches!(run.status.code(), Some(0 | 2)), "{words}");
        assert!(run.status.success() || words.contains("can't be written"), "{words}");
    }
    assert!(build(folder.path()).status.success());
    assert!(tree(&public) == trees[0]);
}
