//! A branch of a git repository: one commit each time something changed, on top of what is there.
//!
//! All is done by git's own commands on its object store. A remote that the site's repository knows by name is used from
//! there, with its settings and keys; any other from a bare repository that daybrief keeps. Neither work tree nor index
//! nor branches are touched.

mod command;
mod commit;

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::files::Files;
use super::manifest::{self, Manifest, Sent};
use super::plan::{Act, Plan};
use super::target::{self, Target};
use super::{Job, Report};
use crate::error::Error;
use crate::output::STATE;
use command::Git;

/// The bare repository that is kept for remotes that the site's own repository does not know.
const KEPT: &str = "publish.git";

/// Publishes to a branch.
pub fn publish(job: &Job, files: &Files, remote: &str, branch: &str) -> Result<Report, Error> {
    let target = Target::Git { remote: remote.into(), branch: branch.into() }.to_string();
    let (git, kept) = repository(job, remote, branch, &target)?;
    let place = format!("refs/daybrief/{}/{branch}", &super::files::hash(remote.as_bytes())[..8]);
    let tip = fetch(&git, remote, branch, &place, kept)?;
    let there = match &tip {
        Some(tip) => tree(&git, tip)?,
        None => BTreeMap::new(),
    };
    let before = match &tip {
        Some(tip) if there.contains_key(manifest::NAME) => {
            Manifest::parse(&git.bytes(&["cat-file", "blob", &format!("{tip}:{}", manifest::NAME)])?)
        }
        _ => Manifest::default(),
    };
    let ids = commit::ids(&git, job.folder, files)?;
    let plan = Plan::new(&ids, &there, &before, |path| Ok(there.get(path) == ids.get(path)))?;
    let refused = plan.permit(&target, &before, job)?;
    let mut report = Report::of(plan, refused);
    if job.dry_run || report.steps.is_empty() {
        return Ok(report);
    }
    let after = Manifest { files: files.keys().map(|path| (path.clone(), Sent::default())).collect() };
    let message = format!(
        "Publish the site: {} new, {} changed, {} removed",
        report.count(Act::New),
        report.count(Act::Change),
        report.count(Act::Remove)
    );
    let change =
        commit::Change { folder: job.folder, steps: &report.steps, manifest: after.bytes(), message, time: job.time };
    commit::make(&git, &place, tip.as_deref(), &change)?;
    git.line(&["push", "--quiet", "--no-verify", "--no-follow-tags", remote, &format!("{place}:refs/heads/{branch}")])?;
    report.commit = Some(git.line(&["rev-parse", "--short", &place]).map_err(Error::after_sending)?);
    Ok(report)
}

/// The repository to work in, and whether it is one that daybrief keeps.
fn repository(job: &Job, remote: &str, branch: &str, target: &str) -> Result<(Git, bool), Error> {
    let site = Git::new(&["-C", &job.site.to_string_lossy()], target);
    if target::is_name(remote) {
        let known = site.line(&["rev-parse", "--absolute-git-dir"]).ok();
        let known = known.filter(|_| site.line(&["remote", "get-url", remote]).is_ok());
        let Some(folder) = known else {
            let message = format!("the site is in no git repository that knows the remote `{remote}`");
            return Err(Error::usage(
                message,
                "name the repository by its address, as `git:https://host/site.git#branch`",
            ));
        };
        if site.line(&["symbolic-ref", "--quiet", "--short", "HEAD"]).is_ok_and(|head| head == branch) {
            let message = format!("`{branch}` is the branch that you work on");
            return Err(Error::usage(message, "name one for the site alone, as `git:origin#gh-pages`"));
        }
        return Ok((Git::new(&["--git-dir", &folder], target), false));
    }
    let kept: PathBuf = job.site.join(STATE).join(KEPT);
    let folder = kept.to_string_lossy().into_owned();
    if !kept.join("HEAD").is_file() {
        site.line(&["init", "--quiet", "--bare", &std::path::absolute(&kept).unwrap_or(kept).to_string_lossy()])?;
    }
    Ok((Git::new(&["--git-dir", &folder], target), true))
}

/// Fetches the branch's newest commit; none when there is no such branch yet.
fn fetch(git: &Git, remote: &str, branch: &str, place: &str, kept: bool) -> Result<Option<String>, Error> {
    let head = format!("refs/heads/{branch}");
    if git.line(&["ls-remote", remote, &head])?.is_empty() {
        git.line(&["update-ref", "-d", place])?;
        return Ok(None);
    }
    let from = format!("+{head}:{place}");
    let mut fetch =
        vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="];
    if kept {
        // What came before is not needed to go on from it. In a repository of the user's own it would leave a mark.
        fetch.push("--depth=1");
    }
    fetch.extend([remote, from.as_str()]);
    git.line(&fetch)?;
    git.line(&["rev-parse", "--verify", place]).map(Some)
}

/// The files of a commit: path and the name of what is in it. What is no plain file has a name that no content has.
fn tree(git: &Git, commit: &str) -> Result<BTreeMap<String, String>, Error> {
    let list = git.bytes(&["ls-tree", "-r", "-z", commit])?;
    let entries = list.split(|byte| *byte == 0).filter_map(|entry| {
        let entry = std::str::from_utf8(entry).ok()?;
        let (meta, path) = entry.split_once('\t')?;
        let id = meta.rsplit(' ').next()?;
        Some((path.to_owned(), if meta.starts_with("100644 ") { id.to_owned() } else { meta.to_owned() }))
    });
    Ok(entries.collect())
}
