//! The articles of the days so far, and what those of a day are like.

use std::sync::Arc;

use rayon::prelude::*;

use super::index::{Index, Lookup, Met, Neighbour};
use super::signature::{Compared, Signature};
use crate::site::model::{ArticleId, Edition, Entry};
use crate::site::source::Traits;

/// How alike two articles of one day are that tell the same news; less will do when they share a quote.
const SAME: f32 = 0.40;
const SAME_QUOTED: f32 = 0.20;

/// How many articles of each of two folds are compared.
const COMPARED: usize = 6;

/// The articles of the days so far.
#[derive(Debug, Default)]
pub struct Seen {
    /// Of each article, by its id: sharing is what shows that nothing changed.
    traits: Vec<Arc<Traits>>,
    index: Index,
}

/// A day whose articles were compared with each other and with those before.
pub struct Read<'a> {
    pub edition: &'a Edition,
    /// By id.
    pub articles: Vec<ArticleId>,
    /// For each of them the articles most like it.
    pub near: Vec<Vec<Neighbour>>,
    /// Which of them tell the same news, by their place in `articles`.
    pub folds: Vec<Vec<usize>>,
}

impl Seen {
    /// Adds the articles of the next days; where the neighbours of each are to be looked for.
    pub fn add(&mut self, editions: &[&Edition], entries: &[Entry]) -> Vec<Lookup> {
        let mut lookups = Vec::new();
        for edition in editions {
            let mut articles = edition.articles.clone();
            articles.sort_unstable();
            for id in &articles {
                let traits = &entries[id.0 as usize].traits;
                self.index.add(*id, edition.day, &traits.signature);
                self.traits.push(Arc::clone(traits));
            }
            lookups.extend(articles.iter().map(|id| self.index.lookup(*id, edition.day, self.signature(*id))));
        }
        lookups
    }

    /// Compares the articles of days that were added.
    pub fn read<'a>(&self, editions: &[&'a Edition], lookups: &[Lookup]) -> Vec<Read<'a>> {
        let met = || Met::new(self.traits.len());
        let near = |met: &mut Met, lookup: &Lookup| self.index.neighbours(lookup, &self.traits, met);
        let near: Vec<Vec<Neighbour>> = lookups.par_iter().map_init(met, near).collect();
        let mut compared = lookups.iter().map(|lookup| lookup.id).zip(near);
        let day = |edition: &&'a Edition| {
            let (articles, near) = compared.by_ref().take(edition.articles.len()).unzip();
            Read { edition, articles, near, folds: Vec::new() }
        };
        let mut days: Vec<Read> = editions.iter().map(day).collect();
        days.par_iter_mut().for_each(|day| day.folds = self.folds(&day.articles, &day.near));
        days
    }

    /// Whether an article is as it was when it was added.
    pub fn is_same(&self, id: ArticleId, traits: &Arc<Traits>) -> bool {
        Arc::ptr_eq(&self.traits[id.0 as usize], traits)
    }

    /// Takes back the articles from one on.
    pub fn forget(&mut self, first: ArticleId) {
        for traits in self.traits.drain(first.0 as usize..).rev() {
            self.index.remove_last(&traits.signature);
        }
    }

    /// The day's articles, by their place in `articles`, parted into those that tell the same news.
    fn folds(&self, articles: &[ArticleId], near: &[Vec<Neighbour>]) -> Vec<Vec<usize>> {
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
        for i in a.iter().take(COMPARED) {
            let one = Compared::new(self.signature(articles[*i]));
            for j in b.iter().take(COMPARED) {
                sum += one.likeness(self.signature(articles[*j]));
                pairs += 1.0;
            }
        }
        sum / pairs >= SAME_QUOTED
    }

    pub fn signature(&self, id: ArticleId) -> &Signature {
        &self.traits[id.0 as usize].signature
    }
}
