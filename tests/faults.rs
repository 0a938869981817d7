//! Builds that are killed, run out of room, or meet one another: the last good site stays whole, the next build repairs.
//!
//! `FAULTS=200 cargo test --test faults -- --nocapture` kills more often and shows the counts.
#![cfg(unix)]

mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tree::tree;
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
    // By fifths of the time that a build takes, and the time after: kills, old site, new site, a mixture.
    let mut table = [[0_usize; 4]; 6];
    let mut ended = 0;
    for round in 0..rounds {
        let (before, after) = if round % 2 == 0 { (0, 1) } else { (1, 0) };
        site(folder.path(), ["One", "Two"][after]);
        let mut running = command(folder.path()).stderr(Stdio::null()).spawn().expect("daybrief runs");
        // Moments spread over the build by the golden ratio.
        let moment = 1.2 * (f64::from(round) * 0.618_034).fract();
        let row = &mut table[(moment * 5.0) as usize];
        thread::sleep(whole.mul_f64(moment));
        running.kill().expect("can be ended");
        ended += usize::from(running.wait().expect("it ends").success());
        let mut left = tree(&public);
        left.retain(|path, _| !path.starts_with(".daybrief-tmp/"));
        assert_eq!(left.remove("mine.txt").as_deref(), Some(&b"of the user's own"[..]));
        for (path, bytes) in &left {
            let known = [before, after].iter().any(|tree| trees[*tree].get(path) == Some(bytes));
            assert!(known, "round {round}: {path} is of neither site");
        }
        row[0] += 1;
        match (left == trees[before], left == trees[after]) {
            (true, _) => row[1] += 1,
            (_, true) => row[2] += 1,
            _ => {
                row[3] += 1;
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
    println!("moment   kills  old site  new site  whole pages of both  next build whole");
    for (fifth, [kills, old, new, both]) in table.iter().enumerate() {
        println!("{:>3}-{:<3}%  {kills:>5}  {old:>8}  {new:>8}  {both:>19}  {kills:>16}", fifth * 20, fifth * 20 + 20);
    }
    println!("{rounds} kills, {ended} of them too late; a build takes {} ms", whole.as_millis());
    assert!(table.iter().map(|row| row[1]).sum::<usize>() > 0);
}

#[test]
fn a_first_build_that_fails_leaves_no_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "One");
    let template = folder.path().join("templates/article.html");
    fs::create_dir(template.parent().expect("a folder")).expect("a folder");
    fs::write(&template, "{% if %}").expect("a template");
    assert!(!build(folder.path()).status.success());
    assert!(!folder.path().join("public").exists());
    fs::remove_file(template).expect("a template");
    assert!(build(folder.path()).status.success());
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
fn builds_into_several_folders_share_what_is_kept() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..3 {
        site(folder.path(), ["One", "Two"][round % 2]);
        let outs = ["a", "b", "c", "d"].map(|out| folder.path().join(format!("{out}{round}")));
        let run = |out: &Path| command(folder.path()).args(["--strict", "--out"]).arg(out).spawn().expect("it runs");
        let running = outs.each_ref().map(|out| run(out));
        for (run, out) in running.into_iter().zip(&outs) {
            let run = run.wait_with_output().expect("it ends");
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            assert!(tree(out) == trees[round % 2]);
        }
        let again = build(folder.path());
        assert!(!String::from_utf8_lossy(&again.stderr).contains("damaged"));
        let kept = tree(&folder.path().join(".daybrief-cache/digests"));
        assert!(kept.keys().all(|name| !name.ends_with("new")), "{:?}", kept.keys());
    }
}

#[test]
fn a_cache_that_cant_be_kept_fails_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "One");
    fs::create_dir(folder.path().join(".daybrief-cache")).expect("a folder");
    fs::write(folder.path().join(".daybrief-cache/digests"), "in the way").expect("a file");
    let run = command(folder.path()).arg("--strict").output().expect("daybrief runs");
    let words = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && words.contains("note: digests can't be kept for the next run"), "{words}");
}

#[test]
fn a_build_that_nobody_listens_to_is_done() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "One");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let status = command(folder.path()).stderr(writer).status().expect("daybrief runs");
    assert!(status.success(), "{status}");
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

/// A file system of its own in memory, of so many kilobytes; none where this may not be asked for.
struct Disk(std::path::PathBuf);

impl Disk {
    fn mount(folder: &Path, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(folder).expect("a folder");
        let size = format!("size={kilobytes}k");
        let run = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder).output();
        run.is_ok_and(|run| run.status.success()).then(|| Self(folder.to_owned()))
    }

    fn again(&self, options: &str) {
        let run = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status();
        assert!(run.expect("mount runs").success(), "remount,{options}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_or_read_only_disk_keeps_the_last_good_site() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    let public = folder.path().join("public");
    let Some(disk) = Disk::mount(&public, 64 << 10) else {
        eprintln!("not tried: only root may mount a disk");
        return;
    };
    site(folder.path(), "One");
    assert!(build(folder.path()).status.success());
    let used = trees[0].values().map(|bytes| bytes.len().next_multiple_of(4096)).sum::<usize>() >> 10;
    // Room for some of the new pages beside the old ones.
    for (spare, options) in [(0, "size"), (used / 3, "size"), (0, "ro")] {
        site(folder.path(), "Two");
        match options {
            "ro" => disk.again("ro"),
            _ => disk.again(&format!("size={}k", used + used / 4 + spare)),
        }
        let run = build(folder.path());
        let words = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{options} {spare}: {words}");
        assert!(words.contains("can't be written") && words.contains("hint"), "{words}");
        let mut left = tree(&public);
        left.retain(|path, _| !path.starts_with(".daybrief-tmp/"));
        assert!(left == trees[0], "{options} {spare}: {words}");
    }
    disk.again("rw,size=64m");
    assert!(build(folder.path()).status.success());
    assert!(tree(&public) == trees[1]);
}

#[test]
fn a_clock_set_back_changes_nothing() {
    let trees = both();
    let folder = tempfile::tempdir().expect("a folder");
    let public = folder.path().join("public");
    site(folder.path(), "One");
    assert!(build(folder.path()).status.success());
    let hour = Duration::from_secs(3600);
    for (title, expected, age) in [("Two", 1, -48), ("One", 0, 48), ("Two", 1, -48)] {
        site(folder.path(), title);
        // As if all had been written days ago, or in days to come.
        let now = std::time::SystemTime::now();
        let time = if age < 0 { now - 48 * hour } else { now + 48 * hour };
        for entry in WalkDir::new(folder.path()).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
        {
            let file = fs::File::options().append(true).open(entry.path());
            file.and_then(|file| file.set_modified(time)).expect("a time");
        }
        let run = build(folder.path());
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(tree(&public) == trees[expected], "{title}");
    }
}
