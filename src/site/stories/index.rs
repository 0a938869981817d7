//! Which earlier articles share an article's heaviest terms.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use foldhash::HashMap;
use smallvec::SmallVec;

use super::signature::{Compared, KEYS, Short, Signature};
use crate::site::model::ArticleId;
use crate::site::source::Traits;

/// A story that was silent for longer, in days, is over.
const WINDOW: i32 = 14;

/// How many articles with a term are looked at, the latest first.
const LOOKED_AT: usize = 12;

/// How many articles are compared with one.
const COMPARED: usize = 10;

/// An article that shares terms with another.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    pub id: ArticleId,
    pub likeness: f32,
}

/// For each term the articles that have it among their heaviest, as chains from the latest to the first.
#[derive(Debug, Default)]
pub struct Index {
    latest: HashMap<Short, u32>,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Link {
    id: ArticleId,
    /// Days from the first of the calendar.
    day: i32,
    /// The link before, `NONE` at the chain's end.
    before: u32,
}

const NONE: u32 = u32::MAX;

/// Where the neighbours of an article are to be looked for.
#[derive(Debug)]
pub struct Lookup {
    pub id: ArticleId,
    /// Days from the first of the calendar.
    day: i32,
    /// For each of its keys the latest link.
    chains: SmallVec<[u32; KEYS]>,
}

impl Index {
    pub fn add(&mut self, id: ArticleId, day: NaiveDate, signature: &Signature) {
        for key in &signature.keys {
            let before = self.latest.insert(*key, self.links.len() as u32).unwrap_or(NONE);
            self.links.push(Link { id, day: day.num_days_from_ce(), before });
        }
    }

    /// Takes back the article that was added last.
    pub fn remove_last(&mut self, signature: &Signature) {
        for key in signature.keys.iter().rev() {
            match self.links.pop() {
                Some(Link { before: NONE, .. }) | None => self.latest.remove(key),
                Some(Link { before, .. }) => self.latest.insert(*key, before),
            };
        }
    }

    /// Where an article's neighbours are to be looked for, as things stand: what is added later is none of them.
    pub fn lookup(&self, id: ArticleId, day: NaiveDate, signature: &Signature) -> Lookup {
        let chains = signature.keys.iter().filter_map(|key| self.latest.get(key).copied()).collect();
        Lookup { id, day: day.num_days_from_ce(), chains }
    }

    /// The articles most like one among those that share two of its keys.
    pub fn neighbours(&self, lookup: &Lookup, traits: &[Arc<Traits>], met: &mut Met) -> Vec<Neighbour> {
        let Lookup { id, day, chains } = lookup;
        for chain in chains {
            let mut at = *chain;
            for _ in 0..LOOKED_AT {
                let Some(link) = self.links.get(at as usize).filter(|link| day - link.day <= WINDOW) else { break };
                met.note(link.id);
                at = link.before;
            }
        }
        let mut shared: Vec<(u8, ArticleId)> = met.take().filter(|(times, other)| *times >= 2 && other != id).collect();
        shared.sort_unstable_by_key(|(times, other)| (Reverse(*times), Reverse(*other)));
        shared.truncate(COMPARED);
        let own = Compared::new(&traits[id.0 as usize].signature);
        let likeness = |other: ArticleId| own.likeness(&traits[other.0 as usize].signature);
        shared.into_iter().map(|(_, other)| Neighbour { id: other, likeness: likeness(other) }).collect()
    }
}

/// The articles that share terms with one, counted; made once for many.
#[derive(Debug)]
pub struct Met {
    /// For each article of the site, how often it was met.
    times: Vec<u8>,
    /// Those that were.
    articles: Vec<ArticleId>,
}

impl Met {
    /// For a site of so many articles.
    pub fn new(articles: usize) -> Self {
        Self { times: vec![0; articles], articles: Vec::with_capacity(KEYS * LOOKED_AT) }
    }

    /// Once for each key at most, of which there are few.
    fn note(&mut self, id: ArticleId) {
        let times = &mut self.times[id.0 as usize];
        if *times == 0 {
            self.articles.push(id);
        }
        *times += 1;
    }

    /// How often each was met; leaves none.
    fn take(&mut self) -> impl Iterator<Item = (u8, ArticleId)> {
        let Self { times, articles } = self;
        articles.drain(..).map(|id| (std::mem::take(&mut times[id.0 as usize]), id))
    }
}
