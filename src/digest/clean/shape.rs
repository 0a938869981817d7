//! What a unit looks like, whatever its language: its words, signs, links and emphasis, counted in one pass.

use memchr::memmem;

use super::unit::Unit;
use crate::digest::model::{BlockKind, MarkKind};

/// Counts over one unit.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub words: f32,
    pub letters: f32,
    /// Words after the first that start with a capital.
    pub capitalised: f32,
    /// Words of capitals only.
    pub upper: f32,
    /// Words of one to three small letters: mostly articles, prepositions and the like.
    pub small: f32,
    pub digits: f32,
    pub commas: f32,
    /// Sentence ends.
    pub stops: f32,
    pub separators: f32,
    pub quotes: f32,
    pub ends_sentence: bool,
    pub starts_quote: bool,
    /// Shares of the text.
    pub linked: f32,
    pub strong: f32,
    pub links: f32,
    pub images: f32,
    pub heading: f32,
    pub quotation: bool,
    /// An item of a list, and of an ordered one.
    pub item: bool,
    pub numbered: bool,
    /// A row of a table.
    pub row: bool,
    /// A rule took it.
    pub ruled: bool,
    /// Text without letters or digits, or none at all.
    pub empty: bool,
    /// A number for the text, the same for the same words.
    pub hash: u32,
    /// How much the words sound like article text, in log odds; see [`super::diction`].
    pub diction: f32,
}

/// A word of a unit, as a number.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub hash: u32,
    /// The same, but one number for all numbers, and one for all other words with digits.
    pub kind: u32,
    /// Five letters or more.
    pub long: bool,
    pub capital: bool,
}

impl Shape {
    /// A paragraph with sentences, and more than a few words.
    pub fn is_long(&self) -> bool {
        self.words >= 25.0 && self.linked < 0.4 && !self.ruled && self.stops >= 1.0
    }

    pub fn of(unit: &Unit<'_>, words: &mut Vec<Word>) -> Self {
        let block = &unit.block;
        let mut shape = Self { ruled: !unit.kept(), images: block.images.len() as f32, ..Self::default() };
        match &block.kind {
            BlockKind::Heading(level) => shape.heading = f32::from(*level),
            BlockKind::Quotation => shape.quotation = true,
            BlockKind::ListItem { number, .. } => (shape.item, shape.numbered) = (true, number.is_some()),
            BlockKind::TableRow { .. } => shape.row = true,
            _ => {}
        }
        let text = block.prose.as_str();
        let whole = text.len().max(1) as f32;
        for mark in &block.marks {
            let share = mark.range.len() as f32 / whole;
            match mark.kind {
                MarkKind::Link(_) => {
                    shape.linked += share;
                    shape.links += 1.0;
                }
                MarkKind::Strong => shape.strong += share,
                _ => {}
            }
        }
        // Links that the reader left as they are, inside raw HTML or deep indentation.
        for at in memmem::find_iter(text.as_bytes(), "](") {
            let target = text.as_bytes()[at..].iter().take(400).position(|byte| *byte == b')').unwrap_or(0);
            shape.links += 1.0;
            shape.linked += target as f32 * 1.5 / whole;
        }
        shape.linked = shape.linked.min(1.0);
        shape.count(text, words);
        shape.edges(text);
        shape
    }

    fn count(&mut self, text: &str, words: &mut Vec<Word>) {
        let bytes = text.as_bytes();
        let from = words.len();
        let mut at = 0;
        while at < bytes.len() {
            let word = Letters::read(bytes, at);
            if word.end > at {
                self.word(&bytes[at..word.end], &word, words);
                at = word.end;
                continue;
            }
            match bytes[at] {
                b',' => self.commas += 1.0,
                b'.' | b'!' | b'?' if bytes.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric()) => {
                    self.stops += 1.0;
                }
                b'|' | b'/' | b'>' | b'#' => self.separators += 1.0,
                b'"' => self.quotes += 1.0,
                // U+201C to U+201F: double quotation marks.
                0xE2 if bytes[at..].starts_with(&[0xE2, 0x80]) && matches!(bytes.get(at + 2), Some(0x9C..=0x9F)) => {
                    self.quotes += 1.0;
                }
                // « » · •, and the full stops of Chinese, Japanese and Hindi.
                0xC2 if matches!(bytes.get(at + 1), Some(0xAB | 0xBB)) => self.quotes += 1.0,
                0xC2 if bytes.get(at + 1) == Some(&0xB7) => self.separators += 1.0,
                0xE3 if bytes[at..].starts_with("。".as_bytes()) => self.stops += 1.0,
                0xE0 if bytes[at..].starts_with("।".as_bytes()) => self.stops += 1.0,
                _ => {}
            }
            at += 1;
        }
        self.empty = words.len() == from;
        self.hash = words[from..].iter().fold(17, |hash: u32, word| hash.rotate_left(5) ^ word.hash.wrapping_mul(31));
    }

    fn word(&mut self, word: &[u8], letters: &Letters, words: &mut Vec<Word>) {
        let capital = word[0].is_ascii_uppercase() || matches!(word, [0xC3, 0x80..=0x9E, ..] | [0xD0, 0x90..=0xAF, ..]);
        // In scripts without spaces a run of characters is no word; six bytes are about one.
        let wide = word[0] >= 0xE3;
        self.words += if wide { (word.len() as f32 / 6.0).max(1.0) } else { 1.0 };
        self.letters += word.len() as f32;
        if letters.kinds & DIGIT != 0 {
            self.digits += word.iter().filter(|byte| byte.is_ascii_digit()).count() as f32;
        }
        if capital && self.words > 1.0 {
            self.capitalised += 1.0;
        }
        if letters.kinds == CAPITAL && word.len() > 1 {
            self.upper += 1.0;
        }
        if letters.kinds == SMALL && word.len() <= 3 {
            self.small += 1.0;
        }
        let hash = letters.hash();
        let kind = match letters.kinds {
            DIGIT => NUMBER,
            kinds if kinds & DIGIT != 0 => MIXED,
            _ => hash,
        };
        words.push(Word { hash, kind, long: word.len() >= 5, capital });
    }

    fn edges(&mut self, text: &str) {
        let end = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']', '*', ' ']);
        self.ends_sentence = end.ends_with(['.', '!', '?', '…', '。', '।']);
        self.starts_quote = text.starts_with(['"', '“', '«', '„', '‘', '\'']);
    }
}

/// The words of a text.
pub fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    Shape::of(&Unit::of_text(text), &mut words);
    words
}

/// The [`Word::hash`] of a word.
pub fn hash_of(word: &str) -> u32 {
    Letters::read(word.as_bytes(), 0).hash()
}

/// The kind of all numbers.
pub const NUMBER: u32 = 1;
/// The kind of all other words with digits.
pub const MIXED: u32 = 2;

/// Kinds of bytes in a word.
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const OTHER: u8 = 8;

/// Of bytes that belong to a word whatever follows, ASCII letters and digits and what letters beyond ASCII are made of:
/// the kind, and the byte in lower case. Of others nothing.
const OF_WORDS: [(u8, u8); 256] = {
    let mut table = [(0, 0); 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = match byte {
            b'a'..=b'z' => (SMALL, byte),
            b'A'..=b'Z' => (CAPITAL, byte.to_ascii_lowercase()),
            b'0'..=b'9' => (DIGIT, byte),
            // 0xC2: U+0080 to U+00BF are signs, 0xE2: U+2000 to U+2BFF too; 0xE3 starts both signs and letters.
            0xC2 | 0xE2 | 0xE3 => (0, 0),
            b'_' | 0x80.. => (OTHER, byte),
            _ => (0, 0),
        };
        at += 1;
    }
    table
};

/// The letters of a word: where they end, of which kinds they are, and a number for them in lower case (FNV-1a).
struct Letters {
    end: usize,
    kinds: u8,
    hash: u32,
}

impl Letters {
    /// The number with its bits spread.
    fn hash(&self) -> u32 {
        self.hash ^ (self.hash >> 15)
    }

    /// The word that starts at a byte; without letters when none does.
    fn read(bytes: &[u8], at: usize) -> Self {
        let mut word = Self { end: at, kinds: 0, hash: 0x811c_9dc5 };
        while let Some(&byte) = bytes.get(word.end) {
            let (mut kind, mut lower) = OF_WORDS[usize::from(byte)];
            if kind == 0 {
                let next = bytes.get(word.end + 1);
                let inside = match byte {
                    // An apostrophe inside a word.
                    b'\'' => word.end > at && next.is_some_and(u8::is_ascii_alphabetic),
                    // U+3000 to U+303F are signs.
                    0xE3 => next != Some(&0x80),
                    _ => false,
                };
                if !inside {
                    break;
                }
                (kind, lower) = (OTHER, byte);
            }
            word.kinds |= kind;
            word.hash = (word.hash ^ u32::from(lower)).wrapping_mul(0x0100_0193);
            word.end += 1;
        }
        // A stray rest of a sign's bytes is no word.
        if word.end > at && (0x80..0xC0).contains(&bytes[at]) {
            word.end = at;
        }
        word
    }
}
