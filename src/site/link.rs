//! Digests in, [`Site`] out: dates to editions, names to speakers, slugs to addresses, related lines to articles.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use foldhash::HashMap;
use rayon::prelude::*;

use super::model::{ArticleId, Edition, Entry, PublisherId, Site, StoryId, Topic, TopicId, ids, newest_first};
use super::names::Names;
use super::slug::slug_or_hash;
use super::source::{Article, Source};
use super::{address, publishers, redirects, related, speakers, stories};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::digest::model::{AttributedQuote, Moment, QuoteKind};

/// What is kept from one time a site is linked to the next.
#[derive(Debug, Default)]
pub struct Memory {
    related: related::Memory,
    stories: stories::Memory,
}

/// Links digests into a site; what is wrong with them as a collection comes beside it.
pub fn link<S: Borrow<Source>>(config: Config, sources: &[S]) -> (Site, Vec<Diagnostic>) {
    link_again(&mut Memory::default(), config, sources)
}

/// [`link`] with a memory of the last time, which changes the time it takes and nothing else.
pub fn link_again<S: Borrow<Source>>(memory: &mut Memory, config: Config, sources: &[S]) -> (Site, Vec<Diagnostic>) {
    let (mut pages, mut entries): (Vec<Entry>, Vec<Entry>) =
        entries(&config, sources).into_iter().partition(|entry| entry.digest.front_matter.page);
    entries.sort_unstable_by(|a, b| {
        (a.day.is_none(), a.day, &a.source, a.part).cmp(&(b.day.is_none(), b.day, &b.source, b.part))
    });
    let mut diagnostics = address::assign(&mut entries);
    diagnostics.extend(address::assign_pages(&mut pages));
    let with_aliases = pages.iter().filter(|page| !page.digest.front_matter.aliases.is_empty());
    diagnostics.extend(with_aliases.map(|page| {
        Diagnostic::warning("old addresses are kept for articles alone, and this is a page")
            .path(&page.source)
            .hint("take the `aliases` out, and lead them on where the site is hosted")
    }));
    let pages = pages.into_iter().map(Arc::new).collect();
    let redirects = redirects::find(&entries, &mut diagnostics);
    let (editions, undated) = editions(&entries);
    let Memory { related, stories } = memory;
    // Each looks at the articles and at nothing else; stories take about as long as the rest.
    let names = || ((topics(&config, &entries), publishers::find(&entries)), speakers::merge(&entries));
    let (((topics, publishers), (speakers, speaking)), related) = rayon::join(
        || rayon::join(names, || related::resolve(related, &entries)),
        || stories::find(stories, &entries, &editions),
    )
    .0;
    tell(&mut entries, topics.iter().map(|topic| &*topic.articles), |entry, id| entry.topics.push(TopicId(id)));
    let by_publisher = publishers.iter().map(|publisher| &*publisher.articles);
    tell(&mut entries, by_publisher, |entry, id| entry.publisher = Some(PublisherId(id)));
    for (entry, speaking) in entries.iter_mut().zip(speaking) {
        entry.speakers = speaking;
    }
    for (entry, related) in entries.iter_mut().zip(related) {
        entry.related = related;
    }
    for fold in stories.folds() {
        fold.iter().for_each(|id| entries[id.0 as usize].same = fold.to_vec());
    }
    let stories = stories.stories(&entries);
    tell(&mut entries, stories.iter().map(|story| &*story.articles), |entry, id| entry.story = Some(StoryId(id)));
    let newest_first: Vec<(ArticleId, &Entry)> = newest_first(&entries).collect();
    let quotes = newest_first.into_par_iter().flat_map_iter(|(id, entry)| {
        let worth = move |(index, quote): (usize, &AttributedQuote)| {
            (quote.quote.kind == QuoteKind::Direct && entry.speakers[index].is_some()).then_some((id, index as u32))
        };
        entry.digest.quotes.iter().enumerate().filter_map(worth)
    });
    let quotes = quotes.collect();
    let entries = entries.into_iter().map(Arc::new).collect();
    let site =
        Site { config, entries, pages, editions, undated, topics, speakers, publishers, quotes, stories, redirects };
    (site, diagnostics)
}

fn entries<S: Borrow<Source>>(config: &Config, sources: &[S]) -> Vec<Entry> {
    let mut out = Vec::with_capacity(sources.len());
    for source in sources.iter().map(Borrow::borrow) {
        for (part, article) in source.articles.iter().enumerate() {
            let Article { digest, traits } = article;
            let (day, time) = match digest.published {
                Some(moment) => local(moment, config.time_zone),
                None => (None, None),
            };
            out.push(Entry {
                source: Arc::clone(&source.path),
                part,
                permalink: String::new(),
                day,
                time,
                updated: digest.front_matter.updated.and_then(|moment| {
                    let (day, time) = local(moment, config.time_zone);
                    day.map(|day| (day, time))
                }),
                digest: Arc::clone(digest),
                traits: Arc::clone(traits),
                topics: Vec::new(),
                publisher: None,
                speakers: Vec::new(),
                related: Vec::new(),
                story: None,
                same: Vec::new(),
            });
        }
    }
    out
}

/// The articles of each day in the order of its page, and those without a day.
fn editions(entries: &[Entry]) -> (BTreeMap<NaiveDate, Edition>, Vec<ArticleId>) {
    let mut editions: BTreeMap<NaiveDate, Edition> = BTreeMap::new();
    let mut undated = Vec::new();
    for (id, entry) in ids(entries) {
        match entry.day {
            Some(day) => {
                editions.entry(day).or_insert_with(|| Edition { day, articles: Vec::new() }).articles.push(id);
            }
            None => undated.push(id),
        }
    }
    for edition in editions.values_mut() {
        let mut articles: Vec<_> =
            edition.articles.iter().map(|id| (prominence(&entries[id.0 as usize]), *id)).collect();
        articles.sort_unstable();
        edition.articles = articles.into_iter().map(|(_, id)| id).collect();
    }
    (editions, undated)
}

/// A moment in the site's own time zone.
pub fn local(moment: Moment, zone: Tz) -> (Option<NaiveDate>, Option<NaiveTime>) {
    if let (Some(time), Some(offset)) = (moment.time, moment.offset) {
        let there = NaiveDateTime::new(moment.day, time);
        if let Some(instant) = offset.from_local_datetime(&there).single() {
            let here = instant.with_timezone(&zone);
            return (Some(here.date_naive()), Some(here.time()));
        }
    }
    (Some(moment.day), moment.time)
}

/// The order of a day's articles: by weight, heavy first; then by how much is said in it (quotes with a named
/// speaker, ten at most, and hundreds of words, ten at most); then by title. It depends on the article alone, so
/// that another article moves none.
fn prominence(entry: &Entry) -> (Reverse<i64>, Reverse<usize>, &str, &str) {
    let digest = &entry.digest;
    let voices = speakers::quoted_names(digest).flatten().count().min(10);
    let weight = digest.front_matter.weight.unwrap_or(0);
    (Reverse(weight), Reverse(voices + (entry.digest.words / 100).min(10)), entry.title(), &entry.source)
}

/// Lets articles know the lists they are in, each by its place among the lists.
fn tell<'a>(entries: &mut [Entry], lists: impl Iterator<Item = &'a [ArticleId]>, note: impl Fn(&mut Entry, u32)) {
    for (number, list) in lists.enumerate() {
        list.iter().for_each(|id| note(&mut entries[id.0 as usize], number as u32));
    }
}

fn topics(config: &Config, entries: &[Entry]) -> Vec<Topic> {
    let mut names = Names::default();
    for (id, entry) in newest_first(entries) {
        for topic in &entry.digest.topics {
            names.add(topic, id);
        }
    }
    let order: HashMap<String, usize> =
        config.topics.iter().enumerate().map(|(i, name)| (slug_or_hash(name), i)).collect();
    let mut topics: Vec<Topic> = names
        .into_rows()
        .into_iter()
        .map(|(slug, name, articles)| {
            let name = order.get(&slug).map_or(name, |i| config.topics[*i].clone());
            Topic { name, slug, articles }
        })
        .collect();
    topics.sort_by_cached_key(|topic| {
        let place = order.get(&topic.slug).copied().unwrap_or(usize::MAX);
        (place, topic.name.to_lowercase(), topic.slug.clone())
    });
    topics
}
