//! Words in the reporter's text that may name a speaker: names, pronouns, descriptions.

use std::ops::Range;

use super::clauses::{Clauses, Unit};
use crate::digest::people::{Gender, Name, NameKind};
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// How a mention names its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    /// A capitalised name that may be a person's.
    Unknown,
    /// A named organisation or place.
    Organisation,
    /// `he`, `she`
    Pronoun,
    /// `they`, `it`
    Other,
    /// `I`, `we`
    Writer,
    /// `who`
    Relative,
    /// `the senator`
    Definite,
    /// `a spokesman`
    Indefinite,
    /// `voters`
    Group,
    /// `the ministry`
    Body,
    /// `the report`
    Document,
    /// `the rest`
    Thing,
}

/// Words that may name a speaker.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub kind: Kind,
    /// Units of the block.
    pub units: Range<usize>,
    /// Words of the block: what is shown as the mention.
    pub words: Range<usize>,
    pub sentence: usize,
    pub person: Option<usize>,
    pub gender: Option<Gender>,
}

/// The mentions of a block, in order.
pub fn find(words: &[Word], clauses: &Clauses, names: &[(Range<usize>, &Name)]) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut next_name = 0;
    let mut at = 0;
    while at < clauses.units.len() {
        while names.get(next_name).is_some_and(|(units, _)| units.end <= at) {
            next_name += 1;
        }
        if let Some((units, name)) = names.get(next_name)
            && units.start <= at
        {
            let end = units.end;
            // `Cruz's campaign`, `the Trump campaign`, `Twitter spokesman`: the noun behind is what speaks.
            let compound = noun_phrase(words, clauses, names, next_name, at);
            match compound {
                Some(candidate) => {
                    at = candidate.units.end;
                    push(&mut out, candidate, words, clauses);
                }
                None => {
                    out.extend(named(clauses, units, name));
                    at = end;
                }
            }
            continue;
        }
        let Unit::Word(w) = clauses.units[at] else {
            at += 1;
            continue;
        };
        if let Some(candidate) = pronoun(&words[w], clauses, at, w) {
            out.push(candidate);
            at += 1;
        } else if let Some(candidate) = words_of(words, clauses, at, w) {
            out.push(candidate);
            at += 2;
        } else if opens_phrase(&words[w])
            && let Some(candidate) = noun_phrase(words, clauses, names, next_name, at)
        {
            at = candidate.units.end;
            push(&mut out, candidate, words, clauses);
        } else {
            at += 1;
        }
    }
    out
}

/// Adds a description; `the senator and candidate` is one.
fn push(out: &mut Vec<Candidate>, candidate: Candidate, words: &[Word], clauses: &Clauses) {
    let joined = |last: &Candidate| {
        let and = match clauses.units.get(last.units.end) {
            Some(Unit::Word(w)) => words[*w].is(Class::CONJUNCTION),
            _ => false,
        };
        let bare = !words[candidate.words.start].is(Class::DETERMINER.or(Class::POSSESSIVE));
        and && bare
            && last.units.end + 1 == candidate.units.start
            && matches!(last.kind, Kind::Definite | Kind::Indefinite)
            && matches!(candidate.kind, Kind::Definite | Kind::Indefinite)
    };
    match out.last_mut() {
        Some(last) if joined(last) => {
            last.units.end = candidate.units.end;
            last.words.end = candidate.words.end;
        }
        _ => out.push(candidate),
    }
}

fn named(clauses: &Clauses, units: &Range<usize>, name: &Name) -> Option<Candidate> {
    let kind = match name.kind {
        NameKind::Person => Kind::Person,
        NameKind::Unknown => Kind::Unknown,
        NameKind::Organisation | NameKind::Place => Kind::Organisation,
    };
    Some(Candidate {
        kind,
        units: units.clone(),
        words: name.words.clone(),
        sentence: clauses.sentence_of(units.start),
        person: name.person,
        gender: name.gender,
    })
}

fn pronoun(word: &Word, clauses: &Clauses, at: usize, w: usize) -> Option<Candidate> {
    let kind = if word.is(Class::SUBJECT) {
        if word.is(Class::PLURAL.or(Class::THING)) { Kind::Other } else { Kind::Pronoun }
    } else if word.is(Class::FIRST_PERSON) {
        Kind::Writer
    } else if word.is(Class::RELATIVE) {
        Kind::Relative
    } else {
        return None;
    };
    Some(Candidate {
        kind,
        units: at..at + 1,
        words: w..w + 1,
        sentence: clauses.sentence_of(at),
        person: None,
        gender: Gender::of(word.class),
    })
}

/// Somebody's words, with a pronoun for whose: `по её словам`.
fn words_of(words: &[Word], clauses: &Clauses, at: usize, w: usize) -> Option<Candidate> {
    let Some(Unit::Word(next)) = clauses.units.get(at + 1) else { return None };
    let gender = Gender::of(words[w].class).filter(|_| words[w].is(Class::POSSESSIVE))?;
    words[*next].is(Class::ACCORDING).then(|| Candidate {
        kind: Kind::Pronoun,
        units: at..at + 2,
        words: w..next + 1,
        sentence: clauses.sentence_of(at),
        person: None,
        gender: Some(gender),
    })
}

const NOUNS: Class = Class::ROLE.or(Class::GROUP).or(Class::ORGANISATION).or(Class::DOCUMENT);

/// No noun phrase is longer.
const LONGEST: usize = 14;

/// Whether a word that is no name may begin a description.
fn opens_phrase(word: &Word) -> bool {
    is_determiner(word) || is_of_phrase(word)
}

fn is_determiner(word: &Word) -> bool {
    word.is(Class::DETERMINER.or(Class::POSSESSIVE))
}

/// Whether a word may stand inside a description: no mark, verb or word with another job in the sentence.
fn is_of_phrase(word: &Word) -> bool {
    let function = word.is(Class::FUNCTION) && !word.is(Class::DETERMINER.or(NOUNS));
    let verb = word.is(Class::CUE) && !word.is(Class::BASE) && !word.is(NOUNS);
    word.is_word() && !function && !verb
}

/// A description that starts here: a determiner or owner, what comes between, a noun.
fn noun_phrase(
    words: &[Word],
    clauses: &Clauses,
    names: &[(Range<usize>, &Name)],
    next_name: usize,
    at: usize,
) -> Option<Candidate> {
    let word = |unit: usize| match clauses.units.get(unit) {
        Some(Unit::Word(w)) => Some(&words[*w]),
        _ => None,
    };
    let first = word(at)?;
    let determined = is_determiner(first);
    let sentence = clauses.sentence_of(at);
    let stop = clauses.sentence(sentence).end.min(at + LONGEST);
    let mut names_ahead = names[next_name..].iter().peekable();
    let mut end = at + usize::from(determined);
    let mut owner = false;
    let mut person_end = None;
    while end < stop {
        let Some(inside) = word(end) else { break };
        while names_ahead.peek().is_some_and(|(units, _)| units.end <= end) {
            names_ahead.next();
        }
        if let Some((units, name)) = names_ahead.peek()
            && units.start <= end
        {
            end = units.end;
            if name.kind == NameKind::Person {
                person_end = Some(units.end);
            }
            continue;
        }
        let base = inside.is(Class::CUE) && inside.is(Class::BASE) && !inside.is(NOUNS) && end > at + 1;
        // `ruling that state lawmakers`: another phrase begins.
        let another = end > at && is_determiner(inside) && !word(end - 1).is_some_and(is_determiner);
        // `the village's only baker`
        let only = determined
            && inside.is(Class::ADVERB)
            && word(end - 1).is_some_and(|owner| owner.shape == Shape::Genitive)
            && word(end + 1).is_some_and(|next| next.shape == Shape::Lower && is_of_phrase(next));
        if base || another || !is_of_phrase(inside) && !only {
            break;
        }
        owner |= inside.shape == Shape::Genitive;
        end += 1;
    }
    if end <= at {
        return None;
    }
    let last_noun = (at..end)
        .rev()
        .find(|&unit| word(unit).is_some_and(|w| w.is(NOUNS) && !(determined && unit == at && end > at + 1)));
    let in_name =
        |unit: usize| names[next_name..].iter().take_while(|(u, _)| u.start <= unit).find(|(u, _)| u.contains(&unit));
    let head = match last_noun {
        // A name at the end is a mention of its own: `the author Jane Roe`.
        Some(head) if person_end.is_some_and(|end| end > head) => return None,
        Some(head) if in_name(head).is_some() => return None,
        Some(head) => head,
        None if determined
            && person_end.is_none_or(|person| person < end)
            && names_ahead.peek().is_none_or(|(units, _)| units.start >= end) =>
        {
            end - 1
        }
        None => return None,
    };
    let noun = word(head)?;
    // `the` before a quote, `two weeks`, `that month` name nobody; `one`, `another` may.
    let bare = head == at && determined;
    let names_one = !noun.is(Class::DEFINITE.or(Class::POSSESSIVE).or(Class::TIME)) && noun.shape != Shape::Number;
    let speaks = || word(head + 1).is_some_and(|next| next.is(Class::CUE.or(Class::AUXILIARY)));
    if bare && !(names_one && speaks()) || noun.is(Class::TIME) || noun.shape == Shape::Number {
        return None;
    }
    // `Former secretary of state Jane Roe`: the name speaks.
    if word(head + 1).is_some_and(|of| of.is(Class::PREPOSITION)) {
        let near = names[next_name..].iter().find(|(units, _)| units.start > head);
        let between = |start: usize| {
            (head + 2..start).all(|unit| word(unit).is_some_and(|w| w.is_word() && !w.is(Class::FUNCTION)))
        };
        if near.is_some_and(|(units, name)| {
            name.kind == NameKind::Person && units.start > head + 2 && units.start <= head + 5 && between(units.start)
        }) {
            return None;
        }
    }
    // Without a determiner or an owner only people and what people wrote speak.
    if !determined && !owner && !noun.is(NOUNS) {
        return None;
    }
    let definite = owner || first.is(Class::POSSESSIVE.or(Class::DEFINITE));
    let kind = if noun.is(Class::GROUP) && !noun.is(Class::ROLE) {
        Kind::Group
    } else if noun.is(Class::ROLE) {
        if definite { Kind::Definite } else { Kind::Indefinite }
    } else if noun.is(Class::DOCUMENT) {
        Kind::Document
    } else if noun.is(Class::ORGANISATION) {
        Kind::Body
    } else {
        Kind::Thing
    };
    let Unit::Word(from) = clauses.units[at] else { return None };
    let Unit::Word(to) = clauses.units[head] else { return None };
    Some(Candidate {
        kind,
        units: at..head + 1,
        words: from..to + 1,
        sentence,
        person: None,
        // `la maire`: where nouns have a gender, the article has it too.
        gender: Gender::of(noun.class).or_else(|| Gender::of(first.class).filter(|_| determined)),
    })
}
