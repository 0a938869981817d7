//! Whom `he`, `she` and `the senator` mean: the people mentioned so far, ranked by recency, gender, place and turn.

use crate::digest::people::{Character, Gender};
use crate::rules::model::Field;

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
    ("said", 4),
    ("topic", 4),
    ("quoted", 2),
];

/// The values of [`FIELDS`].
pub type Values = [u8; 14];

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
    said: u8,
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
    /// How often each person has been mentioned, up to the last of them who has.
    counts: Vec<usize>,
    /// The last one meant by a pronoun, by gender, and the block.
    chains: [Option<(usize, usize)>; 2],
    /// The person each of the last two blocks mentions first, and the block.
    topics: [Option<(usize, usize)>; 2],
}

const KEPT: usize = 12;

/// Where a mention stands: the block, and the sentence counted through the article.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub block: usize,
    pub sentence: usize,
}

/// A pronoun or description whose person is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub gender: Option<Gender>,
    pub spot: Spot,
    pub turn: Option<Turn>,
    /// The names inside the quote that stands in its sentence.
    pub quoted: Option<&'a [String]>,
}

impl Memory {
    /// Notes a mention.
    ///
    /// `said` tells whether it is the subject of a verb of saying: 0 no, 1 yes, 2 inverted, 3 spoken to.
    pub fn note(&mut self, person: usize, spot: Spot, way: Way, first: bool, said: u8) {
        if self.topics[0].is_none_or(|(_, block)| block != spot.block) {
            self.topics = [Some((person, spot.block)), self.topics[0]];
        }
        if self.counts.len() <= person {
            self.counts.resize(person + 1, 0);
        }
        let count = &mut self.counts[person];
        *count += 1;
        let named = !matches!(way, Way::Pronoun | Way::Description);
        let mut trace =
            Trace { person, block: spot.block, sentence: spot.sentence, way, first, count: *count, named, said };
        // What counts of two mentions in a sentence is the first, its subject.
        if let Some(known) = self.recent.iter().find(|known| known.person == person && known.sentence == spot.sentence)
        {
            trace = Trace { count: *count, named: named || known.named, said: known.said.max(said), ..*known };
        }
        self.recent.retain(|known| known.person != person);
        self.recent.insert(0, trace);
        self.recent.truncate(KEPT);
    }

    pub fn count(&self, person: usize) -> usize {
        self.counts.get(person).copied().unwrap_or(0)
    }

    /// Notes whom a pronoun meant.
    pub fn note_pronoun(&mut self, gender: Gender, person: usize, block: usize) {
        self.chains[gender as usize] = Some((person, block));
    }

    /// Those whom a pronoun may mean, with the categories in the order of [`FIELDS`].
    pub fn antecedents(&self, asked: Asked, cast: &[Character]) -> Vec<(usize, Values)> {
        let Asked { gender, spot, turn, quoted } = asked;
        let agrees = |trace: &&Trace| {
            gender.is_none() || cast[trace.person].gender.is_none() || cast[trace.person].gender == gender
        };
        let mut best: Vec<usize> = self.recent.iter().filter(agrees).map(|trace| trace.count).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let values = |(rank, trace): (usize, &Trace)| {
            let blocks = spot.block - trace.block;
            let chain = match gender.and_then(|gender| self.chains[gender as usize]) {
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
                trace.said,
                match self.topics {
                    [Some((person, block)), _] if person == trace.person => 1 + u8::from(block != spot.block),
                    [_, Some((person, _))] if person == trace.person => 3,
                    _ => 0,
                },
                u8::from(quoted.is_some_and(|quoted| quoted.contains(&cast[trace.person].surname))),
            ];
            (trace.person, values)
        };
        self.recent.iter().filter(agrees).enumerate().map(values).collect()
    }

    /// The last mentioned who fits a test.
    pub fn last(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        self.recent.iter().map(|trace| trace.person).find(|&person| fits(person))
    }
}
