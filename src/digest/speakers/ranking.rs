//! The categories by which the mentions near a quote are ranked as its speaker.

use super::clauses::{Clauses, QuotePlace, Unit};
use super::links::{Link, Tie};
use super::mentions::{Candidate, Kind};
use crate::digest::model::Quote;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;
use crate::rules::model::Field;

/// What the weights in `rules/weights/speaker.txt` speak of.
pub const FIELDS: &[Field] = &[
    ("place", 8),
    ("kind", 13),
    ("tie", 13),
    ("side", 8),
    ("gap", 8),
    ("between", 5),
    ("before", 9),
    ("after", 11),
    ("turn", 4),
    ("chain", 6),
    ("form", 7),
    ("named", 2),
    ("voice", 3),
    ("salience", 5),
    ("first", 2),
    ("length", 4),
    ("end", 5),
    ("alone", 4),
];

/// The values of [`FIELDS`].
pub type Values = [u8; 18];

/// One block, ready to be looked at.
pub struct Scene<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
    pub clauses: Clauses,
    pub mentions: Vec<Candidate>,
    pub links: Vec<Link>,
}

impl Scene<'_> {
    pub fn word(&self, unit: usize) -> Option<&Word> {
        match self.clauses.units.get(unit) {
            Some(Unit::Word(w)) => Some(&self.words[*w]),
            _ => None,
        }
    }
}

/// What is told of a quote whatever the mention.
pub struct Setting {
    pub unit: usize,
    pub sentence: usize,
    form: u8,
    chain: u8,
    voice: u8,
    length: u8,
    end: u8,
    alone: u8,
}

/// How a quote stands to the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Previous {
    /// 0 none near, 1 same sentence, 2 same block, 3 the block before, 4 the block before and never closed.
    pub chain: u8,
}

impl Setting {
    pub fn new(scene: &Scene, quote: &Quote, place: QuotePlace, previous: Previous) -> Self {
        let unit = place.unit;
        let sentence = scene.clauses.sentence_of(unit);
        let inside = &scene.text[quote.words.range()];
        let (words, voice) = opening(scene, &scene.words[place.word..], quote.words.range().end);
        let end = match inside.chars().next_back() {
            Some(',') => 1,
            Some('.') => 2,
            Some('?' | '!') => 3,
            Some('…' | '—' | '–' | '-') => 4,
            _ => 0,
        };
        let units = scene.clauses.units.len();
        let quotes_only = scene.clauses.units.iter().take(40).all(|unit| match unit {
            Unit::Quote(_) => true,
            Unit::Word(w) => !scene.words[*w].is_word(),
        });
        let alone = if quotes_only && units <= 40 {
            3
        } else if unit == 0 {
            1
        } else if unit + 1 >= units {
            2
        } else {
            0
        };
        Self {
            unit,
            sentence,
            form: form(scene, unit, sentence),
            chain: previous.chain,
            voice,
            length: match words {
                0..=2 => 0,
                3..=5 => 1,
                6..=11 => 2,
                _ => 3,
            },
            end,
            alone,
        }
    }
}

/// How many words of a quote stand between white space, twelve standing for all beyond, and its voice: 1 where its first
/// words have `I` among them, 2 where they have `we` and no `I`.
fn opening(scene: &Scene, words: &[Word], end: usize) -> (usize, u8) {
    let (mut count, mut voice) = (0, 0);
    for (i, word) in words.iter().enumerate().take_while(|(_, word)| (word.start as usize) < end) {
        if i > 0 && !word.spaced {
            continue;
        }
        if count == 60 || count >= 12 && voice == 1 {
            break;
        }
        count += 1;
        let alone = words.get(i + 1).is_none_or(|next| next.spaced || next.start as usize >= end);
        let text = &scene.text[word.range()];
        match text.as_bytes()[0] {
            b'I' | b'm' if alone && is_singular(text) => voice = 1,
            b'w' | b'W' | b'o' | b'O' | b'u' if voice == 0 && alone && is_plural(text) => voice = 2,
            _ => {}
        }
    }
    (count.min(12), voice)
}

fn is_singular(word: &str) -> bool {
    matches!(word, "I" | "I’m" | "I'm" | "I’ve" | "I've" | "my" | "me" | "I’ll" | "I'll" | "I'd" | "I’d")
}

fn is_plural(word: &str) -> bool {
    matches!(word, "we" | "We" | "our" | "Our" | "us" | "we’re" | "we're" | "We’re" | "We're")
}

/// What the quote's sentence has besides it: nothing, a cue beside the quote, a cue elsewhere, a weaker cue, none.
fn form(scene: &Scene, unit: usize, sentence: usize) -> u8 {
    let range = scene.clauses.sentence(sentence);
    let near = range.start.max(unit.saturating_sub(40))..range.end.min(unit + 40);
    let mut word_there = false;
    let (mut says, mut calls) = (None, false);
    for at in near {
        let Some(word) = scene.word(at) else { continue };
        word_there |= word.is_word();
        if word.is(Class::SAYS) && !word.is(Class::BASE) {
            let distance = at.abs_diff(unit);
            if says.is_none_or(|(best, _)| distance < best) {
                says = Some((distance, at > unit));
            }
        }
        calls |= word.is(Class::CALLS);
    }
    match says {
        _ if !word_there => 0,
        Some((1..=6, true)) => 1,
        Some((1..=3, false)) => 2,
        Some(_) => 3,
        None if calls => 4,
        None => 5,
    }
}

/// Where a mention stands, seen from a quote of its own or a later block.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// Blocks back.
    pub blocks: usize,
    /// The mention was the speaker of the quote before.
    pub same_mention: bool,
    /// The one mentioned was the speaker of the quote before.
    pub same_speaker: bool,
    pub any_previous: bool,
    /// How often the person has been mentioned.
    pub count: usize,
    /// The quote has the person's surname in it.
    pub named: bool,
}

/// The categories of a mention, in the order of [`FIELDS`].
pub fn values(home: &Scene, at: usize, setting: &Setting, position: Position) -> Values {
    let mention = &home.mentions[at];
    let link = home.links[at];
    let here = position.blocks == 0;
    let place = place(home, mention, setting, position.blocks);
    let same_sentence = place < 2;
    let (gap, between) = if here { distance(home, at, setting.unit) } else { (7, 4) };
    let before = mention.units.start.checked_sub(1).and_then(|unit| home.word(unit));
    let opens = home.clauses.sentence(mention.sentence).start == mention.units.start;
    [
        place,
        mention.kind as u8,
        link.tie as u8,
        if same_sentence { side(link, setting.unit) } else { 0 },
        gap,
        between,
        before_class(home, mention, before, opens),
        after_class(home, mention),
        match position {
            Position { any_previous: false, .. } => 0,
            Position { same_mention: true, .. } => 1,
            Position { same_speaker: true, .. } => 2,
            _ => 3,
        },
        setting.chain,
        setting.form,
        u8::from(position.named),
        setting.voice,
        match position.count {
            0..=1 => 0,
            2 => 1,
            3..=5 => 2,
            6..=10 => 3,
            _ => 4,
        },
        u8::from(first_in_sentence(home, at)),
        setting.length,
        setting.end,
        setting.alone,
    ]
}

/// 0 the sentence, in front; 1 behind; 2 the sentence before; 3 earlier in the block; 4 the last sentence of the
/// block before; 5 earlier there; 6 the next sentence; 7 further off.
fn place(home: &Scene, mention: &Candidate, setting: &Setting, blocks: usize) -> u8 {
    if blocks == 0 {
        return match () {
            () if mention.sentence == setting.sentence && mention.units.start < setting.unit => 0,
            () if mention.sentence == setting.sentence => 1,
            () if mention.sentence > setting.sentence => 6,
            () if mention.sentence + 1 == setting.sentence => 2,
            () => 3,
        };
    }
    match blocks {
        1 if mention.sentence + 1 == home.clauses.sentences() => 4,
        1 => 5,
        _ => 7,
    }
}

fn distance(home: &Scene, at: usize, unit: usize) -> (u8, u8) {
    let mention = &home.mentions[at];
    let before = mention.units.start < unit;
    let gap = if before { unit.saturating_sub(mention.units.end) } else { mention.units.start - unit - 1 };
    let between = if before {
        home.mentions[at + 1..].iter().take(4).take_while(|other| other.units.start < unit).count()
    } else {
        home.mentions[..at].iter().rev().take(4).take_while(|other| other.units.start > unit).count()
    };
    let gap = match gap {
        0..=2 => gap as u8,
        3..=4 => 3,
        5..=8 => 4,
        9..=15 => 5,
        16..=30 => 6,
        _ => 7,
    };
    (gap, between as u8)
}

/// Where the cue stands to the quote: 0 none; 1 to 3 behind it, ever further; 4 to 6 in front; 7 at the mention.
fn side(link: Link, unit: usize) -> u8 {
    let Some(cue) = link.cue.filter(|_| link.tie != Tie::None) else { return 0 };
    if cue > unit {
        match cue - unit {
            1..=3 => 1,
            4..=9 => 2,
            _ => 3,
        }
    } else {
        match unit - cue {
            0..=2 => 4,
            3..=8 => 5,
            _ => 6,
        }
    }
}

fn before_class(home: &Scene, mention: &Candidate, before: Option<&Word>, opens: bool) -> u8 {
    if opens {
        return 5;
    }
    let Some(word) = before else { return 8 };
    match word.shape {
        Shape::Mark(',') => 4,
        Shape::Mark(_) => 0,
        _ if &home.text[word.range()] == "by" => 2,
        _ if word.is(Class::PREPOSITION) => 1,
        _ if word.is(Class::CUE) => 3,
        _ if word.is(Class::CONJUNCTION) => 6,
        _ if mention.kind == Kind::Person && word.is(Class::ROLE.or(Class::TITLE)) => 0,
        _ => 7,
    }
}

fn after_class(home: &Scene, mention: &Candidate) -> u8 {
    let end = mention.units.end;
    if end >= home.clauses.sentence(mention.sentence).end {
        return 6;
    }
    let Some(word) = home.word(end) else { return 5 };
    match word.shape {
        Shape::Genitive => 4,
        Shape::Mark(',') => 3,
        Shape::Mark('.' | '!' | '?') => 6,
        Shape::Mark(_) => 0,
        _ if word.is(Class::CUE) => 1,
        _ if word.is(Class::AUXILIARY) => 2,
        _ if word.is(Class::RELATIVE) => 8,
        _ if word.is(Class::ADVERB) => 9,
        _ if word.is(Class::PREPOSITION) => 7,
        _ if word.is(Class::CONJUNCTION) => 10,
        _ => 0,
    }
}

/// Whether no other mention comes before in the sentence.
pub fn first_in_sentence(home: &Scene, at: usize) -> bool {
    at == 0 || home.mentions[at - 1].sentence != home.mentions[at].sentence
}
