//! A block as the reporter's running text, each quote one unit of it, split into sentences.

use std::ops::Range;

use crate::digest::model::Quote;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// A word of the reporter's, or a whole quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The index of a word of the block.
    Word(usize),
    /// The index of a quote of the article.
    Quote(usize),
}

/// The units of one block.
#[derive(Debug, Default)]
pub struct Clauses {
    pub units: Vec<Unit>,
    /// Where each sentence starts, ascending; the first at 0.
    starts: Vec<usize>,
    /// The block's quotes and their units, ascending.
    quotes: Vec<(usize, usize)>,
}

impl Clauses {
    /// The units of a block; `quotes` are those of the block, `first` the index of the first of them.
    pub fn new(text: &str, words: &[Word], quotes: &[Quote], first: usize) -> Self {
        let mut units = Vec::with_capacity(words.len());
        let mut places = Vec::with_capacity(quotes.len());
        let mut next = 0;
        for (i, word) in words.iter().enumerate() {
            while quotes.get(next).is_some_and(|quote| quote.words.range().end <= word.start as usize) {
                next += 1;
            }
            if let Some(quote) = quotes.get(next)
                && quote.words.range().start <= word.start as usize
            {
                if quote.words.range().start == word.start as usize {
                    places.push((first + next, units.len()));
                    units.push(Unit::Quote(first + next));
                }
            } else if !word.is_mark(&['"', '“', '”', '„', '«', '»', '‘']) {
                units.push(Unit::Word(i));
            }
        }
        let mut clauses = Self { units, starts: Vec::new(), quotes: places };
        clauses.split(text, words, quotes, first);
        clauses
    }

    fn split(&mut self, text: &str, words: &[Word], quotes: &[Quote], first: usize) {
        if !self.units.is_empty() {
            self.starts.push(0);
        }
        for i in 1..self.units.len() {
            let ends = match self.units[i - 1] {
                Unit::Word(w) => match words[w].shape {
                    Shape::Mark('.') => !self.ordinal(words, w, i),
                    Shape::Mark(mark) => matches!(mark, '!' | '?'),
                    _ => self.abbreviation_ends(text, words, w, i),
                },
                Unit::Quote(q) => self.quote_ends(text, words, &quotes[q - first], i),
            };
            let small = matches!(self.units[i], Unit::Word(w) if words[w].shape == Shape::Lower || !words[w].is_word());
            if ends && !small {
                self.starts.push(i);
            }
        }
    }

    /// Whether a full stop before a unit makes an ordinal of a number: `am 19. März`.
    fn ordinal(&self, words: &[Word], stop: usize, next: usize) -> bool {
        let number = stop.checked_sub(1).is_some_and(|i| words[i].shape == Shape::Number && !words[stop].spaced);
        number && matches!(self.units[next], Unit::Word(w) if words[w].is(Class::TIME))
    }

    /// Whether a sentence ends with an abbreviation: `in the U.S. He said`.
    fn abbreviation_ends(&self, text: &str, words: &[Word], word: usize, next: usize) -> bool {
        let opener =
            Class::DETERMINER.or(Class::SUBJECT).or(Class::CONJUNCTION).or(Class::PREPOSITION).or(Class::ADVERB);
        text.as_bytes()[words[word].end as usize - 1] == b'.'
            && !words[word].is(Class::TITLE)
            && matches!(self.units[next], Unit::Word(w) if words[w].is(opener) && !words[w].is(Class::FIRST_NAME))
    }

    /// Whether a quote ends its sentence: it ends in a full stop, or in another end mark and no `he said` follows.
    fn quote_ends(&self, text: &str, words: &[Word], quote: &Quote, next: usize) -> bool {
        let Some(last) = text[quote.words.range()].trim_end_matches(['\'', '’', ')', ' ', ']']).chars().next_back()
        else {
            return false;
        };
        let follows_tag = || {
            let tail: Vec<&Word> = self.units[next..self.units.len().min(next + 9)]
                .iter()
                .map_while(|unit| if let Unit::Word(w) = unit { Some(&words[*w]) } else { None })
                .take_while(|word| word.is_word())
                .collect();
            let says = |word: &&&Word| word.is(Class::SAYS) && !word.is(Class::ING) && (!word.is(Class::BASE));
            tail.iter().position(|word| says(&word)).is_some_and(|at| at <= 5)
        };
        match last {
            '.' => true,
            '!' | '?' => !follows_tag(),
            '…' | '—' | '–' | '-' => !follows_tag(),
            _ => false,
        }
    }

    /// The unit of a quote.
    pub fn quote_unit(&self, quote: usize) -> Option<usize> {
        self.quotes.binary_search_by_key(&quote, |&(quote, _)| quote).ok().map(|i| self.quotes[i].1)
    }

    pub fn sentences(&self) -> usize {
        self.starts.len()
    }

    /// The sentence a unit is in.
    pub fn sentence_of(&self, unit: usize) -> usize {
        self.starts.partition_point(|&start| start <= unit).saturating_sub(1)
    }

    pub fn sentence(&self, index: usize) -> Range<usize> {
        let start = self.starts.get(index).copied().unwrap_or(self.units.len());
        start..self.starts.get(index + 1).copied().unwrap_or(self.units.len())
    }

    /// The unit that stands for a word, or for the quote around it, and whether it is the word itself.
    pub fn unit_of(&self, word: usize, words: &[Word], quotes: &[Quote], first: usize) -> Option<usize> {
        let start = words[word].start as usize;
        let place = |unit: &Unit| match *unit {
            Unit::Word(w) => words[w].start as usize,
            Unit::Quote(q) => quotes[q - first].words.range().start,
        };
        let at = self.units.partition_point(|unit| place(unit) <= start).checked_sub(1)?;
        (self.units[at] == Unit::Word(word)).then_some(at)
    }
}
