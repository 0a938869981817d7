//! What the commands on a whole site share: its folder, flags, and how it is read.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::report::Progress;
use crate::config::{self, Config};
use crate::content;
use crate::error::Error;
use crate::output;
use crate::workspace::{self, Counts, Options, Sources, Workspace};

/// Where a site is.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The site's folder: it holds `content/`, and may hold `daybrief.toml`, `templates/` and `static/`
    #[arg(value_name = "SITE", default_value = ".")]
    pub folder: PathBuf,
}

impl Place {
    /// Where this site keeps what lasts from one run to the next.
    pub fn state(&self) -> PathBuf {
        self.folder.join(output::STATE)
    }

    /// Errors where there is no site.
    pub fn check(&self) -> Result<(), Error> {
        content::check(&self.folder)
    }

    /// The settings alone.
    pub fn read_config(&self) -> Result<Config, Error> {
        workspace::parse_config(&self.folder, content::read_config(&self.folder)?.as_deref())
    }
}

/// A site, and what of it is to be seen.
#[derive(Debug, clap::Args)]
pub struct SiteArgs {
    #[command(flatten)]
    pub place: Place,
    /// Show articles marked as drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Show articles of days to come too
    #[arg(long)]
    pub future: bool,
}

impl SiteArgs {
    /// Finds the site, to be read as the command's own options have it.
    pub fn find(&self, options: Options) -> Result<Sources, Error> {
        let base_url = options.base_url.as_deref().map(config::normal_base_url).transpose();
        let base_url = base_url.map_err(|message| Error::usage(message, ""))?;
        let options = Options { drafts: self.drafts, future: self.future, base_url, ..options };
        Sources::find(&self.place.folder, options)
    }

    /// Finds the site and reads it.
    pub fn open(&self, options: Options) -> Result<Workspace, Error> {
        Ok(read(self.find(options)?, false)?.0)
    }
}

/// [Reads](Workspace::read) a site; what it took comes beside it.
pub fn read(sources: Sources, fresh: bool) -> Result<(Workspace, Counts), Error> {
    let progress = Progress::new("reading");
    Workspace::read(sources, fresh, |total| progress.step(total))
}

/// The present moment, or that of `SOURCE_DATE_EPOCH` (seconds; reproducible-builds.org) where it is set.
pub fn now() -> DateTime<Utc> {
    std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds.parse().ok()?, 0))
        .unwrap_or_else(Utc::now)
}
