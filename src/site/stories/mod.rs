//! Which articles tell one running story, and which articles of a day tell the same news.
//!
//! Days are taken in their order, and an article is compared only with a few articles of the days before it that
//! share its heaviest terms, so the time grows with the number of articles, and what is added today leaves the
//! stories of earlier days as they were.

mod index;
pub mod quotes;
mod seen;
pub(super) mod signature;
pub(crate) mod terms;
mod threads;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{ArticleId, Edition, Entry, Story};
use seen::{Read, Seen};
use threads::{Day, Threads};

/// How many articles are compared with those before them at once, while those before are put into stories: enough for
/// all cores, and few beside a site.
const AT_ONCE: usize = 1024;

/// Finds which articles of a site tell one story, and which of a day the same news.
pub fn find(memory: &mut Memory, entries: &[Entry], editions: &BTreeMap<NaiveDate, Edition>) {
    memory.forget_what_changed(entries, editions);
    let editions: Vec<&Edition> = editions.values().skip(memory.days.len()).collect();
    let Memory { days, seen, threads } = memory;
    let mut read: Vec<Read> = Vec::new();
    let mut left = editions.as_slice();
    while !left.is_empty() || !read.is_empty() {
        let mut articles = 0;
        let begun = left.iter().take_while(|edition| {
            let room = articles < AT_ONCE;
            articles += edition.articles.len();
            room
        });
        let (next, rest) = left.split_at(begun.count());
        let lookups = seen.add(next, entries);
        let seen = &*seen;
        // Days are put into threads one after the other; meanwhile the next ones are compared.
        let (_, found) = rayon::join(
            || days.extend(std::mem::take(&mut read).into_iter().map(|day| threads.add(seen, day))),
            || seen.read(next, &lookups),
        );
        read = found;
        left = rest;
    }
}

/// Stories in the making, kept from one time to the next: as what is added leaves earlier days as they were, the work
/// is taken up again at the first day that changed.
#[derive(Debug, Default)]
pub struct Memory {
    days: Vec<Day>,
    seen: Seen,
    threads: Threads,
}

impl Memory {
    /// Goes back to the days before the first one that is not as it was.
    fn forget_what_changed(&mut self, entries: &[Entry], editions: &BTreeMap<NaiveDate, Edition>) {
        let same = |(day, edition): &(&Day, &Edition)| {
            let known = |id: &ArticleId| self.seen.is_same(*id, &entries[id.0 as usize].traits);
            day.day == edition.day && day.articles == edition.articles && day.articles.iter().all(known)
        };
        let kept = self.days.iter().zip(editions.values()).take_while(same).count();
        let Some(first) = self.days.drain(kept..).next() else { return };
        let Some(first) = first.articles.iter().min().copied() else { return };
        self.seen.forget(first);
        self.threads.forget(first);
    }

    /// For each piece of news that several articles of a day tell, these articles, in the order of the edition's page.
    pub fn folds(&self) -> impl Iterator<Item = &[ArticleId]> {
        self.days.iter().flat_map(|day| &day.folds).map(Vec::as_slice)
    }

    /// The stories of two articles or more, in the order of their first ones. The articles know those that tell the
    /// same news.
    pub fn stories(&self, entries: &[Entry]) -> Vec<Story> {
        let several = self.threads.iter().filter(|articles| articles.len() > 1);
        let story = |articles: &Vec<ArticleId>| {
            let entry = |id: &ArticleId| &entries[id.0 as usize];
            let first = entry(&articles[0]);
            let newest = articles.last().map_or(first, |last| {
                let last = entry(last);
                last.same.first().map_or(last, |head| entry(head))
            });
            // The permalink is one article's alone, where two may share a slug.
            let slug = first.permalink.trim_end_matches('/').replace('/', "-");
            Story { title: newest.title().to_owned(), slug, articles: articles.clone() }
        };
        several.map(story).collect()
    }
}
