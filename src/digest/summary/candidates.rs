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
    if !head.contains(['—', '–', '-', ')', ':']) {
        return 0;
    }
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
    /// How many of them an editor's summary is expected to use.
    pub hits: f32,
    /// Whole, of moderate length, not only a quotation.
    pub usable: bool,
    /// Begins with a word that leans on the sentence before.
    pub leans: bool,
    pub bare_quotation: bool,
    pub short: bool,
    pub figures: bool,
}

impl<'a> Candidate<'a> {
    pub fn new(piece: Piece, words: &'a [u32], hits: f32, body: &[Block], lists: &Words) -> Self {
        let text = piece.text(body);
        let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
        let marks = Marks::count(text);
        let whole = sentence::is_ended(text) && marks.are_paired() && marks.lower_case;
        let bare_quotation = marks.are_bare_quotation();
        Self {
            index: piece.index,
            usable: (5..=75).contains(&words.len()) && whole && !bare_quotation,
            leans: lists.leans(&first.to_lowercase()),
            bare_quotation,
            short: words.len() < 9,
            figures: text.bytes().any(|b| b.is_ascii_digit()),
            words,
            hits,
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

/// The marks of a sentence, counted in one pass.
#[derive(Default)]
struct Marks {
    straight: usize,
    /// Quotation marks and brackets that were opened, less those that were closed.
    open: isize,
    any_quotation: bool,
    lower_case: bool,
    /// Letters and digits outside quotations.
    outside: usize,
}

impl Marks {
    fn count(text: &str) -> Self {
        let mut out = Self::default();
        let mut inside = false;
        for c in text.chars() {
            match c {
                'a'..='z' => {
                    out.lower_case = true;
                    out.outside += usize::from(!inside);
                    continue;
                }
                ' ' | ',' | '.' => continue,
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
        out
    }

    fn are_paired(&self) -> bool {
        self.open == 0 && self.straight.is_multiple_of(2)
    }

    /// Whether nothing but a quotation stands in the sentence, nobody being named as its speaker.
    fn are_bare_quotation(&self) -> bool {
        self.any_quotation && self.outside < 3
    }
}
