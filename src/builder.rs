//! From article files to a linked site: digests each, holds back what is not to be shown, gathers what is wrong.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::digest::article::values;
use crate::digest::{self, Digest};
use crate::rules::Rules;
use crate::rules::junk::{Faults, JunkRule};
use crate::site::link::{self, Memory};
use crate::site::model::Site;
use crate::site::source::{Article, Source, Weigher};
use crate::text::decode;

/// What may be shown.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    pub drafts: bool,
    pub future: bool,
    /// Articles after this moment are of the future.
    pub now: DateTime<Utc>,
}

/// An article kept off the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub source: String,
    pub title: String,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// By the header, and what of it.
    Draft(String),
    Future {
        day: NaiveDate,
        time: Option<NaiveTime>,
    },
    /// There is nothing to show; a warning says so.
    NoText,
    /// Its title is a template's placeholder; a warning says so.
    Template,
}

impl Reason {
    /// Whether it still holds at a moment in the site's time zone.
    pub fn holds(&self, now: NaiveDateTime) -> bool {
        match self {
            Self::Draft(_) | Self::NoText | Self::Template => true,
            Self::Future { day, time } => day.and_time(time.unwrap_or(NaiveTime::MIN)) > now,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Draft(entry) => f.write_str(entry),
            Self::Future { day, time: None } => write!(f, "{day}"),
            Self::Future { day, time: Some(time) } => write!(f, "{day} {}", time.format("%H:%M")),
            Self::NoText => f.write_str("no text"),
            Self::Template => f.write_str("template"),
        }
    }
}

/// A site and what was noticed while it was made.
#[derive(Debug)]
pub struct Build {
    pub site: Site,
    pub held: Vec<Held>,
    /// Sorted by path and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// One file's digests and what is wrong with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Read {
    pub source: Source,
    pub diagnostics: Vec<Diagnostic>,
}

impl Read {
    /// A file that can't be read, and why.
    pub fn unreadable(path: &str, why: Diagnostic) -> Self {
        Self { source: Source { path: path.into(), articles: Vec::new() }, diagnostics: vec![why.path(path)] }
    }
}

/// Digests files.
#[derive(Debug)]
pub struct Reader {
    /// The built-in ones alone are made when the first file is digested: often all digests are known.
    rules: OnceLock<Rules>,
    /// There are no others.
    built_in: bool,
    /// The site's.
    language: String,
    weigher: Weigher,
}

impl Reader {
    /// With junk rules of a site's own, and the site's language.
    ///
    /// Errors are those of [`Rules::new`].
    pub fn new(junk: &[JunkRule], language: &str) -> Result<Self, Faults> {
        let built_in = junk.is_empty();
        let rules = if built_in { OnceLock::new() } else { OnceLock::from(Rules::new(junk)?.in_language(language)) };
        Ok(Self { rules, built_in, language: language.to_owned(), weigher: Weigher::new() })
    }

    /// Gives back the memory of the built-in rules until a file is digested again.
    pub fn rest(&mut self) {
        if self.built_in {
            self.rules.take();
        }
    }

    /// Makes the rules now rather than when the first file is digested.
    pub fn prepare(&self) {
        self.rules();
    }

    fn rules(&self) -> &Rules {
        self.rules.get_or_init(|| Rules::built_in().in_language(&self.language))
    }

    /// Digests the bytes of one file; one without any text holds no article. `path` is relative to the content folder.
    pub fn read(&self, path: &str, bytes: Vec<u8>) -> Read {
        let mut diagnostics = Vec::new();
        let decoded = decode::decode(bytes);
        if let Some(encoding) = decoded.encoding {
            diagnostics.push(
                Diagnostic::warning(format!("the file is no UTF-8: read as {encoding}"))
                    .path(path)
                    .hint("save it as UTF-8"),
            );
        }
        if decoded.text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Read { source: Source { path: path.into(), articles: Vec::new() }, diagnostics };
        }
        let mut digests = digest::digest(path, &decoded.text, self.rules());
        for mut diagnostic in digests.iter_mut().flat_map(|digest| std::mem::take(&mut digest.warnings)) {
            diagnostic.paths.insert(0, path.into());
            diagnostics.push(diagnostic);
        }
        let articles = self.weigher.articles(path, digests);
        Read { source: Source { path: path.into(), articles }, diagnostics }
    }
}

/// Links what was read into a site. The memory of the last time changes the time it takes and nothing else.
pub fn build<'a>(memory: &mut Memory, config: Config, files: impl Iterator<Item = &'a Read>, show: Show) -> Build {
    let mut diagnostics = Vec::new();
    let mut held = Vec::new();
    let (mut undated, mut empty, mut unwritten, mut templates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut sources: Vec<Cow<Source>> = Vec::with_capacity(files.size_hint().0);
    for Read { source, diagnostics: found } in files {
        let held_before = held.len();
        let path = &source.path;
        // A file that can't be read has said so.
        empty.extend((source.articles.is_empty() && found.is_empty()).then_some(path));
        let is_held = |article: &Article| reason(&article.digest, &config, show);
        let mut source = Cow::Borrowed(source);
        if source.articles.iter().any(|article| is_held(article).is_some()) {
            source.to_mut().articles.retain(|article| match is_held(article) {
                None => true,
                Some(reason) => {
                    let title = article.digest.title_or(path).to_owned();
                    held.push(Held { source: path.to_string(), title, reason });
                    false
                }
            });
        }
        for held in &held[held_before..] {
            match held.reason {
                Reason::NoText => unwritten.push(path),
                Reason::Template => templates.push(path),
                _ => {}
            }
        }
        // What else is odd about a template is no fault.
        if templates.last() != Some(&path) {
            diagnostics.extend_from_slice(found);
        }
        let is_undated = |article: &&Article| article.digest.published.is_none() && !article.digest.front_matter.page;
        let without_day = source.articles.iter().filter(is_undated);
        undated.extend(without_day.map(|_| path));
        sources.push(source);
    }
    diagnostics.extend(each_or_all(&undated, one_undated, many_undated));
    diagnostics.extend(each_or_all(&empty, one_empty, many_empty));
    diagnostics.extend(each_or_all(&unwritten, one_unwritten, many_unwritten));
    diagnostics.extend(each_or_all(&templates, one_template, many_templates));
    let (site, mut linked) = link::link_again(memory, config, &sources);
    diagnostics.append(&mut linked);
    diagnostics.sort_by(Diagnostic::by_place);
    Build { site, held, diagnostics }
}

/// More files than this with the same fault are named in one message.
const NAMED: usize = 5;

/// Warnings about one fault: about each file that has it, or about all of them in one that names the first.
fn each_or_all(paths: &[&Arc<str>], one: fn(&str) -> Diagnostic, all: fn(usize) -> Diagnostic) -> Vec<Diagnostic> {
    if paths.len() <= NAMED {
        return paths.iter().map(|path| one(path).path(path)).collect();
    }
    vec![paths.iter().take(NAMED).fold(all(paths.len()), |warning, path| warning.path(path))]
}

fn one_undated(path: &str) -> Diagnostic {
    Diagnostic::warning("article has no date, so it is on no daily page").hint(format!(
        "add `date: YYYY-MM-DD` to its front matter, or start the file's name with the day, `YYYY-MM-DD-{}`",
        path.rsplit('/').next().unwrap_or(path)
    ))
}

fn many_undated(count: usize) -> Diagnostic {
    Diagnostic::warning(format!("{count} articles have no date, so they are on no daily page"))
        .hint("`daybrief list --only undated` names them all; put a `date:` in their front matter or the day in their file names")
}

fn one_empty(_: &str) -> Diagnostic {
    Diagnostic::warning("the file is empty, so it is left out")
        .hint("put the article's text into it, or remove the file")
}

fn many_empty(count: usize) -> Diagnostic {
    Diagnostic::warning(format!("{count} files are empty, so they are left out"))
        .hint("put the articles' texts into them, or remove the files")
}

fn one_unwritten(_: &str) -> Diagnostic {
    Diagnostic::warning("the article has no text yet, so it is held back")
        .hint("write it, or name its `source`; `--drafts` shows it as it is")
}

fn many_unwritten(count: usize) -> Diagnostic {
    Diagnostic::warning(format!("{count} articles have no text yet, so they are held back"))
        .hint("write them, or name their `source`; `--drafts` shows them as they are, `daybrief list` names them")
}

fn one_template(_: &str) -> Diagnostic {
    Diagnostic::warning("the title is a template's placeholder, so the file is held back").hint(
        "write a title; name the folder of your templates in the setting `ignore`, as `ignore = [\"_templates/**\"]`",
    )
}

fn many_templates(count: usize) -> Diagnostic {
    Diagnostic::warning(format!("{count} titles are a template's placeholder, so the files are held back")).hint(
        "write titles; name the folder of your templates in the setting `ignore`, as `ignore = [\"_templates/**\"]`",
    )
}

/// Why an article is kept off the site, if it is.
fn reason(digest: &Digest, config: &Config, show: Show) -> Option<Reason> {
    if !show.drafts {
        let header = &digest.front_matter;
        if let Some(entry) = &header.draft {
            return Some(Reason::Draft(entry.clone()));
        }
        if digest.title.as_deref().is_some_and(values::is_placeholder) {
            return Some(Reason::Template);
        }
        // As `daybrief new` starts one. Where cleaning left nothing, `check` says so.
        let nothing = digest.body.is_empty() && digest.removed.iter().all(|removed| removed.rule == "markup");
        if nothing && header.url.is_none() && header.description.is_none() && digest.related.is_empty() {
            return Some(Reason::NoText);
        }
    }
    // A page that is no news has no day but for this.
    let (day, time) = link::local(digest.published.or(digest.front_matter.published)?, config.time_zone);
    let day = day?;
    let future = Reason::Future { day, time };
    let now = show.now.with_timezone(&config.time_zone).naive_local();
    (future.holds(now) && !show.future).then_some(future)
}
