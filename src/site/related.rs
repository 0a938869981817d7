//! Which article of the site an "Also read" title means, also when its wording differs a little.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::model::{ArticleId, Entry, ids};
use super::source::Traits;
use crate::text::words::ByHash;

/// A word that stands in more titles than this tells too little to search by.
const COMMON: usize = 100;

/// How many of a title's rarest words are looked up.
const LOOKED_UP: usize = 4;

/// What was found the last time, and among which articles.
#[derive(Debug, Default)]
pub struct Memory(Vec<Known>);

#[derive(Debug)]
struct Known {
    traits: Arc<Traits>,
    day: Option<NaiveDate>,
    related: Vec<Option<ArticleId>>,
}

impl Memory {
    /// Whether all headlines are where they were: then all links lead where they led.
    fn holds(&self, entries: &[Entry]) -> bool {
        let same = |(known, entry): (&Known, &Entry)| {
            known.day == entry.day
                && (Arc::ptr_eq(&known.traits, &entry.traits) || known.traits.title == entry.traits.title)
        };
        self.0.len() == entries.len() && self.0.iter().zip(entries).all(same)
    }
}

/// For each related link of each article the article it means; nothing for a site without any.
pub fn resolve(memory: &mut Memory, entries: &[Entry]) -> Vec<Vec<Option<ArticleId>>> {
    if entries.iter().all(|entry| entry.traits.related.is_empty()) {
        return Vec::new();
    }
    let known = if memory.holds(entries) { std::mem::take(&mut memory.0) } else { Vec::new() };
    let found = find_all(&known, entries);
    let kept = entries.iter().zip(&found).map(|(entry, related)| Known {
        traits: Arc::clone(&entry.traits),
        day: entry.day,
        related: related.clone(),
    });
    memory.0 = kept.collect();
    found
}

/// The articles that the links of all articles mean, as far as not known from the last time.
fn find_all(known: &[Known], entries: &[Entry]) -> Vec<Vec<Option<ArticleId>>> {
    // Not built where nothing is looked up.
    let titles = LazyLock::new(|| Titles::new(entries));
    let find = |(i, entry): (usize, &Entry)| match known.get(i) {
        Some(known) if known.traits.related == entry.traits.related => known.related.clone(),
        _ => {
            let from = ArticleId(i as u32);
            entry.traits.related.iter().map(|title| titles.find(title, from, entries)).collect()
        }
    };
    entries.par_iter().enumerate().map(find).collect()
}

/// The words of all titles, and where each stands.
struct Titles<'a> {
    articles: ByHash<Vec<ArticleId>>,
    /// The articles with just these words in their title.
    whole: HashMap<&'a [u64], Vec<ArticleId>>,
}

impl<'a> Titles<'a> {
    fn new(entries: &'a [Entry]) -> Self {
        let mut titles = Self { articles: ByHash::default(), whole: HashMap::new() };
        for (id, entry) in ids(entries) {
            let words = entry.traits.title.as_slice();
            for word in words {
                titles.articles.entry(*word).or_default().push(id);
            }
            titles.whole.entry(words).or_default().push(id);
        }
        titles
    }

    /// The article most like a title: at least three words, four in five of the words of both together or nine in
    /// ten of the shorter's. Of equals the one nearest in time to `from`.
    fn find(&self, wanted: &[u64], from: ArticleId, entries: &[Entry]) -> Option<ArticleId> {
        let rank = |id: ArticleId| {
            let entry = &entries[id.0 as usize];
            let days_apart = match (entry.day, entries[from.0 as usize].day) {
                (Some(a), Some(b)) => (a - b).num_days().unsigned_abs(),
                _ => u64::MAX,
            };
            Some((likeness(wanted, &entry.traits.title)?, Reverse(days_apart), Reverse(id)))
        };
        let best = |candidates: &[ArticleId]| {
            let ranks = candidates.iter().filter(|id| **id != from).filter_map(|id| rank(*id));
            ranks.max().map(|(_, _, Reverse(id))| id)
        };
        // No other can be more alike.
        if let Some(same) = self.whole.get(wanted).and_then(|same| best(&around(same, from, entries))) {
            return Some(same);
        }
        let mut rare: Vec<&Vec<ArticleId>> =
            wanted.iter().filter_map(|word| self.articles.get(word)).filter(|list| list.len() <= COMMON).collect();
        rare.sort_by_key(|list| list.len());
        let mut candidates: Vec<ArticleId> =
            rare.iter().take(LOOKED_UP).flat_map(|list| list.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        best(&candidates)
    }
}

/// Of articles in the order of the site a handful, among them the one nearest in time to `from`: a column may have had
/// its title a thousand times.
fn around(articles: &[ArticleId], from: ArticleId, entries: &[Entry]) -> Vec<ArticleId> {
    let day = |id: &ArticleId| entries[id.0 as usize].day;
    let dated = articles.partition_point(|id| day(id).is_some());
    let (before, after) = articles[..dated].split_at(articles[..dated].partition_point(|id| day(id) < day(&from)));
    let last_day = before.last().and_then(day);
    let before = &before[before.partition_point(|id| day(id) < last_day)..];
    // Two of each, as the first may be the article itself.
    [before, after, &articles[dated..]].into_iter().flat_map(|part| part.iter().take(2)).copied().collect()
}

/// How many of their words two titles share, in thousandths, when it is enough for one to mean the other. Words are
/// sorted.
fn likeness(one: &[u64], other: &[u64]) -> Option<usize> {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        shared += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    let both = one.len() + other.len();
    let shorter = one.len().min(other.len());
    let alike = shared >= 3 && (shared * 2 * 5 >= both * 4 || shorter >= 5 && shared * 10 >= shorter * 9);
    alike.then(|| shared * 2000 / both)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use crate::config::Config;
    use crate::digest::Digest;
    use crate::digest::model::{Moment, RelatedLink};
    use crate::site::link::link;
    use crate::site::source::Source;
    use crate::text::prose::Span;

    #[test]
    fn wording_may_differ_a_little() {
        let article = |path: &str, title: &str, related: &[&str]| {
            let digest = Digest {
                title: Some(title.into()),
                related: related
                    .iter()
                    .map(|title| RelatedLink {
                        title: (*title).into(),
                        url: None,
                        span: Span::new(0, 0),
                        line: 1,
                        rule: "also-read".into(),
                    })
                    .collect(),
                ..Digest::default()
            };
            Source::new(path, [digest])
        };
        let (site, _) = link(
            Config::default(),
            &[
                article("a.md", "Ministers agree grain corridor after night of talks", &[]),
                article(
                    "b.md",
                    "Port strike enters second week",
                    &[
                        "Ministers agree grain corridor after a night of talks",
                        "MINISTERS AGREE GRAIN CORRIDOR",
                        "Grain prices fall after ministers' talks",
                        "Port strike enters second week",
                    ],
                ),
            ],
        );
        let found: Vec<Option<u32>> = site.entries[1].related.iter().map(|id| id.map(|id| id.0)).collect();
        assert_eq!(found, [Some(0), None, None, None]);
    }

    #[test]
    fn of_articles_with_one_title_the_nearest_in_time_is_meant() {
        let article = |day: u32, related: bool| {
            let link = RelatedLink {
                title: "Letters to the editor".into(),
                url: None,
                span: Span::new(0, 0),
                line: 1,
                rule: "also-read".into(),
            };
            let title = if related { "Ferry fares stay as they are" } else { "Letters to the Editor" };
            let digest = Digest {
                title: Some(title.into()),
                published: Some(Moment {
                    day: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
                    time: None,
                    offset: None,
                }),
                related: if related { vec![link] } else { Vec::new() },
                ..Digest::default()
            };
            Source::new(format!("{day:02}-{related}.md"), [digest])
        };
        let letters = [1, 2, 4, 9, 20].map(|day| article(day, false));
        for (day, nearest) in [(1, 1), (3, 2), (6, 4), (8, 9), (16, 20), (28, 20)] {
            let (site, _) = link(Config::default(), &[&letters[..], &[article(day, true)]].concat());
            let found = site.entries.iter().find_map(|entry| *entry.related.first()?).unwrap();
            assert_eq!(site.entry(found).day.unwrap().day(), nearest, "from {day}");
        }
    }
}
