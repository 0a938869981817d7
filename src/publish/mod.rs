//! The built site to where it is served: a folder, a git branch, or a bucket.
//!
//! Every way keeps a list of what it sent beside the site ([`manifest`]), so that any machine can go on from there: only
//! what changed is sent, only what was once sent is removed, and a run that was cut is taken up where it ended.

mod bucket;
mod files;
mod folder;
mod git;
mod headers;
pub mod manifest;
pub mod plan;
mod send;
pub mod target;

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::output;
use plan::{Act, Plan, Step};
use target::Target;

/// What is to be published, and how.
#[derive(Debug)]
pub struct Job<'a> {
    /// The site's folder: what is kept from run to run stands in it.
    pub site: &'a Path,
    /// The folder that the site was built into.
    pub folder: &'a Path,
    /// The path below which the site lies on its host, with `/` at both ends.
    pub base_path: &'a str,
    /// The present moment, in seconds since 1970.
    pub time: i64,
    /// The largest share of what was once sent that may be removed, in percent.
    pub remove_share: u8,
    /// Tell only what would be done.
    pub dry_run: bool,
    /// Remove more than that share, and replace files that were not sent from here.
    pub force: bool,
}

/// What publishing to one place came to.
#[derive(Debug)]
pub struct Report {
    /// In the order in which it was done.
    pub steps: Vec<Step>,
    pub unchanged: usize,
    /// The commit that was made, shortened.
    pub commit: Option<String>,
    /// What was passed over.
    pub diagnostics: Vec<Diagnostic>,
    /// Why no run but a dry one would have done it.
    pub refused: Option<Error>,
}

impl Report {
    fn of(plan: Plan, refused: Option<Error>) -> Self {
        let unchanged = plan.unchanged.len();
        Self { steps: plan.steps, unchanged, commit: None, diagnostics: Vec::new(), refused }
    }

    pub fn count(&self, act: Act) -> usize {
        self.steps.iter().filter(|step| step.act == act).count()
    }
}

/// Publishes a built site. `progress` is called after each file with how many there are.
pub fn publish(job: &Job, target: &Target, progress: &(dyn Fn(usize) + Sync)) -> Result<Report, Error> {
    let _lock = output::lock(job.site, job.folder)?;
    let mut diagnostics = Vec::new();
    let files = files::find(job.folder, &mut diagnostics)?;
    let mut report = match target {
        Target::Folder(to) => send::send(job, &files, &folder::Folder::open(job, to)?, progress)?,
        Target::Bucket { bucket, prefix } => {
            send::send(job, &files, &bucket::Bucket::open(job, bucket, prefix)?, progress)?
        }
        Target::Git { remote, branch } => git::publish(job, &files, remote, branch)?,
    };
    report.diagnostics = diagnostics;
    Ok(report)
}
