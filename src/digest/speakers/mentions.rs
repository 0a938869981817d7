//! Words in the reporter's text that may name a speaker: names, pronouns, descriptions.

use std::ops::Range;

use super::clauses::{Clauses, NOUNS, Traits, Unit};
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
    const OPENING: Traits = Traits::PRONOUN.or(Traits::DETERMINER).or(Traits::INSIDE);
    let mut out = Vec::with_capacity(clauses.units.len() / 4);
    let mut names = names;
    let mut sentence = 0;
    let mut at = 0;
    while at < clauses.units.len() {
        while let [(units, _), rest @ ..] = names
            && units.end <= at
        {
            names = rest;
        }
        let name = names.first().filter(|(units, _)| units.start <= at);
        if name.is_none() && !clauses.traits[at].any(OPENING) {
            at += 1;
            continue;
        }
        while clauses.sentence(sentence).end <= at {
            sentence += 1;
        }
        if let Some((units, name)) = name {
            // `Cruz's campaign`, `the Trump campaign`, `Twitter spokesman`: the noun behind is what speaks.
            let described = clauses.traits[at].any(Traits::DETERMINER)
                || without_noun(clauses, at, units.end, names.get(1)).is_none();
            match described.then(|| noun_phrase(words, clauses, names, at, sentence)).flatten() {
                Some(candidate) => {
                    at = candidate.units.end;
                    push(&mut out, candidate, words, clauses);
                }
                None => {
                    out.push(named(clauses, units, name));
                    at = units.end;
                }
            }
            continue;
        }
        let Unit::Word(w) = clauses.units[at] else {
            at += 1;
            continue;
        };
        if let Some(candidate) = pronoun(&words[w], at, w, sentence) {
            out.push(candidate);
            at += 1;
        } else if let Some(candidate) = words_of(words, clauses, at, w, sentence) {
            out.push(candidate);
            at += 2;
        } else if !clauses.traits[at].any(Traits::DETERMINER)
            && let Some(next) = without_noun(clauses, at, at, names.first())
        {
            at = next;
        } else if let Some(candidate) = noun_phrase(words, clauses, names, at, sentence) {
            at = candidate.units.end;
            push(&mut out, candidate, words, clauses);
        } else {
            at += 1;
        }
    }
    out
}

/// Where to go on when no noun stands at or behind `from` in what may be a description from `at` on, which no determiner
/// opens: only a noun would make it one. `None` where a noun or the next name stands there.
fn without_noun(clauses: &Clauses, at: usize, from: usize, next_name: Option<&(Range<usize>, &Name)>) -> Option<usize> {
    let name = next_name.map_or(usize::MAX, |(units, _)| units.start);
    for unit in from..clauses.units.len().min(at + LONGEST) {
        let traits = clauses.traits[unit];
        if unit >= name || traits.any(Traits::NOUN) {
            return None;
        }
        let another = || unit > at && !clauses.traits[unit - 1].any(Traits::DETERMINER);
        if !traits.any(Traits::INSIDE) || traits.any(Traits::DETERMINER) && another() {
            return Some(unit);
        }
        // A verb that ends what starts farther in front may be the second word of another.
        if traits.any(Traits::BASE) && unit > at + 1 {
            return Some(unit - 1);
        }
    }
    Some(at + 1)
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
            && matches!(last.kind, Kind::Definite | Kind::Indefinite)
            && matches!(candidate.kind, Kind::Definite | Kind::Indefinite)
    };
    match out.last_mut() {
        Some(last) if last.units.end + 1 == candidate.units.start && joined(last) => {
            last.units.end = candidate.units.end;
            last.words.end = candidate.words.end;
        }
        _ => out.push(candidate),
    }
}

fn named(clauses: &Clauses, units: &Range<usize>, name: &Name) -> Candidate {
    let kind = match name.kind {
        NameKind::Person => Kind::Person,
        NameKind::Unknown => Kind::Unknown,
        NameKind::Organisation | NameKind::Place => Kind::Organisation,
    };
    Candidate {
        kind,
        units: units.clone(),
        words: name.words.clone(),
        sentence: clauses.sentence_of(units.start),
        person: name.person,
        gender: name.gender,
    }
}

fn pronoun(word: &Word, at: usize, w: usize, sentence: usize) -> Option<Candidate> {
    let kind = if word.is(Class::SUBJECT) {
        if word.is(Class::PLURAL.or(Class::THING)) { Kind::Other } else { Kind::Pronoun }
    } else if word.is(Class::FIRST_PERSON) {
        Kind::Writer
    } else if word.is(Class::RELATIVE) {
        Kind::Relative
    } else {
        return None;
    };
    Some(Candidate { kind, units: at..at + 1, words: w..w + 1, sentence, person: None, gender: Gender::of(word.class) })
}

/// Somebody's words, with a pronoun for whose: `по её словам`.
fn words_of(words: &[Word], clauses: &Clauses, at: usize, w: usize, sentence: usize) -> Option<Candidate> {
    if !words[w].is(Class::POSSESSIVE) {
        return None;
    }
    let Some(Unit::Word(next)) = clauses.units.get(at + 1) else { return None };
    let gender = Gender::of(words[w].class)?;
    words[*next].is(Class::ACCORDING).then(|| Candidate {
        kind: Kind::Pronoun,
        units: at..at + 2,
        words: w..next + 1,
        sentence,
        person: None,
        gender: Some(gender),
    })
}

/// No noun phrase is longer.
const LONGEST: usize = 14;

/// A description that starts here: a determiner or owner, what comes between, a noun. The names are those that do not end
/// before it.
fn noun_phrase(
    words: &[Word],
    clauses: &Clauses,
    names: &[(Range<usize>, &Name)],
    at: usize,
    sentence: usize,
) -> Option<Candidate> {
    let word = |unit: usize| match clauses.units.get(unit) {
        Some(Unit::Word(w)) => Some(&words[*w]),
        _ => None,
    };
    let first = word(at)?;
    let is = |unit: usize, traits: Traits| clauses.traits[unit].any(traits);
    let genitive = |unit: usize| word(unit).is_some_and(|owner| owner.shape == Shape::Genitive);
    let determined = is(at, Traits::DETERMINER);
    let stop = clauses.sentence(sentence).end.min(at + LONGEST);
    let mut names_ahead = names.iter().peekable();
    let mut end = at + usize::from(determined);
    let mut person_end = None;
    while end < stop && !is(end, Traits::QUOTE) {
        while names_ahead.next_if(|(units, _)| units.end <= end).is_some() {}
        if let Some((units, name)) = names_ahead.peek()
            && units.start <= end
        {
            end = units.end;
            if name.kind == NameKind::Person {
                person_end = Some(units.end);
            }
            continue;
        }
        let base = is(end, Traits::BASE) && end > at + 1;
        // `ruling that state lawmakers`: another phrase begins.
        let another = end > at && is(end, Traits::DETERMINER) && !is(end - 1, Traits::DETERMINER);
        // `the village's only baker`
        let only = || {
            determined
                && word(end).is_some_and(|inside| inside.is(Class::ADVERB))
                && genitive(end - 1)
                && word(end + 1).is_some_and(|next| next.shape == Shape::Lower)
                && is(end + 1, Traits::INSIDE)
        };
        if base || another || !is(end, Traits::INSIDE) && !only() {
            break;
        }
        end += 1;
    }
    if end <= at {
        return None;
    }
    let last_noun = (at..end).rev().find(|&unit| is(unit, Traits::NOUN) && !(determined && unit == at && end > at + 1));
    let in_name = |unit: usize| names.iter().take_while(|(u, _)| u.start <= unit).any(|(u, _)| u.contains(&unit));
    let head = match last_noun {
        // A name at the end is a mention of its own: `the author Jane Roe`.
        Some(head) if person_end.is_some_and(|end| end > head) => return None,
        Some(head) if in_name(head) => return None,
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
        let near = names.iter().find(|(units, _)| units.start > head);
        let between = |start: usize| {
            (head + 2..start).all(|unit| word(unit).is_some_and(|w| w.is_word() && !w.is(Class::FUNCTION)))
        };
        if near.is_some_and(|(units, name)| {
            name.kind == NameKind::Person && units.start > head + 2 && units.start <= head + 5 && between(units.start)
        }) {
            return None;
        }
    }
    let owner = (at..end).any(genitive);
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
