//! Whom `he`, `she` and `the senator` mean: the people mentioned so far, ranked by recency, gender, place and turn.

use std::collections::HashMap;

use crate::digest::people::{Character, Gender};
use crate::rules::model::{Field, Model};

/// What the weights in `rules/weights/antecedent.txt` speak of.
pub const FIELDS: &[Field] = &[
    ("distance", 7),
    ("block", 4),
    ("rank", 5),
    ("gender", 2),
    ("count", 4),
    ("chain", 4),
    ("turn", 4),
    ("way", 6),
    ("first", 2),
    ("total", 4),
    ("named", 2),
];

/// The values of [`FIELDS`].
pub type Values = [u8; 11];

/// How somebody was mentioned last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Subject,
    Pronoun,
    Object,
    Genitive,
    Description,
    Other,
}

/// Somebody mentioned, and where last.
#[derive(Clone, Copy, Debug)]
struct Trace {
    person: usize,
    block: usize,
    sentence: usize,
    way: Way,
    first: bool,
    count: usize,
    named: bool,
}

/// Whose turn it was: the speaker of the last quote.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub person: usize,
    pub block: usize,
}

/// Who has been mentioned so far.
#[derive(Debug, Default)]
pub struct Memory {
    /// The last mentioned first; so many are kept.
    recent: Vec<Trace>,
    counts: HashMap<usize, usize>,
    /// The last one meant by a pronoun, by gender, and the block.
    chains: [Option<(usize, usize)>; 2],
}

const KEPT: usize = 12;

/// Where a mention stands: the block, and the sentence counted through the article.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub block: usize,
    pub sentence: usize,
}

impl Memory {
    /// Notes a mention.
    pub fn note(&mut self, person: usize, spot: Spot, way: Way, first: bool) {
        let count = self.counts.entry(person).or_default();
        *count += 1;
        let named = !matches!(way, Way::Pronoun | Way::Description);
        let trace = Trace { person, block: spot.block, sentence: spot.sentence, way, first, count: *count, named };
        self.recent.retain(|known| known.person != person);
        self.recent.insert(0, trace);
        self.recent.truncate(KEPT);
    }

    pub fn count(&self, person: usize) -> usize {
        self.counts.get(&person).copied().unwrap_or(0)
    }

    /// Notes whom a pronoun meant.
    pub fn note_pronoun(&mut self, gender: Gender, person: usize, block: usize) {
        self.chains[gender as usize] = Some((person, block));
    }

    /// Those whom a pronoun may mean, with the categories in the order of [`FIELDS`].
    pub fn antecedents(
        &self,
        gender: Gender,
        spot: Spot,
        turn: Option<Turn>,
        cast: &[Character],
    ) -> Vec<(usize, Values)> {
        let agrees = |trace: &&Trace| cast[trace.person].gender.is_none_or(|known| known == gender);
        let mut best: Vec<usize> = self.recent.iter().filter(agrees).map(|trace| trace.count).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let values = |(rank, trace): (usize, &Trace)| {
            let blocks = spot.block - trace.block;
            let chain = match self.chains[gender as usize] {
                Some((person, block)) if person == trace.person => 1 + (spot.block - block).min(2) as u8,
                _ => 0,
            };
            let turn = match turn {
                Some(turn) if turn.person == trace.person => 1 + (spot.block - turn.block).min(2) as u8,
                _ => 0,
            };
            let values = [
                match spot.sentence - trace.sentence {
                    distance @ 0..=3 => distance as u8,
                    4..=5 => 4,
                    6..=9 => 5,
                    _ => 6,
                },
                blocks.min(3) as u8,
                rank.min(4) as u8,
                u8::from(cast[trace.person].gender.is_none()),
                match trace.count {
                    0..=1 => 0,
                    2 => 1,
                    3..=5 => 2,
                    _ => 3,
                },
                chain,
                turn,
                trace.way as u8,
                u8::from(trace.first),
                best.iter().position(|&count| count == trace.count).unwrap_or(3).min(3) as u8,
                u8::from(trace.named),
            ];
            (trace.person, values)
        };
        self.recent.iter().filter(agrees).enumerate().map(values).collect()
    }

    /// Whom a pronoun means.
    pub fn resolve(
        &self,
        gender: Gender,
        spot: Spot,
        turn: Option<Turn>,
        cast: &[Character],
        model: &Model,
    ) -> Option<usize> {
        let scored = self
            .antecedents(gender, spot, turn, cast)
            .into_iter()
            .map(|(person, values)| (person, model.score(&values)));
        scored.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|(person, _)| person)
    }

    /// The last mentioned who fits a test.
    pub fn last(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        self.recent.iter().map(|trace| trace.person).find(|&person| fits(person))
    }
}
