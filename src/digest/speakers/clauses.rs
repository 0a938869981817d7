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

/// What a unit is to those who look for mentions and for verbs, as a set. Most units are nothing of what is looked for, and
/// are passed by in these sets, of which a block's lie close together.
#[derive(Clone, Copy, Debug)]
pub struct Traits(u16);

impl Traits {
    /// Stands inside descriptions: no mark, verb or word with another job in the sentence.
    pub const INSIDE: Self = Self(1);
    /// `the`, `my`
    pub const DETERMINER: Self = Self(1 << 1);
    /// Somebody or something that may speak.
    pub const NOUN: Self = Self(1 << 2);
    /// The base form of a verb of saying, and no noun.
    pub const BASE: Self = Self(1 << 3);
    /// `he`, `I`, `who`
    pub const PRONOUN: Self = Self(1 << 4);
    /// A verb of saying or a colon.
    pub const CUE: Self = Self(1 << 5);
    pub const QUOTE: Self = Self(1 << 6);
    /// A sentence may end with it.
    pub const END: Self = Self(1 << 7);
    /// An auxiliary verb, or `to`.
    pub const MODAL: Self = Self(1 << 8);
    pub const SEMICOLON: Self = Self(1 << 9);

    /// Whether the unit is any of these.
    #[inline]
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of(word: &Word, text: &str) -> Self {
        let class = word.class;
        let is = |traits: Self, holds: bool| if holds { traits.0 } else { 0 };
        match word.shape {
            Shape::Mark('.' | '!' | '?') => Self::END,
            Shape::Mark(':') => Self::CUE,
            Shape::Mark(';') => Self::SEMICOLON,
            Shape::Mark(_) => Self(0),
            _ if word.plain && class == Class::default() => Self::INSIDE,
            _ => {
                let noun = class.any(NOUNS);
                let cue = class.any(Class::CUE);
                let base = class.any(Class::BASE);
                let function = class.any(Class::FUNCTION) && !noun && !class.any(Class::DETERMINER);
                let stop = !word.plain && text.as_bytes()[word.end as usize - 1] == b'.';
                let modal = class.any(Class::AUXILIARY) || word.end - word.start == 2 && &text[word.range()] == "to";
                Self(
                    is(Self::INSIDE, !function && (!cue || base || noun))
                        | is(Self::DETERMINER, class.any(Class::DETERMINER.or(Class::POSSESSIVE)))
                        | is(Self::NOUN, noun)
                        | is(Self::BASE, cue && base && !noun)
                        | is(Self::PRONOUN, class.any(Class::SUBJECT.or(Class::FIRST_PERSON).or(Class::RELATIVE)))
                        | is(Self::CUE, cue)
                        | is(Self::END, stop)
                        | is(Self::MODAL, modal),
                )
            }
        }
    }
}

/// Nouns for whoever and whatever speaks.
pub const NOUNS: Class = Class::ROLE.or(Class::GROUP).or(Class::ORGANISATION).or(Class::DOCUMENT);

/// Where a quote stands.
#[derive(Clone, Copy, Debug)]
pub struct QuotePlace {
    /// The index of the quote among those of the article.
    quote: usize,
    pub unit: usize,
    /// The first word inside.
    pub word: usize,
}

/// The units of one block.
#[derive(Debug, Default)]
pub struct Clauses {
    pub units: Vec<Unit>,
    /// What each of the units is.
    pub traits: Vec<Traits>,
    /// Where each sentence starts, ascending; the first at 0.
    starts: Vec<usize>,
    /// The block's quotes, ascending.
    quotes: Vec<QuotePlace>,
}

impl Clauses {
    /// The units of a block; `quotes` are those of the block, `first` the index of the first of them.
    pub fn new(text: &str, words: &[Word], quotes: &[Quote], first: usize) -> Self {
        let mut units = Vec::with_capacity(words.len());
        let mut traits = Vec::with_capacity(words.len());
        let mut places = Vec::with_capacity(quotes.len());
        let mut next = 0;
        let range = |next: usize| quotes.get(next).map_or(usize::MAX..usize::MAX, |quote| quote.words.range());
        let mut quote = range(next);
        for (i, word) in words.iter().enumerate() {
            let start = word.start as usize;
            while quote.end <= start {
                next += 1;
                quote = range(next);
            }
            if quote.start <= start {
                if quote.start == start {
                    places.push(QuotePlace { quote: first + next, unit: units.len(), word: i });
                    units.push(Unit::Quote(first + next));
                    traits.push(Traits::QUOTE.or(Traits::END));
                }
            } else if !matches!(word.shape, Shape::Mark('"' | '“' | '”' | '„' | '«' | '»' | '‘')) {
                units.push(Unit::Word(i));
                traits.push(Traits::of(word, text));
            }
        }
        let mut clauses = Self { units, traits, starts: Vec::new(), quotes: places };
        clauses.split(text, words, quotes, first);
        clauses
    }

    fn split(&mut self, text: &str, words: &[Word], quotes: &[Quote], first: usize) {
        if !self.units.is_empty() {
            self.starts.push(0);
        }
        for i in (1..self.units.len()).filter(|&i| self.traits[i - 1].any(Traits::END)) {
            if matches!(self.units[i], Unit::Word(w) if words[w].shape == Shape::Lower || !words[w].is_word()) {
                continue;
            }
            let ends = match self.units[i - 1] {
                Unit::Word(w) => match words[w].shape {
                    Shape::Mark('.') => !self.ordinal(words, w, i),
                    Shape::Mark(_) => true,
                    _ => self.abbreviation_ends(words, w, i),
                },
                Unit::Quote(q) => self.quote_ends(text, words, &quotes[q - first], i),
            };
            if ends {
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
    fn abbreviation_ends(&self, words: &[Word], word: usize, next: usize) -> bool {
        let opener =
            Class::DETERMINER.or(Class::SUBJECT).or(Class::CONJUNCTION).or(Class::PREPOSITION).or(Class::ADVERB);
        !words[word].is(Class::TITLE)
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

    /// Where a quote stands.
    pub fn place(&self, quote: usize) -> Option<QuotePlace> {
        self.quotes.binary_search_by_key(&quote, |place| place.quote).ok().map(|i| self.quotes[i])
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

    /// The first unit from `from` on that is any of these; the number of units where there is none.
    pub fn next(&self, from: usize, of: Traits) -> usize {
        self.traits.iter().skip(from).position(|traits| traits.any(of)).map_or(self.units.len(), |ahead| from + ahead)
    }

    /// The first unit from `from` on that stands for a word of the block or for one behind it.
    pub fn seek(&self, word: usize, from: usize) -> usize {
        let behind = |unit: &Unit| matches!(unit, Unit::Word(w) if *w >= word);
        self.units.iter().skip(from).position(behind).map_or(self.units.len(), |ahead| from + ahead)
    }
}
