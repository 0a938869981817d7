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
pub mod labels;
mod moment;
pub mod pages;
mod parts;
pub mod places;
mod quote_data;
pub mod redirects;
pub mod search;
mod sitemap;
pub mod templates;
mod text;
mod theme;
mod views;

use serde::Serialize;

use crate::assets::Versions;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use cards::Card;
use labels::Labels;
use pages::{Page, PageKind};
use templates::{Shared, Templates};
use views::Maker;

/// Renders the pages of one site; holds what they share.
#[derive(Debug)]
pub struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    labels: Labels,
    versions: Versions,
    shared: Shared,
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
    /// The content security policy of pages without a `page.policy` of their own.
    policy: &'a str,
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
            policy: hosting::POLICY,
        };
        versions.set(places::WORDS, labels.script().as_bytes());
        if !config.theme.is_empty() {
            versions.set(places::THEME, theme::css(config).as_bytes());
        }
        let shared = Shared::new().with("site", &view).with("t", &labels.words);
        Self { site, templates, labels, versions, shared }
    }

    /// The bytes of a page: pure, so that it may be called in parallel, or for one page alone.
    ///
    /// Errors are those of the site's own templates.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let maker = Maker::new(self.site, &self.labels, &self.versions, page);
        let text = match page.kind {
            PageKind::Front => self.html(page, "edition.html", &maker.front()),
            PageKind::Edition(day, part) => self.html(page, "edition.html", &maker.edition(day, part)),
            PageKind::Month(year, month) => self.html(page, "month.html", &maker.month(year, month)),
            PageKind::Year(year) => self.html(page, "year.html", &maker.year(year)),
            PageKind::Archive => self.html(page, "archive.html", &maker.archive()),
            PageKind::Undated(part) => self.html(page, "articles.html", &maker.undated(part)),
            PageKind::Article(id) => self.html(page, "article.html", &maker.article(id)),
            PageKind::Stories(part) => self.html(page, "stories.html", &maker.stories(part)),
            PageKind::Story(id, part) => self.html(page, "story.html", &maker.story(id, part)),
            PageKind::Topics => self.html(page, "directory.html", &maker.topics()),
            PageKind::Topic(id, part) => self.html(page, "articles.html", &maker.topic(id, part)),
            PageKind::Speakers => self.html(page, "speakers.html", &maker.speakers()),
            PageKind::Letter(letter, part) => self.html(page, "speakers.html", &maker.letter(letter, part)),
            PageKind::Speaker(id, part) => self.html(page, "speaker.html", &maker.speaker(id, part)),
            PageKind::Sources => self.html(page, "directory.html", &maker.sources()),
            PageKind::Source(id, part) => self.html(page, "articles.html", &maker.source(id, part)),
            PageKind::Quotes(part) => self.html(page, "quotes.html", &maker.quotes(part)),
            PageKind::Search => self.html(page, "search.html", &maker.search()),
            PageKind::NotFound => self.html(page, "404.html", &maker.not_found()),
            PageKind::Feed(subject, format) => Ok(feeds::feed(self.site, &self.labels, subject, format)),
            PageKind::Opml => Ok(feeds::opml(self.site, &self.labels)),
            PageKind::EditionCard(_) | PageKind::ArticleCard(_) => {
                return Ok(self.card(page).map(|card| card.png()).unwrap_or_default());
            }
            PageKind::Email(day) => self.html(page, "email.html", &maker.email(day)),
            PageKind::EmailText(day) => Ok(maker.email_text(day)),
            PageKind::DayData(day) => Ok(day_data::json(self.site, day)),
            PageKind::QuoteIndex => Ok(quote_data::index(self.site)),
            PageKind::QuotesJson(year) => Ok(quote_data::json(self.site, year)),
            PageKind::QuotesCsv(year) => Ok(quote_data::csv(self.site, year)),
            PageKind::Sitemap => Ok(sitemap::sitemap(self.site)),
            PageKind::SitemapPart(number) => Ok(sitemap::part(self.site, number)),
            PageKind::NewsSitemap => Ok(sitemap::news(self.site)),
            PageKind::Robots => Ok(sitemap::robots(self.site)),
            PageKind::Redirect(index) => self.html(page, "redirect.html", &maker.redirect(index)),
            PageKind::Redirects => Ok(redirects::list(self.site)),
            PageKind::Headers => Ok(hosting::headers(&self.site.config, &self.versions)),
            PageKind::CustomDomain => Ok(hosting::custom_domain(&self.site.config)),
            PageKind::NoJekyll => Ok(String::new()),
            PageKind::Theme => Ok(theme::css(&self.site.config)),
            PageKind::Words => Ok(self.labels.script()),
        };
        text.map(String::into_bytes)
    }

    /// A name for all that a page depends on, of pages that are costly to make: the same name, the same bytes.
    pub fn fingerprint(&self, page: &Page) -> Option<String> {
        self.card(page).map(|card| card.fingerprint())
    }

    fn card(&self, page: &Page) -> Option<Card> {
        match page.kind {
            PageKind::EditionCard(day) => cards::edition(self.site, &self.labels, day),
            PageKind::ArticleCard(id) => cards::article(self.site, &self.labels, id),
            _ => None,
        }
    }

    /// What is to be found by search.
    pub fn search_records(&self) -> impl Iterator<Item = search::Record> {
        search::records(self.site, &self.labels)
    }

    fn html(&self, page: &Page, template: &str, view: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.templates.render(template, &self.shared, view, &page.path)
    }
}
