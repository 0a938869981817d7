//! The sentences of an article, and which of them can stand in a summary.

use std::ops::Range;

use super::dateline;
use crate::digest::model::{AttributedQuote, Block, BlockKind, Passage};
use crate::rules::words::Words;
use crate::text::bytes::Bytes;
use crate::text::sentence;
use crate::text::words::{char_at, hash, hash_lower};

/// A sentence's place.
pub struct Piece {
    /// Its number in the article.
    pub index: usize,
    /// The body's block, and the bytes of its plain text.
    pub block: usize,
    pub range: Range<usize>,
}

impl Piece {
    /// Whether a quotation begins before it and ends behind it; `quotes` stand in the text's order.
    pub fn is_inside(&self, quotes: &[AttributedQuote]) -> bool {
        /// Of a quotation mark.
        const BYTES: usize = 3;
        let (block, start) = (self.block, self.range.start + BYTES);
        let next = quotes
            .partition_point(|quote| (quote.quote.words.block(), quote.quote.words.range().start) <= (block, start));
        let last = next.checked_sub(1).map(|at| quotes[at].quote.words);
        last.is_some_and(|words| words.block() == block && words.range().end + BYTES >= self.range.end)
    }

    fn text<'a>(&self, body: &'a [Block]) -> &'a str {
        &body[self.block].prose.as_str()[self.range.clone()]
    }

    pub fn passage(&self) -> Passage {
        Passage::new(self.block, self.range.clone())
    }
}

/// The first sentences of the paragraphs, datelines left out.
pub fn read(body: &[Block], most: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    for (block, paragraph) in body.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph) {
        let text = paragraph.prose.as_str();
        if is_table(text) {
            continue;
        }
        for (nth, mut range) in sentence::split(text).into_iter().enumerate() {
            if nth == 0 {
                range.start += dateline::length(&text[range.clone()]);
            }
            out.push(Piece { index: out.len(), block, range });
            if out.len() == most {
                return out;
            }
        }
    }
    out
}

/// Whether a paragraph is a table in lines of text, as results are: `1. T. Lund 1:02:11; 2. P. Oyen 1:02:40`.
fn is_table(text: &str) -> bool {
    // Most paragraphs have neither.
    if memchr::memchr2(b'1', b';', text.as_bytes()).is_none() {
        return false;
    }
    let has = |number: &str| text.split_whitespace().any(|word| word == number);
    let is_figure = |part: &&str| part.trim_end_matches(['.', ' ', '\n']).ends_with(|c: char| c.is_ascii_digit());
    let figures = || text.split(';').filter(is_figure).count();
    (text.contains("1. ") && has("1.") && has("2.")) || (text.contains(';') && figures() >= 3)
}

/// A sentence and its words.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    pub piece: &'a Piece,
    pub words: &'a [u32],
    /// How many of them an editor's summary is expected to use.
    pub hits: f32,
}

/// A sentence as it is weighed.
#[derive(Clone)]
pub struct Candidate<'a> {
    pub sentence: Sentence<'a>,
    /// Whole, of moderate length, not only a quotation.
    pub usable: bool,
    /// Begins with a word that leans on the sentence before.
    pub leans: bool,
    pub bare_quotation: bool,
    pub short: bool,
    pub figures: bool,
}

impl<'a> Candidate<'a> {
    /// `quoted` when the sentence stands inside a quotation.
    pub fn new(sentence: Sentence<'a>, quoted: bool, body: &[Block], lists: &Words) -> Self {
        let Sentence { piece, words, .. } = sentence;
        let text = piece.text(body);
        let marks = Marks::count(text);
        // A lead tells the news even where a mark in it is astray.
        let paired = marks.are_paired() || piece.index == 0;
        let whole = sentence::is_ended(text) && paired && marks.lower_case;
        let bare_quotation = quoted || marks.are_bare_quotation();
        Self {
            usable: (5..=75).contains(&words.len()) && whole && !bare_quotation,
            leans: leans(text, lists),
            bare_quotation,
            short: words.len() < 9,
            // Counting all takes less time than stopping at the first.
            figures: text.bytes().fold(false, |any, byte| any | byte.is_ascii_digit()),
            sentence,
        }
    }
}

/// Whether a sentence begins with a word that leans on the one before it, or has a pronoun before any name: `Police say
/// he fled.`
fn leans(text: &str, lists: &Words) -> bool {
    /// A pronoun further in has what it stands for in the sentence itself.
    const EARLY: usize = 5;
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next().map(hash_lower) else { return false };
    if lists.leans(first) {
        return true;
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut early = words.take(EARLY).map(|word| (is_capital(word), lists.is_personal(hash(word))));
    let pronoun_first = early.find(|(name, pronoun)| *name || *pronoun).is_some_and(|(_, pronoun)| pronoun);
    // "After his speech, Mayor Quill left": who it is comes behind the comma.
    let told_later = || {
        let behind = text.split_once(", ").map_or("", |(_, behind)| behind);
        lists.opens_clause(first) && behind.split_whitespace().take(4).any(is_capital)
    };
    pronoun_first && !told_later()
}

/// The marks of a sentence, counted in one pass.
#[derive(Default)]
struct Marks {
    straight: usize,
    /// Quotation marks and brackets that were opened, less those that were closed.
    open: isize,
    any_quotation: bool,
    lower_case: bool,
    /// Letters and digits outside quotations; more than [`ENOUGH`] need not be counted.
    outside: usize,
}

/// Letters and digits that name a speaker.
const ENOUGH: usize = 3;

impl Marks {
    fn count(text: &str) -> Self {
        /// Of ASCII, which nearly all characters are, only these count.
        static MARKS: Bytes = Bytes::new(&[(b'(', b')'), (b'"', b'"'), (0x80, 0xff)]);
        let mut out = Self::default();
        let mut inside = false;
        let mut at = 0;
        loop {
            let mark = MARKS.find(text, at).unwrap_or(text.len());
            out.letters(&text.as_bytes()[at..mark], inside);
            let Some(c) = char_at(text, mark) else { return out };
            at = mark + c.len_utf8();
            match c {
                '’' | '‘' | '—' | '–' => continue,
                '(' => out.open += 1,
                ')' => out.open -= 1,
                '"' => {
                    out.straight += 1;
                    inside = !inside;
                }
                // Closes in German, opens elsewhere.
                '“' if inside => (inside, out.open) = (false, out.open - 1),
                '“' | '„' => (inside, out.open) = (true, out.open + 1),
                '”' => (inside, out.open) = (false, out.open - 1),
                // Open and close are the other way round in some languages.
                '«' | '»' | '「' | '」' | '『' | '』' => {
                    out.open += if inside { -1 } else { 1 };
                    inside = !inside;
                }
                _ => {
                    out.outside += usize::from(!inside && c.is_alphanumeric());
                    out.lower_case |= c.is_alphabetic() && !c.is_uppercase();
                    continue;
                }
            }
            out.any_quotation |= !matches!(c, '(' | ')');
        }
    }

    /// Counts in a stretch of ASCII without marks, as far as it is not told yet what is asked of it.
    fn letters(&mut self, text: &[u8], inside: bool) {
        self.lower_case = self.lower_case || text.iter().any(u8::is_ascii_lowercase);
        if !inside && self.outside < ENOUGH {
            self.outside += text.iter().filter(|byte| byte.is_ascii_alphanumeric()).take(ENOUGH).count();
        }
    }

    fn are_paired(&self) -> bool {
        self.open == 0 && self.straight.is_multiple_of(2)
    }

    /// Whether nothing but a quotation stands in the sentence, nobody being named as its speaker.
    fn are_bare_quotation(&self) -> bool {
        self.any_quotation && self.outside < ENOUGH
    }
}
