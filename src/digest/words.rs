//! The words and marks of a block, with what the lexicon knows of each: the common ground of quotes, people and speakers.

use std::ops::Range;

use super::model::Block;
use crate::rules::lexicon::{Class, Lexicon};
use crate::text::words::{Run, char_at, hash_lower, is_letter_or_digit, plain_run};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub start: u32,
    pub end: u32,
    pub class: Class,
    pub shape: Shape,
    /// White space (or the block's start) stands before it.
    pub spaced: bool,
    /// Of the word in lower case, without the full stop of an abbreviation; 0 for a mark.
    pub hash: u64,
    /// ASCII letters and digits, and nothing else.
    pub plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lower,
    /// Starts with a capital letter.
    Capital,
    /// Two or more capital letters and nothing else.
    Acronym,
    Number,
    /// `'s` or `’s` behind a word.
    Genitive,
    Mark(char),
}

impl Word {
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn is(&self, class: Class) -> bool {
        self.class.any(class)
    }

    pub fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.shape, Shape::Mark(c) if marks.contains(&c))
    }

    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Acronym)
    }

    /// A word or number, no mark.
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_))
    }
}

/// The mark that two apostrophes or two grave accents are: a quotation mark of old wire text.
pub const DOUBLE: char = '"';

/// The words of each block of the body.
pub fn read(body: &[Block], lexicon: &Lexicon) -> Vec<Vec<Word>> {
    body.iter().map(|block| split(block.prose.as_str(), lexicon)).collect()
}

/// How many words a text has, white space between them.
pub fn count(words: &[Vec<Word>]) -> usize {
    words.iter().flatten().filter(|word| word.spaced).count()
}

/// Splits a text into words and marks.
pub fn split(text: &str, lexicon: &Lexicon) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    let mut spaced = true;
    while let Some(&byte) = bytes.get(at) {
        let word = match KINDS[usize::from(byte)] {
            Kind::Space => {
                at += 1;
                spaced = true;
                continue;
            }
            Kind::Letter => {
                let run = plain_run(text, at);
                if !is_joined(bytes, &run) {
                    out.push(plain(text, at, &run, spaced));
                    spaced = run.next == b' ';
                    at = run.end + usize::from(spaced);
                    continue;
                }
                word(text, at, spaced, lexicon)
            }
            Kind::Mark => mark(text, at, char::from(byte), spaced),
            Kind::Further => {
                let Some(c) = char_at(text, at) else { break };
                if c.is_whitespace() {
                    at += c.len_utf8();
                    spaced = true;
                    continue;
                }
                if is_letter_or_digit(c) { word(text, at, spaced, lexicon) } else { mark(text, at, c, spaced) }
            }
        };
        at = word.end as usize;
        out.push(word);
        spaced = false;
    }
    classify(text, &mut out, lexicon);
    out
}

/// Gives the plain words their classes.
fn classify(text: &str, words: &mut [Word], lexicon: &Lexicon) {
    // The lexicon does not fit the nearest caches: asked for all words before any answer is looked at, many answers are on
    // their way at a time.
    for word in words.iter() {
        lexicon.fetch(word.hash);
    }
    for word in words.iter_mut().filter(|word| word.plain) {
        word.class = left_to(word.shape, lexicon.class_of_plain(word.hash, || &text[word.range()]));
    }
}

/// What the first byte of a word or mark tells of it.
#[derive(Clone, Copy)]
enum Kind {
    Space,
    /// Of ASCII, or a digit.
    Letter,
    Mark,
    /// Of a character that is not ASCII.
    Further,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Further; 256];
    let mut byte = 0;
    while byte < 0x80 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Kind::Space,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Kind::Letter,
            _ => Kind::Mark,
        };
        byte += 1;
    }
    kinds
};

/// Whether a word goes on behind a run of ASCII letters and digits, or may take the full stop there.
#[inline]
fn is_joined(bytes: &[u8], run: &Run) -> bool {
    match run.next {
        b' ' => false,
        b'.' if run.first[0].is_ascii_uppercase() => true,
        b'\'' | b'-' | b'.' | b',' | b'&' | b'@' => {
            bytes.get(run.end + 1).is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric())
        }
        next => !next.is_ascii(),
    }
}

/// The word or number that is a run of ASCII letters and digits, as most are; its class is still to come.
#[inline]
fn plain(text: &str, start: usize, run: &Run, spaced: bool) -> Word {
    let &Run { end, hash, first, .. } = run;
    let shape = match first {
        [b'a'..=b'z', _] => Shape::Lower,
        [b'A'..=b'Z', b'a'..=b'z'] => Shape::Capital,
        _ => shape(&text[start..end]),
    };
    Word { start: start as u32, end: end as u32, class: Class::default(), shape, spaced, hash, plain: true }
}

/// The word or number that starts here, or what of it is a word of its own.
fn word(text: &str, start: usize, spaced: bool, lexicon: &Lexicon) -> Word {
    let mut word = &text[start..word_end(text, start)];
    let mut hash = hash_lower(word);
    let mut class = lexicon.class(word, hash);
    if class == Class::default()
        && let Some(front) = lexicon.elision(word)
    {
        word = &word[..front];
        hash = hash_lower(word);
        class = lexicon.class(word, hash);
    }
    let end = start + word.len();
    let period = text.as_bytes().get(end) == Some(&b'.') && takes_period(&text[start..=end], lexicon, &mut class);
    let plain = !period && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let end = end + usize::from(period);
    let shape = shape(&text[start..end]);
    let class = left_to(shape, class);
    Word { start: start as u32, end: end as u32, class, shape, spaced, hash, plain }
}

fn mark(text: &str, at: usize, c: char, spaced: bool) -> Word {
    let (len, shape) = if !matches!(c, '\'' | '’' | '`') {
        (c.len_utf8(), Shape::Mark(c))
    } else {
        let rest = &text[at..];
        let genitive = if spaced { 0 } else { genitive_len(rest) };
        if genitive > 0 {
            (genitive, Shape::Genitive)
        } else if rest.starts_with("'''") && !spaced {
            // A single mark closes inside, a double one outside.
            (1, Shape::Mark(c))
        } else if rest.starts_with("''") || rest.starts_with("``") {
            (2, Shape::Mark(DOUBLE))
        } else {
            (c.len_utf8(), Shape::Mark(c))
        }
    };
    Word { start: at as u32, end: (at + len) as u32, class: Class::default(), shape, spaced, hash: 0, plain: false }
}

/// The end of the word that starts here: letters and digits, with single apostrophes, hyphens and points inside.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut before = ' ';
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‑' | '.' | ',' | '&' | '@')
            && chars.peek().is_some_and(|&(_, next)| is_letter_or_digit(next));
        let joins = joins && (c != ',' || between_digits(text, start + i));
        let joins = joins && !(matches!(c, '\'' | '’') && genitive_len(&text[start + i..]) > 0);
        let joins = joins && (c != '.' || !sentence_end_inside(text, start + i));
        let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}') || is_half_letter(before, c);
        if !is_letter_or_digit(c) && !joins && !mark {
            break;
        }
        end = start + i + c.len_utf8();
        before = c;
    }
    end
}

/// Whether a sign is the second half of a letter whose two bytes in UTF-8 were read as characters of Latin-1: `PeÃ±a`.
/// Guillemets stand behind words in capitals, too.
fn is_half_letter(before: char, c: char) -> bool {
    before == 'Ã' && matches!(c, '\u{a1}'..='\u{bf}') && !matches!(c, '«' | '»')
}

fn between_digits(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// A full stop with no space behind it, as pasted text has them: `the end.The next`.
fn sentence_end_inside(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + 1..].chars();
    let next = after.next();
    before.is_some_and(char::is_lowercase) && next.is_some_and(char::is_uppercase)
}

fn genitive_len(text: &str) -> usize {
    for apostrophe in ["'", "’"] {
        if let Some(rest) = text.strip_prefix(apostrophe)
            && let Some(rest) = rest.strip_prefix(['s', 'S'])
            && !rest.starts_with(char::is_alphanumeric)
        {
            return apostrophe.len() + 1;
        }
    }
    0
}

/// Whether the full stop at the end belongs to the word before it: an initial, `U.S.`, or an abbreviation that the
/// lexicon has.
fn takes_period(with: &str, lexicon: &Lexicon, class: &mut Class) -> bool {
    let word = &with[..with.len() - 1];
    if !word.starts_with(char::is_uppercase) && !word.contains('.') {
        return false;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    let known = lexicon.class(with, hash_lower(with));
    if known != Class::default() {
        *class = known;
        return true;
    }
    initial || word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// Whether a name begins with its small Arabic article: `al-Rashidi`.
fn has_article(word: &str) -> bool {
    let article =
        |article: &str| matches!(article, "al" | "el" | "ul" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az");
    word.split_once('-').is_some_and(|(first, rest)| article(first) && rest.starts_with(char::is_uppercase))
}

fn shape(word: &str) -> Shape {
    match word.as_bytes() {
        [b'a'..=b'z', _, b'-', ..] | [b'a'..=b'z', _, _, b'-', ..] if has_article(word) => return Shape::Capital,
        [b'a'..=b'z', ..] => return Shape::Lower,
        [b'A'..=b'Z', b'a'..=b'z', ..] => return Shape::Capital,
        _ => {}
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Shape::Number,
        Some(first) if first.is_uppercase() && !word.starts_with(|c: char| c.is_ascii_digit()) => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Shape::Acronym } else { Shape::Capital }
        }
        Some(_) => Shape::Lower,
    }
}

/// The classes of a word that are left to one of its shape: `US` is not `us`, nor `WHO` `who`.
#[inline]
fn left_to(shape: Shape, class: Class) -> Class {
    if shape == Shape::Acronym { class.without(Class::FUNCTION.or(Class::COMMON)) } else { class }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = split(text, &Lexicon::english());
        let found: Vec<&str> = words.iter().map(|word| &text[word.range()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn splits() {
        check("Mr. Lee's aide, Jo K. Orr.", &["Mr.", "Lee", "'s", "aide", ",", "Jo", "K.", "Orr", "."]);
        check(
            "In the U.S. it’s ''done,'' he said",
            &["In", "the", "U.S.", "it", "’s", "''", "done", ",", "''", "he", "said"],
        );
        check("$1,200 don’t end.Next", &["$", "1,200", "don’t", "end", ".", "Next"]);
        check("FranÃ§ois PeÃ±a «MAÇÃ» 5±1", &["FranÃ§ois", "PeÃ±a", "«", "MAÇÃ", "»", "5", "±", "1"]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn counts_as_the_standard_library(text in "[a.,'’“ \n\u{a0}é—3-]{0,24}") {
            let words = [split(&text, &Lexicon::default())];
            prop_assert_eq!(count(&words), text.split_whitespace().count(), "{:?}", text);
        }
    }
}
