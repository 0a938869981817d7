//! A site's files as they were read, so that after a change only what changed is read again.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use crate::assets::{self, Versions};
use crate::builder::{self, Build, Read, Reader, Show};
use crate::cache::digests::{self, Cache, Found, Kept};
use crate::config::{self, Config};
use crate::content::{self, ArticleFile};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint::{self, Fingerprint};
use crate::render::Renderer;
use crate::render::labels::Labels;
use crate::render::pages::{self, Page};
use crate::render::templates::Templates;
use crate::search;
use crate::site::Site;
use crate::site::link::Memory;
use crate::site::source::Source;

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

/// Everything that a site is made from, in memory.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    options: Options,
    pub config: Config,
    reader: Reader,
    /// By path below the content folder.
    files: BTreeMap<Arc<str>, Kept>,
    /// File name below `templates/` and text, by name.
    templates: Vec<(String, String)>,
    /// The text of the site's own words.
    words: Option<String>,
    /// Path below `static/` and the file, by path.
    statics: Vec<(String, PathBuf)>,
    /// What was passed over when the site was opened, and why.
    pub passed_over: Vec<Diagnostic>,
    memory: Memory,
}

/// How pages look: templates, words, and the versions of the files they load.
#[derive(Debug)]
pub struct Look {
    templates: Templates,
    labels: Labels,
    versions: Versions,
}

impl Look {
    /// What renders the pages of a site in this look.
    pub fn renderer<'a>(&'a self, site: &'a Site) -> Renderer<'a> {
        Renderer::new(site, &self.templates, self.labels.clone(), self.versions.clone())
    }
}

/// What reading a site took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub files: usize,
    /// Of all files.
    pub bytes: usize,
    /// Files whose digest was not known.
    pub digested: usize,
}

/// A file that was looked at.
struct Looked {
    kept: Kept,
    bytes: usize,
    /// Its digests were known.
    known: bool,
}

/// What is no longer as it was.
#[derive(Debug, Default)]
pub struct Changed {
    /// Files of articles that are new, gone, or not as they were.
    pub articles: BTreeSet<Arc<str>>,
    pub config: bool,
    /// Templates or words.
    pub look: bool,
    /// Paths below `static/`.
    pub statics: BTreeSet<String>,
    /// Why settings or templates are still as they were, though their files changed.
    pub fault: Option<Error>,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub enum Static {
    Embedded(Cow<'static, [u8]>),
    File(PathBuf),
}

impl Static {
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self {
            Self::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::File(file) => fs::read(file).map(Cow::Owned).map_err(Error::read(file)),
        }
    }
}

impl Workspace {
    /// Reads a site. `step` is called after each article with their number.
    ///
    /// Errors when there is no content, or when settings or templates can't be read.
    pub fn open(folder: &Path, options: Options, step: impl Fn(usize) + Sync) -> Result<(Self, Counts), Error> {
        let config = read_config(folder, &options)?;
        let cache = cache(&options, &config);
        // The disk is asked which files there are while digests are unpacked.
        let (inputs, found) = rayon::join(|| content::find(folder), || load(cache.as_ref()));
        let inputs = inputs?;
        let mut workspace = Self {
            folder: folder.to_owned(),
            reader: new_reader(folder, &config)?,
            options,
            config,
            files: BTreeMap::new(),
            templates: inputs.templates,
            words: inputs.words,
            statics: inputs.statics,
            passed_over: inputs.diagnostics,
            memory: Memory::default(),
        };
        let counts = workspace.read_all(&inputs.articles, cache, found, step);
        Ok((workspace, counts))
    }

    /// Gives back the memory that reading and linking took and that rendering doesn't need.
    pub fn rest(&mut self) {
        self.reader.rest();
        self.memory = Memory::default();
    }

    /// Makes ready what reading an article needs, so that the next one is read at once.
    pub fn prepare(&self) {
        self.reader.prepare();
    }

    /// Links what was read into a site.
    pub fn build(&mut self, now: DateTime<Utc>) -> Build {
        let show = Show { drafts: self.options.drafts, future: self.options.future, now };
        let files = self.files.values().map(|kept| &*kept.read);
        builder::build(&mut self.memory, self.config.clone(), files, show)
    }

    /// A site with the text of some files as it was read last; `None` when it has to be linked again to show that.
    pub fn revised(&self, site: &Site, paths: &BTreeSet<Arc<str>>) -> Option<Site> {
        let sources: Option<Vec<&Source>> =
            paths.iter().map(|path| self.files.get(path).map(|kept| &kept.read.source)).collect();
        site.revised(&sources?)
    }

    /// The site's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files that are published as they are, by path below the site's root: the built-in ones and the site's own.
    pub fn statics(&self) -> BTreeMap<String, Static> {
        let built_in = assets::static_files().map(|(path, bytes)| (path.into_owned(), Static::Embedded(bytes)));
        let own = self.statics.iter().map(|(path, file)| (path.clone(), Static::File(file.clone())));
        built_in.chain(own).collect()
    }

    /// How the site's pages look.
    ///
    /// Errors tell what is wrong with its templates or its words.
    pub fn look(&self) -> Result<Look, Error> {
        let language = &self.config.language;
        let labels = match &self.words {
            Some(text) => Labels::with_own(language, content::WORDS, text)?,
            None => Labels::new(language),
        };
        let mut versions = Versions::built_in();
        for (path, file) in &self.statics {
            if versions.has(path) {
                versions.set(path, &fs::read(file).map_err(Error::read(file))?);
            }
        }
        let templates = Templates::new(&self.templates).map_err(Error::Inputs)?;
        Ok(Look { templates, labels, versions })
    }

    /// All pages but those whose place a file of the site's own takes.
    pub fn pages(&self, site: &Site) -> Vec<Page> {
        let own: HashSet<&str> = self.statics.iter().map(|(path, _)| path.as_str()).collect();
        let mut pages = pages::pages(site);
        pages.retain(|page| !(page.kind.yields() && own.contains(page.path.as_str())));
        pages
    }

    /// Looks again at paths below the site's folder: files, or folders with all that is in them; an empty path is the
    /// whole site.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>) -> Changed {
        let mut changed = Changed::default();
        if let Err(error) = self.refresh_config(&mut changed) {
            changed.fault = Some(error);
        }
        let look = content::templates(&self.folder, &mut Vec::new())
            .and_then(|templates| Ok((templates, content::read_words(&self.folder)?)));
        match look {
            Ok((templates, words)) => {
                changed.look = templates != self.templates || words != self.words;
                self.templates = templates;
                self.words = words;
            }
            Err(error) => changed.fault = changed.fault.or(Some(error)),
        }
        self.refresh_articles(&within(content::ARTICLES, paths), &mut changed);
        let statics = within(content::STATICS, paths);
        if !statics.is_empty() {
            self.statics = content::statics(&self.folder, &mut Vec::new());
            changed.statics = statics.iter().flat_map(|path| self.statics_at(path)).collect();
        }
        changed
    }

    /// A path below `static/`, or where it is a folder the files in it.
    fn statics_at(&self, path: &Path) -> Vec<String> {
        let files = self.statics.iter().map(|(file, _)| file);
        let below: Vec<String> = files.filter(|file| Path::new(file).starts_with(path)).cloned().collect();
        if below.is_empty() { vec![content::relative(Path::new(""), path)] } else { below }
    }

    fn refresh_config(&mut self, changed: &mut Changed) -> Result<(), Error> {
        let config = read_config(&self.folder, &self.options)?;
        if config == self.config {
            return Ok(());
        }
        let all_again = config.junk != self.config.junk || config.max_file_mb != self.config.max_file_mb;
        if all_again {
            self.reader = new_reader(&self.folder, &config)?;
        }
        self.config = config;
        changed.config = true;
        if all_again {
            changed.articles = std::mem::take(&mut self.files).into_keys().collect();
            let content = self.folder.join(content::ARTICLES);
            let cache = cache(&self.options, &self.config);
            let found = load(cache.as_ref());
            self.read_all(&content::articles(&content, &content, &mut Vec::new()), cache, found, |_| ());
        }
        Ok(())
    }

    fn refresh_articles(&mut self, paths: &BTreeSet<&Path>, changed: &mut Changed) {
        let content = self.folder.join(content::ARTICLES);
        let mut there: Vec<ArticleFile> = Vec::new();
        let mut gone: BTreeSet<Arc<str>> = BTreeSet::new();
        for path in paths {
            let name = content::relative(Path::new(""), path);
            let below: Arc<str> = if name.is_empty() { "".into() } else { format!("{name}/").into() };
            let known = self.files.range(Arc::clone(&below)..).map(|(path, _)| path);
            gone.extend(known.take_while(|path| path.starts_with(&*below)).cloned());
            gone.extend(self.files.get_key_value(&*name).map(|(path, _)| Arc::clone(path)));
            there.append(&mut content::articles(&content, &content.join(path), &mut Vec::new()));
        }
        there.sort_by(|a, b| a.path.cmp(&b.path));
        there.dedup_by(|a, b| a.path == b.path);
        let read: Vec<Kept> =
            there.par_iter().map(|article| self.read(article, |path| self.files.get(path)).kept).collect();
        for kept in read {
            let path = &kept.read.source.path;
            gone.remove(path);
            if self.files.get(path).is_none_or(|old| old.fingerprint != kept.fingerprint) {
                changed.articles.insert(path.clone());
                self.files.insert(path.clone(), kept);
            }
        }
        for path in gone {
            self.files.remove(&path);
            changed.articles.insert(path);
        }
    }

    /// Reads all articles, with the help of the digests found in a cache, and keeps them there for the next run.
    fn read_all(
        &mut self,
        articles: &[ArticleFile],
        cache: Option<Cache>,
        mut found: Found,
        step: impl Fn(usize) + Sync,
    ) -> Counts {
        if found.damaged {
            let warning = Diagnostic::warning("some of the digests kept by an earlier run are damaged: made anew");
            self.passed_over.push(warning);
        }
        let read: Vec<Looked> = articles
            .par_iter()
            .map(|article| {
                let looked = self.read(article, |path| found.files.get(path));
                step(articles.len());
                looked
            })
            .collect();
        let mut counts = Counts { files: articles.len(), ..Counts::default() };
        let mut stale = std::mem::take(&mut found.stale);
        for Looked { kept, bytes, known } in read {
            counts.bytes += bytes;
            let path = kept.read.source.path.clone();
            if !known {
                counts.digested += 1;
                stale.insert(digests::shelf(&path));
            }
            found.files.remove(&path);
            self.files.insert(path, kept);
        }
        stale.extend(found.files.keys().map(|path| digests::shelf(path)));
        if let Some(Err(error)) = cache.map(|cache| cache.save(self.files.values(), &stale)) {
            let why = format!("digests can't be kept for the next run: {}", crate::error::reason(&error));
            self.passed_over.push(Diagnostic::warning(why));
        }
        counts
    }

    /// The digests of a file, those that are `known` when its bytes are still the same.
    fn read<'a>(&self, article: &ArticleFile, known: impl Fn(&str) -> Option<&'a Kept>) -> Looked {
        let largest = self.config.max_file_mb.saturating_mul(1 << 20);
        match content::read(&article.file, largest) {
            Ok(bytes) => {
                let fingerprint = fingerprint::of(&bytes);
                let size = bytes.len();
                match known(&article.path).filter(|kept| kept.fingerprint == fingerprint) {
                    Some(kept) => Looked { kept: kept.clone(), bytes: size, known: true },
                    None => {
                        let read = Arc::new(self.reader.read(&article.path, bytes));
                        Looked { kept: Kept { fingerprint, read }, bytes: size, known: false }
                    }
                }
            }
            Err(why) => {
                let read = Arc::new(Read::unreadable(&article.path, why));
                Looked { kept: Kept { fingerprint: Fingerprint::default(), read }, bytes: 0, known: false }
            }
        }
    }
}

/// The cache of a site's digests, if any are kept.
fn cache(options: &Options, config: &Config) -> Option<Cache> {
    options.state.as_deref().map(|state| Cache::new(state, config))
}

fn load(cache: Option<&Cache>) -> Found {
    cache.map(Cache::load).unwrap_or_default()
}

/// Of paths below a site's folder those in one of its folders, seen from there; an empty path is all of it.
fn within<'a>(folder: &str, paths: &'a BTreeSet<PathBuf>) -> BTreeSet<&'a Path> {
    let within = |path: &'a PathBuf| match path.strip_prefix(folder) {
        Ok(below) => Some(below),
        Err(_) => Path::new(folder).starts_with(path).then_some(Path::new("")),
    };
    paths.iter().filter_map(within).collect()
}

/// The settings of a site.
fn read_config(folder: &Path, options: &Options) -> Result<Config, Error> {
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

fn new_reader(folder: &Path, config: &Config) -> Result<Reader, Error> {
    Reader::new(&config.junk)
        .map_err(|message| Error::usage(message, format!("mend the rule in `{}`", folder.join(config::FILE).display())))
}
