//! What the commands on a whole site share: its folder, flags, and how it is read.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::report::Progress;
use crate::assets::Versions;
use crate::builder::{self, Build, Show};
use crate::config::{self, Config};
use crate::content::{self, Inputs};
use crate::error::Error;
use crate::render::labels::Labels;
use crate::rules::Rules;
use crate::search;

#[derive(Debug, clap::Args)]
pub struct SiteArgs {
    /// The site's folder: it holds `content/`, and may hold `daybrief.toml`, `templates/` and `static/`
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Show articles marked as drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Show articles of days to come too
    #[arg(long)]
    pub future: bool,
}

/// A site as it was read and linked.
pub struct Loaded {
    pub inputs: Inputs,
    pub build: Build,
}

impl SiteArgs {
    /// Reads and links the site. `base_url` wins over the settings.
    pub fn load(&self, base_url: Option<&str>) -> Result<Loaded, Error> {
        let mut inputs = content::find(&self.site)?;
        let mut config = self.config(inputs.config.as_deref())?;
        if let Some(url) = base_url {
            let url = config::normal_base_url(url).map_err(|message| Error::usage(message, ""))?;
            config.base_url = Some(url);
        }
        config.search &= search::COMPILED_IN;
        let rules = Rules::new(&config.junk).map_err(|message| {
            Error::usage(message, format!("mend the rule in `{}`", self.site.join(config::FILE).display()))
        })?;
        let largest = config.max_file_mb.saturating_mul(1 << 20);
        let progress = Progress::new("reading", inputs.articles.len());
        let files = inputs
            .articles
            .par_iter()
            .map(|article| {
                let read = builder::read(&article.path, content::read(&article.file, largest), &rules);
                progress.step();
                read
            })
            .collect();
        drop(progress);
        let show = Show { drafts: self.drafts, future: self.future, now: now() };
        let mut build = builder::build(config, files, show);
        build.diagnostics.splice(0..0, std::mem::take(&mut inputs.diagnostics));
        Ok(Loaded { inputs, build })
    }

    fn config(&self, text: Option<&str>) -> Result<Config, Error> {
        let Some(text) = text else { return Ok(Config::default()) };
        let path = self.site.join(config::FILE);
        Config::parse(&path.display().to_string(), text).map_err(|diagnostic| Box::new(diagnostic).into())
    }

    /// The settings alone.
    pub fn read_config(&self) -> Result<Config, Error> {
        self.config(content::read_config(&self.site)?.as_deref())
    }
}

/// The words on the pages: those of the site's language, and the site's own in their place.
pub fn labels(inputs: &Inputs, config: &Config) -> Result<Labels, Error> {
    match &inputs.words {
        Some(text) => Ok(Labels::with_own(&config.language, content::WORDS, text)?),
        None => Ok(Labels::new(&config.language)),
    }
}

/// The versions of the files that pages load: the built-in ones, and the site's own in their place.
pub fn versions(statics: &[(String, PathBuf)]) -> Result<Versions, Error> {
    let mut versions = Versions::built_in();
    for (path, file) in statics {
        if versions.has(path) {
            versions.set(path, &fs::read(file).map_err(Error::read(file))?);
        }
    }
    Ok(versions)
}

/// The present moment, or that of `SOURCE_DATE_EPOCH` (seconds; reproducible-builds.org) where it is set.
pub fn now() -> DateTime<Utc> {
    std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds.parse().ok()?, 0))
        .unwrap_or_else(Utc::now)
}
