//! How much the words of a unit sound like article text, and how much like what pages put around it.
//!
//! A logistic regression over words and pairs of words, whose weights stand in `rules/weights/diction.txt`. It was fitted
//! to the lines that no rule takes on the pages that [`super::judge`] tells of, to sentences of their texts, and to 11,177
//! lines of page furniture in twelve languages with 653 lines of text that look like such ones, all of our own writing.
//! Its words and pairs are those that at least two authors of what was written for it used, on three pages or more, names
//! aside; of these the 6,000 with the most weight are left. Pages marked up by people only help to weigh them. It knows no
//! more than the words: whether a line goes is for the judge to say, who knows where it stands.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::shape::{self, Word};
use crate::text::bits::Bits;

/// So many words of a unit are looked at.
const WORDS: usize = 60;
/// What stands before the first word, and what behind the last one.
const START: u32 = 3;
const END: u32 = 4;
/// The signs at an end that count as words.
const SIGNS: [char; 5] = [':', '?', '!', '.', '…'];

static DICTION: LazyLock<Diction> =
    LazyLock::new(|| Diction::parse(include_str!("../../rules/weights/diction.txt")).unwrap_or_default());

#[derive(Debug, Default)]
struct Diction {
    base: f32,
    /// By [`key`].
    weights: HashMap<u32, f32>,
    /// Of most words and pairs these tell that they have no weight.
    known: Bits,
}

impl Diction {
    /// Reads the weights: the base on a line of its own, then a weight and its words on each line, a tab between them; `^`
    /// is the start, `$` the end, `$?` a sign at the end, `0` a number and `0x` a word with digits.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let base = lines.next()?.parse().ok()?;
        let mut weights = HashMap::with_capacity(text.len() / 12);
        let mut known = Bits::default();
        for line in lines {
            let (weight, words) = line.split_once('\t')?;
            let words = words.split(' ').map(key).reduce(pair)?;
            known.insert(words);
            weights.insert(words, weight.parse().ok()?);
        }
        Some(Self { base, weights, known })
    }

    fn of(&self, text: &str, words: &[Word]) -> f32 {
        let words = &words[..words.len().min(WORDS)];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0.0 };
        let weight = |key: u32| if self.known.has(key) { self.weights.get(&key).copied().unwrap_or(0.0) } else { 0.0 };
        let second = words.get(1).map_or(END, |word| word.kind);
        let start = pair(START, first.kind);
        let sign = text.trim_end().chars().next_back().filter(|c| SIGNS.contains(c));
        let edges = weight(start) + weight(pair(start, second)) + weight(pair(last.kind, END));
        let singles: f32 = words.iter().map(|word| weight(word.kind)).sum();
        let pairs: f32 = words.windows(2).map(|two| weight(pair(two[0].kind, two[1].kind))).sum();
        let count = 2 * words.len() + 4 + usize::from(sign.is_some());
        (edges + singles + pairs + sign.map_or(0.0, |sign| weight(sign.into()))) / (count as f32).sqrt() + self.base
    }
}

/// How much a text sounds like an article's, in log odds: what is low is none. 0 without words.
pub fn of(text: &str, words: &[Word]) -> f32 {
    DICTION.of(text, words)
}

/// What stands for a word of the table.
fn key(word: &str) -> u32 {
    match (word, word.strip_prefix('$').and_then(|sign| sign.chars().next())) {
        ("^", _) => START,
        ("$", _) => END,
        ("0", _) => shape::NUMBER,
        ("0x", _) => shape::MIXED,
        (_, Some(sign)) => sign.into(),
        _ => shape::hash_of(word),
    }
}

/// What stands for two of them in this order.
fn pair(one: u32, other: u32) -> u32 {
    (one.rotate_left(7) ^ other).wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_read() {
        assert!(DICTION.weights.len() > 1000);
    }

    #[test]
    fn weights_are_added() {
        let table = "# weights\n-1\n4\tferry\n8\t^ ferry\n2\tferry runs\n16\t0\n1\truns $\n32\t^ ferry runs\n64\t$!\n";
        let diction = Diction::parse(table).unwrap();
        let check = |text: &str, sum: f32, count: f32| {
            let found = diction.of(text, &shape::words_of(text));
            assert!((found - (sum / count.sqrt() - 1.0)).abs() < 1e-5, "{text}: {found}");
        };
        check("Ferry runs", 4.0 + 8.0 + 2.0 + 1.0 + 32.0, 8.0);
        check("Ferry 12 runs!", 4.0 + 8.0 + 16.0 + 1.0 + 64.0, 11.0);
        assert_eq!(diction.of("…", &[]), 0.0);
        assert!(Diction::parse("0.5\nferry").is_none());
    }

    #[test]
    fn what_pages_put_around_texts_sounds_like_it() {
        let of = |text: &str| of(text, &shape::words_of(text));
        for line in
            ["Sign up for our morning newsletter", "Photograph: Ada Quill", "Tell us what you think in the comments"]
        {
            assert!(of(line) < -1.0, "{line}: {}", of(line));
        }
        for line in ["The ferry runs again on Monday, the harbour board said.", "It rained all night and nobody came."]
        {
            assert!(of(line) > 1.0, "{line}: {}", of(line));
        }
    }
}
