//! How likely an editor's summary would use each word of an article.

use std::ops::Range;

use crate::digest::words::{Shape, Word};
use crate::rules::words::{Weight, Words};
use crate::text::bytes::{Bytes, LETTERS};
use crate::text::words::hash_lower;

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
    ids: Ids,
    entries: Vec<Entry>,
    /// The numbers of the words of all sentences.
    words: Vec<u32>,
    sentences: u32,
}

struct Entry {
    /// Of the word in lower case.
    hash: u64,
    count: u32,
    /// Sentences that use it.
    spread: u32,
    first: u32,
    /// The last one and one.
    last: u32,
    weight: Weight,
    number: bool,
    /// Capitalised inside a sentence.
    name: bool,
    in_title: bool,
}

impl<'a> Vocabulary<'a> {
    pub fn new(lists: &'a Words) -> Self {
        let (ids, entries) = (Ids::default(), Vec::with_capacity(512));
        Self { lists, ids, entries, words: Vec::with_capacity(1024), sentences: 0 }
    }

    /// Counts the words of the next sentence, which stands in a range of a block's text, and tells which of all
    /// [`words`](Self::words) they are; `words` are those of the block.
    pub fn read(&mut self, text: &str, range: Range<usize>, words: &[Word]) -> Range<usize> {
        let start = self.words.len();
        let sentence = &text[range.clone()];
        let first = words.partition_point(|word| word.range().end <= range.start);
        for word in words[first..].iter().take_while(|word| word.range().start < range.end) {
            let place = word.range();
            if word.plain && range.start <= place.start && place.end <= range.end {
                let id = self.count(word.hash, word.shape == Shape::Number);
                if word.is_capital() && is_inside(sentence, place.start - range.start) {
                    self.entries[id as usize].name = true;
                }
            } else if !matches!(word.shape, Shape::Mark(_)) {
                // What is one word for grammar may be several here.
                let mut at = place.start.saturating_sub(range.start);
                while let Some(inner) = next_word(&sentence[..place.end.min(range.end) - range.start], at) {
                    at = inner.end;
                    let word = &sentence[inner.clone()];
                    let id = self.count(hash_lower(word), word.bytes().all(|b| b.is_ascii_digit()));
                    if word.starts_with(char::is_uppercase) && is_inside(sentence, inner.start) {
                        self.entries[id as usize].name = true;
                    }
                }
            }
        }
        self.sentences += 1;
        start..self.words.len()
    }

    /// The numbers of the words of all sentences that were read.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// Counts a word of the next sentence, and gives its number.
    #[inline(always)]
    fn count(&mut self, hash: u64, number: bool) -> u32 {
        let id = self.ids.of(hash, &self.entries).unwrap_or_else(|slot| self.add(slot, hash, number));
        let entry = &mut self.entries[id as usize];
        let sentence = self.sentences + 1;
        entry.count += 1;
        entry.spread += u32::from(entry.last != sentence);
        entry.last = sentence;
        self.words.push(id);
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
            if let Ok(id) = self.ids.of(hash, &self.entries) {
                self.entries[id as usize].in_title = true;
            }
        }
        content
    }

    /// Whether a sentence says what the headline says and no more; `headline` is the number of the headline's words that
    /// tell what it is about.
    pub fn repeats_title(&self, words: &[u32], headline: usize) -> bool {
        if headline <= 2 {
            return false;
        }
        let (mut shared, mut others) = (0, 0);
        for entry in words.iter().map(|&id| &self.entries[id as usize]).filter(|e| e.weight == Weight::Content) {
            shared += usize::from(entry.in_title);
            others += usize::from(!entry.in_title);
            // So many are more than a fifth of all that there may be.
            if others * 5 > words.len() {
                return false;
            }
        }
        shared >= others * 4 && shared * 5 >= headline * 4
    }

    /// Takes in a new word, whose slot is told, and gives its number.
    #[inline(never)]
    fn add(&mut self, slot: usize, hash: u64, number: bool) -> u32 {
        let (weight, first) = (self.lists.weight(hash), self.sentences);
        let (name, in_title) = (false, false);
        self.entries.push(Entry { hash, count: 0, spread: 0, first, last: 0, weight, number, name, in_title });
        self.ids.put(slot, &self.entries);
        self.entries.len() as u32 - 1
    }

    /// The likelihoods of all words, by their numbers.
    pub fn shares(&self) -> Vec<Share> {
        let base = weight::BASE + weight::ARTICLE * (self.words.len().max(1) as f32).ln();
        let uses = [1.0_f32, 2.0, 3.0, 4.0].map(f32::ln);
        let places: Vec<[f32; 2]> = (0..self.sentences)
            .map(|first| [&weight::CONTENT_USE, &weight::COMMON_USE].map(|of| base + self.place(of, first)))
            .collect();
        // Most words are used once: those of a kind that stand in one sentence have the same share.
        let mut once = [(u32::MAX, Share::default()); Entry::KINDS];
        let share = |entry: &Entry| {
            if entry.count > 1 {
                return self.share(entry, &places, uses);
            }
            let (sentence, share) = &mut once[entry.kind()];
            if *sentence != entry.first {
                (*sentence, *share) = (entry.first, self.share(entry, &places, uses));
            }
            *share
        };
        self.entries.iter().map(share).collect()
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

impl Entry {
    const KINDS: usize = 24;

    /// Words of one kind differ only in where and how often they stand.
    fn kind(&self) -> usize {
        self.weight as usize * 8
            + usize::from(self.number) * 4
            + usize::from(self.name) * 2
            + usize::from(self.in_title)
    }
}

/// The numbers of words by their hashes: a table that fits the processor's first cache beside all else.
struct Ids {
    /// The number of the entry and one, or 0; a power of two of them, of which half are used at most.
    slots: Vec<u32>,
}

impl Default for Ids {
    fn default() -> Self {
        Self { slots: vec![0; 1024] }
    }
}

impl Ids {
    /// The number of the word with this hash, or the slot for it.
    #[inline]
    fn of(&self, hash: u64, entries: &[Entry]) -> Result<u32, usize> {
        let mut slot = hash as usize;
        loop {
            slot &= self.slots.len() - 1;
            match self.slots[slot].checked_sub(1) {
                None => return Err(slot),
                Some(id) if entries[id as usize].hash == hash => return Ok(id),
                Some(_) => slot += 1,
            }
        }
    }

    /// Puts the last of the entries into the slot for it.
    fn put(&mut self, slot: usize, entries: &[Entry]) {
        self.slots[slot] = entries.len() as u32;
        if entries.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for (entry, id) in entries.iter().zip(1..) {
                if let Err(slot) = self.of(entry.hash, entries) {
                    self.slots[slot] = id;
                }
            }
        }
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
