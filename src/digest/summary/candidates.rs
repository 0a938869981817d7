//! The sentences of an article, and which of them can stand in a summary.

use std::ops::Range;

use crate::digest::model::{Block, BlockKind, Sentence};
use crate::rules::words::Words;
use crate::text::sentence;

/// A sentence's place.
pub struct Piece {
    /// Its number in the article.
    index: usize,
    block: usize,
    range: Range<usize>,
}

impl Piece {
    pub fn text<'a>(&self, body: &'a [Block]) -> &'a str {
        &body[self.block].prose.as_str()[self.range.clone()]
    }
}

/// The first sentences of the paragraphs, datelines left out.
pub fn read(body: &[Block], most: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    for (block, paragraph) in body.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph) {
        let text = paragraph.prose.as_str();
        for (nth, mut range) in sentence::split(text).into_iter().enumerate() {
            if nth == 0 {
                range.start += dateline(&text[range.clone()]);
            }
            out.push(Piece { index: out.len(), block, range });
            if out.len() == most {
                return out;
            }
        }
    }
    out
}

/// The length of `HARBOUR CITY, May 3 (Agency) — ` at the start of a sentence.
fn dateline(text: &str) -> usize {
    const LONGEST: usize = 80;
    let head = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let marks = [" — ", " – ", " -- ", " - ", "— ", "-- ", ")", ": "];
    let Some((at, mark)) = marks.iter().find_map(|mark| head.find(mark).map(|at| (at, mark))) else { return 0 };
    let place = &head[..at];
    let agency = mark.starts_with(')') || place.ends_with(')');
    let bracket = place.find('(').unwrap_or(place.len());
    let (name, agency_name) = place.split_at(bracket);
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let is_capital = capitals > 3 && !name.chars().any(char::is_lowercase);
    let is_short = name.split_whitespace().count() <= 5
        && name.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        && agency_name.len() < 30
        && agency;
    let rest = &text[at + mark.len()..];
    let sentence_follows = rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
    let trimmed = at + mark.len() + rest.len() - rest.trim_start().len();
    if (is_capital || is_short) && sentence_follows { trimmed } else { 0 }
}

/// A sentence as it is weighed.
pub struct Candidate<'a> {
    piece: Piece,
    pub index: usize,
    pub words: &'a [u32],
    /// Whole, of moderate length, not only a quotation.
    pub usable: bool,
    /// Begins with a word that leans on the sentence before.
    pub leans: bool,
    pub bare_quotation: bool,
    pub short: bool,
    pub figures: bool,
}

impl<'a> Candidate<'a> {
    pub fn new(piece: Piece, words: &'a [u32], body: &[Block], lists: &Words) -> Self {
        let text = piece.text(body);
        let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
        let bare_quotation = is_bare_quotation(text);
        Self {
            index: piece.index,
            usable: (5..=75).contains(&words.len()) && is_whole(text) && !bare_quotation,
            leans: lists.leans(&first.to_lowercase()),
            bare_quotation,
            short: words.len() < 9,
            figures: text.bytes().any(|b| b.is_ascii_digit()),
            words,
            piece,
        }
    }

    pub fn sentence(&self, body: &[Block]) -> Sentence {
        let Piece { block, ref range, .. } = self.piece;
        Sentence {
            text: self.piece.text(body).replace('\n', " "),
            span: body[block].prose.source(range.clone()),
            block,
        }
    }
}

fn is_whole(text: &str) -> bool {
    let inner = text.trim_end_matches(['"', '”', '’', '\'', '»', '“', '«', '›', ')', ']', '」', '』', '）']).trim_end();
    let ends = inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']);
    let count = |mark: char| text.matches(mark).count();
    let german = count('„');
    ends && count('"') % 2 == 0
        && (german > 0 || count('“') == count('”'))
        && count('«') == count('»')
        && count('(') == count(')')
        && text.chars().any(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether nothing but a quotation stands in the sentence, nobody being named as its speaker.
fn is_bare_quotation(text: &str) -> bool {
    let mut inside = false;
    let mut outside = 0;
    for c in text.chars() {
        match c {
            '"' => inside = !inside,
            '“' if inside => inside = false,
            '“' | '„' => inside = true,
            '«' | '»' | '「' | '」' | '『' | '』' => inside = !inside,
            '”' => inside = false,
            _ => outside += usize::from(!inside && c.is_alphanumeric()),
        }
    }
    outside < 3 && text.contains(['"', '“', '”', '„', '«', '»', '「', '『'])
}
