//! Where everything stands on the site: addresses below its root, folders with a slash at their end.

use chrono::{Datelike, NaiveDate};

use crate::site::model::{ArticleId, PublisherId, Site, SpeakerId, StoryId, TopicId};

pub const ARCHIVE: &str = "archive/";
pub const STORIES: &str = "stories/";
pub const TOPICS: &str = "topics/";
pub const SPEAKERS: &str = "speakers/";
pub const SOURCES: &str = "sources/";
pub const QUOTES: &str = "quotes/";
pub const UNDATED: &str = "undated/";
pub const FEED: &str = "feed.xml";
pub const SITEMAP: &str = "sitemap.xml";
pub const THEME: &str = "theme.css";
pub const WORDS: &str = "words.js";

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

/// The place of a quote in its article; `index` counts from 0.
pub fn quote(site: &Site, id: ArticleId, index: usize) -> String {
    format!("{}#q{}", site.entry(id).permalink, index + 1)
}

pub fn story(site: &Site, id: StoryId) -> String {
    format!("{STORIES}{}/", site.story(id).slug)
}

pub fn topic(site: &Site, id: TopicId) -> String {
    format!("{TOPICS}{}/", site.topic(id).slug)
}

pub fn topic_feed(site: &Site, id: TopicId) -> String {
    format!("{TOPICS}{}/{FEED}", site.topic(id).slug)
}

pub fn speaker(site: &Site, id: SpeakerId) -> String {
    format!("{SPEAKERS}{}/", site.speaker(id).slug)
}

/// The speakers whose name starts with a letter.
pub fn letter(letter: char) -> String {
    format!("{SPEAKERS}letter/{letter}/")
}

pub fn source(site: &Site, id: PublisherId) -> String {
    format!("{SOURCES}{}/", site.publisher(id).slug)
}
