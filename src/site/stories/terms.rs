//! Words of a text as hashes, folded so that spellings of one name and forms of one word come out alike.

use crate::text::words::{ByHash, char_at, hash_bytes};

/// A mention of a term.
#[derive(Clone, Copy, Debug, Default)]
pub struct Term {
    pub hash: u64,
    pub weight: f32,
    /// Begins with a capital where a common noun would not.
    pub capital: bool,
    /// Stands behind `in`, `at`, `near`, or in a dateline: the name of a place.
    pub locative: bool,
    /// Two names in a row.
    pub pair: bool,
    /// The surname of somebody named in the article.
    pub person: bool,
}

/// The longest word that is read, folded; of a longer one the rest is passed over.
const LONGEST: usize = 32;

/// ASCII letters, small, with one `i` for the endings by which a Slavic name is written in Latin letters; digits; 0 for
/// everything else.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match (byte as u8).to_ascii_lowercase() {
            b'y' | b'j' => b'i',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Words behind which a capitalised word names a place.
const LOCATIVE: [&str; 7] = ["in", "at", "near", "from", "outside", "across", "around"];

/// Common words, by hash; with each, whether a place stands behind it.
#[derive(Debug)]
pub struct Common(ByHash<bool>);

impl Common {
    /// The built-in list.
    pub fn new() -> Self {
        let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
        let listed = lines.flat_map(str::split_whitespace).map(|word| (hash_word(word), false));
        let locative = LOCATIVE.iter().map(|word| (hash_word(word), true));
        Self(listed.chain(locative).collect())
    }
}

/// At most `limit` bytes from the start of a text.
pub fn start(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// A word of a text.
struct Word {
    /// Of its folded letters.
    hash: u64,
    /// How many folded letters it has.
    len: usize,
    /// Whether only white space or a hyphen parts it from the word before.
    joined: bool,
    /// Whether it begins a sentence or a quotation.
    first: bool,
    /// Whether it begins with a capital.
    capital: bool,
    /// Whether it is all capitals.
    shouted: bool,
    number: bool,
}

/// The words of a text, one after another.
struct Words<'a> {
    text: &'a str,
    at: usize,
    folded: [u8; LONGEST],
    len: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, folded: [0; LONGEST], len: 0 }
    }

    /// Adds a folded letter, once where it is doubled.
    fn push(&mut self, letter: u8) {
        let said = self.len > 0 && self.folded[self.len - 1] == letter && letter > b'9';
        if !said && self.len < LONGEST {
            self.folded[self.len] = letter;
            self.len += 1;
        }
    }

    /// Adds the ASCII letters and digits that come next.
    fn push_ascii(&mut self, word: &mut Word) {
        let mut len = self.len;
        let mut last = self.folded[..len].last().copied().unwrap_or_default();
        let from = &self.text.as_bytes()[self.at..];
        let letters = from.iter().map(|byte| (*byte, FOLDED[usize::from(*byte)])).take_while(|(_, letter)| *letter > 0);
        let mut read = 0;
        for (byte, letter) in letters {
            word.shouted &= byte < b'a';
            word.number &= letter <= b'9';
            if (letter != last || letter <= b'9') && len < LONGEST {
                self.folded[len] = letter;
                len += 1;
            }
            last = letter;
            read += 1;
        }
        self.at += read;
        self.len = len;
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut word =
            Word { hash: 0, len: 0, joined: true, first: self.at == 0, capital: false, shouted: true, number: true };
        let initial = loop {
            let c = char_at(self.text, self.at)?;
            if c.is_alphanumeric() {
                break c;
            }
            word.joined &= matches!(c, ' ' | '-' | '\u{a0}' | '\n');
            word.first |= matches!(c, '.' | '!' | '?' | ':' | '"' | '“' | '«' | '„' | '‘' | '\t' | '—');
            self.at += c.len_utf8();
        };
        word.capital = initial.is_uppercase();
        self.len = 0;
        // Where the letters before the last apostrophe end, and whether just an `s` is behind it.
        let mut before = 0;
        let mut possessive = false;
        loop {
            let from = self.at;
            self.push_ascii(&mut word);
            if self.at > from {
                possessive = before > 0 && self.text.as_bytes()[from..self.at] == *b"s";
            }
            let Some(c) = char_at(self.text, self.at) else { break };
            if matches!(c, '\'' | '’') {
                before = self.len;
            } else if c.is_alphanumeric() {
                word.number = false;
                word.shouted &= c.is_uppercase();
                possessive = false;
                for byte in deunicode::deunicode_char(c).unwrap_or("").bytes() {
                    match FOLDED[usize::from(byte)] {
                        0 => {}
                        letter => self.push(letter),
                    }
                }
            } else if !matches!(c, '\u{300}'..='\u{36f}') {
                break;
            }
            self.at += c.len_utf8();
        }
        if possessive {
            self.len = before;
        }
        word.len = self.len;
        word.hash = hash_bytes(stem(&self.folded[..self.len]));
        Some(word)
    }
}

/// A word without the endings by which English forms differ. Crude, and the same on both sides.
fn stem(word: &[u8]) -> &[u8] {
    let cut = |ending: &[u8], least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    match word.last() {
        Some(b'g') => cut(b"ing", 4),
        Some(b'd') => cut(b"ed", 4),
        Some(b's') => cut(b"es", 4).or_else(|| cut(b"s", 3)),
        Some(b'e') => cut(b"e", 3),
        _ => None,
    }
    .unwrap_or(word)
}

fn combine(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn hash_word(word: &str) -> u64 {
    hashes(word).next().unwrap_or_default()
}

/// The hashes of a text's words, common ones among them.
pub fn hashes(text: &str) -> impl Iterator<Item = u64> {
    Words::new(text).filter(|word| word.len > 0).map(|word| word.hash)
}

/// The hash of words in a row.
pub fn hash_run(words: &[u64]) -> u64 {
    words.iter().fold(0, |all, word| combine(all, *word))
}

/// Hands on the terms of a text: its words that are not common, and names of two words with the hash of the second.
///
/// In a headline capitals say nothing, as all its words may have them.
pub fn scan(text: &str, weight: f32, headline: bool, common: &Common, mut found: impl FnMut(Term, Option<u64>)) {
    let mut name_before: Option<u64> = None;
    let mut locative = false;
    for Word { hash, len, joined, first, capital, shouted, number } in Words::new(text) {
        let capital = capital && !headline;
        // A dateline: `TOLMIN, May 4`.
        locative |= first && shouted && len > 3;
        let listed = common.0.get(&hash);
        let known = listed.is_some() || len < 2;
        if let (true, true, Some(before)) = (capital, joined, name_before) {
            let name = Term { hash: combine(before, hash), weight, capital, locative, pair: true, person: false };
            found(name, Some(hash));
        }
        // `Harbour City` is a name; `Minister Holt` is a name that stands there anyway.
        name_before = (capital && !known).then_some(hash);
        if !known && !number && (len > 2 || capital) {
            let capital = capital && !first;
            found(Term { hash, weight, capital, locative: locative && capital, pair: false, person: false }, None);
        }
        locative = listed == Some(&true) || (locative && capital && joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_forms_come_out_alike() {
        let check = |a: &str, b: &str| assert_eq!(hash_word(a), hash_word(b), "{a} {b}");
        check("Holubskyy’s", "Holubskyi");
        check("Nygård", "NYGARD");
        check("evacuated", "evacuates");
        check("D'Arven", "Darven");
        assert_ne!(hash_word("2024"), hash_word("2025"));
        assert_ne!(hash_word("dams"), hash_word("damp"));
    }

    #[test]
    fn kinds() {
        let check = |text: &str, expected: &[(bool, bool, bool)]| {
            let mut kinds = Vec::new();
            scan(text, 1.0, false, &Common::new(), |term, _| kinds.push((term.capital, term.locative, term.pair)));
            assert_eq!(kinds, expected, "{text}");
        };
        let (word, name, place) = ((false, false, false), (true, false, false), (true, true, false));
        check("It hit a reservoir near Stavely.", &[word, place]);
        check("Then Orlen Metals said no.", &[name, (true, false, true), name]);
        check("The reservoir, 1958", &[word]);
        check("", &[]);
    }
}
