//! How a mention hangs on a verb of saying: as its subject, inverted behind it, by `according to`, by a colon.

use super::clauses::{Clauses, Traits, Unit};
use super::mentions::Candidate;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// The tie between a mention and a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    None,
    /// `Smith said`
    Subject,
    /// `Smith, a doctor, said`
    Apposition,
    /// `Smith took the stage and said`
    Later,
    /// `said Smith`
    Inverted,
    SubjectCalls,
    AppositionCalls,
    LaterCalls,
    According,
    /// `Smith: “…”`
    Colon,
    /// `Smith took the stage, saying`
    Participle,
    /// `told Smith`
    Object,
    /// `Smith would say`
    Base,
}

/// A tie and the unit of its cue.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub tie: Tie,
    pub cue: Option<usize>,
}

const NONE: Link = Link { tie: Tie::None, cue: None };

/// What matters of the units behind the first verb that is no cue.
const WEIGHTY: Traits = Traits::CUE.or(Traits::MODAL).or(Traits::SEMICOLON).or(Traits::QUOTE);

/// How far a cue is looked for, in units.
const REACH: usize = 45;

/// The ties of all mentions of a block, in their order.
pub fn all(text: &str, words: &[Word], clauses: &Clauses, mentions: &[Candidate]) -> Vec<Link> {
    let view = View { text, words, clauses };
    // The first behind the mention, of each.
    let (mut cue, mut quote) = (0, 0);
    let link = |(i, mention): (usize, &Candidate)| {
        let end = mention.units.end;
        if cue < end {
            cue = clauses.next(end, Traits::CUE);
        }
        if quote < end {
            quote = clauses.next(end, Traits::QUOTE);
        }
        // Behind a quote only `"…," Smith, "…," said` would go on.
        let reached = cue < quote && cue < clauses.sentence(mention.sentence).end.min(end + REACH);
        view.link(mention, reached.then(|| &mentions[i + 1..]))
    };
    mentions.iter().enumerate().map(link).collect()
}

struct View<'a> {
    text: &'a str,
    words: &'a [Word],
    clauses: &'a Clauses,
}

impl<'a> View<'a> {
    fn word(&self, unit: usize) -> Option<&'a Word> {
        match self.clauses.units.get(unit) {
            Some(Unit::Word(w)) => Some(&self.words[*w]),
            _ => None,
        }
    }

    /// The bytes of a word, which are enough to compare it with others.
    fn text(&self, unit: usize) -> &'a [u8] {
        self.word(unit).map_or(b"", |word| &self.text.as_bytes()[word.range()])
    }

    /// The tie of a mention; `later` are those behind it, where a cue is near enough behind it to have it as its subject.
    fn link(&self, mention: &Candidate, later: Option<&[Candidate]>) -> Link {
        let start = mention.units.start;
        if start >= 2 && self.text(start - 1) == b"to" && self.text(start - 2).eq_ignore_ascii_case(b"according") {
            return Link { tie: Tie::According, cue: Some(start - 2) };
        }
        let subject = later.and_then(|later| self.subject(mention, later));
        subject.or_else(|| self.inverted(mention)).unwrap_or(NONE)
    }

    /// The cue right in front of a mention.
    fn inverted(&self, mention: &Candidate) -> Option<Link> {
        let mut at = mention.units.start.checked_sub(1)?;
        // A title or modifier that is no part of the mention: `said state Sen. Jane Roe`.
        for _ in 0..8 {
            let word = self.word(at)?;
            let modifier = !word.is(Class::CUE)
                && matches!(word.shape, Shape::Lower | Shape::Capital | Shape::Acronym | Shape::Genitive)
                && (!word.is(Class::FUNCTION) || word.is(Class::DETERMINER) || word.is(Class::TITLE));
            if word.is(Class::CUE) || !modifier {
                break;
            }
            at = at.checked_sub(1)?;
        }
        let cue = self.word(at)?;
        if !cue.is(Class::CUE) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|at| self.clauses.units.get(at));
        let opens = match before {
            Some(Unit::Quote(_)) => true,
            Some(Unit::Word(w)) => self.words[*w].is_mark(&[',', '—', '–']),
            None => false,
        };
        let told = matches!(self.text(at), b"told" | b"tell" | b"tells" | b"telling");
        let tie = if told || cue.is(Class::ING) || !opens && !cue.is(Class::SAYS) {
            Tie::Object
        } else if opens && cue.is(Class::SAYS) {
            Tie::Inverted
        } else {
            Tie::Object
        };
        Some(Link { tie, cue: Some(at) })
    }

    /// The cue of which a mention is the subject.
    fn subject(&self, mention: &Candidate, later: &[Candidate]) -> Option<Link> {
        let end = self.clauses.sentence(mention.sentence).end;
        let stop = end.min(mention.units.end + REACH);
        let mut at = mention.units.end;
        let mut apposed = false;
        let mut other_verb = false;
        let mut complement = false;
        let mut modal = false;
        while at < stop {
            // Behind another verb all else is passed over.
            if other_verb {
                at = self.clauses.next(at, WEIGHTY);
                if at >= stop {
                    break;
                }
            }
            let word = self.word(at)?;
            match word.shape {
                Shape::Mark(':') if at + 1 < end && matches!(self.clauses.units[at + 1], Unit::Quote(_)) => {
                    let tie = if other_verb || apposed { Tie::Participle } else { Tie::Colon };
                    return Some(Link { tie, cue: Some(at) });
                }
                Shape::Mark(',' | '(' | '—' | '–') if !other_verb && !complement_verb(self, at) => {
                    // The apposition up to its closing comma.
                    let close = (at + 1..stop)
                        .find(|&unit| self.word(unit).is_none_or(|word| word.is_mark(&[',', ')', '—', '–'])));
                    match close {
                        Some(close) if self.word(close).is_some() => {
                            apposed = true;
                            at = close;
                        }
                        _ => apposed = true,
                    }
                }
                Shape::Genitive if !other_verb && at == mention.units.end => return None,
                _ if word.is(Class::CUE)
                    && !(word.is(Class::BASE) && !modal && !plural(mention))
                    && !self.participle(at) =>
                {
                    let says = word.is(Class::SAYS);
                    let far = other_verb
                        || later.iter().take(6).any(|other| {
                            other.units.start < at
                                && subject_like(other)
                                && !self.inside_apposition(mention, other, apposed, complement)
                        });
                    // `Smith, saying` is loose, `Smith saying he was` as good as `Smith said`.
                    let loose = word.is(Class::ING) && at > mention.units.end;
                    let tie = match (loose, word.is(Class::BASE) && modal, far, apposed || complement, says) {
                        (true, _, _, _, _) => Tie::Participle,
                        (_, true, false, false, true) => Tie::Base,
                        (_, _, true, _, true) => Tie::Later,
                        (_, _, true, _, false) => Tie::LaterCalls,
                        (_, _, _, true, true) => Tie::Apposition,
                        (_, _, _, true, false) => Tie::AppositionCalls,
                        (_, _, _, _, true) => Tie::Subject,
                        (_, _, _, _, false) => Tie::SubjectCalls,
                    };
                    return Some(Link { tie, cue: Some(at) });
                }
                _ if self.clauses.traits[at].any(Traits::MODAL) => modal = true,
                _ if word.is(Class::ADVERB) || self.text(at).ends_with(b"ly") => {}
                _ if word.is(Class::PREPOSITION) && !other_verb => complement = true,
                _ if complement && (word.is_capital() || word.is(Class::DETERMINER.or(Class::POSSESSIVE))) => {}
                Shape::Lower if complement && !word.is(Class::FUNCTION) && !self.text(at).ends_with(b"ed") => {}
                Shape::Mark(';') => return None,
                Shape::Lower if word.is(Class::RELATIVE) || at == mention.units.end && self.text(at) == b"that" => {
                    apposed = true;
                }
                _ if at > mention.units.end || !word.is_capital() => other_verb = true,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// A form like `told` behind `was`: the subject is spoken to.
    fn participle(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|at| self.text(at)).unwrap_or_default();
        let word = self.text(at);
        matches!(before, b"was" | b"were" | b"been" | b"be" | b"being" | b"is" | b"are") && !word.ends_with(b"ing")
    }

    fn inside_apposition(&self, mention: &Candidate, other: &Candidate, apposed: bool, complement: bool) -> bool {
        (apposed || complement)
            && (mention.units.end..other.units.start)
                .any(|unit| self.word(unit).is_some_and(|word| word.is_mark(&[',']) || word.is(Class::PREPOSITION)))
    }
}

/// A comma with a clause of its own behind: `Smith, said` is none.
fn complement_verb(view: &View, comma: usize) -> bool {
    view.word(comma + 1).is_some_and(|word| word.is(Class::CUE) && !word.is(Class::BASE))
}

fn plural(mention: &Candidate) -> bool {
    use super::mentions::Kind;
    matches!(mention.kind, Kind::Group | Kind::Other | Kind::Writer | Kind::Thing)
}

fn subject_like(mention: &Candidate) -> bool {
    use super::mentions::Kind;
    !matches!(mention.kind, Kind::Thing | Kind::Document)
}
