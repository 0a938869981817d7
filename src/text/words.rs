//! Words of plain text: how many, and as numbers.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use foldhash::fast::FixedState;

use super::bytes::LETTERS;

/// How many words a text has, white space between them.
pub fn count(text: &str) -> usize {
    starts(text).count()
}

/// The same, but no more than a number: the rest of a longer text is not looked at.
pub fn count_up_to(text: &str, most: usize) -> usize {
    starts(text).take(most).count()
}

/// Whether a text has more words than a number.
pub fn has_more(text: &str, than: usize) -> bool {
    starts(text).nth(than).is_some()
}

/// Where the words of a text start.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut spaced = true;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let space = match KINDS[usize::from(byte)] {
            Kind::Letter => false,
            Kind::Space => true,
            Kind::MaySpace => text[at..].starts_with(char::is_whitespace),
            Kind::Further => spaced,
        };
        let starts = spaced & !space;
        spaced = space;
        starts.then_some(at)
    })
}

/// What a byte is, as far as white space goes.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Space,
    /// The first byte of the white space beyond ASCII, and of other characters.
    MaySpace,
    /// A character's further bytes are what its first one was.
    Further,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Letter; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Kind::Space,
            0xc2 | 0xe1 | 0xe2 | 0xe3 => Kind::MaySpace,
            0x80..=0xbf => Kind::Further,
            _ => Kind::Letter,
        };
        byte += 1;
    }
    kinds
};

/// A table of words, by their hashes.
pub type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// Hashing of what is a hash already.
#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_bytes(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A word as a number, the same in each run: tables asked by it compare no texts.
///
/// That two of a hundred thousand words share one has a chance below 1 in 10⁹.
#[inline]
pub fn hash(word: &str) -> u64 {
    hash_bytes(word.as_bytes())
}

/// The same of a text that need not be UTF-8.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    match halves(bytes) {
        Some(halves) => mix(halves, bytes.len()),
        None => {
            let mut hasher = FixedState::default().build_hasher();
            hasher.write(bytes);
            hasher.finish()
        }
    }
}

/// The hash of a word in lower case.
#[inline]
pub fn hash_lower(word: &str) -> u64 {
    /// Set in what is not ASCII.
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    match halves(word.as_bytes()) {
        Some([one, other]) if (one | other) & HIGH_BITS == 0 => mix([lower(one), lower(other)], word.len()),
        _ => hash(&lower_case(word)),
    }
}

#[inline]
fn mix(halves: [u64; 2], length: usize) -> u64 {
    // Spread over all bits, so that no difference between letters is that between two lengths.
    let seed = (length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hasher = FixedState::with_seed(seed).build_hasher();
    hasher.write_u64(halves[0]);
    hasher.write_u64(halves[1]);
    hasher.finish()
}

/// A short text, as most words are, as two numbers that with its length tell all of it.
#[inline]
fn halves(bytes: &[u8]) -> Option<[u64; 2]> {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return (bytes.len() <= 16).then_some([first, last]);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some([u64::from(first) | u64::from(last) << (8 * (bytes.len() - 4)), 0]);
    }
    let byte = |at: usize| bytes.get(at).copied().map_or(0, u64::from);
    Some([byte(0) | byte(1) << 8 | byte(2) << 16, 0])
}

/// A run of ASCII letters and digits.
pub struct Run {
    pub end: usize,
    /// Of the run in lower case.
    pub hash: u64,
    /// Its first two letters; the second is what follows the first where that is all.
    pub first: [u8; 2],
    /// What follows it, or a line feed at the end of the text.
    pub next: u8,
}

/// The run of ASCII letters and digits that starts at an offset.
#[inline]
pub fn plain_run(text: &str, at: usize) -> Run {
    if let Some(chars) = text.as_bytes()[at..].first_chunk() {
        let chars = u128::from_le_bytes(*chars);
        let (low, high) = (chars as u64, (chars >> 64) as u64);
        let first = [low as u8, (low >> 8) as u8];
        let others = !letters_and_digits(low) & (EACH * 0x80);
        if others != 0 {
            let bits = others.trailing_zeros() - 7;
            let hash = mix([lower(low & ((1 << bits) - 1)), 0], bits as usize / 8);
            return Run { end: at + bits as usize / 8, hash, first, next: (low >> bits) as u8 };
        }
        let others = !letters_and_digits(high) & (EACH * 0x80);
        if others != 0 {
            let bits = others.trailing_zeros() - 7;
            let length = 8 + bits as usize / 8;
            let hash = mix([lower(low), lower((chars >> bits) as u64)], length);
            return Run { end: at + length, hash, first, next: (high >> bits) as u8 };
        }
    }
    let end = LETTERS.end(text, at);
    let next = |at: usize| text.as_bytes().get(at).copied().unwrap_or(b'\n');
    Run { end, hash: hash_lower(&text[at..end]), first: [next(at), next(at + 1)], next: next(end) }
}

/// 1 in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Sets the high bit of each of eight bytes that is an ASCII letter or digit; their other bits tell nothing.
#[inline]
fn letters_and_digits(chars: u64) -> u64 {
    // Without the high bits no sum goes over into the next byte.
    let chars_7 = chars & (EACH * 0x7f);
    let in_range = |chars: u64, first: u8, last: u8| {
        (chars + EACH * u64::from(0x80 - first)) & !(chars + EACH * u64::from(0x7f - last))
    };
    // One bit tells small letters from capitals.
    (in_range(chars_7 | (EACH * 0x20), b'a', b'z') | in_range(chars_7, b'0', b'9')) & !chars
}

/// Eight ASCII characters in lower case.
#[inline]
fn lower(chars: u64) -> u64 {
    // Each sum has its high bit set where the character is at least, or is beyond.
    let from_a = chars + EACH * u64::from(0x80 - b'A');
    let beyond_z = chars + EACH * u64::from(0x7f - b'Z');
    chars | (from_a & !beyond_z & (EACH * 0x80)) >> 2
}

/// A word in lower case, as it is compared with others: with one kind of apostrophe, and without soft hyphens.
pub fn lower_case(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' => lower.push('\''),
            '\u{ad}' => {}
            c => lower.extend(c.to_lowercase()),
        }
    }
    lower
}

/// Letters and digits only, in lower case: spellings that differ in marks and spaces alone have the same.
pub fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether a character is a letter or digit: the marks of the general punctuation, as typographers' quotation marks and
/// dashes, are told without a look at the tables of Unicode.
#[inline]
pub fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !matches!(c, '\u{2000}'..='\u{206f}') && c.is_alphanumeric()
}

/// The character at an offset that is on a boundary. Nearly all are ASCII, and need no decoding.
#[inline]
pub fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_are_one_in_lower_case() {
        let check = |word: &str, lower: &str| assert_eq!(hash_lower(word), hash(lower), "{word}");
        check("Mr.", "mr.");
        check("L’Aquila", "l'aquila");
        check("ÖFFENT\u{ad}LICH", "öffentlich");
        for length in 0..40 {
            check(&"QuillZA@[`{z".repeat(4)[..length], &"quillza@[`{z".repeat(4)[..length]);
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| is_letter_or_digit(c) == c.is_alphanumeric()));
    }

    #[test]
    fn different_words_have_different_hashes() {
        let words: Vec<String> = (0..200_000_u32)
            .flat_map(|n| [format!("{n}"), format!("{n:x}z"), format!("{n:020}"), format!("w{n:09}")])
            .collect();
        let distinct: std::collections::HashSet<&String> = words.iter().collect();
        let hashes: std::collections::HashSet<u64> = words.iter().map(|word| hash(word)).collect();
        assert_eq!(hashes.len(), distinct.len());
    }

    proptest! {
        #[test]
        fn runs_are_read_at_once(text in "[a-zA-Z0-9]{1,20}[ .é@Z\u{7f}-]{0,2}[a-z ]{0,17}") {
            let run = plain_run(&text, 0);
            let bytes = text.as_bytes();
            prop_assert_eq!(run.end, bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count());
            prop_assert_eq!(run.hash, hash_lower(&text[..run.end]));
            prop_assert_eq!(run.hash, hash(&text[..run.end].to_lowercase()));
            let at = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
            prop_assert_eq!((run.first, run.next), ([at(0), at(1)], at(run.end)));
        }

        #[test]
        fn counts_as_the_standard_library(text in "[a ,\n\u{a0}é—“\u{2003}\u{3000}\u{85}क\u{1680}。]{0,24}") {
            let words = text.split_whitespace().count();
            prop_assert_eq!(count(&text), words, "{:?}", text);
            prop_assert_eq!(count_up_to(&text, 3), words.min(3), "{:?}", text);
            prop_assert_eq!(has_more(&text, 2), words > 2, "{:?}", text);
        }
    }
}
