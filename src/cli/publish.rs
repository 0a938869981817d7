//! `daybrief publish [SITE]`: builds the site and sends it to where it is served.

use std::path::Path;
use std::time::Instant;

use super::build::Build;
use super::report::{self, Outcome, Progress, print};
use super::site::now;
use crate::config::{self, Config};
use crate::error::Error;
use crate::publish::plan::Act;
use crate::publish::target::Target;
use crate::publish::{self, Job, Report};

/// Build the site and send it where it is served: to a folder, a git branch, or an S3 bucket
///
/// Only what changed is sent: first what pages load, then pages, then what points to them, removals last and only of
/// files that were sent before. A run that was cut goes on where it ended. What was sent is listed there, in
/// `.daybrief-published.json`.
#[derive(Debug, clap::Args)]
#[command(after_help = PLACES)]
pub struct Publish {
    #[command(flatten)]
    build: Build,
    /// Where to; may be given several times [default: `to` of `[publish]` in the settings]
    #[arg(long, value_name = "WHERE")]
    to: Vec<String>,
    /// Build, then tell what would be sent and removed, and do neither
    #[arg(long)]
    dry_run: bool,
    /// Remove more than the share that is allowed, and replace files that were not sent from here
    #[arg(long)]
    force: bool,
    /// Send what was built before
    #[arg(long)]
    no_build: bool,
}

const PLACES: &str = "\
Where:
  /srv/www/briefing         a folder
  git:origin#gh-pages       a branch of a repository: by a remote's name, an address or a path
  s3://bucket/prefix        a bucket that speaks S3; keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or from
                            `~/.aws/credentials`, another host than Amazon's from AWS_ENDPOINT_URL";

impl Publish {
    pub fn run(self) -> Result<Outcome, Error> {
        let site = &self.build.site.place.folder;
        let config = self.build.site.place.read_config()?;
        let targets = self.targets(&config)?;
        let mut outcome = Outcome::Done;
        if !self.no_build {
            outcome = self.build.make()?.0;
            if self.build.strict && matches!(outcome, Outcome::Partly) {
                report::say("nothing was published, for `--strict`");
                return Ok(outcome);
            }
        }
        let base_url = match &self.build.base_url {
            Some(url) => Some(config::normal_base_url(url).map_err(|message| Error::usage(message, ""))?),
            None => config.base_url.clone(),
        };
        let config = Config { base_url, ..config };
        let job = Job {
            site,
            folder: &self.build.folder(),
            base_path: config.base_path(),
            time: now().timestamp(),
            remove_share: config.publish.remove_share,
            dry_run: self.dry_run,
            force: self.force,
        };
        for target in &targets {
            let start = Instant::now();
            let progress = Progress::new("sending");
            let report = publish::publish(&job, target, &|total| progress.step(total))?;
            drop(progress);
            if let Outcome::Partly = report::show(&report.diagnostics, self.build.strict) {
                outcome = Outcome::Partly;
            }
            if self.dry_run {
                print(&steps(&report))?;
            }
            report::say(summary(&report, target, self.dry_run, start));
            if let Some(error) = &report.refused {
                report::say(format_args!("without `--dry-run` nothing would be sent:\n{error}"));
                outcome = Outcome::Partly;
            }
        }
        Ok(outcome)
    }

    /// Where to: what is asked for, or else what the settings say.
    fn targets(&self, config: &Config) -> Result<Vec<Target>, Error> {
        let (places, base) = match self.to.is_empty() {
            true => (&config.publish.to, self.build.site.place.folder.as_path()),
            false => (&self.to, Path::new("")),
        };
        if places.is_empty() {
            let hint = "name a place with `--to`, as `--to git:origin#gh-pages`, `--to /srv/www/briefing` or \
                        `--to s3://bucket/prefix`; or in the settings, as `to = \"…\"` below `[publish]`";
            return Err(Error::usage("there is no place to publish to", hint));
        }
        places.iter().map(|place| Target::parse(place, base)).collect()
    }
}

/// Each file on a line, in the order in which it would be done.
fn steps(report: &Report) -> String {
    let line = |step: &crate::publish::plan::Step| {
        let act = match step.act {
            Act::New => "new",
            Act::Change => "change",
            Act::Remove => "remove",
        };
        format!("{act:<6}  {}\n", step.path)
    };
    report.steps.iter().map(line).collect()
}

fn summary(report: &Report, target: &Target, dry_run: bool, start: Instant) -> String {
    let counts = format!(
        "{} new, {} changed, {} removed, {} unchanged",
        report.count(Act::New),
        report.count(Act::Change),
        report.count(Act::Remove),
        report.unchanged
    );
    if dry_run {
        return format!("dry run, nothing was sent: `{target}` would have {counts}");
    }
    let commit = report.commit.as_ref().map(|commit| format!(", commit {commit}")).unwrap_or_default();
    format!("`{target}`: {counts}{commit} in {:.1} s", start.elapsed().as_secs_f64())
}
