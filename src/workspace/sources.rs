//! What a site is made of, as it stands on the disk: settings, templates and words are read, all other files are named.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cache::edition::Inputs;
use crate::config::{self, Config};
use crate::content::{self, ArticleFile, PassedOver};
use crate::error::Error;
use crate::fingerprint::{self, Fingerprint, Hasher};
use crate::search;

/// The most files that a thread takes at once: few, so that none is left with many in the end.
pub const AT_ONCE: usize = 16;

/// How a site is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub drafts: bool,
    pub future: bool,
    /// Whether the site is only looked at here: nothing of it is to stay in the browser.
    pub preview: bool,
    /// Wins over the settings.
    pub base_url: Option<String>,
    /// Where digests are kept for the next run, if they are.
    pub state: Option<PathBuf>,
}

/// What a site is made of.
#[derive(Debug)]
pub struct Sources {
    /// The site's folder.
    pub folder: PathBuf,
    pub options: Options,
    pub config: Config,
    /// By path; read one by one.
    pub articles: Vec<ArticleFile>,
    /// File name below `templates/` and text, by name.
    pub templates: Vec<(String, String)>,
    /// The text of the site's own words.
    pub words: Option<String>,
    /// Path below `static/` and the file, by path.
    pub statics: Vec<(String, PathBuf)>,
    pub passed_over: PassedOver,
}

impl Sources {
    /// Finds what a site is made of.
    ///
    /// Errors when there is no content, or when settings or templates can't be read.
    pub fn find(folder: &Path, options: Options) -> Result<Self, Error> {
        let config = read_config(folder, &options)?;
        let content::Inputs { articles, templates, words, statics, passed_over } =
            content::find(folder, &config.ignore)?;
        Ok(Self { folder: folder.to_owned(), options, config, articles, templates, words, statics, passed_over })
    }

    /// Reads every file of articles, to know its fingerprint and no more. What tells this site from what it was before;
    /// `None` where some of it can't be read.
    pub fn see(&mut self) -> Option<Inputs> {
        let largest = self.config.largest_file();
        self.articles.par_iter_mut().with_max_len(AT_ONCE).for_each(|article| {
            article.seen =
                content::read(&article.file, largest).ok().map(|bytes| (fingerprint::of(&bytes), bytes.len()));
        });
        self.inputs(self.articles.iter().map(|article| Some((&*article.path, article.seen?.0))))
    }

    /// What tells this site from what it was before, with the paths of articles and the fingerprints of their files;
    /// `None` where some of it can't be read.
    pub fn inputs<'a>(&self, files: impl Iterator<Item = Option<(&'a str, Fingerprint)>>) -> Option<Inputs> {
        let Self { folder: _, options, config, articles: _, templates, words, statics, passed_over } = self;
        let Options { drafts, future, preview, base_url, state: _ } = options;
        let mut others = Hasher::new();
        others.add(&(drafts, future, preview, base_url, format!("{config:?}"), templates, words, passed_over));
        for (path, file) in statics {
            others.add(&(path, content::fingerprint(file)?));
        }
        let mut articles = Hasher::new();
        for file in files {
            let (path, fingerprint) = file?;
            // No path holds that byte.
            articles.update(path.as_bytes()).update(b"\0").update(&fingerprint);
        }
        Some(Inputs { articles: articles.finish(), others: others.finish() })
    }
}

/// The settings of a site.
pub fn read_config(folder: &Path, options: &Options) -> Result<Config, Error> {
    let mut config = parse_config(folder, content::read_config(folder)?.as_deref())?;
    if let Some(url) = &options.base_url {
        config.base_url = Some(url.clone());
    }
    config.search &= search::COMPILED_IN;
    config.offline &= !options.preview;
    Ok(config)
}

/// The settings in the text of a site's settings file, if there is one.
pub fn parse_config(folder: &Path, text: Option<&str>) -> Result<Config, Error> {
    let Some(text) = text else { return Ok(Config::default()) };
    let path = folder.join(config::FILE);
    Config::parse(&path.display().to_string(), text).map_err(|diagnostic| Box::new(diagnostic).into())
}
