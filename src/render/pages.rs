//! Every page of the site as a list: path and kind. What a page shows is made when it is rendered.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::parts::{self, Part, Parts};
use super::places::{self, Month, Subject};
use super::{cards, feeds, quote_data};
use crate::config::FeedFormat;
use crate::site::model::{ArticleId, PublisherId, Site, SpeakerId, StoryId, TopicId};
use crate::site::speakers::filed_under;

/// One address of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The file below the site's root: `2025/03/19/index.html`.
    pub path: String,
    pub kind: PageKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The newest edition at the root.
    Front,
    Edition(NaiveDate, Part),
    Month(i32, u32),
    Year(i32),
    Archive,
    Undated(Part),
    Article(ArticleId),
    /// A page that is no news; counted as in [`Site::pages`].
    Standing(usize),
    Stories(Part),
    Story(StoryId, Part),
    Topics,
    Topic(TopicId, Part),
    Speakers,
    /// The speakers of one letter, where there are too many for one page.
    Letter(char, Part),
    Speaker(SpeakerId, Part),
    Sources,
    Source(PublisherId, Part),
    Quotes(Part),
    Search,
    NotFound,
    /// Shown without a connection in the place of a page that is not kept.
    Offline,
    Feed(Subject, FeedFormat),
    /// All feeds, for feed readers.
    Opml,
    /// The pictures of an edition and of an article.
    EditionCard(NaiveDate),
    ArticleCard(ArticleId),
    /// A day as a mail.
    Email(NaiveDate),
    EmailText(NaiveDate),
    /// The digests of a day's articles.
    DayData(NaiveDate),
    /// What there is of quotes as data.
    QuoteIndex,
    /// The quotes of a month, or those on no day.
    QuotesJson(Month),
    QuotesCsv(Month),
    /// The whole sitemap, or the index of its parts.
    Sitemap,
    /// A part of a sitemap that is too long for one file, from 1.
    SitemapPart(usize),
    /// The newest articles, for news search.
    NewsSitemap,
    Robots,
    /// Shown at an old address of an article; counted as in [`Site::redirects`].
    Redirect(usize),
    /// The old addresses, for hosts that read `_redirects`.
    Redirects,
    /// What is sent with each file, for hosts that read `_headers`.
    Headers,
    /// Tells GitHub Pages the domain.
    CustomDomain,
    /// Tells a host to take every file as it is.
    NoJekyll,
    /// The theme settings as CSS.
    Theme,
    /// The words that the script shows.
    Words,
    /// The service worker that keeps the newest edition for reading offline.
    OfflineScript,
}

impl PageKind {
    /// Whether it may take many times as long as other pages.
    pub fn is_large(self) -> bool {
        matches!(self, Self::QuotesJson(_) | Self::QuotesCsv(_))
    }

    /// Whether search engines are told of it.
    pub fn is_listed(self) -> bool {
        use PageKind::*;
        !matches!(
            self,
            NotFound
                | Offline
                | OfflineScript
                | Feed(..)
                | Opml
                | EditionCard(_)
                | ArticleCard(_)
                | Email(_)
                | EmailText(_)
                | DayData(_)
                | QuoteIndex
                | QuotesJson(_)
                | QuotesCsv(_)
                | Sitemap
                | SitemapPart(_)
                | NewsSitemap
                | Robots
                | Redirect(_)
                | Redirects
                | Headers
                | CustomDomain
                | NoJekyll
                | Theme
                | Words
        )
    }

    /// Whether a file of the site's own takes its place: what hosts and search engines are told is the owner's to say.
    pub fn yields(self) -> bool {
        matches!(self, Self::Robots | Self::Redirects | Self::Headers | Self::CustomDomain | Self::NoJekyll)
    }
}

/// More speakers than this stand on a page for each letter.
const ONE_PAGE_OF_SPEAKERS: usize = 400;

/// The most addresses of one sitemap, by its protocol.
pub const SITEMAP_SIZE: usize = 50_000;

/// All pages. No two have one path as long as no two things of a kind have one slug, and old addresses are
/// [settled](super::redirects::settle).
pub fn pages(site: &Site) -> Vec<Page> {
    let mut list = List { pages: Vec::with_capacity(site.entries.len() * 2 + 64), size: site.config.page_size };
    list.folder(PageKind::Front, "");
    for (day, edition) in &site.editions {
        list.parts(&places::day(*day), site.heads(edition).len(), |part| PageKind::Edition(*day, part));
    }
    for (year, month) in months(site) {
        list.folder(PageKind::Month(year, month), &places::month(year, month));
    }
    for year in years(site) {
        list.folder(PageKind::Year(year), &places::year(year));
    }
    list.folder(PageKind::Archive, places::ARCHIVE);
    if !site.undated.is_empty() {
        list.parts(places::UNDATED, site.undated.len(), PageKind::Undated);
    }
    for (index, entry) in site.entries.iter().enumerate() {
        list.folder(PageKind::Article(ArticleId(index as u32)), &entry.permalink);
    }
    for (index, page) in site.pages.iter().enumerate() {
        list.folder(PageKind::Standing(index), &page.permalink);
    }
    list.parts(places::STORIES, site.stories.len(), PageKind::Stories);
    for (id, story) in ids(&site.stories, StoryId) {
        list.parts(&places::story(site, id), story.articles.len(), |part| PageKind::Story(id, part));
    }
    list.folder(PageKind::Topics, places::TOPICS);
    for (id, topic) in ids(&site.topics, TopicId) {
        list.parts(&places::topic(site, id), topic.articles.len(), |part| PageKind::Topic(id, part));
    }
    list.folder(PageKind::Speakers, places::SPEAKERS);
    if site.speakers.len() > ONE_PAGE_OF_SPEAKERS {
        for (letter, speakers) in letters(site) {
            let parts = letter_parts(site, speakers.len());
            for part in parts.all() {
                list.folder(PageKind::Letter(letter, part), &parts::folder(&places::letter(letter), part));
            }
        }
    }
    for (id, speaker) in ids(&site.speakers, SpeakerId) {
        list.parts(&places::speaker(site, id), speaker.quotes.len(), |part| PageKind::Speaker(id, part));
    }
    list.folder(PageKind::Sources, places::SOURCES);
    for (id, publisher) in ids(&site.publishers, PublisherId) {
        list.parts(&places::source(site, id), publisher.articles.len(), |part| PageKind::Source(id, part));
    }
    list.parts(places::QUOTES, site.quotes.len(), PageKind::Quotes);
    if site.config.search {
        list.folder(PageKind::Search, places::SEARCH);
    }
    list.file(PageKind::NotFound, places::NOT_FOUND);
    list.file(PageKind::NoJekyll, places::NO_JEKYLL);
    list.file(PageKind::Words, places::WORDS);
    list.file(PageKind::Robots, "robots.txt");
    list.file(PageKind::Headers, "_headers");
    if site.config.custom_domain && site.config.base_url.is_some() {
        list.file(PageKind::CustomDomain, "CNAME");
    }
    if !site.config.theme.is_empty() {
        list.file(PageKind::Theme, places::THEME);
    }
    if site.config.offline {
        list.file(PageKind::Offline, places::OFFLINE);
        list.file(PageKind::OfflineScript, places::OFFLINE_SCRIPT);
    }
    list.cards(site);
    list.emails(site);
    if site.config.data {
        list.data(site);
    }
    if site.config.base_url.is_some() {
        list.feeds(site);
        let listed = list.pages.iter().filter(|page| page.kind.is_listed()).count();
        list.file(PageKind::Sitemap, places::SITEMAP);
        list.file(PageKind::NewsSitemap, places::NEWS_SITEMAP);
        if listed > SITEMAP_SIZE {
            for number in 1..=listed.div_ceil(SITEMAP_SIZE) {
                list.file(PageKind::SitemapPart(number), &format!("sitemap-{number}.xml"));
            }
        }
    }
    list.redirects(site);
    list.pages
}

struct List {
    pages: Vec<Page>,
    size: usize,
}

impl List {
    fn file(&mut self, kind: PageKind, path: &str) {
        self.pages.push(Page { path: path.to_owned(), kind });
    }

    fn feeds(&mut self, site: &Site) {
        let subjects = feeds::subjects(site);
        for subject in &subjects {
            for format in &site.config.feeds {
                self.file(PageKind::Feed(*subject, *format), &places::feed(site, *subject, *format));
            }
        }
        if !subjects.is_empty() {
            self.file(PageKind::Opml, places::OPML);
        }
    }

    fn cards(&mut self, site: &Site) {
        for day in site.editions.keys().filter(|day| cards::has_edition(site, **day)) {
            self.file(PageKind::EditionCard(*day), &places::day_card(*day));
        }
        for (id, _) in ids(&site.entries, ArticleId).filter(|(id, _)| cards::has_article(site, *id)) {
            self.file(PageKind::ArticleCard(id), &places::article_card(site, id));
        }
    }

    /// Links in a mail need the site's public address.
    fn emails(&mut self, site: &Site) {
        if site.config.email && site.config.base_url.is_some() {
            for day in site.editions.keys() {
                self.file(PageKind::Email(*day), &places::email(*day, "html"));
                self.file(PageKind::EmailText(*day), &places::email(*day, "txt"));
            }
        }
    }

    fn data(&mut self, site: &Site) {
        for day in site.editions.keys() {
            self.file(PageKind::DayData(*day), &places::day_data(*day));
        }
        self.file(PageKind::QuoteIndex, places::QUOTE_INDEX);
        for (month, _) in quote_data::months(site) {
            self.file(PageKind::QuotesJson(month), &places::quote_data(month, "json"));
            self.file(PageKind::QuotesCsv(month), &places::quote_data(month, "csv"));
        }
    }

    fn redirects(&mut self, site: &Site) {
        for (index, redirect) in site.redirects.iter().enumerate() {
            self.file(PageKind::Redirect(index), &redirect.path);
        }
        if !site.redirects.is_empty() {
            self.file(PageKind::Redirects, "_redirects");
        }
    }

    fn folder(&mut self, kind: PageKind, folder: &str) {
        self.pages.push(Page { path: format!("{folder}index.html"), kind });
    }

    fn parts(&mut self, folder: &str, len: usize, kind: impl Fn(Part) -> PageKind) {
        for part in Parts::new(len, self.size).all() {
            self.folder(kind(part), &parts::folder(folder, part));
        }
    }
}

fn ids<T, I>(items: &[T], id: impl Fn(u32) -> I) -> impl Iterator<Item = (I, &T)> {
    items.iter().enumerate().map(move |(index, item)| (id(index as u32), item))
}

/// The months with editions, in order.
pub fn months(site: &Site) -> Vec<(i32, u32)> {
    let mut months: Vec<(i32, u32)> = site.editions.keys().map(|day| (day.year(), day.month())).collect();
    months.dedup();
    months
}

/// The years with editions, in order.
pub fn years(site: &Site) -> Vec<i32> {
    let mut years: Vec<i32> = site.editions.keys().map(|day| day.year()).collect();
    years.dedup();
    years
}

/// The speakers by the first letter of their surnames, sorted by these.
pub fn letters(site: &Site) -> BTreeMap<char, Vec<SpeakerId>> {
    let mut letters: BTreeMap<char, Vec<(String, &String, SpeakerId)>> = BTreeMap::new();
    for (id, speaker) in ids(&site.speakers, SpeakerId) {
        let surname = filed_under(&speaker.name);
        let letter = surname.chars().next().filter(char::is_ascii_lowercase).unwrap_or('0');
        letters.entry(letter).or_default().push((surname, &speaker.slug, id));
    }
    let sorted = |mut speakers: Vec<(String, &String, SpeakerId)>| {
        speakers.sort();
        speakers.into_iter().map(|(_, _, id)| id).collect()
    };
    letters.into_iter().map(|(letter, speakers)| (letter, sorted(speakers))).collect()
}

/// Whether each letter of the speakers has a page of its own.
pub fn has_letter_pages(site: &Site) -> bool {
    site.speakers.len() > ONE_PAGE_OF_SPEAKERS
}

/// How the speakers of one letter are cut into pages: names are short, so many stand on one.
pub fn letter_parts(site: &Site, len: usize) -> Parts {
    Parts::new(len, site.config.page_size.saturating_mul(10))
}
