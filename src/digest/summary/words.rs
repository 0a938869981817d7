//! How likely an editor's summary would use each word of an article.

use std::ops::Range;

use crate::digest::words::{Shape, Word};
use crate::rules::words::{Weight, Words};
use crate::text::bytes::{Bytes, LETTERS};
use crate::text::words::{ByHash, hash_lower};

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
    ids: ByHash<u32>,
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
        let ids = ByHash::with_capacity_and_hasher(512, Default::default());
        Self { lists, ids, entries: Vec::with_capacity(512), sentences: 0, length: 0 }
    }

    /// Counts the words of the next sentence, which stands in a range of a block's text, and gives their numbers; `words`
    /// are those of the block.
    pub fn read(&mut self, text: &str, range: Range<usize>, words: &[Word]) -> Vec<u32> {
        let sentence = &text[range.clone()];
        let mut out = Vec::with_capacity(range.len() / 5);
        let first = words.partition_point(|word| word.range().end <= range.start);
        for word in words[first..].iter().take_while(|word| word.range().start < range.end) {
            let place = word.range().start.saturating_sub(range.start)..word.range().end.min(range.end) - range.start;
            if word.plain && place.len() == word.range().len() {
                out.push(self.count(sentence, place, word.hash, word.is_capital()));
            } else if !matches!(word.shape, Shape::Mark(_)) {
                // What is one word for grammar may be several here.
                let mut at = place.start;
                while let Some(inner) = next_word(&sentence[..place.end], at) {
                    at = inner.end;
                    let capital = sentence[inner.clone()].starts_with(char::is_uppercase);
                    out.push(self.count(sentence, inner.clone(), hash_lower(&sentence[inner]), capital));
                }
            }
        }
        self.sentences += 1;
        self.length += out.len() as u32;
        out
    }

    /// Counts a word of the next sentence, and gives its number.
    fn count(&mut self, sentence: &str, word: Range<usize>, hash: u64, capital: bool) -> u32 {
        let id = match self.ids.get(&hash) {
            Some(known) => *known,
            None => self.add(&sentence[word.clone()], hash),
        };
        let entry = &mut self.entries[id as usize];
        entry.count += 1;
        entry.spread += u32::from(entry.count == 1 || entry.last != self.sentences);
        entry.last = self.sentences;
        entry.name |= capital && is_inside(sentence, word.start);
        id
    }

    /// Marks the words of the headline; gives the number of those that tell what it is about.
    pub fn read_title(&mut self, title: &str) -> usize {
        let mut content = 0;
        let mut at = 0;
        while let Some(word) = next_word(title, at) {
            at = word.end;
            let hash = hash_lower(&title[word]);
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

    /// Takes in a new word, and gives its number.
    fn add(&mut self, word: &str, hash: u64) -> u32 {
        let id = self.entries.len() as u32;
        self.ids.insert(hash, id);
        self.entries.push(Entry {
            weight: self.lists.weight(hash),
            number: word.bytes().all(|b| b.is_ascii_digit()),
            name: false,
            in_title: false,
            count: 0,
            spread: 0,
            first: self.sentences,
            last: self.sentences,
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

/// Whether a word stands inside a sentence, where only a name has a capital.
fn is_inside(text: &str, start: usize) -> bool {
    text[..start]
        .strip_suffix(' ')
        .and_then(|before| before.chars().next_back())
        .is_some_and(|before| before.is_lowercase() || matches!(before, ',' | ';' | ':'))
}

/// ASCII letters and digits, and whatever is not ASCII.
static STARTS: Bytes = Bytes::new(&[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z'), (0x80, 0xff)]);

/// The next word at or behind an offset. Letters of Chinese and Japanese count as words.
fn next_word(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    // Most text is ASCII: characters are looked at only where it ends.
    let mut start = STARTS.find(text, at)?;
    if !bytes[start].is_ascii() {
        start += text[start..].find(char::is_alphanumeric)?;
    }
    let mut end = LETTERS.end(text, start);
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        let mut letters = text[end..].char_indices().peekable();
        if end == start && letters.next_if(|&(_, c)| is_ideograph(c)).is_some() {
            end = letters.peek().map_or(text.len(), |&(offset, _)| end + offset);
        } else {
            let behind = letters.find(|&(_, c)| !c.is_alphanumeric() || is_ideograph(c));
            end = behind.map_or(text.len(), |(offset, _)| end + offset);
        }
    }
    Some(start..end)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
