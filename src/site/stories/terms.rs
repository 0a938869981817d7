//! Words of a text as hashes, folded so that spellings of one name and forms of one word come out alike.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Hashing of what is a hash already.
pub type Prehashed = BuildHasherDefault<Same>;

#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A mention of a term.
#[derive(Clone, Copy, Debug, Default)]
pub struct Term {
    pub hash: u64,
    pub weight: f32,
    /// Begins with a capital where a common noun would not.
    pub capital: bool,
    /// Stands behind `in`, `at`, `near`, or in a dateline: the name of a place.
    pub locative: bool,
    /// Two names in a row: the second's hash.
    pub pair: Option<u64>,
    /// The surname of somebody named in the article.
    pub person: bool,
}

/// Words behind which a capitalised word names a place.
const LOCATIVE: [&str; 7] = ["in", "at", "near", "from", "outside", "across", "around"];

/// The longest word that is read; what is longer is no word of a language.
const LONGEST: usize = 40;

/// One word of a text.
struct Word<'a> {
    text: &'a str,
    /// Whether only white space or a hyphen parts it from the word before.
    joined: bool,
    /// Whether it begins a sentence or a quotation.
    first: bool,
}

/// At most `limit` bytes from the start of a text.
pub fn start(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit.min(text.len()))]
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut joined = true;
        let mut first = at == 0;
        let mut chars = text[at..].char_indices();
        let from = loop {
            let (i, c) = chars.next()?;
            if c.is_alphanumeric() {
                break at + i;
            }
            joined &= matches!(c, ' ' | '-' | '\u{a0}' | '\n');
            first |= matches!(c, '.' | '!' | '?' | ':' | '"' | '“' | '«' | '„' | '‘' | '\t' | '—');
        };
        let end = text[from..]
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')))
            .map_or(text.len(), |(i, _)| from + i);
        at = end;
        Some(Word { text: &text[from..end], joined, first })
    })
}

/// The hash of a folded word; `None` for one that is too long.
fn fold(word: &str, buffer: &mut String) -> Option<u64> {
    buffer.clear();
    let mut push = |c: char| {
        let c = match c.to_ascii_lowercase() {
            'y' | 'j' => 'i',
            c => c,
        };
        // Letters said once, and one `i` for the endings by which a Slavic name is written in Latin letters.
        if c.is_ascii_digit() || !buffer.ends_with(c) {
            buffer.push(c);
        }
    };
    if word.len() > LONGEST {
        return None;
    }
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    for c in bare.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                push(c);
            }
        } else if !matches!(c, '’' | '\u{300}'..='\u{36f}') {
            deunicode::deunicode_char(c).unwrap_or("").chars().filter(char::is_ascii_alphanumeric).for_each(&mut push);
        }
    }
    Some(hash(stem(buffer).as_bytes()))
}

/// A word without the endings by which English forms differ. Crude, and the same on both sides.
fn stem(word: &str) -> &str {
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    cut("ing", 4)
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("es", 4))
        .or_else(|| cut("s", 3))
        .or_else(|| cut("e", 3))
        .unwrap_or(word)
}

/// FNV-1a, mixed at the end: short, quick on words, and the same on every machine.
fn hash(bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn combine(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of one word.
pub fn hash_word(word: &str) -> u64 {
    fold(word, &mut String::new()).unwrap_or_default()
}

/// The hashes of a text's words, common ones among them.
pub fn hashes(text: &str) -> impl Iterator<Item = u64> {
    let mut buffer = String::new();
    words(text).filter_map(move |word| fold(word.text, &mut buffer))
}

/// The hash of words in a row.
pub fn hash_run(words: &[u64]) -> u64 {
    words.iter().fold(0, |all, word| combine(all, *word))
}

/// Hands on the terms of a text: its words that are not common, and names of two words.
///
/// In a headline capitals say nothing, as all its words may have them.
pub fn scan(text: &str, weight: f32, headline: bool, common: &HashSet<u64, Prehashed>, mut found: impl FnMut(Term)) {
    let mut buffer = String::with_capacity(LONGEST);
    let mut name_before: Option<u64> = None;
    let mut locative = false;
    for Word { text, joined, first } in words(text) {
        let Some(hash) = fold(text, &mut buffer) else { continue };
        let capital = !headline && text.starts_with(char::is_uppercase);
        // A dateline: `TOLMIN, May 4`.
        locative |= first && text.len() > 3 && text.chars().all(char::is_uppercase);
        let known = buffer.len() < 2 || common.contains(&hash);
        if let (true, true, Some(before)) = (capital, joined, name_before) {
            found(Term {
                hash: combine(before, hash),
                weight,
                capital: true,
                locative,
                pair: Some(hash),
                ..Term::default()
            });
        }
        // `Harbour City` is a name; `Minister Holt` is a name that stands there anyway.
        name_before = (capital && !known).then_some(hash);
        if !known && (capital || buffer.len() >= 3) && !buffer.bytes().all(|b| b.is_ascii_digit()) {
            found(Term { hash, weight, capital: capital && !first, locative: locative && capital, ..Term::default() });
        }
        locative = LOCATIVE.contains(&text) || (locative && capital && joined);
    }
}
