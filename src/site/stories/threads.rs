//! Which articles go on with which story.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::index::Neighbour;
use super::seen::{Read, Seen};
use super::signature::Compared;
use crate::site::model::ArticleId;

/// How many of a story's latest articles an article is compared with.
const LATEST: usize = 6;

/// How many of its first ones.
const BEGINNING: usize = 2;

/// How alike an article is to a story that it goes on with: to the nearest of the story's first and latest articles,
/// and to the two nearest of them on average.
const NEAREST: f32 = 0.20;
const TWO_NEAREST: f32 = 0.16;

/// The stories so far.
#[derive(Debug, Default)]
pub struct Threads {
    /// The articles of each, oldest first.
    articles: Vec<Vec<ArticleId>>,
    /// For each article, the thread it is in.
    of: Vec<Option<usize>>,
}

/// A day whose articles are in threads.
#[derive(Debug)]
pub struct Day {
    pub day: NaiveDate,
    /// In the order of the edition.
    pub articles: Vec<ArticleId>,
    /// The articles that tell the same news, the most prominent one first.
    pub folds: Vec<Vec<ArticleId>>,
}

impl Threads {
    /// Puts the articles of a day into threads.
    pub fn add(&mut self, seen: &Seen, day: Read) -> Day {
        self.of.resize(self.of.len() + day.articles.len(), None);
        self.thread(seen, &day);
        let Read { edition, articles, folds, .. } = day;
        let place: BTreeMap<ArticleId, usize> = edition.articles.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        let several = folds.into_iter().filter(|fold| fold.len() > 1);
        let folds = several
            .map(|fold| {
                let mut ids: Vec<ArticleId> = fold.into_iter().map(|i| articles[i]).collect();
                ids.sort_unstable_by_key(|id| place[id]);
                ids
            })
            .collect();
        Day { day: edition.day, articles: edition.articles.clone(), folds }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Vec<ArticleId>> {
        self.articles.iter()
    }

    /// Takes back the articles from one on.
    pub fn forget(&mut self, first: ArticleId) {
        self.of.truncate(first.0 as usize);
        for thread in &mut self.articles {
            while thread.pop_if(|id| *id >= first).is_some() {}
        }
        while self.articles.pop_if(|thread| thread.is_empty()).is_some() {}
    }

    /// Puts the articles of a day into threads: first those that go on with a story of earlier days, twice, as one may
    /// go on with what another brought; then each of the rest begins a story, or goes on with one that began today.
    fn thread(&mut self, seen: &Seen, day: &Read) {
        let mut waiting: Vec<&Vec<usize>> = day.folds.iter().collect();
        // Where a fold did not fit it is tried again only when the thread grew since.
        let mut grown: Option<BTreeSet<usize>> = None;
        for _ in 0..2 {
            let mut growing = BTreeSet::new();
            waiting.retain(|fold| {
                let thread = self.thread_for(seen, day, fold, grown.as_ref());
                if let Some(thread) = thread {
                    self.join(thread, fold, &day.articles);
                    growing.insert(thread);
                }
                thread.is_none()
            });
            grown = Some(growing);
        }
        let mut grown = grown.unwrap_or_default();
        for fold in waiting {
            let thread = self.thread_for(seen, day, fold, Some(&grown)).unwrap_or(self.articles.len());
            self.join(thread, fold, &day.articles);
            grown.insert(thread);
        }
    }

    /// The thread that the articles of a fold go on with, of all or of `some`.
    fn thread_for(&self, seen: &Seen, day: &Read, fold: &[usize], some: Option<&BTreeSet<usize>>) -> Option<usize> {
        let fold = &fold[..fold.len().min(LATEST)];
        let mut threads: Vec<usize> = fold
            .iter()
            .flat_map(|i| day.near[*i].iter().filter(|other| other.likeness >= NEAREST))
            .filter_map(|other| self.of[other.id.0 as usize])
            .filter(|thread| some.is_none_or(|some| some.contains(thread)))
            .collect();
        threads.sort_unstable();
        threads.dedup();
        if threads.is_empty() {
            return None;
        }
        let fold: Vec<Member> = fold.iter().map(|i| Member::new(seen, day, *i)).collect();
        threads
            .into_iter()
            .filter_map(|thread| {
                let tie = |member: &Member| member.tie(seen, &self.articles[thread]);
                let best = fold.iter().filter_map(tie).max_by(f32::total_cmp)?;
                Some((best, Reverse(thread)))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, Reverse(thread))| thread)
    }

    /// Adds the articles of a fold to a thread, or to a new one behind the last.
    fn join(&mut self, thread: usize, fold: &[usize], articles: &[ArticleId]) {
        if thread == self.articles.len() {
            self.articles.push(Vec::new());
        }
        for i in fold {
            self.of[articles[*i].0 as usize] = Some(thread);
            self.articles[thread].push(articles[*i]);
        }
    }
}

/// An article of a fold that looks for its thread.
struct Member<'a> {
    compared: Compared<'a>,
    /// The articles that it was compared with when the day was read.
    near: &'a [Neighbour],
}

impl<'a> Member<'a> {
    fn new(seen: &'a Seen, day: &'a Read, at: usize) -> Self {
        Self { compared: Compared::new(seen.signature(day.articles[at])), near: &day.near[at] }
    }

    fn likeness(&self, seen: &Seen, other: ArticleId) -> f32 {
        let known = self.near.iter().find(|near| near.id == other);
        known.map_or_else(|| self.compared.likeness(seen.signature(other)), |near| near.likeness)
    }

    /// How strongly the article is tied to a thread, when it is enough.
    fn tie(&self, seen: &Seen, thread: &[ArticleId]) -> Option<f32> {
        let (mut first, mut second) = (0.0_f32, 0.0_f32);
        let (earlier, latest) = thread.split_at(thread.len().saturating_sub(LATEST));
        // How a matter began is told again in every later article on it.
        for other in earlier.iter().take(BEGINNING).chain(latest) {
            let likeness = self.likeness(seen, *other);
            second = second.max(first.min(likeness));
            first = first.max(likeness);
        }
        let average = if thread.len() == 1 { first } else { (first + second) / 2.0 };
        (first >= NEAREST && average >= TWO_NEAREST).then_some(average)
    }
}
