//! The site as a function from address to bytes: [`pages::pages`] lists the addresses, [`Renderer::render`] makes one.

mod address;
mod calendar;
mod cards;
mod day_data;
mod feeds;
mod hosting;
mod href;
mod html;
mod inline;
mod json_ld;
mod keys;
pub mod labels;
mod moment;
mod offline;
pub mod pages;
mod parts;
pub mod places;
mod quote_data;
pub mod redirects;
pub mod search;
mod sitemap;
mod squeeze;
pub mod templates;
mod text;
mod theme;
pub mod unused;
mod views;

pub use keys::Keys;

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::sync::{OnceLock, PoisonError, RwLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::assets::Versions;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{self, Fingerprint, Hasher};
use crate::site::Site;
use cards::Card;
use labels::Labels;
use pages::{Page, PageKind};
use templates::{Part, Shared, Templates};
use views::Maker;

/// Renders the pages of one site; holds what they share.
#[derive(Debug)]
pub struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    labels: Labels,
    versions: Versions,
    shared: Shared,
    /// By their views as bytes: most pages have the top of another one.
    mastheads: RwLock<HashMap<Vec<u8>, Part>>,
    /// Made when the first key is asked for.
    keys: OnceLock<Keys<'a>>,
}

/// What every template sees of the site as `site`. Nothing here may depend on the articles: it would change every page.
#[derive(Debug, Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'a str,
    publisher: &'a str,
    base_url: Option<&'a str>,
    /// The table `[extra]` of the settings: values of the site's own, under their own names.
    extra: &'a toml::Table,
    /// The content security policy of pages without a `page.policy` of their own.
    policy: &'a str,
}

/// A hash of everything that a page's bytes depend on.
pub type Key = Fingerprint;

/// A page that was asked for unless it is as it was.
#[derive(Debug)]
pub enum Rendered {
    Same(Key),
    /// Its bytes; without a key it is made anew each time.
    New(Vec<u8>, Option<Key>),
}

/// The key with which a page was made before, and the one it has now.
struct Check {
    known: Option<Key>,
    found: Option<Key>,
}

impl Check {
    /// Notes the page's key: whether the page is as it was.
    fn is_same(&mut self, key: Option<Key>) -> bool {
        self.found = key;
        key.is_some() && key == self.known
    }
}

impl<'a> Renderer<'a> {
    pub fn new(site: &'a Site, templates: &'a Templates, labels: Labels, mut versions: Versions) -> Self {
        let config = &site.config;
        let view = SiteView {
            title: &config.title,
            description: &config.description,
            language: &config.language,
            direction: &labels.direction,
            publisher: config.publisher(),
            base_url: config.base_url.as_deref(),
            extra: &config.extra,
            policy: hosting::POLICY,
        };
        versions.set(places::WORDS, labels.script().as_bytes());
        if !config.theme.is_empty() {
            versions.set(places::THEME, theme::css(config).as_bytes());
        }
        let shared = Shared::new(templates.fingerprint()).with("site", &view).with("t", &labels.words);
        Self { site, templates, labels, versions, shared, mastheads: RwLock::default(), keys: OnceLock::new() }
    }

    /// The bytes of a page: pure, so that it may be called in parallel, or for one page alone.
    ///
    /// Errors are those of the site's own templates.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.make(page, None)
    }

    /// [`Renderer::render`], but not where the page is `known` to come out with the same bytes as before. `keys` are those
    /// of this renderer.
    pub fn render_unless(&self, keys: &Keys, page: &Page, known: Option<Key>) -> Result<Rendered, Box<Diagnostic>> {
        if let Some(key) = keys.of(page) {
            let same = known == Some(key);
            return Ok(if same { Rendered::Same(key) } else { Rendered::New(self.make(page, None)?, Some(key)) });
        }
        let mut check = Check { known, found: None };
        let bytes = self.make(page, Some(&mut check))?;
        Ok(match check.found {
            Some(key) if check.known == Some(key) => Rendered::Same(key),
            key => Rendered::New(bytes, key),
        })
    }

    /// What pages depend on, worked out when it is first asked for.
    ///
    /// That is done on all cores, so no job among others may be the first to ask: it would lend a hand to another one
    /// that asks too, and wait for itself.
    pub fn keys(&self) -> &Keys<'a> {
        self.keys.get_or_init(|| Keys::new(self.site, self.look_key()))
    }

    /// A hash of all but the articles that pages depend on, with the names of pages that stand by themselves.
    fn look_key(&self) -> Key {
        let mut hasher = Hasher::new();
        hasher.update(self.shared.fingerprint());
        // What is printed for programmers is all that there is of them.
        for part in [format!("{:?}", self.site.config), format!("{:?}", self.labels), format!("{:?}", self.versions)] {
            hasher.update(&fingerprint::of(part.as_bytes()));
        }
        // Every page leads to those that stand by themselves.
        for page in &self.site.pages {
            hasher.update(page.title().as_bytes()).update(page.permalink.as_bytes());
        }
        hasher.finish()
    }

    fn make(&self, page: &Page, check: Option<&mut Check>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let maker = Maker::new(self.site, &self.labels, &self.versions, page);
        Ok(match page.kind {
            PageKind::Front => self.html(check, page, "edition.html", &maker.front())?,
            PageKind::Edition(day, part) => self.html(check, page, "edition.html", &maker.edition(day, part))?,
            PageKind::Month(year, month) => self.html(check, page, "month.html", &maker.month(year, month))?,
            PageKind::Year(year) => self.html(check, page, "year.html", &maker.year(year))?,
            PageKind::Archive => self.html(check, page, "archive.html", &maker.archive())?,
            PageKind::Undated(part) => self.html(check, page, "articles.html", &maker.undated(part))?,
            PageKind::Article(id) => self.html(check, page, "article.html", &maker.article(id))?,
            PageKind::Standing(index) => self.html(check, page, "standing.html", &maker.standing(index))?,
            PageKind::Stories(part) => self.html(check, page, "stories.html", &maker.stories(part))?,
            PageKind::Story(id, part) => self.html(check, page, "story.html", &maker.story(id, part))?,
            PageKind::Topics => self.html(check, page, "directory.html", &maker.topics())?,
            PageKind::Topic(id, part) => self.html(check, page, "articles.html", &maker.topic(id, part))?,
            PageKind::Speakers => self.html(check, page, "speakers.html", &maker.speakers())?,
            PageKind::Letter(letter, part) => self.html(check, page, "speakers.html", &maker.letter(letter, part))?,
            PageKind::Speaker(id, part) => self.html(check, page, "speaker.html", &maker.speaker(id, part))?,
            PageKind::Sources => self.html(check, page, "directory.html", &maker.sources())?,
            PageKind::Source(id, part) => self.html(check, page, "articles.html", &maker.source(id, part))?,
            PageKind::Quotes(part) => self.html(check, page, "quotes.html", &maker.quotes(part))?,
            PageKind::Search => self.html(check, page, "search.html", &maker.search())?,
            PageKind::NotFound => self.html(check, page, "404.html", &maker.not_found())?,
            PageKind::Offline => self.html(check, page, "offline.html", &maker.offline())?,
            PageKind::Feed(subject, format) => feeds::feed(self.site, &self.labels, subject, format).into(),
            PageKind::Opml => feeds::opml(self.site, &self.labels).into(),
            PageKind::EditionCard(day) => picture(check, cards::edition(self.site, &self.labels, day)),
            PageKind::ArticleCard(id) => picture(check, cards::article(self.site, &self.labels, id)),
            PageKind::Email(day) => self.html(check, page, "email.html", &maker.email(day))?,
            PageKind::EmailText(day) => maker.email_text(day).into(),
            PageKind::DayData(day) => day_data::json(self.site, day).into(),
            PageKind::QuoteIndex => quote_data::index(self.site).into(),
            PageKind::QuotesJson(month) => quote_data::json(self.site, month).into(),
            PageKind::QuotesCsv(month) => quote_data::csv(self.site, month).into(),
            PageKind::Sitemap => sitemap::sitemap(self.site).into(),
            PageKind::SitemapPart(number) => sitemap::part(self.site, number).into(),
            PageKind::NewsSitemap => sitemap::news(self.site).into(),
            PageKind::Robots => sitemap::robots(self.site).into(),
            PageKind::Redirect(index) => self.html(check, page, "redirect.html", &maker.redirect(index))?,
            PageKind::Redirects => redirects::list(self.site).into(),
            PageKind::Headers => hosting::headers(&self.site.config, &self.versions).into(),
            PageKind::CustomDomain => hosting::custom_domain(&self.site.config).into(),
            PageKind::NoJekyll => places::MADE_BY.into(),
            PageKind::Theme => theme::css(&self.site.config).into(),
            PageKind::Words => self.labels.script().into(),
            PageKind::OfflineScript => offline::script(self.site, &self.versions, self.keys()).into(),
        })
    }

    /// The shards of the search index.
    pub fn search_shards(&self) -> Vec<search::Shard> {
        search::shards(self.site)
    }

    /// What is to be found by search in a shard of the index.
    pub fn search_records<'s>(
        &'s self,
        shard: &'s search::Shard,
    ) -> impl ExactSizeIterator<Item = search::Record> + 's {
        search::records(self.site, &self.labels, shard)
    }

    /// Renders one page of each kind: a template that fails on one page most likely fails on all of its kind, and that
    /// is better known before any is written or shown.
    pub fn try_each_kind(&self, pages: &[Page]) -> Result<(), Box<Diagnostic>> {
        let mut kinds = HashSet::new();
        // What is no HTML is made without a template.
        let html = pages.iter().filter(|page| page.path.ends_with(".html"));
        let of_each: Vec<&Page> = html.filter(|page| kinds.insert(discriminant(&page.kind))).collect();
        let tried = of_each.into_par_iter().with_max_len(1).map(|page| self.render(page).map(drop));
        let tried: Vec<Result<(), _>> = tried.collect();
        // The first fault in the order of the pages, whichever was met first.
        tried.into_iter().collect()
    }

    fn html(
        &self,
        check: Option<&mut Check>,
        page: &Page,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let masthead = self.masthead(page)?;
        if check.is_some_and(|check| check.is_same(self.key(template, masthead.html(), view))) {
            return Ok(Vec::new());
        }
        self.templates.render(template, &self.shared, Some(&masthead), view, &page.path)
    }

    /// The top of a page as HTML.
    fn masthead(&self, page: &Page) -> Result<Part, Box<Diagnostic>> {
        let view = Maker::new(self.site, &self.labels, &self.versions, page).masthead();
        let key = postcard::to_extend(&view, Vec::with_capacity(1 << 9)).ok();
        let known = |key| self.mastheads.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        if let Some(known) = key.as_ref().and_then(known) {
            return Ok(known);
        }
        let html = self.templates.render("masthead.html", &self.shared, None, &view, &page.path)?;
        let masthead = Part::new(&html);
        if let Some(key) = key {
            self.mastheads.write().unwrap_or_else(PoisonError::into_inner).insert(key, masthead.clone());
        }
        Ok(masthead)
    }

    /// A template sees its view, the masthead, and what all pages share, and nothing else: a hash of that tells whether a
    /// page can have changed.
    fn key(&self, template: &str, masthead: &str, view: &impl Serialize) -> Option<Key> {
        let mut hasher = Hasher::new();
        hasher.update(self.shared.fingerprint()).update(template.as_bytes());
        hasher.update(masthead.as_bytes());
        let bytes = postcard::to_extend(view, Vec::with_capacity(1 << 14)).ok()?;
        Some(hasher.update(&bytes).finish())
    }
}

/// A card's bytes; none where the card is as it was.
fn picture(check: Option<&mut Check>, card: Option<Card>) -> Vec<u8> {
    let card = card.filter(|card| !check.is_some_and(|check| check.is_same(Some(card.key()))));
    card.map(|card| card.png()).unwrap_or_default()
}
