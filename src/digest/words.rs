//! The words and marks of a block, with what the lexicon knows of each: the common ground of quotes, people and speakers.

use std::ops::Range;

use super::model::Block;
use crate::rules::lexicon::{Class, Lexicon};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub start: u32,
    pub end: u32,
    pub class: Class,
    pub shape: Shape,
    /// White space (or the block's start) stands before it.
    pub spaced: bool,
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

/// Splits a text into words and marks.
pub fn split(text: &str, lexicon: &Lexicon) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let end = if c.is_alphanumeric() { plain_end(text, at).unwrap_or_else(|| word_end(text, at)) } else { at };
        let word = if end > at {
            let mut end = end;
            let mut class = if text[at..end].bytes().all(|byte| byte.is_ascii_lowercase()) {
                lexicon.class(&text[at..end])
            } else {
                lower.clear();
                push_lower(&mut lower, &text[at..end]);
                lexicon.class(&lower)
            };
            if class == Class::default()
                && let Some(front) = lexicon.elision(&text[at..end])
            {
                end = at + front;
                lower.clear();
                push_lower(&mut lower, &text[at..end]);
                class = lexicon.class(&lower);
            }
            if text[end..].starts_with('.') && takes_period(&text[at..end], &mut lower, lexicon, &mut class) {
                end += 1;
            }
            let shape = shape(&text[at..end]);
            // `US` is not `us`, nor `WHO` `who`.
            if shape == Shape::Acronym {
                class = class.without(Class::FUNCTION.or(Class::COMMON));
            }
            Word { start: at as u32, end: end as u32, class, shape, spaced }
        } else {
            let genitive = !spaced && genitive_len(&text[at..]) > 0;
            let (len, shape) = if !matches!(c, '\'' | '’' | '`') {
                (c.len_utf8(), Shape::Mark(c))
            } else if genitive {
                (genitive_len(&text[at..]), Shape::Genitive)
            } else if text[at..].starts_with("'''") && !spaced {
                // A single mark closes inside, a double one outside.
                (1, Shape::Mark(c))
            } else if text[at..].starts_with("''") || text[at..].starts_with("``") {
                (2, Shape::Mark(DOUBLE))
            } else {
                (c.len_utf8(), Shape::Mark(c))
            };
            Word { start: at as u32, end: (at + len) as u32, class: Class::default(), shape, spaced }
        };
        at = word.end as usize;
        out.push(word);
        spaced = false;
    }
    out
}

/// The end of the word that starts here when it is but a run of ASCII letters and digits, as most are.
fn plain_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let goes_on = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let joined = match bytes.get(end) {
        Some(b'\'' | b'-' | b'.' | b',' | b'&' | b'@') => bytes.get(end + 1).is_some_and(goes_on),
        Some(byte) => !byte.is_ascii(),
        None => false,
    };
    (!joined).then_some(end)
}

/// The end of the word that starts here: letters and digits, with single apostrophes, hyphens and points inside.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‑' | '.' | ',' | '&' | '@')
            && chars.peek().is_some_and(|&(_, next)| next.is_alphanumeric());
        let joins = joins && (c != ',' || between_digits(text, start + i));
        let joins = joins && !(matches!(c, '\'' | '’') && genitive_len(&text[start + i..]) > 0);
        let joins = joins && (c != '.' || !sentence_end_inside(text, start + i));
        if !c.is_alphanumeric() && !joins && !matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}') {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end
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

/// Puts a word in lower case behind what stands there.
fn push_lower(lower: &mut String, word: &str) {
    if word.is_ascii() {
        let from = lower.len();
        lower.push_str(word);
        lower[from..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' => lower.push('\''),
            '\u{ad}' => {}
            c => lower.extend(c.to_lowercase()),
        }
    }
}

/// Whether the full stop behind a word belongs to it: an initial, `U.S.`, or an abbreviation that the lexicon has.
fn takes_period(word: &str, lower: &mut String, lexicon: &Lexicon, class: &mut Class) -> bool {
    if !word.starts_with(char::is_uppercase) && !word.contains('.') {
        return false;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    lower.push('.');
    let with = lexicon.class(lower);
    if with != Class::default() {
        *class = with;
        return true;
    }
    initial || word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn shape(word: &str) -> Shape {
    match word.as_bytes() {
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

#[cfg(test)]
mod tests {
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
        check("", &[]);
    }
}
