//! What the search index holds of each article: its text, what may be asked for, and what a result shows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::Linker;
use super::labels::Labels;
use super::places;
use super::text::{self, visible};
use crate::site::Site;
use crate::site::model::{ArticleId, ids};

/// One article as the index takes it in.
#[derive(Debug, Serialize)]
pub struct Record {
    /// Its page, seen from the site's root.
    pub address: String,
    /// Headline and clean text.
    pub text: String,
    /// What a result shows: `title`, `source`, `shown` (the day), `quotes` (JSON).
    pub meta: BTreeMap<String, String>,
    /// What may be asked for: `topic`, `source`, `speaker`, `day`.
    pub filters: BTreeMap<String, Vec<String>>,
    /// `date`, as a number that grows with the day.
    pub sort: BTreeMap<String, String>,
}

/// A quote in a result.
#[derive(Serialize)]
struct Quote<'a> {
    text: &'a str,
    speaker: Option<&'a str>,
    /// Its place on the article's page.
    id: String,
}

/// All articles, in the order of the site.
pub fn records<'a>(site: &'a Site, labels: &'a Labels) -> impl Iterator<Item = Record> + 'a {
    ids(&site.entries).map(|(id, _)| record(site, labels, id))
}

fn record(site: &Site, labels: &Labels, id: ArticleId) -> Record {
    let entry = site.entry(id);
    let digest = &entry.digest;
    let source = entry.publisher.map(|id| visible(&site.publisher(id).name).into_owned());
    let mut text = visible(entry.title()).into_owned();
    for block in &digest.body {
        text.push('\n');
        text.push_str(&visible(block.prose.as_str()));
    }
    let name = |index: usize| entry.speaker(index).map(|id| visible(&site.speaker(id).name));
    let names: Vec<_> = (0..digest.quotes.len()).map(name).collect();
    let texts: Vec<_> = digest.quotes.iter().map(|quote| text::quote(&quote.quote, &digest.body)).collect();
    let quotes: Vec<Quote> = texts
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(index, (text, speaker))| Quote { text, speaker: speaker.as_deref(), id: places::quote_id(index) })
        .collect();

    let mut meta = BTreeMap::from([("title".to_owned(), visible(entry.title()).into_owned())]);
    let mut filters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut sort = BTreeMap::new();
    if let Some(source) = source {
        meta.insert("source".into(), source.clone());
        filters.insert("source".into(), vec![source]);
    }
    if !quotes.is_empty() {
        meta.insert("quotes".into(), serde_json::to_string(&quotes).unwrap_or_default());
    }
    if let Some(day) = entry.day {
        meta.insert("shown".into(), labels.medium_date(day));
        filters.insert("day".into(), vec![day.to_string()]);
        sort.insert("date".into(), day.format("%Y%m%d").to_string());
    }
    let topics: Vec<String> = entry.topics.iter().map(|id| visible(&site.topic(*id).name).into_owned()).collect();
    let mut speakers: Vec<String> = names.iter().flatten().map(|name| name.clone().into_owned()).collect();
    speakers.sort_unstable();
    speakers.dedup();
    for (key, values) in [("topic", topics), ("speaker", speakers)] {
        if !values.is_empty() {
            filters.insert(key.into(), values);
        }
    }
    Record { address: Linker::new(&site.config, "").to(&entry.permalink), text, meta, filters, sort }
}
