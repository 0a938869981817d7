//! `daybrief publish` to a folder, to a git branch and to a bucket.
#![cfg(unix)]

#[path = "../tree/mod.rs"]
mod tree;

mod branch;
mod bucket;
mod folder;
mod s3;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tree::tree;

const MANIFEST: &str = ".daybrief-published.json";

/// A site below a folder that goes away with it.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new(articles: usize) -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir_all(site.path("site/content")).expect("a folder");
        fs::create_dir_all(site.path("site/static/pictures")).expect("a folder");
        fs::write(site.path("site/static/pictures/a quay (1) é.png"), b"\x89PNG no picture").expect("a picture");
        (0..articles).for_each(|number| site.article(number, "low"));
        site
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn article(&self, number: usize, level: &str) {
        let day = number % 20 + 1;
        let text = format!(
            "Gauge {number} reads {level}\n\nThe gauge at lock {number} read {level} on May {day}, 2026.\n\n\
             \"We will look at gauge {number} again,\" lock keeper Ines Varela said.\n"
        );
        fs::write(self.path(&format!("site/content/gauge-{number}.txt")), text).expect("an article");
    }

    fn remove_article(&self, number: usize) {
        fs::remove_file(self.path(&format!("site/content/gauge-{number}.txt"))).expect("an article");
    }

    /// `daybrief` in the site's folder, with nothing of this machine's in its environment.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daybrief"));
        command.args(arguments).current_dir(self.path("site"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.path()).env("SOURCE_DATE_EPOCH", "1790000000");
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("daybrief runs"))
    }

    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("site/public"))
    }
}

/// How a run ended: exit code, what it wrote, and what it said.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    said: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The run's counts: new, changed, removed, unchanged.
    #[track_caller]
    fn counts(&self) -> [usize; 4] {
        assert_eq!(self.code, 0, "{self:?}");
        let line = self.said.lines().rfind(|line| line.contains(" unchanged")).expect("a summary");
        let of = |what: &str| {
            let before = line.split(what).next().expect("a first part").trim_end();
            before.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{what} in {line}"))
        };
        [of(" new"), of(" changed"), of(" removed"), of(" unchanged")]
    }
}

/// Kills a command after a while; whether it was still at work then.
fn kill_after(command: &mut Command, wait: Duration) -> bool {
    let mut running =
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().expect("runs");
    thread::sleep(wait);
    running.kill().expect("can be ended");
    !running.wait().expect("it ends").success()
}

/// How long something takes.
fn time(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

#[test]
fn nowhere() {
    let site = Site::new(2);
    let run = site.run(&["publish"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("there is no place to publish to"), "{run:?}");
    let run = site.run(&["publish", "--no-build", "--to", "../www"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("there is no site in") && run.said.contains("daybrief build"), "{run:?}");
}

#[test]
fn settings_name_places_from_the_site() {
    let site = Site::new(2);
    fs::write(site.path("site/daybrief.toml"), "[publish]\nto = [\"../one\", \"../two\"]\n").expect("settings");
    let run = Run::of(site.command(&["publish", "../site"]).output().expect("daybrief runs"));
    assert_eq!(run.code, 0, "{run:?}");
    let built = site.built();
    for place in ["one", "two"] {
        let mut there = tree(&site.path(place));
        there.remove(MANIFEST).expect("the list");
        assert!(there == built, "{place}");
    }
}
