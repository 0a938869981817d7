//! Whether a full stop, or a mark like it, ends a sentence.

use std::ops::Range;

use super::words::{self, Kind};
use crate::text::bytes::Bytes;

/// How far a word is looked at: longer ones are no abbreviations.
const WORD: usize = 40;

/// A place where a sentence may end.
pub struct Stop {
    /// The bytes of the mark, or of the marks where several stand together.
    pub run: Range<usize>,
    mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One `.`, which may belong to an abbreviation.
    Period,
    Ellipsis,
    /// `!` or `?`.
    Strong,
    /// The full stop of a script that puts no space behind it, or knows no abbreviations.
    Full,
    Line,
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '.' => Mark::Period,
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => Mark::Strong,
        '…' => Mark::Ellipsis,
        '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '؟' | '۔' => Mark::Full,
        '\n' => Mark::Line,
        _ => return None,
    })
}

/// The next mark at or behind `at`, together with those that follow it.
pub fn next_stop(text: &str, at: usize) -> Option<Stop> {
    let (start, c, mut kind) = first_mark(text, at)?;
    let mut end = start + c.len_utf8();
    if kind == Mark::Line {
        return Some(Stop { run: start..end, mark: kind });
    }
    loop {
        let rest = &text[end..];
        // `. . .` is an ellipsis with gaps.
        let spaced = rest.strip_prefix(' ').is_some_and(|r| {
            r.starts_with('.') && !r[1..].starts_with(|c: char| c.is_alphanumeric()) && text[..end].ends_with('.')
        });
        let rest = &rest[usize::from(spaced)..];
        let Some(c) = rest.chars().next() else { break };
        kind = match (kind, mark(c)) {
            (_, None | Some(Mark::Line)) => break,
            (Mark::Period, Some(Mark::Period)) => Mark::Ellipsis,
            (Mark::Full, _) | (_, Some(Mark::Full)) => Mark::Full,
            (Mark::Strong, _) | (_, Some(Mark::Strong)) => Mark::Strong,
            _ => Mark::Ellipsis,
        };
        end += usize::from(spaced) + c.len_utf8();
    }
    Some(Stop { run: start..end, mark: kind })
}

fn first_mark(text: &str, at: usize) -> Option<(usize, char, Mark)> {
    /// Of ASCII, which nearly all characters are, only these are marks.
    static MARKS: Bytes = Bytes::new(&[(b'.', b'.'), (b'!', b'!'), (b'?', b'?'), (b'\n', b'\n'), (0x80, 0xff)]);
    let mut at = at;
    loop {
        at = MARKS.find(text, at)?;
        let c = text[at..].chars().next()?;
        if let Some(mark) = mark(c) {
            return Some((at, c, mark));
        }
        at += c.len_utf8();
    }
}

/// Where the sentence that began at `start` ends, when it does end at this stop.
///
/// `around` is the quotation or bracket that the stop stands in.
pub fn cut(text: &str, start: usize, stop: &Stop, around: Option<&Range<usize>>) -> Option<usize> {
    if stop.mark == Mark::Line {
        return new_block(&text[stop.run.end..]).then_some(stop.run.end);
    }
    let end = closed(text, stop.run.end, around);
    if around.is_some_and(|range| range.end > end) {
        return None;
    }
    let closers = &text[stop.run.end..end];
    let rest = &text[end..];
    let next = Next::read(rest);
    let is_end = match rest.chars().next() {
        None => false,
        Some(c) if c.is_whitespace() => ends_before(text, start, stop, closers, &next),
        // Japanese and Chinese go on behind a quotation with a particle or comma.
        Some(c) if stop.mark == Mark::Full => closers.is_empty() || !matches!(c, 'と' | '、' | '，' | ','),
        Some(_) => glued(text, stop, closers, rest),
    };
    is_end.then_some(end)
}

/// Whether a line break is followed by an empty line or a list item.
fn new_block(rest: &str) -> bool {
    let line = rest.trim_start_matches([' ', '\t', '\r']);
    line.starts_with('\n') || ["- ", "* ", "• ", "– "].iter().any(|bullet| line.starts_with(bullet))
}

/// The end of the marks that close behind a stop.
fn closed(text: &str, stop: usize, around: Option<&Range<usize>>) -> usize {
    let mut end = stop;
    for _ in 0..6 {
        let rest = &text[end..];
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let after = chars.next();
        let word_follows = after.is_some_and(char::is_alphanumeric);
        let closes = match c {
            '”' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '》' => true,
            '"' => !word_follows || around.is_some_and(|range| range.end == end + 1),
            '’' | '\'' | '“' | '«' | '‘' => !word_follows && after != Some('‘'),
            _ => false,
        };
        if closes {
            end += c.len_utf8();
        } else if matches!(c, ' ' | '\u{a0}' | '\u{202f}') && after == Some('»') {
            end += c.len_utf8() + '»'.len_utf8();
        } else if let Some(note) = footnote(rest) {
            end += note;
        } else {
            break;
        }
    }
    end
}

/// The length of `[12]` at the start of a text.
fn footnote(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (digits > 0 && inner[digits..].starts_with(']')).then_some(digits + 2)
}

/// The word behind a stop.
struct Next<'a> {
    /// Opening marks before it are left out.
    word: &'a str,
    /// From the word on.
    rest: &'a str,
    blank_line: bool,
    empty: bool,
}

impl<'a> Next<'a> {
    fn read(rest: &'a str) -> Self {
        let trimmed = rest.trim_start();
        let gap = &rest[..rest.len() - trimmed.len()];
        let mut word = trimmed;
        for _ in 0..6 {
            word = word.trim_start_matches(|c: char| {
                matches!(
                    c,
                    '"' | '\''
                        | '“'
                        | '‘'
                        | '„'
                        | '‚'
                        | '«'
                        | '‹'
                        | '»'
                        | '('
                        | '['
                        | '¿'
                        | '¡'
                        | '—'
                        | '–'
                        | '-'
                        | '*'
                        | '•'
                )
            });
            // `« Oui »` and `— Non`: a gap behind the opening mark.
            match word.strip_prefix([' ', '\u{a0}', '\u{202f}']) {
                Some(inner) if word.len() < trimmed.len() => word = inner,
                _ => break,
            }
        }
        let rest = word;
        let end = word
            .char_indices()
            .find(|&(i, c)| i > WORD || !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
            .map_or(word.len(), |(i, _)| i);
        Self {
            word: &word[..end],
            rest,
            blank_line: gap.bytes().filter(|b| *b == b'\n').count() > 1,
            empty: trimmed.is_empty(),
        }
    }

    fn first(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn is_starter(&self) -> bool {
        let word = self.word;
        let stem = word.split(['\'', '’']).next().unwrap_or(word);
        words::is_starter(word) || words::is_starter(stem)
    }

    /// `iPhone`, `eBay`, `al-Jazeera`: lower case where a sentence begins all the same.
    fn is_name_in_lower_case(&self) -> bool {
        let mut chars = self.word.chars().skip(1);
        chars.next().is_some_and(char::is_uppercase)
            || self.word.split_once('-').is_some_and(|(head, tail)| {
                matches!(head, "al" | "el" | "as" | "ash" | "an") && tail.starts_with(char::is_uppercase)
            })
    }
}

/// The word before a stop, inner full stops included: `U.S`, `example.com`.
fn word_before(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(WORD)
        .take_while(|&(_, c)| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '&' | '/' | '@' | '_' | ':'))
        .last()
        .map_or(text.len(), |(i, _)| i);
    text[start..].trim_start_matches(['.', '-', '\'', '’', '&', '/', ':'])
}

/// Whether a sentence ends at a stop that white space follows.
fn ends_before(text: &str, start: usize, stop: &Stop, closers: &str, next: &Next) -> bool {
    if next.blank_line || next.empty || stop.mark == Mark::Full {
        return true;
    }
    let Some(first) = next.first() else { return true };
    let before = word_before(&text[..stop.run.start]);
    if first.is_lowercase() {
        return next.is_name_in_lower_case() && stop.mark != Mark::Ellipsis && words::kind(before).is_none();
    }
    match stop.mark {
        Mark::Strong | Mark::Ellipsis => !(is_quote_end(closers) && is_attribution(next)),
        _ => period_ends(text, start, stop, before, closers, next, first),
    }
}

fn is_quote_end(closers: &str) -> bool {
    closers.contains(['"', '”', '’', '\'', '»', '“', '«'])
}

/// `Smith asked` behind a quotation that ends in a question mark.
fn is_attribution(next: &Next) -> bool {
    if next.is_starter() {
        return false;
    }
    let mut words = next.rest.split(' ').take(5);
    let mut name = 0;
    words.any(|word| {
        let verb = word.trim_end_matches(['.', ',', ':']);
        name += 1;
        name > 1 && words::is_reporting_verb(verb)
    }) && next.rest.split(' ').take(name - 1).all(|word| word.starts_with(char::is_uppercase) && !word.ends_with('.'))
}

fn period_ends(text: &str, start: usize, stop: &Stop, before: &str, closers: &str, next: &Next, first: char) -> bool {
    // `1. The first point`: the number of a list item.
    let alone = text[start..stop.run.start].trim_start().len() == before.len();
    if alone && (before.len() == 1 || is_number(before, 3)) && closers.is_empty() {
        return false;
    }
    if is_number(before, 2) && closers.is_empty() {
        let date =
            first.is_ascii_digit() && next.rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.');
        return !date && !words::follows_ordinal(next.word);
    }
    let Some(kind) = words::kind(before) else { return true };
    if is_quote_end(closers) && kind != Kind::Title {
        return true;
    }
    match kind {
        Kind::Title | Kind::Inner => false,
        Kind::Number => !first.is_numeric(),
        Kind::Last => !first.is_numeric() && first != '$',
        Kind::Either => next.is_starter(),
    }
}

fn is_number(word: &str, digits: usize) -> bool {
    !word.is_empty() && word.len() <= digits && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a sentence ends at a stop that the next word is glued to, as pages lose spaces: `he said.The`.
fn glued(text: &str, stop: &Stop, closers: &str, rest: &str) -> bool {
    if stop.mark == Mark::Ellipsis {
        return false;
    }
    // `“sent back to jail”.A bench`: the quotation closed before the stop.
    let before = word_before(text[..stop.run.start].trim_end_matches(['”', '"', '’', '»', ')']));
    let letters = before.chars().count();
    if before.contains(['.', '/', '@', '_', ':']) || letters < 2 {
        return false;
    }
    if rest.starts_with(['“', '„', '«']) {
        return words::kind(before).is_none();
    }
    let next = Next::read(rest);
    if !rest.starts_with(char::is_uppercase) || next.word.is_empty() || words::is_domain(next.word) {
        return false;
    }
    let behind = rest[next.word.len()..].chars().next();
    if !behind.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '”' | '"')) {
        return false;
    }
    let capitals_only = next.word.len() > 1 && !next.word.chars().any(char::is_lowercase);
    let plain_end = before.chars().all(char::is_lowercase) || !closers.is_empty();
    next.is_starter() || plain_end && !capitals_only
}
