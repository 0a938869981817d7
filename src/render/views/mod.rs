//! What a template may see: one serialisable struct for each template, links already made.

mod archive;
mod article;
mod chart;
mod directory;
mod edition;
mod email;
mod lists;
mod masthead;
mod matrix;
mod quotes;
mod speakers;
mod standing;
mod stories;
mod summary;
mod voices;

pub use article::LOOKED_BACK;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::address::Linker;
use super::feeds::{self, has_feed};
use super::hosting;
use super::json_ld;
use super::labels::{Labels, direction, primary};
use super::pages::{Page, PageKind};
use super::parts::{self, Part, Parts};
use super::places::{self, Subject};
use super::search;
use super::text::{first_words, visible};
use crate::assets::Versions;
use crate::site::Site;
use crate::site::model::Entry;

/// Text as it may be shown.
type Text<'a> = Cow<'a, str>;

/// A name that leads somewhere.
#[derive(Debug, Serialize)]
pub struct Link<'a> {
    pub name: Text<'a>,
    pub href: String,
}

/// What `base.html` sees of a page, as `page`.
#[derive(Debug, Serialize)]
pub struct Head<'a> {
    /// The whole title of the window, which no other page has.
    pub title: String,
    /// What links shared elsewhere show: of an article its headline, else the title.
    pub shared: String,
    pub description: String,
    /// The page's public address, when the site has one.
    pub canonical: Option<String>,
    /// Whether search engines are to leave it out.
    pub hidden: bool,
    /// The content security policy, for the meta element.
    pub policy: &'static str,
    pub home: String,
    pub style: String,
    pub theme: Option<String>,
    pub script: String,
    /// Whether the newest edition is to be kept in the browser.
    pub offline: bool,
    pub icon: String,
    /// The words that the script shows.
    pub words: String,
    pub archive: String,
    /// Pages that are no news: an imprint, what the briefing is about.
    pub standing: Vec<Link<'a>>,
    /// The site's feeds and the page's own, each in all formats.
    pub feeds: Vec<Feed>,
    /// The list of all feeds, for feed readers.
    pub opml: Option<String>,
    /// What the page shows, as files for programs.
    pub data_files: Vec<DataFile>,
    /// `article` or `website`; `None` without a public address.
    pub kind: Option<&'static str>,
    /// When an article was published, as ISO 8601.
    pub published: Option<String>,
    /// When an article was last changed, as ISO 8601.
    pub modified: Option<String>,
    /// What an article is about.
    pub tags: Vec<Text<'a>>,
    /// The public address of a picture for links shared elsewhere, 1200 by 630 pixels.
    pub image: Option<String>,
    /// JSON-LD, safe inside a script element.
    pub data: Option<String>,
}

/// A feed in one format.
#[derive(Debug, Serialize)]
pub struct Feed {
    /// What it is about, with the site's title.
    pub name: String,
    /// The topic or speaker; `None` for all of the site.
    pub about: Option<String>,
    /// `Atom`, `RSS` or `JSON`.
    pub format: &'static str,
    pub href: String,
    pub media: &'static str,
}

/// A file for programs with what the page shows.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// `JSON`; `2026 · CSV` where there are several.
    pub name: String,
    pub href: String,
    pub media: &'static str,
}

/// Where the neighbours of a part of a list are.
#[derive(Debug, Serialize)]
pub struct Pager {
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// A day, as a reader and as a program read it.
#[derive(Debug, Serialize)]
pub struct Day {
    /// `Wednesday, 19 March 2025`.
    pub name: String,
    /// `19 March 2025`.
    pub medium: String,
    /// `19 Mar`.
    pub short: String,
    pub iso: String,
    pub href: String,
}

/// The language of an article's own words, where it is not the site's.
#[derive(Debug, Serialize)]
pub struct Tongue<'a> {
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// Makes the view of one page.
pub struct Maker<'a> {
    site: &'a Site,
    labels: &'a Labels,
    versions: &'a Versions,
    page: &'a Page,
    linker: Linker<'a>,
}

impl<'a> Maker<'a> {
    pub fn new(site: &'a Site, labels: &'a Labels, versions: &'a Versions, page: &'a Page) -> Self {
        Self { site, labels, versions, page, linker: Linker::new(&site.config, &page.path) }
    }

    /// The head of a page with `heading` as title and a number behind it on further parts.
    fn head(&self, heading: &str, part: Part, description: &str) -> Head<'a> {
        let words = &self.labels.words;
        let config = &self.site.config;
        let mut title = visible(heading).into_owned();
        if let Some(number) = part {
            title = format!("{title} · {}", words.page.replace("{n}", &number.to_string()));
        }
        if !title.is_empty() {
            title.push_str(" · ");
        }
        title.push_str(&config.title);
        let found = !matches!(self.page.kind, PageKind::NotFound | PageKind::Offline);
        let link = |target: &str| self.linker.to(target);
        let feeds = self.feeds(Subject::Site);
        Head {
            shared: title.clone(),
            title,
            description: first_words(&visible(description), 30).into_owned(),
            canonical: if found { config.absolute(self.linker.folder()) } else { None },
            hidden: !found,
            policy: if self.page.kind == PageKind::Search { hosting::SEARCH_POLICY } else { hosting::POLICY },
            home: link(""),
            style: self.asset("style.css"),
            theme: (!config.theme.is_empty()).then(|| self.asset(places::THEME)),
            script: self.asset("site.js"),
            offline: config.offline,
            icon: self.asset("icon.svg"),
            words: self.asset(places::WORDS),
            archive: link(places::ARCHIVE),
            standing: self.site.pages.iter().map(|page| self.link(page.title(), &page.permalink)).collect(),
            opml: (!feeds.is_empty()).then(|| link(places::OPML)),
            feeds,
            data_files: Vec::new(),
            kind: (found && config.base_url.is_some()).then_some("website"),
            published: None,
            modified: None,
            tags: Vec::new(),
            image: None,
            data: None,
        }
    }

    /// The feeds about something, in the formats of the settings.
    fn feeds(&self, subject: Subject) -> Vec<Feed> {
        let site = self.site;
        if site.config.base_url.is_none() || !has_feed(site, subject) {
            return Vec::new();
        }
        let formats = site.config.feeds.iter();
        formats
            .map(|format| Feed {
                name: feeds::title(site, subject),
                about: feeds::about(site, subject).map(Cow::into_owned),
                format: format.name(),
                href: self.linker.to(&places::feed(site, subject, *format)),
                media: format.media(),
            })
            .collect()
    }

    /// Names a feed's formats in the head of a page, and returns the way to the first of them.
    fn add_feeds(&self, head: &mut Head, subject: Subject) -> Option<String> {
        let feeds = self.feeds(subject);
        let first = feeds.first().map(|feed| feed.href.clone());
        head.feeds.extend(feeds);
        first
    }

    /// Names a file for programs on the page that shows the same.
    fn add_data(&self, head: &mut Head, name: String, path: &str) {
        if self.site.config.data {
            let media = if path.ends_with(".csv") { "text/csv" } else { "application/json" };
            head.data_files.push(DataFile { name, href: self.linker.to(path), media });
        }
    }

    /// The link to a file that the page loads, with the mark of its version.
    fn asset(&self, path: &str) -> String {
        self.linker.to(self.versions.link(path))
    }

    fn link(&self, name: &'a str, target: &str) -> Link<'a> {
        Link { name: visible(name), href: self.linker.to(target) }
    }

    fn day(&self, day: NaiveDate) -> Day {
        Day {
            name: self.labels.long_date(day),
            medium: self.labels.medium_date(day),
            short: self.labels.short_date(day),
            iso: day.to_string(),
            href: self.linker.to(&places::day(day)),
        }
    }

    fn tongue(&self, entry: &'a Entry) -> Option<Tongue<'a>> {
        let language = entry.digest.language.as_deref()?;
        let direction = direction(language);
        (primary(language) != primary(&self.site.config.language)).then_some(Tongue { language, direction })
    }

    /// The neighbours of a part of the list at `folder`.
    fn pager(&self, folder: &str, parts: Parts, part: Part) -> Pager {
        let link = |part: Part| self.linker.to(&parts::folder(folder, part));
        Pager { newer: parts.newer(part).map(link), older: parts.older(part).map(link) }
    }

    fn parts(&self, len: usize) -> Parts {
        Parts::new(len, self.site.config.page_size)
    }

    /// The page that a host shows at every address without one.
    pub fn not_found(&self) -> NotFound<'a> {
        NotFound { page: self.head(&self.labels.words.not_found, None, &self.labels.words.not_found_note) }
    }

    /// The page that stands in for one that is not kept for reading offline.
    pub fn offline(&self) -> Offline<'a> {
        Offline { page: self.head(&self.labels.words.offline, None, &self.labels.words.offline_note) }
    }

    /// The page with the search field.
    pub fn search(&self) -> Search<'a> {
        let words = &self.labels.words;
        Search {
            page: self.head(&words.search, None, &words.search_script),
            script: self.asset("search.js"),
            index: self.linker.to(places::SEARCH_INDEX).trim_end_matches("index.html").to_owned(),
            shards: search::shards(self.site).into_iter().map(|shard| shard.name).collect(),
        }
    }

    /// The page at an old address of an article.
    pub fn redirect(&self, index: usize) -> Redirect<'a> {
        let target = self.site.redirects[index].to;
        let place = places::article(self.site, target);
        let entry = self.site.entry(target);
        Redirect {
            title: visible(entry.title()),
            href: self.linker.to(place),
            canonical: self.site.config.absolute(place),
        }
    }

    /// JSON-LD of the whole site.
    fn site_data(&self) -> Option<String> {
        json_ld::site(self.site)
    }
}

/// How much something is beside the most there is: 0 to 4.
fn level(n: usize, most: usize) -> u8 {
    if n == 0 || most == 0 { 0 } else { ((n * 4).div_ceil(most)).clamp(1, 4) as u8 }
}

/// `search.html`
#[derive(Debug, Serialize)]
pub struct Search<'a> {
    pub page: Head<'a>,
    /// The script that asks the index.
    pub script: String,
    /// The folder of the index.
    pub index: String,
    /// The folders in it, each with the index of a period, the newest first.
    pub shards: Vec<String>,
}

/// `redirect.html`
#[derive(Debug, Serialize)]
pub struct Redirect<'a> {
    /// The headline of the article that moved.
    pub title: Cow<'a, str>,
    pub href: String,
    pub canonical: Option<String>,
}

/// `404.html`
#[derive(Debug, Serialize)]
pub struct NotFound<'a> {
    pub page: Head<'a>,
}

/// `offline.html`
#[derive(Debug, Serialize)]
pub struct Offline<'a> {
    pub page: Head<'a>,
}
