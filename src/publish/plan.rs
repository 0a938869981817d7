//! What is to be done, in which order: what pages need first, then pages, then what points to them, removals last.

use std::collections::{BTreeMap, BTreeSet};

use super::Job;
use super::manifest::Manifest;
use crate::error::Error;
use crate::layout::Layout;

/// One file and what is done with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Steps of one wave may be done at once; a wave begins when the one before has ended.
    pub wave: u8,
    pub act: Act,
    pub path: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    New,
    Change,
    Remove,
}

/// All steps, in order.
#[derive(Debug, Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// Files that stand there as they should.
    pub unchanged: Vec<String>,
}

impl Plan {
    /// Compares what is to stand somewhere with what does.
    ///
    /// `there` are all files of the place, `ours` those that were sent from here, `same` tells whether one holds what it
    /// should.
    pub fn new<V, W>(
        files: &BTreeMap<String, V>,
        there: &BTreeMap<String, W>,
        ours: &Manifest,
        same: impl Fn(&str) -> Result<bool, Error>,
    ) -> Result<Self, Error> {
        let mut plan = Self::default();
        for path in files.keys() {
            let act = match there.contains_key(path) {
                true if same(path)? => {
                    plan.unchanged.push(path.clone());
                    continue;
                }
                true => Act::Change,
                false => Act::New,
            };
            plan.steps.push(Step { wave: wave(path, act), act, path: path.clone() });
        }
        let old: Vec<&String> =
            ours.files.keys().filter(|path| there.contains_key(*path) && !files.contains_key(*path)).collect();
        let layout = if old.is_empty() { Layout::default() } else { files.keys().map(String::as_str).collect() };
        for path in old {
            let wave = if layout.is_blocked_by(path) { IN_THE_WAY } else { wave(path, Act::Remove) };
            plan.steps.push(Step { wave, act: Act::Remove, path: path.clone() });
        }
        plan.steps.sort();
        Ok(plan)
    }

    /// Errors when so much would be removed that something is likely wrong, or when a file that was not sent from here
    /// would be replaced. A dry run gives back why the others would stop.
    pub fn permit(&self, target: &str, ours: &Manifest, job: &Job) -> Result<Option<Error>, Error> {
        if job.force {
            return Ok(None);
        }
        match self.check(target, ours, job.remove_share) {
            Ok(()) => Ok(None),
            Err(error) if job.dry_run => Ok(Some(error)),
            Err(error) => Err(error),
        }
    }

    /// `share` is in percent.
    fn check(&self, target: &str, ours: &Manifest, share: u8) -> Result<(), Error> {
        let foreign: BTreeSet<&str> = (self.steps.iter())
            .filter(|step| step.act == Act::Change && !ours.files.contains_key(&step.path))
            .map(|step| step.path.as_str())
            .collect();
        if let Some(first) = foreign.first() {
            let others = match foreign.len() - 1 {
                0 => String::new(),
                1 => " and another file".into(),
                n => format!(" and {n} other files"),
            };
            let message = format!("`{target}` has `{first}`{others}, which daybrief did not publish there");
            let hint = "see whether it is the right place; `--force` puts the site's files in their stead";
            return Err(Error::usage(message, hint));
        }
        let removed = self.steps.iter().filter(|step| step.act == Act::Remove).count();
        let all = ours.files.len();
        if removed * 100 > all * usize::from(share) {
            let message = format!("this would remove {removed} of the {all} files at `{target}`, more than {share} %");
            let hint = "`--dry-run` tells which; `--force` removes them, `remove_share` in `[publish]` allows more";
            return Err(Error::usage(message, hint));
        }
        Ok(())
    }
}

/// The turn of what keeps others from their places: a file where there is a folder now, and the other way round.
const IN_THE_WAY: u8 = 0;

const REMOVALS: u8 = 5;

/// When a file's turn is: a reader who follows a link meanwhile, finds what it leads to.
fn wave(path: &str, act: Act) -> u8 {
    let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")).unwrap_or(path);
    let (folder, name) = plain.rsplit_once('/').unwrap_or(("", plain));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let points = matches!(ending, "html" | "xml" | "json" | "csv" | "opml" | "txt" | "");
    match act {
        Act::Remove => REMOVALS,
        // Styles, scripts, pictures: pages load them.
        _ if !points => 1,
        // The front page, feeds, sitemap and index of the search: where readers and programs come in.
        _ if folder.is_empty() => 4,
        // Nothing leads to a new page yet.
        Act::New if ending == "html" => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest::Sent;
    use super::*;

    fn names<const N: usize>(paths: [&str; N]) -> BTreeMap<String, ()> {
        paths.map(|path| (path.to_owned(), ())).into()
    }

    fn ours<const N: usize>(paths: [&str; N]) -> Manifest {
        Manifest { files: paths.map(|path| (path.to_owned(), Sent::default())).into() }
    }

    #[test]
    fn order() {
        let files = names(["2026/a/index.html", "2026/index.html", "index.html", "style.css", "2026/a/feed.xml"]);
        let there = names(["2026/index.html", "index.html", "old/index.html", "mine.txt"]);
        let plan = Plan::new(&files, &there, &ours(["old/index.html", "gone.html"]), |_| Ok(false)).expect("a plan");
        let order: Vec<&str> = plan.steps.iter().map(|step| step.path.as_str()).collect();
        let expected =
            ["style.css", "2026/a/index.html", "2026/a/feed.xml", "2026/index.html", "index.html", "old/index.html"];
        assert_eq!(order, expected);
    }

    #[test]
    fn too_much() {
        let there = names(["a", "b", "c", "d"]);
        let ours = ours(["a", "b", "c", "d"]);
        let one = Plan::new(&names(["a", "b", "c"]), &there, &ours, |_| Ok(true)).expect("a plan");
        assert!(one.check("x", &ours, 25).is_ok());
        let two = Plan::new(&names(["a", "b"]), &there, &ours, |_| Ok(true)).expect("a plan");
        let words = two.check("x", &ours, 25).expect_err("two of four").to_string();
        assert!(words.contains("2 of the 4 files at `x`, more than 25 %"), "{words}");
        assert!(two.check("x", &ours, 50).is_ok());
    }

    #[test]
    fn files_of_others() {
        let plan = Plan::new(&names(["a", "b"]), &names(["a", "b"]), &ours(["b"]), |_| Ok(false)).expect("a plan");
        let words = plan.check("x", &ours(["b"]), 25).expect_err("not ours").to_string();
        assert!(words.contains("`x` has `a`, which"), "{words}");
    }
}
