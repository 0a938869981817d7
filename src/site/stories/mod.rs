//! Which articles tell one running story, and which articles of a day tell the same news.
//!
//! Days are taken in their order, and an article is compared only with a few articles of the days before it that
//! share its heaviest terms, so the time grows with the number of articles, and what is added today leaves the
//! stories of earlier days as they were.

mod index;
pub mod quotes;
pub(super) mod signature;
pub(super) mod terms;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::model::{ArticleId, Edition, Entry, Story};
use super::source::Traits;
use index::{Index, Lookup, Met, Neighbour};
use signature::{Compared, Signature};

/// How many of a story's latest articles an article is compared with.
const LATEST: usize = 6;

/// How many of its first ones.
const BEGINNING: usize = 2;

/// How alike two articles of one day are that tell the same news; less will do when they share a quote.
const SAME: f32 = 0.40;
const SAME_QUOTED: f32 = 0.20;

/// How alike an article is to a story that it goes on with: to the nearest of the story's first and latest articles,
/// and to the two nearest of them on average.
const NEAREST: f32 = 0.20;
const TWO_NEAREST: f32 = 0.16;

/// How many articles are compared with those before them at once: enough for all cores, and few beside a site.
const AT_ONCE: usize = 4096;

/// Finds which articles of a site tell one story, and which of a day the same news.
pub fn find(memory: &mut Memory, entries: &[Entry], editions: &BTreeMap<NaiveDate, Edition>) {
    memory.forget_what_changed(entries, editions);
    let editions: Vec<&Edition> = editions.values().skip(memory.days.len()).collect();
    let mut left = editions.as_slice();
    while !left.is_empty() {
        let mut articles = 0;
        let begun = left.iter().take_while(|edition| {
            let room = articles < AT_ONCE;
            articles += edition.articles.len();
            room
        });
        let (days, rest) = left.split_at(begun.count());
        memory.add_days(days, entries);
        left = rest;
    }
}

/// Stories in the making, kept from one time to the next: as what is added leaves earlier days as they were, the work
/// is taken up again at the first day that changed.
#[derive(Debug, Default)]
pub struct Memory {
    days: Vec<Day>,
    /// Of each article of these days, by its id: sharing is what shows that nothing changed.
    traits: Vec<Arc<Traits>>,
    index: Index,
    /// The articles of each, oldest first.
    threads: Vec<Vec<ArticleId>>,
    /// For each article, the thread it is in.
    of: Vec<Option<usize>>,
}

/// A day that was read.
#[derive(Debug)]
struct Day {
    day: NaiveDate,
    /// In the order of the edition.
    articles: Vec<ArticleId>,
    /// The articles that tell the same news, the most prominent one first.
    folds: Vec<Vec<ArticleId>>,
}

impl Memory {
    /// Goes back to the days before the first one that is not as it was.
    fn forget_what_changed(&mut self, entries: &[Entry], editions: &BTreeMap<NaiveDate, Edition>) {
        let same = |(day, edition): &(&Day, &Edition)| {
            let known = |id: &ArticleId| Arc::ptr_eq(&self.traits[id.0 as usize], &entries[id.0 as usize].traits);
            day.day == edition.day && day.articles == edition.articles && day.articles.iter().all(known)
        };
        let kept = self.days.iter().zip(editions.values()).take_while(same).count();
        let Some(first) = self.days.drain(kept..).next() else { return };
        let Some(first) = first.articles.iter().min().copied() else { return };
        for traits in self.traits.drain(first.0 as usize..).rev() {
            self.index.remove_last(&traits.signature);
        }
        self.of.truncate(first.0 as usize);
        for thread in &mut self.threads {
            while thread.pop_if(|id| *id >= first).is_some() {}
        }
        while self.threads.pop_if(|thread| thread.is_empty()).is_some() {}
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

    /// Puts the articles of the next days into threads, and notes those that tell the same news.
    fn add_days(&mut self, editions: &[&Edition], entries: &[Entry]) {
        let mut days: Vec<Vec<ArticleId>> = Vec::with_capacity(editions.len());
        let mut lookups: Vec<Lookup> = Vec::new();
        for edition in editions {
            let mut articles = edition.articles.clone();
            articles.sort_unstable();
            for id in &articles {
                let traits = &entries[id.0 as usize].traits;
                self.index.add(*id, edition.day, &traits.signature);
                self.traits.push(Arc::clone(traits));
                self.of.push(None);
            }
            lookups.extend(articles.iter().map(|id| self.index.lookup(*id, edition.day, self.signature(*id))));
            days.push(articles);
        }
        let met = || Met::new(self.traits.len());
        let near = |met: &mut Met, lookup: &Lookup| self.index.neighbours(lookup, &self.traits, met);
        let near: Vec<Vec<Neighbour>> = lookups.par_iter().map_init(met, near).collect();
        let mut near = near.as_slice();
        let days: Vec<(Vec<ArticleId>, &[Vec<Neighbour>])> = days
            .into_iter()
            .map(|articles| {
                let (of_day, rest) = near.split_at(articles.len());
                near = rest;
                (articles, of_day)
            })
            .collect();
        let folds: Vec<Vec<Vec<usize>>> =
            days.par_iter().map(|(articles, near)| self.folds_of(articles, near)).collect();
        for ((edition, (articles, near)), folds) in editions.iter().zip(days).zip(folds) {
            self.thread(&articles, &folds, near);
            let place: BTreeMap<ArticleId, usize> =
                edition.articles.iter().enumerate().map(|(i, id)| (*id, i)).collect();
            let several = folds.into_iter().filter(|fold| fold.len() > 1);
            let folds = several
                .map(|fold| {
                    let mut ids: Vec<ArticleId> = fold.into_iter().map(|i| articles[i]).collect();
                    ids.sort_unstable_by_key(|id| place[id]);
                    ids
                })
                .collect();
            self.days.push(Day { day: edition.day, articles: edition.articles.clone(), folds });
        }
    }

    /// Puts the articles of a day into threads: first those that go on with a story of earlier days, twice, as one may
    /// go on with what another brought; then each of the rest begins a story, or goes on with one that began today.
    fn thread(&mut self, articles: &[ArticleId], folds: &[Vec<usize>], near: &[Vec<Neighbour>]) {
        let mut waiting: Vec<&Vec<usize>> = folds.iter().collect();
        // Where a fold did not fit it is tried again only when the thread grew since.
        let mut grown: Option<BTreeSet<usize>> = None;
        for _ in 0..2 {
            let mut growing = BTreeSet::new();
            waiting.retain(|fold| {
                let thread = self.thread_for(fold, articles, near, grown.as_ref());
                if let Some(thread) = thread {
                    self.join(thread, fold, articles);
                    growing.insert(thread);
                }
                thread.is_none()
            });
            grown = Some(growing);
        }
        let mut grown = grown.unwrap_or_default();
        for fold in waiting {
            let thread = self.thread_for(fold, articles, near, Some(&grown)).unwrap_or(self.threads.len());
            self.join(thread, fold, articles);
            grown.insert(thread);
        }
    }

    /// The day's articles, by their place in `articles`, parted into those that tell the same news.
    fn folds_of(&self, articles: &[ArticleId], near: &[Vec<Neighbour>]) -> Vec<Vec<usize>> {
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for (i, neighbours) in near.iter().enumerate() {
            for other in neighbours.iter().filter(|other| other.likeness >= SAME_QUOTED) {
                let Ok(j) = articles.binary_search(&other.id) else { continue };
                let quoted = || self.signature(articles[i]).shares_quote(self.signature(other.id));
                if other.likeness >= SAME || quoted() {
                    pairs.push((other.likeness, i.min(j), i.max(j)));
                }
            }
        }
        pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        pairs.dedup();
        let mut of: Vec<usize> = (0..articles.len()).collect();
        let mut folds: Vec<Vec<usize>> = of.iter().map(|i| vec![*i]).collect();
        for (_, i, j) in pairs {
            let (mut a, mut b) = (of[i], of[j]);
            if a == b || !self.agree(&folds[a], &folds[b], articles) {
                continue;
            }
            // The smaller joins the larger, so that no article moves often.
            if folds[a].len() < folds[b].len() {
                std::mem::swap(&mut a, &mut b);
            }
            let moved = std::mem::take(&mut folds[b]);
            for member in &moved {
                of[*member] = a;
            }
            folds[a].extend(moved);
        }
        folds.retain(|fold| !fold.is_empty());
        folds
    }

    /// Whether two folds are alike on the whole, not only by the two articles that brought them together.
    fn agree(&self, a: &[usize], b: &[usize], articles: &[ArticleId]) -> bool {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for i in a.iter().take(LATEST) {
            let one = Compared::new(self.signature(articles[*i]));
            for j in b.iter().take(LATEST) {
                sum += one.likeness(self.signature(articles[*j]));
                pairs += 1.0;
            }
        }
        sum / pairs >= SAME_QUOTED
    }

    fn signature(&self, id: ArticleId) -> &Signature {
        &self.traits[id.0 as usize].signature
    }

    /// The thread that the articles of a fold go on with, of all or of `some`.
    fn thread_for(
        &self,
        fold: &[usize],
        articles: &[ArticleId],
        near: &[Vec<Neighbour>],
        some: Option<&BTreeSet<usize>>,
    ) -> Option<usize> {
        let fold = &fold[..fold.len().min(LATEST)];
        let mut threads: Vec<usize> = fold
            .iter()
            .flat_map(|i| near[*i].iter().filter(|other| other.likeness >= NEAREST))
            .filter_map(|other| self.of[other.id.0 as usize])
            .filter(|thread| some.is_none_or(|some| some.contains(thread)))
            .collect();
        threads.sort_unstable();
        threads.dedup();
        if threads.is_empty() {
            return None;
        }
        let fold: Vec<Compared> = fold.iter().map(|i| Compared::new(self.signature(articles[*i]))).collect();
        threads
            .into_iter()
            .filter_map(|thread| {
                let best = fold
                    .iter()
                    .filter_map(|article| self.tie(article, &self.threads[thread]))
                    .max_by(f32::total_cmp)?;
                Some((best, Reverse(thread)))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, Reverse(thread))| thread)
    }

    /// How strongly an article is tied to a thread, when it is enough.
    fn tie(&self, article: &Compared, thread: &[ArticleId]) -> Option<f32> {
        let (mut first, mut second) = (0.0_f32, 0.0_f32);
        let (earlier, latest) = thread.split_at(thread.len().saturating_sub(LATEST));
        // How a matter began is told again in every later article on it.
        for other in earlier.iter().take(BEGINNING).chain(latest) {
            let likeness = article.likeness(self.signature(*other));
            second = second.max(first.min(likeness));
            first = first.max(likeness);
        }
        let average = if thread.len() == 1 { first } else { (first + second) / 2.0 };
        (first >= NEAREST && average >= TWO_NEAREST).then_some(average)
    }

    /// Adds the articles of a fold to a thread, or to a new one behind the last.
    fn join(&mut self, thread: usize, fold: &[usize], articles: &[ArticleId]) {
        if thread == self.threads.len() {
            self.threads.push(Vec::new());
        }
        for i in fold {
            self.of[articles[*i].0 as usize] = Some(thread);
            self.threads[thread].push(articles[*i]);
        }
    }
}
