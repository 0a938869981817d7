//! What an article is about in a few dozen weighted terms, from the article alone.

use std::collections::HashSet;

use super::terms::{self, Term};
use crate::digest::Digest;
use crate::digest::model::BlockKind;

/// How much of the body is read, in bytes: news stands in the lead, and what follows is background that other
/// matters share.
const LEAD: usize = 1200;

/// Terms kept, heaviest first.
const KEPT: usize = 40;

/// People, quotes and words of a quote that are looked at.
const PEOPLE: usize = 12;
const QUOTES: usize = 12;
const QUOTE_WORDS: usize = 24;

/// Words in a row that two quotes have in common only when one was taken from the other, or both from one speech.
const RUN: usize = 5;

/// The weighted terms and the quoted words of an article.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Hash and weight, sorted by hash; the squares of the weights add up to 1.
    pub terms: Vec<(u64, f32)>,
    /// The terms by which the article is looked up: hashes, heaviest first.
    pub keys: Vec<u64>,
    /// Hashes of words in a row from its quotes, sorted.
    pub quoted: Vec<u64>,
}

/// Reads signatures; keeps what is reused between articles.
pub struct Reader {
    common: HashSet<u64, terms::Prehashed>,
    found: Vec<Term>,
}

impl Reader {
    pub fn new() -> Self {
        let list = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
        let common = list.flat_map(str::split_whitespace).map(terms::hash_word).collect();
        Self { common, found: Vec::new() }
    }

    pub fn read(&mut self, digest: &Digest) -> Signature {
        self.found.clear();
        if let Some(title) = &digest.title {
            self.scan(title, 2.0, true);
        }
        let mut left = LEAD;
        for block in &digest.body {
            if matches!(block.kind, BlockKind::Code | BlockKind::Markup | BlockKind::TableRow { .. }) {
                continue;
            }
            let text = terms::start(block.prose.as_str(), left);
            let place = if left == LEAD { 1.5 } else { 1.0 };
            self.scan(text, place, matches!(block.kind, BlockKind::Heading(_)));
            left -= text.len();
            if left == 0 {
                break;
            }
        }
        for person in digest.people.iter().take(PEOPLE) {
            let surname = person.name.rsplit([' ', '\u{a0}']).next().unwrap_or(&person.name);
            terms::scan(surname, 0.0, false, &self.common, |term| {
                self.found.push(Term { weight: 0.5, person: true, ..term });
            });
        }
        self.finish(digest)
    }

    fn scan(&mut self, text: &str, place: f32, headline: bool) {
        terms::scan(text, place, headline, &self.common, |term| self.found.push(term));
    }

    /// Gathers the mentions of each term and weighs it.
    fn finish(&mut self, digest: &Digest) -> Signature {
        self.found.sort_unstable_by_key(|term| term.hash);
        let mut weighed: Vec<(u64, f32)> = self
            .found
            .chunk_by(|a, b| a.hash == b.hash)
            .map(|mentions| (mentions[0].hash, weigh(mentions)))
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        weighed.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weighed.truncate(KEPT);
        let keys = weighed.iter().map(|(hash, _)| *hash).take(super::KEYS).collect();
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        for (_, weight) in &mut weighed {
            *weight /= length;
        }
        weighed.sort_unstable_by_key(|(hash, _)| *hash);
        Signature { terms: weighed, keys, quoted: quoted(digest) }
    }
}

/// The weight of a term: how often and where it stands, times how much a term of its kind tells.
fn weigh(mentions: &[Term]) -> f32 {
    let place: f32 = mentions.iter().map(|term| term.weight).sum();
    let any = |is: fn(&Term) -> bool| mentions.iter().any(is);
    let kind = if any(|term| term.pair) {
        1.6
    } else if any(|term| term.person) {
        1.8
    } else if mentions.iter().filter(|term| term.capital).count() * 2 > mentions.len() {
        // Where something happened says less than what and who: much else happens there.
        if any(|term| term.locative) { 0.8 } else { 1.4 }
    } else {
        1.0
    };
    kind * place.min(6.0).sqrt()
}

/// The runs of words in the article's quotes.
fn quoted(digest: &Digest) -> Vec<u64> {
    let mut out = Vec::new();
    let mut words: Vec<u64> = Vec::with_capacity(QUOTE_WORDS);
    for quote in digest.quotes.iter().take(QUOTES) {
        words.clear();
        words.extend(terms::hashes(&quote.quote.text).take(QUOTE_WORDS));
        out.extend(words.windows(RUN).map(terms::hash_run));
    }
    out.sort_unstable();
    out.dedup();
    out
}

impl Signature {
    /// The cosine of two articles' terms, and how many they share.
    pub fn likeness(&self, other: &Self) -> (f32, usize) {
        let (mut i, mut j, mut sum, mut shared) = (0, 0, 0.0, 0);
        while let (Some(a), Some(b)) = (self.terms.get(i), other.terms.get(j)) {
            if a.0 == b.0 {
                sum += a.1 * b.1;
                shared += 1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        (sum, shared)
    }

    /// Whether a quote of one stands in the other too.
    pub fn shares_quote(&self, other: &Self) -> bool {
        let (few, many) =
            if self.quoted.len() <= other.quoted.len() { (self, other) } else { (other, self) };
        few.quoted.iter().any(|run| many.quoted.binary_search(run).is_ok())
    }
}
