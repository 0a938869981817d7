//! Tells what somebody said from what only stands between marks: titles of works, labels, scare quotes.

use super::marks::Span;
use crate::digest::model::QuoteKind;
use crate::digest::words::{Shape, Word};
use crate::rules::Rules;
use crate::rules::lexicon::Class;
use crate::rules::model::Field;

/// What the weights in `rules/weights/quoted.txt` speak of.
pub const FIELDS: &[Field] = &[
    ("length", 8),
    ("before", 14),
    ("after", 11),
    ("end", 4),
    ("case", 4),
    ("speech", 4),
    ("cue", 6),
    ("company", 3),
    ("closed", 2),
];

/// Spans of this many words are quotes whatever stands around them.
const LONG: usize = 13;

/// Direct, fragment, or no quote.
pub fn judge(text: &str, words: &[Word], spans: &[Span], i: usize, rules: &Rules) -> Option<QuoteKind> {
    let span = &spans[i];
    let inside = &words[span.words.clone()];
    let count = inside.iter().take(LONG).filter(|word| counts(word)).count();
    if count == 0 || nickname(words, span) {
        return None;
    }
    if count < LONG {
        let values = values(text, words, spans, i);
        let spoken = count > 1 || matches!(values[1], COMMA | COLON | SAYS) && cue_near(words, span);
        if !spoken || rules.quoted.score(&values) < 0.0 {
            return None;
        }
    }
    let sentence = inside.first().is_some_and(Word::is_capital)
        && inside.last().is_some_and(|word| word.is_mark(&[',', '.', '?', '!', '…']));
    Some(if count >= 5 || count >= 3 && sentence { QuoteKind::Direct } else { QuoteKind::Fragment })
}

fn counts(word: &Word) -> bool {
    word.is_word() && word.shape != Shape::Genitive
}

/// `Robert "Bob" Jones`
fn nickname(words: &[Word], span: &Span) -> bool {
    let inside = &words[span.words.clone()];
    let named = |i: Option<usize>| i.and_then(|i| words.get(i)).is_some_and(|word| word.shape == Shape::Capital);
    inside.len() <= 2
        && inside.iter().all(Word::is_capital)
        && named(span.words.start.checked_sub(2))
        && named(Some(span.end()))
        && span.words.start >= 2
        && words[span.words.start - 2].is(Class::FIRST_NAME)
}

const COMMA: u8 = 1;
const COLON: u8 = 2;
const SAYS: u8 = 3;

fn cue_near(words: &[Word], span: &Span) -> bool {
    let start = (span.words.start - 1).saturating_sub(3);
    words[start..span.words.start - 1].iter().any(|word| word.is(Class::SAYS))
}

/// The categories of a span, in the order of [`FIELDS`].
pub fn values(text: &str, words: &[Word], spans: &[Span], i: usize) -> [u8; 9] {
    let span = &spans[i];
    let inside = &words[span.words.clone()];
    let count = inside.iter().take(LONG).filter(|word| counts(word)).count();
    let length = match count {
        0..=5 => count as u8,
        6..=8 => 6,
        _ => 7,
    };
    let others = spans[i.saturating_sub(3)..(i + 4).min(spans.len())].iter();
    let company = others.filter(|other| *other != span).map(|other| other.words.len()).max().unwrap_or(0);
    [
        length,
        before(text, words, span),
        after(words, span),
        ending(inside),
        case(inside),
        speech(inside),
        cue(words, span),
        if company == 0 { 0 } else { 1 + u8::from(company > 7) },
        u8::from(span.closed),
    ]
}

fn before(text: &str, words: &[Word], span: &Span) -> u8 {
    let Some(word) = (span.words.start - 1).checked_sub(1).map(|i| &words[i]) else { return 0 };
    match word.shape {
        Shape::Mark(',') => COMMA,
        Shape::Mark(':') => COLON,
        Shape::Mark(_) => 4,
        Shape::Genitive => 5,
        _ if word.is(Class::SAYS) && !word.is(Class::BASE) => SAYS,
        _ if word.is(Class::CALLS) && !word.is(Class::BASE) => 6,
        _ if word.is(Class::POSSESSIVE) => 5,
        _ if matches!(&text[word.range()], "the" | "The" | "this" | "these" | "those") => 7,
        _ if word.is(Class::DETERMINER) => 8,
        _ if matches!(&text[word.range()], "that" | "as" | "is" | "was" | "are" | "were" | "be") => 9,
        _ if word.is(Class::PREPOSITION) => 10,
        _ if word.is(Class::CONJUNCTION) => 11,
        _ if word.is_capital() => 12,
        _ => 13,
    }
}

fn after(words: &[Word], span: &Span) -> u8 {
    let Some(word) = words.get(span.end()) else { return 0 };
    match word.shape {
        Shape::Mark(',') => 1,
        Shape::Mark('.' | '?' | '!' | ';') => 2,
        Shape::Mark(_) => 3,
        Shape::Genitive => 4,
        _ if word.is(Class::SAYS) => 5,
        _ if word.is(Class::SUBJECT.or(Class::FIRST_PERSON)) => 6,
        _ if word.is(Class::FUNCTION) => 7,
        _ if word.is_capital() => 8,
        _ if word.shape == Shape::Number => 9,
        _ => 10,
    }
}

/// With what the quoted words end: nothing, a comma, a full stop, a question or exclamation mark.
fn ending(inside: &[Word]) -> u8 {
    match inside.last().map(|word| word.shape) {
        Some(Shape::Mark(',')) => 1,
        Some(Shape::Mark('.' | '…' | '—' | '–')) => 2,
        Some(Shape::Mark('?' | '!')) => 3,
        _ => 0,
    }
}

/// All small letters, a capital first, capitals on all words that matter (as titles have), capitals within.
fn case(inside: &[Word]) -> u8 {
    let matters = |word: &&Word| word.is_word() && !word.is(Class::FUNCTION) && word.shape != Shape::Genitive;
    let first = inside.first().is_some_and(Word::is_capital);
    if inside.iter().take(LONG).filter(matters).all(|word| !word.is_capital()) && !first {
        0
    } else if first && inside.iter().take(LONG).filter(matters).all(|word| word.shape != Shape::Lower) {
        1
    } else if first {
        2
    } else {
        3
    }
}

/// Signs of a voice: `I`, `we`, `you`; a verb that all sentences have; any small word; none.
fn speech(inside: &[Word]) -> u8 {
    let any = |class| inside.iter().take(LONG).any(|word| word.is(class));
    if any(Class::FIRST_PERSON.or(Class::SUBJECT)) {
        3
    } else if any(Class::AUXILIARY) {
        2
    } else {
        u8::from(any(Class::FUNCTION))
    }
}

/// Verbs of saying near: in front, behind, of which kind.
fn cue(words: &[Word], span: &Span) -> u8 {
    let front = &words[(span.words.start - 1).saturating_sub(12)..span.words.start - 1];
    let behind = &words[span.end().min(words.len())..(span.end() + 8).min(words.len())];
    let says = |words: &[Word]| words.iter().any(|word| word.is(Class::SAYS));
    match (says(front), says(behind)) {
        (true, true) => 5,
        (false, true) => 4,
        (true, false) => 3,
        _ if front.iter().any(|word| word.is(Class::CALLS)) => 2,
        _ if behind.iter().any(|word| word.is(Class::CALLS)) => 1,
        _ => 0,
    }
}
