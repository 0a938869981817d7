//! Where everything stands on the site: addresses below its root, folders with a slash at their end.

use chrono::{Datelike, NaiveDate};

use crate::config::FeedFormat;
use crate::site::model::{ArticleId, PublisherId, Site, SpeakerId, StoryId, TopicId};

pub const ARCHIVE: &str = "archive/";
pub const STORIES: &str = "stories/";
pub const TOPICS: &str = "topics/";
pub const SPEAKERS: &str = "speakers/";
pub const SOURCES: &str = "sources/";
pub const QUOTES: &str = "quotes/";
pub const SEARCH: &str = "search/";
/// The index that the search page reads.
pub const SEARCH_INDEX: &str = "search/index/";
pub const NOT_FOUND: &str = "404.html";
/// GitHub Pages looks whether it is there; what stands in it tells whose folder this is, whatever the pages look like.
pub const NO_JEKYLL: &str = ".nojekyll";
pub const MADE_BY: &str = "made by daybrief\n";
pub const UNDATED: &str = "undated/";
pub const QUOTE_INDEX: &str = "quotes/index.json";
pub const OPML: &str = "feeds.opml";
pub const SITEMAP: &str = "sitemap.xml";
pub const NEWS_SITEMAP: &str = "news.xml";
pub const THEME: &str = "theme.css";
pub const WORDS: &str = "words.js";
/// What keeps the newest edition in the browser, and the page that it shows in the place of one that is not kept.
pub const OFFLINE_SCRIPT: &str = "daybrief-offline.js";
pub const OFFLINE: &str = "offline.html";

/// The place of the search index, where the site has one: nothing else may stand there.
pub fn kept_for_search(site: &Site) -> Option<&'static str> {
    site.config.search.then_some(SEARCH_INDEX.trim_end_matches('/'))
}

/// A year and the number of a month in it, or `None` for what is on no day.
pub type Month = Option<(i32, u32)>;

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Site,
    Topic(TopicId),
    Speaker(SpeakerId),
}

pub fn day(day: NaiveDate) -> String {
    format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day())
}

pub fn month(year: i32, month: u32) -> String {
    format!("{year:04}/{month:02}/")
}

pub fn year(year: i32) -> String {
    format!("{year:04}/")
}

pub fn article(site: &Site, id: ArticleId) -> &str {
    &site.entry(id).permalink
}

/// The id of a quote in its article's page; `index` counts from 0.
pub fn quote_id(index: usize) -> String {
    ["q", &(index + 1).to_string()].concat()
}

pub fn story(site: &Site, id: StoryId) -> String {
    [STORIES, &site.story(id).slug, "/"].concat()
}

pub fn topic(site: &Site, id: TopicId) -> String {
    [TOPICS, &site.topic(id).slug, "/"].concat()
}

/// The page with the articles of a feed.
pub fn subject(site: &Site, subject: Subject) -> String {
    match subject {
        Subject::Site => String::new(),
        Subject::Topic(id) => topic(site, id),
        Subject::Speaker(id) => speaker(site, id),
    }
}

/// A feed stands beside its page.
pub fn feed(site: &Site, about: Subject, format: FeedFormat) -> String {
    let file = match format {
        FeedFormat::Atom => "feed.xml",
        FeedFormat::Rss => "rss.xml",
        FeedFormat::Json => "feed.json",
    };
    format!("{}{file}", subject(site, about))
}

pub fn day_card(date: NaiveDate) -> String {
    format!("{}card.png", day(date))
}

pub fn article_card(site: &Site, id: ArticleId) -> String {
    format!("{}card.png", article(site, id))
}

/// The day as a mail; `ending` is `html` or `txt`.
pub fn email(date: NaiveDate, ending: &str) -> String {
    format!("{}email.{ending}", day(date))
}

/// The articles of a day as data.
pub fn day_data(date: NaiveDate) -> String {
    format!("{}index.json", day(date))
}

/// The quotes of a month as data, or those on no day.
pub fn quote_data(month: Month, ending: &str) -> String {
    match month {
        Some((year, month)) => format!("{QUOTES}{year:04}-{month:02}.{ending}"),
        None => format!("{QUOTES}undated.{ending}"),
    }
}

pub fn speaker(site: &Site, id: SpeakerId) -> String {
    [SPEAKERS, &site.speaker(id).slug, "/"].concat()
}

/// The speakers whose surname starts with a letter.
pub fn letter(letter: char) -> String {
    format!("{SPEAKERS}letter/{letter}/")
}

pub fn source(site: &Site, id: PublisherId) -> String {
    [SOURCES, &site.publisher(id).slug, "/"].concat()
}
