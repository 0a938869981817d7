//! A site's files as they were read, so that after a change only what changed is read again.

mod findings;
mod look;
mod sources;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use crate::assets;
use crate::builder::{self, Build, Read, Reader, Show};
use crate::cache::digests::{Cache, Kept};
use crate::cache::edition::Inputs;
use crate::config::{self, Config};
use crate::content::{self, ArticleFile};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint;
use crate::render::pages::{self, Page};
use crate::render::redirects;
use crate::rules::Rules;
use crate::rules::junk::{Fault, Faults};
use crate::site::Site;
use crate::site::link::Memory;
use crate::site::source::Source;
use crate::text::prose::Span;
pub use look::Look;
use sources::{AT_ONCE, read_config};
pub use sources::{Options, Sources, parse_config};

/// Everything that a site is made from, in memory.
#[derive(Debug)]
pub struct Workspace {
    sources: Sources,
    reader: Reader,
    /// By path below the content folder.
    files: BTreeMap<Arc<str>, Kept>,
    /// What was wrong with the digests kept by an earlier run.
    unkept: Vec<Diagnostic>,
    memory: Memory,
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
    /// A file came there or went.
    pub layout: bool,
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
    /// Finds a site and reads it. `step` is called after each article with their number.
    ///
    /// Errors are those of [`Sources::find`] and [`Workspace::read`].
    pub fn open(folder: &Path, options: Options, step: impl Fn(usize) + Sync) -> Result<(Self, Counts), Error> {
        Self::read(Sources::find(folder, options)?, false, step)
    }

    /// Reads a site. `step` is called after each article with their number. With `fresh`, some article is known to be new
    /// or changed, and what reading it needs is made ready while digests are unpacked.
    ///
    /// Errors when a junk rule of the settings is no rule.
    pub fn read(mut sources: Sources, fresh: bool, step: impl Fn(usize) + Sync) -> Result<(Self, Counts), Error> {
        let reader = new_reader(&sources.folder, &sources.config)?;
        let articles = std::mem::take(&mut sources.articles);
        let (files, unkept, memory) = (BTreeMap::new(), Vec::new(), Memory::default());
        let mut workspace = Self { sources, reader, files, unkept, memory };
        let counts = workspace.read_all(&articles, fresh, step);
        Ok((workspace, counts))
    }

    /// What was passed over, and why.
    pub fn passed_over(&self) -> impl Iterator<Item = &Diagnostic> {
        self.sources.passed_over.iter().chain(&self.unkept)
    }

    /// What tells the site that was read from what it was before; `None` where some of it can't be read, or where this
    /// run had something to tell that the next one won't.
    pub fn inputs(&self) -> Option<Inputs> {
        let files = self.files.iter().map(|(path, kept)| Some((&**path, kept.fingerprint?)));
        self.unkept.is_empty().then(|| self.sources.inputs(files))?
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
        let Self { sources: Sources { options, config, .. }, files, memory, .. } = self;
        let show = Show { drafts: options.drafts, future: options.future, now };
        let mut build = builder::build(memory, config.clone(), files.values().map(|kept| &*kept.read), show);
        // Few sites have old addresses, and an edit in the preview need not list all files for those that have none.
        if !build.site.redirects.is_empty() {
            build.diagnostics.extend(redirects::settle(&mut build.site, self.statics().into_keys()));
            build.diagnostics.sort_by(Diagnostic::by_place);
        }
        build
    }

    /// A site with the text of some files as it was read last; `None` when it has to be linked again to show that.
    pub fn revised(&self, site: &Site, paths: &BTreeSet<Arc<str>>) -> Option<Site> {
        let sources: Option<Vec<&Source>> =
            paths.iter().map(|path| self.files.get(path).map(|kept| &kept.read.source)).collect();
        site.revised(&sources?)
    }

    /// The site's folder.
    pub fn folder(&self) -> &Path {
        &self.sources.folder
    }

    /// The files that are published as they are, by path below the site's root: the built-in ones and the site's own.
    pub fn statics(&self) -> BTreeMap<String, Static> {
        let built_in = assets::static_files().map(|(path, bytes)| (path.into_owned(), Static::Embedded(bytes)));
        let own = self.sources.statics.iter().map(|(path, file)| (path.clone(), Static::File(file.clone())));
        built_in.chain(own).collect()
    }

    /// How the site's pages look.
    ///
    /// Errors tell what is wrong with its templates or its words.
    pub fn look(&self) -> Result<Look, Error> {
        Look::new(&self.sources)
    }

    /// All pages but those whose place a file of the site's own takes.
    pub fn pages(&self, site: &Site) -> Vec<Page> {
        let own: HashSet<&str> = self.sources.statics.iter().map(|(path, _)| path.as_str()).collect();
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
        let mut odd_templates = Vec::new();
        let look = content::templates(&self.sources.folder, &mut odd_templates)
            .and_then(|templates| Ok((templates, content::read_words(&self.sources.folder)?)));
        match look {
            Ok((templates, words)) => {
                changed.look = templates != self.sources.templates || words != self.sources.words;
                self.sources.templates = templates;
                self.sources.passed_over.templates = odd_templates;
                self.sources.words = words;
            }
            Err(error) => changed.fault = changed.fault.or(Some(error)),
        }
        self.refresh_articles(&within(content::ARTICLES, paths), &mut changed);
        let statics = within(content::STATICS, paths);
        if !statics.is_empty() {
            let mut odd = Vec::new();
            let now = content::statics(&self.sources.folder, &mut odd);
            self.sources.passed_over.statics = odd;
            changed.layout = now != self.sources.statics;
            self.sources.statics = now;
            changed.statics = statics.iter().flat_map(|path| self.statics_at(path)).collect();
        }
        changed
    }

    /// A path below `static/`, or where it is a folder the files in it.
    fn statics_at(&self, path: &Path) -> Vec<String> {
        let files = self.sources.statics.iter().map(|(file, _)| file);
        let below: Vec<String> = files.filter(|file| Path::new(file).starts_with(path)).cloned().collect();
        if below.is_empty() { vec![content::relative(Path::new(""), path)] } else { below }
    }

    fn refresh_config(&mut self, changed: &mut Changed) -> Result<(), Error> {
        let config = read_config(&self.sources.folder, &self.sources.options)?;
        if config == self.sources.config {
            return Ok(());
        }
        let old = &self.sources.config;
        let digested = |of: &Config| (of.junk.clone(), of.language.clone(), of.max_file_mb, of.ignore.clone());
        let all_again = digested(&config) != digested(old);
        if all_again {
            self.reader = new_reader(&self.sources.folder, &config)?;
        }
        self.sources.config = config;
        changed.config = true;
        if all_again {
            changed.articles = std::mem::take(&mut self.files).into_keys().collect();
            let (articles, odd) = self.find_articles(Path::new(""));
            self.sources.passed_over.articles = odd;
            self.read_all(&articles, false, |_| ());
            // Those that are no longer passed over.
            changed.articles.extend(self.files.keys().cloned());
        }
        Ok(())
    }

    /// The files of articles at or below a path in the content folder, and what is said of others there.
    fn find_articles(&self, below: &Path) -> (Vec<ArticleFile>, Vec<Diagnostic>) {
        let content = self.sources.folder.join(content::ARTICLES);
        let mut odd = Vec::new();
        (content::articles(&content, &content.join(below), &self.sources.config.ignore, &mut odd), odd)
    }

    fn refresh_articles(&mut self, paths: &BTreeSet<&Path>, changed: &mut Changed) {
        let mut there: Vec<ArticleFile> = Vec::new();
        let mut odd = !self.sources.passed_over.articles.is_empty();
        let mut gone: BTreeSet<Arc<str>> = BTreeSet::new();
        for path in paths {
            let name = content::relative(Path::new(""), path);
            let below: Arc<str> = if name.is_empty() { "".into() } else { format!("{name}/").into() };
            let known = self.files.range(Arc::clone(&below)..).map(|(path, _)| path);
            gone.extend(known.take_while(|path| path.starts_with(&*below)).cloned());
            gone.extend(self.files.get_key_value(&*name).map(|(path, _)| Arc::clone(path)));
            let (mut articles, others) = self.find_articles(path);
            there.append(&mut articles);
            odd |= !others.is_empty();
        }
        // Several of them may be told in one message, so all are looked for again; most sites have none.
        if odd && !paths.is_empty() {
            self.sources.passed_over.articles = self.find_articles(Path::new("")).1;
        }
        there.sort_by(|a, b| a.path.cmp(&b.path));
        there.dedup_by(|a, b| a.path == b.path);
        let read: Vec<Kept> =
            there.par_iter().map(|article| self.read_one(article, |path| self.files.get(path)).kept).collect();
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

    /// Reads all articles, with the help of the digests kept by an earlier run, and keeps them for the next one.
    fn read_all(&mut self, articles: &[ArticleFile], fresh: bool, step: impl Fn(usize) + Sync) -> Counts {
        let Sources { options, config, .. } = &self.sources;
        let cache = options.state.as_deref().map(|state| Cache::new(state, config));
        let load = || cache.as_ref().map(Cache::load).unwrap_or_default();
        let (found, ()) = rayon::join(load, || {
            if fresh {
                self.reader.prepare()
            }
        });
        if found.damaged {
            let note = Diagnostic::note("some of the digests kept by an earlier run are damaged: made anew");
            self.unkept.push(note);
        }
        let read: Vec<Looked> = articles
            .par_iter()
            .with_max_len(AT_ONCE)
            .map(|article| {
                let looked = self.read_one(article, |path| found.get(path));
                step(articles.len());
                looked
            })
            .collect();
        let counts = Counts {
            files: articles.len(),
            bytes: read.iter().map(|looked| looked.bytes).sum(),
            digested: read.iter().filter(|looked| !looked.known).count(),
        };
        let stale = found.stale(read.iter().map(|looked| (&*looked.kept.read.source.path, looked.known)));
        self.files = read.into_iter().map(|looked| (Arc::clone(&looked.kept.read.source.path), looked.kept)).collect();
        if let Some(Err(error)) = cache.map(|cache| cache.save(self.files.values(), &stale)) {
            let why = format!("digests can't be kept for the next run: {}", crate::error::reason(&error));
            self.unkept.push(Diagnostic::note(why));
        }
        counts
    }

    /// The digests of a file, those that are `known` when its bytes are still the same.
    fn read_one<'a>(&self, article: &ArticleFile, known: impl Fn(&str) -> Option<&'a Kept>) -> Looked {
        let known = |fingerprint, bytes| {
            let kept = known(&article.path).filter(|kept| kept.fingerprint == Some(fingerprint))?;
            Some(Looked { kept: kept.clone(), bytes, known: true })
        };
        if let Some(looked) = article.seen.and_then(|(fingerprint, bytes)| known(fingerprint, bytes)) {
            return looked;
        }
        let (fingerprint, read, size) = match content::read(&article.file, self.sources.config.largest_file()) {
            Ok(bytes) => {
                let fingerprint = fingerprint::of(&bytes);
                let size = bytes.len();
                if let Some(looked) = known(fingerprint, size) {
                    return looked;
                }
                (Some(fingerprint), self.reader.read(&article.path, bytes), size)
            }
            Err(why) => (None, Read::unreadable(&article.path, why), 0),
        };
        Looked { kept: Kept { fingerprint, read: Arc::new(read) }, bytes: size, known: false }
    }
}

/// Of paths below a site's folder those in one of its folders, seen from there; an empty path is all of it.
fn within<'a>(folder: &str, paths: &'a BTreeSet<PathBuf>) -> BTreeSet<&'a Path> {
    let within = |path: &'a PathBuf| match path.strip_prefix(folder) {
        Ok(below) => Some(below),
        Err(_) => Path::new(folder).starts_with(path).then_some(Path::new("")),
    };
    paths.iter().filter_map(within).collect()
}

/// The rules of a site that has junk rules or a language of its own.
///
/// Errors when its settings are faulty, or when a junk rule is no rule.
pub fn own_rules(folder: &Path) -> Result<Option<Rules>, Error> {
    let config = parse_config(folder, content::read_config(folder)?.as_deref())?;
    let is_usual = config.junk.is_empty() && config.language == Config::default().language;
    let own = (!is_usual).then(|| Rules::new(&config.junk).map(|rules| rules.in_language(&config.language)));
    own.transpose().map_err(no_rule(folder))
}

fn new_reader(folder: &Path, config: &Config) -> Result<Reader, Error> {
    Reader::new(&config.junk, &config.language).map_err(no_rule(folder))
}

/// What is said of junk rules that are none.
fn no_rule(folder: &Path) -> impl Fn(Faults) -> Error {
    move |Faults(faults)| {
        // Read once more for the places, which only such faults need.
        let text = content::read_config(folder).ok().flatten().unwrap_or_default();
        let told = |fault: Fault| {
            let diagnostic = Diagnostic::error(fault.message).path(folder.join(config::FILE).display().to_string());
            let Some((rule, key)) = fault.place else { return diagnostic };
            let at = config::place_of(&text, &["junk", &rule.to_string(), key]);
            diagnostic.at(&text, Span::new(at.start, at.end), "")
        };
        Error::Inputs(faults.into_iter().map(told).collect())
    }
}
