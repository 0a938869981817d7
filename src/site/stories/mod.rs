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
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::model::{ArticleId, Edition, Entry, Story, StoryId};
use super::source::Traits;
use index::{Index, Neighbour};
use signature::Signature;

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

/// Finds the stories of a site, and notes for each article its story and the articles of its day with the same news.
///
/// Stories have two articles or more, and stand in the order of their first ones.
pub fn find(memory: &mut Memory, entries: &mut [Entry], editions: &BTreeMap<NaiveDate, Edition>) -> Vec<Story> {
    memory.forget_what_changed(entries, editions);
    for edition in editions.values().skip(memory.days.len()) {
        memory.add_day(edition, entries);
    }
    for fold in memory.days.iter().flat_map(|day| &day.folds) {
        for id in fold {
            entries[id.0 as usize].same = fold.clone();
        }
    }
    let mut stories = Vec::new();
    for articles in memory.threads.iter().filter(|articles| articles.len() > 1) {
        let id = StoryId(stories.len() as u32);
        for article in articles {
            entries[article.0 as usize].story = Some(id);
        }
        let entry = |id: &ArticleId| &entries[id.0 as usize];
        let first = entry(&articles[0]);
        let newest = articles.last().map_or(first, |last| {
            let last = entry(last);
            last.same.first().map_or(last, |head| entry(head))
        });
        // The permalink is one article's alone, where two may share a slug.
        let slug = first.permalink.trim_end_matches('/').replace('/', "-");
        stories.push(Story { title: newest.title.clone(), slug, articles: articles.clone() });
    }
    stories
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

    /// Puts the articles of the next day into threads, and notes those that tell the same news.
    fn add_day(&mut self, edition: &Edition, entries: &[Entry]) {
        let mut articles = edition.articles.clone();
        articles.sort_unstable();
        for id in &articles {
            let traits = &entries[id.0 as usize].traits;
            self.index.add(*id, edition.day, &traits.signature);
            self.traits.push(Arc::clone(traits));
            self.of.push(None);
        }
        let near: Vec<Vec<Neighbour>> =
            articles.par_iter().map(|id| self.index.neighbours(*id, edition.day, &self.traits)).collect();
        let folds = self.folds(&articles, &near);
        // First those that go on with a story of earlier days, twice, as one may go on with what another brought;
        // then each of the rest begins a story, or goes on with one that began today.
        let mut waiting = folds.clone();
        for _ in 0..2 {
            waiting.retain(|fold| {
                let thread = self.thread_for(fold, &articles, &near);
                if let Some(thread) = thread {
                    self.join(thread, fold, &articles);
                }
                thread.is_none()
            });
        }
        for fold in waiting {
            let thread = self.thread_for(&fold, &articles, &near).unwrap_or(self.threads.len());
            self.join(thread, &fold, &articles);
        }
        let place: BTreeMap<ArticleId, usize> = edition.articles.iter().enumerate().map(|(i, id)| (*id, i)).collect();
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

    /// The day's articles, by their place in `articles`, parted into those that tell the same news.
    fn folds(&self, articles: &[ArticleId], near: &[Vec<Neighbour>]) -> Vec<Vec<usize>> {
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for (i, neighbours) in near.iter().enumerate() {
            for other in neighbours {
                let alike = other.likeness >= SAME || other.quoted && other.likeness >= SAME_QUOTED;
                if let (true, Ok(j)) = (alike, articles.binary_search(&other.id)) {
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
            for j in b.iter().take(LATEST) {
                let (x, y) = (self.signature(articles[*i]), self.signature(articles[*j]));
                sum += x.likeness(y);
                pairs += 1.0;
            }
        }
        sum / pairs >= SAME_QUOTED
    }

    fn signature(&self, id: ArticleId) -> &Signature {
        &self.traits[id.0 as usize].signature
    }

    /// The thread that the articles of a fold go on with.
    fn thread_for(&self, fold: &[usize], articles: &[ArticleId], near: &[Vec<Neighbour>]) -> Option<usize> {
        let fold = &fold[..fold.len().min(LATEST)];
        let mut threads: Vec<usize> = fold
            .iter()
            .flat_map(|i| near[*i].iter().filter(|other| other.likeness >= NEAREST))
            .filter_map(|other| self.of[other.id.0 as usize])
            .collect();
        threads.sort_unstable();
        threads.dedup();
        threads
            .into_iter()
            .filter_map(|thread| {
                let best =
                    fold.iter().filter_map(|i| self.tie(articles[*i], &self.threads[thread])).max_by(f32::total_cmp)?;
                Some((best, Reverse(thread)))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, Reverse(thread))| thread)
    }

    /// How strongly an article is tied to a thread, when it is enough.
    fn tie(&self, id: ArticleId, thread: &[ArticleId]) -> Option<f32> {
        let (mut first, mut second) = (0.0_f32, 0.0_f32);
        let (earlier, latest) = thread.split_at(thread.len().saturating_sub(LATEST));
        // How a matter began is told again in every later article on it.
        for other in earlier.iter().take(BEGINNING).chain(latest) {
            let likeness = self.signature(id).likeness(self.signature(*other));
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
