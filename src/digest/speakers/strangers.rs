//! Whom a pronoun means that nobody with a name is meant by: somebody told by a description alone.

use super::mentions::{Candidate, Kind};
use super::ranking::Scene;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// The description that a pronoun stands for: it opens the sentence before, or one before that of which all tells of the
/// same, and nobody else stands between or before in the block. `A driver stopped. “…,” he said.` Where `plain` is not
/// given, a definite one tells also what it is of, as it may be another name for somebody known: `The mayor of Quill`.
pub fn before(scene: &Scene, pronoun: usize, plain: bool) -> Option<usize> {
    // Who stands alone has few before them, and what is looked at stays little in a text of pronouns alone.
    if pronoun > FEW {
        return None;
    }
    let asked = &scene.mentions[pronoun];
    let at = scene.mentions[..pronoun].iter().rposition(|mention| describes(scene, mention, plain))?;
    let stranger = &scene.mentions[at];
    let agrees = stranger.gender.is_none() || asked.gender.is_none() || stranger.gender == asked.gender;
    let named = |mention: &Candidate| {
        mention.person.is_some() || matches!(mention.kind, Kind::Person | Kind::Definite | Kind::Indefinite)
    };
    let others = scene.mentions[..pronoun].iter().enumerate();
    let alone = others.filter(|&(i, _)| i != at).all(|(_, mention)| !named(mention));
    let near = stranger.sentence < asked.sentence && asked.sentence <= stranger.sentence + REACH;
    (agrees && alone && near && !meets(scene, stranger)).then_some(at)
}

/// So many sentences are between a description and a pronoun at most.
const REACH: usize = 4;
/// More mentions before it in its block than these, pronouns among them, and a pronoun has somebody with a name.
const FEW: usize = 60;

/// Whether a mention is the subject that opens a sentence, somebody by what they are.
fn describes(scene: &Scene, mention: &Candidate, plain: bool) -> bool {
    let first = &scene.words[mention.words.start];
    let opens = scene.clauses.sentence(mention.sentence).start == mention.units.start;
    let owned = scene.words[mention.words.clone()].iter().any(|word| word.shape == Shape::Genitive);
    let of = || {
        let word = |unit: usize| scene.word(unit);
        let small = |word: &Word| matches!(&scene.text[word.range()], "of" | "in" | "at" | "from");
        word(mention.units.end).is_some_and(small) && word(mention.units.end + 1).is_some_and(Word::is_capital)
    };
    let told = match mention.kind {
        Kind::Indefinite => true,
        Kind::Definite => mention.person.is_none() && (plain || of()),
        _ => false,
    };
    opens && told && !owned && first.is(Class::DETERMINER) && !asks(scene, mention)
}

/// Whether somebody is but there to ask.
fn asks(scene: &Scene, mention: &Candidate) -> bool {
    let is =
        |unit: usize, words: &[&str]| scene.word(unit).is_some_and(|word| words.contains(&&scene.text[word.range()]));
    let range = mention.units.end..scene.clauses.sentence(mention.sentence).end;
    is(mention.units.end - 1, &["reporter", "journalist", "interviewer", "moderator", "host"])
        || range.into_iter().any(|unit| is(unit, &["asked", "asks", "wondered", "inquired"]))
}

/// Whether the sentence has somebody else in it by a pronoun: `A friend rang him`.
fn meets(scene: &Scene, stranger: &Candidate) -> bool {
    let sentence = stranger.units.end..scene.clauses.sentence(stranger.sentence).end;
    let other = |unit: usize| {
        scene.word(unit).is_some_and(|word| {
            let her = || {
                let next = scene.word(unit + 1);
                let small = |next: &Word| matches!(&scene.text[next.range()], "up" | "back" | "out" | "away" | "down");
                let noun = |next: &Word| next.is_word() && !next.is(Class::FUNCTION) && !small(next);
                &scene.text[word.range()] == "her" && !next.is_some_and(noun)
            };
            matches!(&scene.text[word.range()], "him" | "them") || her()
        })
    };
    sentence.into_iter().any(other)
}
