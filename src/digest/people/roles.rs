//! Roles beside a name: `White House press secretary Jane Doe`, `Jane Doe, the White House press secretary`.

use std::ops::Range;

use super::names::Name;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// No role is told in more words.
const LONGEST: usize = 14;

/// The words of the roles beside a name, in front and behind.
pub fn beside(text: &str, words: &[Word], name: &Name) -> impl Iterator<Item = Range<usize>> {
    before(text, words, name).into_iter().chain(after(text, words, name))
}

fn names_role(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(Class::ROLE.or(Class::TITLE)) && !word.is(Class::COURTESY))
}

fn before(text: &str, words: &[Word], name: &Name) -> Option<Range<usize>> {
    let mut start = name.words.start;
    while start > 0 && name.words.start - start < LONGEST {
        let word = &words[start - 1];
        let belongs = match word.shape {
            Shape::Capital | Shape::Acronym => !word.is(Class::COURTESY) && !opens_only(words, start - 1),
            Shape::Genitive => start < name.words.start,
            Shape::Lower => {
                word.is(Class::ROLE.or(Class::TITLE).or(Class::ORGANISATION))
                    || modifier(&text[word.range()])
                    || start < name.words.start
                        && matches!(&text[word.range()], "of" | "for")
                        && words[start].is_capital()
            }
            Shape::Number | Shape::Mark(_) => false,
        };
        if !belongs {
            break;
        }
        start -= 1;
    }
    while start < name.words.start && (words[start].shape == Shape::Genitive || words[start].is(Class::PREPOSITION)) {
        start += 1;
    }
    let role = start..name.words.start;
    names_role(&words[role.clone()]).then_some(role)
}

/// A word that is capital because it opens the sentence and no part of a role.
fn opens_only(words: &[Word], i: usize) -> bool {
    words[i].is(Class::FUNCTION.or(Class::COMMON))
        && !words[i].is(Class::TITLE)
        && !words[i].is(Class::PREPOSITION)
        && {
            let first = i == 0 || words[i - 1].is_mark(&['.', '!', '?']);
            first || words[i].is(Class::DETERMINER.or(Class::CONJUNCTION))
        }
}

fn modifier(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "deputy"
            | "senior"
            | "acting"
            | "chief"
            | "press"
            | "foreign"
            | "prime"
            | "vice"
            | "executive"
            | "managing"
            | "longtime"
            | "interim"
            | "assistant"
            | "associate"
            | "national"
            | "state"
            | "federal"
            | "political"
            | "campaign"
            | "communications"
            | "policy"
            | "defense"
            | "defence"
            | "finance"
            | "interior"
            | "security"
            | "party"
            | "presidential"
            | "gubernatorial"
            | "senatorial"
            | "congressional"
            | "independent"
            | "co-founder"
            | "retired"
            | "then"
            | "ex"
            | "incoming"
            | "outgoing"
            | "conservative"
            | "liberal"
            | "veteran"
            | "special"
            | "general"
            | "county"
            | "city"
            | "district"
            | "opposition"
            | "military"
            | "health"
    ) || word.starts_with("then-")
        || word.starts_with("ex-")
}

fn after(text: &str, words: &[Word], name: &Name) -> Option<Range<usize>> {
    let mut start = name.words.end;
    if !words.get(start)?.is_mark(&[',', '(']) {
        return None;
    }
    start += 1;
    // An age comes first: `, 42, a teacher`.
    if words.get(start)?.shape == Shape::Number && words.get(start + 1)?.is_mark(&[',']) {
        start += 2;
    }
    let lead = words.get(start)?;
    if lead.is(Class::DETERMINER) && matches!(&text[lead.range()], "a" | "an" | "the" | "one") {
        start += 1;
    }
    let rest = &words[start..(start + LONGEST).min(words.len())];
    let stops = |word: &Word| {
        matches!(word.shape, Shape::Mark(_))
            || word.is(Class::CUE) && !word.is(Class::BASE) && !word.is(Class::ROLE)
            || word.is(Class::AUXILIARY.or(Class::RELATIVE).or(Class::SUBJECT))
            || word.is(Class::CONJUNCTION) && !word.is(Class::PREPOSITION) && &text[word.range()] != "and"
    };
    let role = &rest[..rest.iter().position(stops).unwrap_or(rest.len())];
    // The noun of the role comes before its complements: `head of policy`, not `in a letter to the senator`.
    let head = role.iter().position(|word| word.is(Class::PREPOSITION)).unwrap_or(role.len());
    let starts_well =
        role.first().is_some_and(|word| !word.is(Class::PREPOSITION.or(Class::ADVERB).or(Class::POSSESSIVE)));
    (starts_well && names_role(&role[..head])).then_some(start..start + role.len())
}

/// The whole word of a title's short form, folded.
pub fn long_form(word: String) -> String {
    let long = match word.as_str() {
        "sen" => "senator",
        "gov" => "governor",
        "rep" => "representative",
        "gen" => "general",
        "col" => "colonel",
        "lt" => "lieutenant",
        "prof" => "professor",
        "rev" => "reverend",
        _ => return word,
    };
    super::fold(long)
}
