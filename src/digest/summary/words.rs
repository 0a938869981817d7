//! How likely an editor's summary would use each word of an article.

use std::collections::hash_map::Entry as MapEntry;

use foldhash::{HashMap, HashMapExt};

use crate::rules::words::{Weight, Words};
use crate::text::words::hash;

/// The likelihoods that a summary uses a word once, twice, three and four times or more.
pub type Share = [f32; 4];

/// Weights of a logistic model: fitted on 404,000 words of 752 articles and their editors' summaries; those whose
/// summaries fill a card count four times.
mod weight {
    pub const BASE: f32 = 3.72;
    /// Times the logarithm of the article's length: the longer it is, the less of it is used.
    pub const ARTICLE: f32 = -0.945;
    /// Times the logarithm of the number of uses asked for, of a content word and of a common one.
    pub const REPEAT: f32 = -3.73;
    pub const COMMON_REPEAT: f32 = -2.84;

    pub const FUNCTION: f32 = -0.02;
    pub const COMMON: f32 = -0.34;
    pub const NUMBER: f32 = 0.28;
    pub const NAME: f32 = 0.12;
    pub const NAME_COUNT: f32 = -0.14;
    pub const NAME_IN_FIRST: f32 = 0.49;
    /// Set by hand: the articles of the fit have no headlines.
    pub const TITLE: f32 = 0.4;

    /// Where and how often a word stands.
    pub struct Use {
        /// For a word that first stands in the first, second, third, fourth or fifth sentence.
        pub first_in: [f32; 5],
        /// Times the logarithm of one and the number of sentences before the first use.
        pub late: f32,
        /// Times the part of the article before the first use.
        pub late_part: f32,
        /// Times the logarithm of the number of uses.
        pub count: f32,
        /// Times the part of the sentences that use it.
        pub spread: f32,
    }
    pub const CONTENT_USE: Use =
        Use { first_in: [0.73, 0.42, 0.45, 0.01, 0.21], late: -0.195, late_part: -1.22, count: 1.21, spread: 1.24 };
    pub const COMMON_USE: Use =
        Use { first_in: [0.545, 0.22, 0.27, 0.0, 0.0], late: -0.10, late_part: -0.69, count: 0.72, spread: 2.38 };
}

/// The words of an article and what is counted of them.
pub struct Vocabulary<'a> {
    lists: &'a Words,
    /// By the hash of a word in lower case.
    ids: HashMap<u64, u32>,
    entries: Vec<Entry>,
    sentences: u32,
    length: u32,
}

struct Entry {
    weight: Weight,
    number: bool,
    /// Capitalised inside a sentence.
    name: bool,
    in_title: bool,
    count: u32,
    /// Sentences that use it.
    spread: u32,
    first: u32,
    last: u32,
}

impl<'a> Vocabulary<'a> {
    pub fn new(lists: &'a Words) -> Self {
        Self { lists, ids: HashMap::with_capacity(512), entries: Vec::with_capacity(512), sentences: 0, length: 0 }
    }

    /// Counts the words of the next sentence, and gives their numbers.
    pub fn read(&mut self, text: &str) -> Vec<u32> {
        let sentence = self.sentences;
        self.sentences += 1;
        let mut out = Vec::with_capacity(text.len() / 5);
        let mut lower = String::new();
        let mut rest = text;
        let mut before = [' ', ' '];
        while let Some((gap, word, behind)) = next_word(rest) {
            for c in gap.chars() {
                before = [before[1], c];
            }
            rest = behind;
            let id = self.id(word, &mut lower, sentence);
            let entry = &mut self.entries[id as usize];
            entry.count += 1;
            entry.spread += u32::from(entry.count == 1 || entry.last != sentence);
            entry.last = sentence;
            entry.name |= word.starts_with(char::is_uppercase)
                && before[1] == ' '
                && (before[0].is_lowercase() || matches!(before[0], ',' | ';' | ':'));
            before = [' ', word.chars().next_back().unwrap_or(' ')];
            self.length += 1;
            out.push(id);
        }
        out
    }

    /// Marks the words of the headline; gives the number of those that tell what it is about.
    pub fn read_title(&mut self, title: &str) -> usize {
        let mut content = 0;
        let mut lower = String::new();
        let mut rest = title;
        while let Some((_, word, behind)) = next_word(rest) {
            rest = behind;
            let hash = hash(lower_case(word, &mut lower));
            content += usize::from(self.lists.weight(hash) == Weight::Content);
            if let Some(&id) = self.ids.get(&hash) {
                self.entries[id as usize].in_title = true;
            }
        }
        content
    }

    /// Whether a sentence says what the headline says and no more; `headline` is the number of the headline's words that
    /// tell what it is about.
    pub fn repeats_title(&self, words: &[u32], headline: usize) -> bool {
        let content = words.iter().map(|&id| &self.entries[id as usize]).filter(|e| e.weight == Weight::Content);
        let (all, shared) = content.fold((0, 0), |(all, shared), e| (all + 1, shared + usize::from(e.in_title)));
        headline > 2 && shared * 5 >= all * 4 && shared * 5 >= headline * 4
    }

    fn id(&mut self, word: &str, buffer: &mut String, sentence: u32) -> u32 {
        let lower = lower_case(word, buffer);
        let hash = hash(lower);
        let id = match self.ids.entry(hash) {
            MapEntry::Occupied(known) => return *known.get(),
            MapEntry::Vacant(new) => *new.insert(self.entries.len() as u32),
        };
        self.entries.push(Entry {
            weight: self.lists.weight(hash),
            number: lower.bytes().all(|b| b.is_ascii_digit()),
            name: false,
            in_title: false,
            count: 0,
            spread: 0,
            first: sentence,
            last: sentence,
        });
        id
    }

    /// The likelihoods of all words, by their numbers.
    pub fn shares(&self) -> Vec<Share> {
        let base = weight::BASE + weight::ARTICLE * (self.length.max(1) as f32).ln();
        let uses = [1.0_f32, 2.0, 3.0, 4.0].map(f32::ln);
        let places: Vec<[f32; 2]> = (0..self.sentences)
            .map(|first| [&weight::CONTENT_USE, &weight::COMMON_USE].map(|of| base + self.place(of, first)))
            .collect();
        self.entries.iter().map(|entry| self.share(entry, &places, uses)).collect()
    }

    /// What a word gains by the sentence that uses it first.
    fn place(&self, of: &weight::Use, first: u32) -> f32 {
        let before = first as f32;
        of.first_in.get(first as usize).copied().unwrap_or(0.0)
            + of.late * before.ln_1p()
            + of.late_part * before / self.sentences as f32
    }

    /// `places` is what all content and all common words that are first used in a sentence have in common, `uses` the
    /// logarithms of the numbers of uses.
    fn share(&self, entry: &Entry, places: &[[f32; 2]], uses: Share) -> Share {
        let [content, common] = places[entry.first as usize];
        let count = if entry.count == 1 { 0.0 } else { (entry.count as f32).ln() };
        let spread = entry.spread as f32 / self.sentences as f32;
        let (of, mut z, repeat) = match entry.weight {
            Weight::Content => (&weight::CONTENT_USE, content, weight::REPEAT),
            Weight::Function => (&weight::COMMON_USE, common + weight::FUNCTION, weight::COMMON_REPEAT),
            Weight::Common => (&weight::COMMON_USE, common + weight::COMMON, weight::COMMON_REPEAT),
        };
        z += of.count * count + of.spread * spread;
        if entry.weight == Weight::Content {
            z += if entry.number { weight::NUMBER } else { 0.0 };
            z += if entry.name { weight::NAME + weight::NAME_COUNT * count } else { 0.0 };
            z += if entry.name && entry.first == 0 { weight::NAME_IN_FIRST } else { 0.0 };
            z += if entry.in_title { weight::TITLE } else { 0.0 };
        }
        let mut out = [0.0; 4];
        for (uses, share) in uses.into_iter().zip(&mut out).take(entry.count as usize) {
            *share = 1.0 / (1.0 + (-(z + repeat * uses)).exp());
        }
        out
    }
}

/// The text before the next word, the word, and the rest. Letters of Chinese and Japanese count as words.
fn next_word(text: &str) -> Option<(&str, &str, &str)> {
    let bytes = text.as_bytes();
    // Most text is ASCII: characters are looked at only where it ends.
    let mut start = bytes.iter().position(|byte| LETTERS[usize::from(*byte)] || !byte.is_ascii())?;
    if !bytes[start].is_ascii() {
        start += text[start..].find(char::is_alphanumeric)?;
    }
    let mut end = start + bytes[start..].iter().take_while(|byte| LETTERS[usize::from(**byte)]).count();
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        let mut letters = text[end..].char_indices().peekable();
        if end == start && letters.next_if(|&(_, c)| is_ideograph(c)).is_some() {
            end = letters.peek().map_or(text.len(), |&(offset, _)| end + offset);
        } else {
            let behind = letters.find(|&(_, c)| !c.is_alphanumeric() || is_ideograph(c));
            end = behind.map_or(text.len(), |(offset, _)| end + offset);
        }
    }
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// ASCII letters and digits.
const LETTERS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A word in lower case: itself when it is, else in the buffer.
fn lower_case<'a>(word: &'a str, buffer: &'a mut String) -> &'a str {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    buffer.clear();
    if word.is_ascii() {
        buffer.push_str(word);
        buffer.make_ascii_lowercase();
    } else {
        buffer.extend(word.chars().flat_map(char::to_lowercase));
    }
    buffer
}
