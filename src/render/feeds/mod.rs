//! What the site's feeds hold: the newest articles of the whole site, a topic or a speaker, with their whole text or what
//! they say in brief.

mod atom;
mod json;
mod opml;
mod rss;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::labels::Labels;
use super::places::Subject;
use super::text::{self, visible};
use super::{href, html, moment, places};
use crate::config::{FeedFormat, FeedText};
use crate::site::Site;
use crate::site::model::{ArticleId, SpeakerId, TopicId};

pub use opml::opml;

/// The most articles in a speaker's feed: speakers are many, and each article stands in the feeds of several.
const OF_A_SPEAKER: usize = 10;

/// The public address of something on a site that has one.
type Address = String;

/// A feed before it has a format.
struct Channel<'a> {
    title: String,
    /// Empty when there is nothing to say.
    description: String,
    /// The page with the same articles.
    page: Address,
    /// The feed's own.
    place: Address,
    language: &'a str,
    publisher: String,
    updated: DateTime<FixedOffset>,
    items: Vec<Item>,
}

/// An article in a feed.
struct Item {
    /// Its page, which never changes: the item's id too.
    address: Address,
    original: Option<String>,
    title: String,
    published: DateTime<FixedOffset>,
    updated: DateTime<FixedOffset>,
    /// Who wrote it, or else the newspaper.
    authors: Vec<String>,
    newspaper: Option<String>,
    topics: Vec<String>,
    language: Option<String>,
    /// Empty when there is none.
    summary: String,
    /// The whole clean text, where feeds have it.
    html: Option<String>,
}

/// The feed about something, as text.
pub fn feed(site: &Site, labels: &Labels, subject: Subject, format: FeedFormat) -> String {
    let channel = channel(site, labels, subject, format);
    match format {
        FeedFormat::Atom => atom::write(channel),
        FeedFormat::Rss => rss::write(channel),
        FeedFormat::Json => json::write(&channel),
    }
}

/// Everything that has a feed. Empty for a site without a public address, or without feeds.
pub fn subjects(site: &Site) -> Vec<Subject> {
    if site.config.base_url.is_none() || site.config.feeds.is_empty() {
        return Vec::new();
    }
    let topics = (0..site.topics.len()).map(|index| Subject::Topic(TopicId(index as u32)));
    let speakers = (0..site.speakers.len()).map(|index| Subject::Speaker(SpeakerId(index as u32)));
    let speakers = speakers.filter(|subject| has_feed(site, *subject));
    std::iter::once(Subject::Site).chain(topics).chain(speakers).collect()
}

/// Whether there is a feed about it, on a site with feeds.
pub fn has_feed(site: &Site, subject: Subject) -> bool {
    match subject {
        Subject::Site | Subject::Topic(_) => true,
        Subject::Speaker(_) => {
            let least = site.config.speaker_feeds_from;
            all_articles(site, subject).take(least).count() == least
        }
    }
}

/// The title of a feed.
pub fn title(site: &Site, subject: Subject) -> String {
    match about(site, subject) {
        Some(name) => format!("{name} · {}", visible(&site.config.title)),
        None => visible(&site.config.title).into_owned(),
    }
}

/// The name of a feed's topic or speaker.
pub fn about(site: &Site, subject: Subject) -> Option<Cow<'_, str>> {
    match subject {
        Subject::Site => None,
        Subject::Topic(id) => Some(visible(&site.topic(id).name)),
        Subject::Speaker(id) => Some(visible(&site.speaker(id).name)),
    }
}

/// The articles of a feed, newest first.
pub fn articles(site: &Site, subject: Subject) -> impl Iterator<Item = ArticleId> {
    let most = match subject {
        Subject::Speaker(_) => site.config.feed_size.min(OF_A_SPEAKER),
        Subject::Site | Subject::Topic(_) => site.config.feed_size,
    };
    all_articles(site, subject).take(most)
}

/// The articles on a day that belong into a feed, were it endless, newest first.
fn all_articles(site: &Site, subject: Subject) -> Box<dyn Iterator<Item = ArticleId> + '_> {
    let all: Box<dyn Iterator<Item = ArticleId>> = match subject {
        Subject::Site => Box::new(site.editions.values().rev().flat_map(|edition| edition.articles.iter().copied())),
        Subject::Topic(id) => Box::new(site.topic(id).articles.iter().copied()),
        Subject::Speaker(id) => {
            // All quotes of one article follow each other.
            let quotes = site.speaker(id).quotes.chunk_by(|one, next| one.0 == next.0);
            Box::new(quotes.filter_map(|quotes| quotes.first().map(|(id, _)| *id)))
        }
    };
    Box::new(all.filter(|id| site.entry(*id).day.is_some()))
}

fn channel<'a>(site: &'a Site, labels: &Labels, subject: Subject, format: FeedFormat) -> Channel<'a> {
    let config = &site.config;
    let words = &labels.words;
    let address = |path: &str| config.absolute(path).unwrap_or_default();
    let description = match subject {
        Subject::Site => config.description.clone(),
        Subject::Topic(id) => words.description_topic.replace("{name}", &visible(&site.topic(id).name)),
        Subject::Speaker(id) => words.description_speaker.replace("{name}", &visible(&site.speaker(id).name)),
    };
    let items: Vec<Item> = articles(site, subject).filter_map(|id| item(site, labels, id)).collect();
    let updated = items.iter().map(|item| item.updated).max();
    Channel {
        title: title(site, subject),
        description: visible(&description).into_owned(),
        page: address(&places::subject(site, subject)),
        place: address(&places::feed(site, subject, format)),
        language: &config.language,
        publisher: visible(config.publisher()).into_owned(),
        updated: updated.unwrap_or_else(|| DateTime::UNIX_EPOCH.fixed_offset()),
        items,
    }
}

/// An article on a day.
fn item(site: &Site, labels: &Labels, id: ArticleId) -> Option<Item> {
    let config = &site.config;
    let entry = site.entry(id);
    let digest = &entry.digest;
    let published = moment::at(config.time_zone, entry.day?, entry.time);
    let updated = entry.updated.map(|(day, time)| moment::at(config.time_zone, day, time));
    let style = html::Style { heading: 2, picture: &labels.words.picture, table: &labels.words.table };
    let newspaper = entry.publisher.map(|id| visible(&site.publisher(id).name).into_owned());
    let authors = digest.front_matter.authors.iter().map(|name| visible(name).trim().to_owned());
    let mut authors: Vec<String> = authors.filter(|name| !name.is_empty()).collect();
    if authors.is_empty() {
        authors.extend(newspaper.clone());
    }
    let summary: Vec<_> = digest.summary.iter().map(|sentence| text::passage(*sentence, &digest.body)).collect();
    Some(Item {
        address: config.absolute(&entry.permalink)?,
        original: digest.front_matter.url.as_deref().and_then(href::external),
        title: visible(entry.title()).into_owned(),
        published,
        updated: updated.unwrap_or(published).max(published),
        authors,
        newspaper,
        topics: entry.topics.iter().map(|topic| visible(&site.topic(*topic).name).into_owned()).collect(),
        language: digest.language.clone(),
        summary: summary.join(" "),
        html: (config.feed_text == FeedText::Full).then(|| html::article(&digest.body, &[], style)),
    })
}
