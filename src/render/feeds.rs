//! Atom feeds of the site and of each topic.

use atom_syndication::{
    Category, ContentBuilder, Entry, EntryBuilder, Feed, FeedBuilder, Generator, Link, Person, Text,
};
use chrono::{DateTime, FixedOffset};

use super::labels::Labels;
use super::moment;
use super::text::visible;
use super::{html, places};
use crate::site::Site;
use crate::site::model::{ArticleId, TopicId};

/// The feed of the whole site.
pub fn site(site: &Site, labels: &Labels) -> String {
    let newest = site.editions.values().rev().flat_map(|edition| edition.articles.iter().copied());
    let config = &site.config;
    feed(site, labels, &config.title, Some(&config.description), ("", places::FEED), newest)
}

/// The feed of a topic.
pub fn topic(site: &Site, labels: &Labels, id: TopicId) -> String {
    let topic = site.topic(id);
    let title = format!("{} · {}", visible(&topic.name), site.config.title);
    let places = (places::topic(site, id), places::topic_feed(site, id));
    feed(site, labels, &title, None, (&places.0, &places.1), topic.articles.iter().copied())
}

fn feed(
    site: &Site,
    labels: &Labels,
    title: &str,
    subtitle: Option<&str>,
    (page, place): (&str, &str),
    articles: impl Iterator<Item = ArticleId>,
) -> String {
    let config = &site.config;
    let address = |path: &str| config.absolute(path).unwrap_or_default();
    let entries: Vec<Entry> = articles.take(config.feed_size).filter_map(|id| entry(site, labels, id)).collect();
    let updated = entries.iter().map(|entry| entry.updated).max();
    let feed: Feed = FeedBuilder::default()
        .title(Text::plain(title))
        .subtitle(subtitle.filter(|text| !text.is_empty()).map(Text::plain))
        .id(address(place))
        .lang(config.language.clone())
        .updated(updated.unwrap_or_else(|| DateTime::<FixedOffset>::from(DateTime::UNIX_EPOCH)))
        .author(Person { name: config.publisher().to_owned(), ..Person::default() })
        .generator(Generator { value: env!("CARGO_PKG_NAME").into(), uri: None, version: None })
        .links(vec![
            link("self", address(place), "application/atom+xml"),
            link("alternate", address(page), "text/html"),
        ])
        .entries(entries)
        .build();
    feed.to_string()
}

/// An article on a day, with its whole text.
fn entry(site: &Site, labels: &Labels, id: ArticleId) -> Option<Entry> {
    let config = &site.config;
    let entry = site.entry(id);
    let digest = &entry.digest;
    let published = moment::at(config.time_zone, entry.day?, entry.time);
    let updated = entry.updated.map(|(day, time)| moment::at(config.time_zone, day, time));
    let address = config.absolute(&entry.permalink)?;
    let style = html::Style { heading: 2, picture: &labels.words.picture, table: &labels.words.table };
    let authors: Vec<Person> = digest
        .front_matter
        .authors
        .iter()
        .map(|name| Person { name: visible(name).trim().to_owned(), ..Person::default() })
        .filter(|person| !person.name.is_empty())
        .collect();
    let topics = entry.topics.iter().map(|topic| visible(&site.topic(*topic).name).into_owned());
    let summary: Vec<_> = digest.summary.iter().map(|sentence| visible(sentence.text.trim())).collect();
    let built = EntryBuilder::default()
        .title(Text::plain(visible(&entry.title)))
        .id(address.clone())
        .updated(updated.unwrap_or(published).max(published))
        .published(Some(published))
        .authors(authors)
        .categories(topics.map(|term| Category { term, scheme: None, label: None }).collect::<Vec<_>>())
        .links(vec![link("alternate", address, "text/html")])
        .summary((!summary.is_empty()).then(|| Text::plain(summary.join(" "))))
        .content(Some(
            ContentBuilder::default()
                .value(html::article(&digest.body, &[], style))
                .content_type(Some("html".into()))
                .build(),
        ))
        .build();
    Some(built)
}

fn link(rel: &str, href: String, media: &str) -> Link {
    Link { rel: rel.into(), href, mime_type: Some(media.into()), ..Link::default() }
}
