//! What the search index holds of each article, and which articles stand in one shard of it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::address::Linker;
use super::labels::Labels;
use super::places;
use super::text::{self, visible};
use crate::site::Site;
use crate::site::model::{ArticleId, ids};

/// So many articles are in one shard at most, but for a [`FEW`] new ones. To index one takes some 2 ms and 0.4 MB of memory,
/// and a browser asks each shard by itself.
const MOST: usize = 1000;
/// With fewer than so many the newest shard is one with the one before it: a word of few articles tells less in it.
const FEW: usize = MOST / 4;

/// Articles of neighbouring days, with an index of their own: a new article makes that of its time anew, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The folder of its index: the day of its oldest article, or `undated`; with a number where it is not the first.
    pub name: String,
    /// The oldest first.
    pub articles: Vec<ArticleId>,
}

/// All articles in shards, the newest first. Whole months are put together as long as they fit, so that an article more in
/// one seldom moves others; a month that does not fit is parted by its days, and a day that does not into equal parts.
pub fn shards(site: &Site) -> Vec<Shard> {
    let mut articles: Vec<Dated> = ids(&site.entries).map(|(id, entry)| (entry.day, id)).collect();
    // Those without a day stand behind all others, and count as the oldest.
    let undated = articles.partition_point(|(day, _)| day.is_some());
    articles.rotate_left(undated);
    let mut shards = parted(&articles);
    shards.reverse();
    shards
}

type Dated = (Option<NaiveDate>, ArticleId);

/// The shards of articles that stand by their days.
fn parted(mut articles: &[Dated]) -> Vec<Shard> {
    let mut shards = Vec::new();
    let mut before = None;
    for length in lengths(articles) {
        let (shard, later) = articles.split_at(length);
        articles = later;
        let first = shard[0].0;
        let day = first.map_or_else(|| "undated".into(), |day| day.to_string());
        // A day of many may begin several.
        let number = before.filter(|(other, _)| *other == first).map_or(1, |(_, number)| number + 1);
        let name = if number == 1 { day } else { format!("{day}-{number}") };
        shards.push(Shard { name, articles: shard.iter().map(|(_, id)| *id).collect() });
        before = Some((first, number));
    }
    shards
}

/// How many articles are in each shard.
fn lengths(articles: &[Dated]) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut rest = articles;
    for length in packed(articles, |day| day.map(|day| (day.year(), day.month()))) {
        let (months, later) = rest.split_at(length);
        rest = later;
        if length > MOST {
            lengths.extend(packed(months, |day| day).into_iter().flat_map(equal_parts));
        } else {
            lengths.push(length);
        }
    }
    if let [.., before, last] = &mut lengths[..]
        && *last < FEW
    {
        *before += *last;
        lengths.pop();
    }
    lengths
}

/// So many articles in equal parts that fit.
fn equal_parts(length: usize) -> impl Iterator<Item = usize> {
    let parts = length.div_ceil(MOST);
    (0..parts).map(move |part| length * (part + 1) / parts - length * part / parts)
}

/// How many articles are in each row of whole periods that fit into one shard; what does not fit stands alone.
fn packed<P: PartialEq>(articles: &[Dated], period: impl Fn(Option<NaiveDate>) -> P) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    for row in articles.chunk_by(|(one, _), (other, _)| period(*one) == period(*other)) {
        match rows.last_mut() {
            Some(last) if *last + row.len() <= MOST => *last += row.len(),
            _ => rows.push(row.len()),
        }
    }
    rows
}

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
    /// `date`, as a number that grows with the day; 0 without one.
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

/// The articles of a shard.
pub fn records<'a>(site: &'a Site, labels: &'a Labels, shard: &'a Shard) -> impl ExactSizeIterator<Item = Record> + 'a {
    shard.articles.iter().map(|id| record(site, labels, *id))
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
    }
    // The indexer compares numbers of 24 bits, and leaves out what has none.
    let date = entry.day.map_or(0, |day| day.num_days_from_ce());
    let sort = BTreeMap::from([("date".to_owned(), date.to_string())]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// So many articles on each of some days, the oldest first; the shards and how many are in each.
    fn check(days: &[(&str, usize)], expected: &[(&str, usize)]) {
        let articles: Vec<Dated> =
            days.iter().flat_map(|(day, count)| vec![(day.parse().ok(), ArticleId(0)); *count]).collect();
        let shards = parted(&articles);
        let found: Vec<_> = shards.iter().map(|shard| (shard.name.as_str(), shard.articles.len())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn months_are_put_together_as_long_as_they_fit() {
        check(&[], &[]);
        check(&[("", 2), ("2024-12-31", 300), ("2026-03-31", 698)], &[("undated", 1000)]);
        check(
            &[("2026-01-05", 400), ("2026-01-20", 400), ("2026-02-01", 400), ("2026-03-01", 600)],
            &[("2026-01-05", 800), ("2026-02-01", 1000)],
        );
    }

    #[test]
    fn a_month_that_does_not_fit_is_parted_by_its_days() {
        check(
            &[("2026-05-02", 600), ("2026-05-03", 400), ("2026-05-04", 300), ("2026-06-01", 500)],
            &[("2026-05-02", 1000), ("2026-05-04", 300), ("2026-06-01", 500)],
        );
        check(
            &[("2026-04-30", 500), ("2026-05-09", 2501), ("2026-05-10", 260)],
            &[
                ("2026-04-30", 500),
                ("2026-05-09", 833),
                ("2026-05-09-2", 834),
                ("2026-05-09-3", 834),
                ("2026-05-10", 260),
            ],
        );
        check(&[("", 1500), ("2026-05-10", 600)], &[("undated", 750), ("undated-2", 750), ("2026-05-10", 600)]);
    }

    #[test]
    fn few_new_articles_are_in_one_shard_with_those_before() {
        check(&[("2026-04-30", 900), ("2026-05-01", 249)], &[("2026-04-30", 1149)]);
        check(&[("2026-04-30", 900), ("2026-05-01", 250)], &[("2026-04-30", 900), ("2026-05-01", 250)]);
        check(&[("2026-04-30", 1500), ("2026-05-01", 3)], &[("2026-04-30", 750), ("2026-04-30-2", 753)]);
    }
}
