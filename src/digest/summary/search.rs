//! Finds the best set of up to three sentences.

use super::candidates::Candidate;
use super::words::Share;

/// Words of a front-page card: what stands behind them counts for nothing.
const CARD: usize = 60;
/// A summary has at most this many words, unless it is a single sentence.
const LONGEST: usize = 95;
/// Words of a summary that an editor would write.
const USUAL: f32 = 45.0;

/// Weights of a set of sentences.
///
/// Least squares on the ROUGE-1 (and a third of ROUGE-2) that sets of sentences of 752 articles reach within [`CARD`]
/// words against an editor's summary, centred for each article; those whose summaries fill a card count five times. In
/// four-fold cross-validation the loss against the fitted articles is below 0.3 points.
mod weight {
    /// Expected overlap (F1) with a summary of [`USUAL`](super::USUAL) words.
    pub const OVERLAP: f32 = 155.9;
    /// Share of its words that a summary would use.
    pub const PRECISION: f32 = 4.54;
    /// Number of its words that a summary would use.
    pub const HITS: f32 = 0.885;
    pub const LENGTH: f32 = -0.0931;
    /// For the part of the set that is the article's first, second or third sentence.
    pub const PLACE: [f32; 3] = [1.69, 2.51, 2.18];
    /// For the part that is in very short sentences.
    pub const SHORT: f32 = -5.93;
    /// For the part that is in sentences with figures.
    pub const FIGURES: f32 = 1.18;
}

/// The best set, in the order of the candidates; empty when no single one of them may open a summary.
pub fn best<'a>(pool: &[&'a Candidate<'a>], tally: &mut Tally) -> Vec<&'a Candidate<'a>> {
    let mut search = Search { pool, tally, best: (f32::NEG_INFINITY, Vec::new()) };
    search.extend(&mut Vec::with_capacity(3), Sum::default());
    search.best.1.into_iter().map(|at| pool[at]).collect()
}

struct Search<'a, 'b> {
    pool: &'b [&'a Candidate<'a>],
    tally: &'b mut Tally,
    best: (f32, Vec<usize>),
}

impl Search<'_, '_> {
    /// Tries every candidate behind those chosen, and with it all longer sets; three deep.
    fn extend(&mut self, chosen: &mut Vec<usize>, sum: Sum) {
        let first = chosen.last().map_or(0, |last| last + 1);
        for at in first..self.pool.len() {
            let candidate = self.pool[at];
            let sum = sum.and(candidate);
            let follows = chosen
                .last()
                .is_some_and(|&last| self.pool[last].sentence.piece.index + 1 == candidate.sentence.piece.index);
            if candidate.leans && !follows || sum.words > LONGEST && !chosen.is_empty() {
                continue;
            }
            chosen.push(at);
            if chosen.len() < 3 || self.may_win(sum, candidate) {
                let before = self.tally.add(candidate.sentence.words);
                let score = sum.score(self.tally.hits, self.tally.length);
                if score > self.best.0 {
                    self.best = (score, chosen.clone());
                }
                if chosen.len() < 3 {
                    self.extend(chosen, sum);
                }
                self.tally.remove(candidate.sentence.words, before);
            }
            chosen.pop();
        }
    }

    /// Whether the set would be the best if the last sentence shared no word with the others: a bound that spares most
    /// sets the counting.
    fn may_win(&self, sum: Sum, last: &Candidate) -> bool {
        let length = CARD.min(self.tally.length + last.sentence.words.len());
        sum.score(self.tally.hits + last.sentence.hits, length) > self.best.0
    }
}

/// What the sentences of a set add up to.
#[derive(Clone, Copy, Default)]
struct Sum {
    words: usize,
    /// What each gains by its place and kind, times its words.
    parts: f32,
}

impl Sum {
    fn and(self, candidate: &Candidate) -> Self {
        let words = candidate.sentence.words.len();
        let mut part = weight::PLACE.get(candidate.sentence.piece.index).copied().unwrap_or(0.0);
        part += if candidate.short { weight::SHORT } else { 0.0 };
        part += if candidate.figures { weight::FIGURES } else { 0.0 };
        Self { words: self.words + words, parts: self.parts + part * words as f32 }
    }

    /// The score of the set, of whose first `length` words a summary is expected to use `hits`.
    fn score(self, hits: f32, length: usize) -> f32 {
        let length = (length as f32).max(1.0);
        weight::OVERLAP * hits / (length + USUAL)
            + weight::PRECISION * hits / length
            + weight::HITS * hits
            + weight::LENGTH * length
            + self.parts / (self.words as f32).max(1.0)
    }
}

/// The words of a set of sentences, up to a card's end.
pub struct Tally {
    words: Vec<Counted>,
    /// How many of them an editor's summary is expected to use.
    hits: f32,
    length: usize,
}

struct Counted {
    share: Share,
    count: u32,
}

impl Tally {
    pub fn new(shares: Vec<Share>) -> Self {
        let words = shares.into_iter().map(|share| Counted { share, count: 0 }).collect();
        Self { words, hits: 0.0, length: 0 }
    }

    /// The expected hits of one sentence alone.
    pub fn alone(&mut self, words: &[u32]) -> f32 {
        let before = self.add(words);
        let hits = self.hits;
        self.remove(words, before);
        hits
    }

    /// Adds a sentence; gives back what [`remove`](Self::remove) needs to take it out again.
    fn add(&mut self, words: &[u32]) -> (f32, usize) {
        let before = (self.hits, self.length);
        let words = &words[..words.len().min(CARD - self.length)];
        for &word in words {
            let word = &mut self.words[word as usize];
            if let Some(share) = word.share.get(word.count as usize) {
                self.hits += share;
            }
            word.count += 1;
        }
        self.length += words.len();
        before
    }

    fn remove(&mut self, words: &[u32], before: (f32, usize)) {
        for &word in &words[..self.length - before.1] {
            self.words[word as usize].count -= 1;
        }
        (self.hits, self.length) = before;
    }
}
