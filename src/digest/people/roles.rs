//! Roles beside a name: `White House press secretary Jane Doe`, `Jane Doe, the White House press secretary`.

use std::ops::Range;

use super::name::{Gender, Name};
use super::names::opens_place;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::{Class, office};
use crate::text::fold::fold;

/// No role is told in more words.
const LONGEST: usize = 14;

/// The words of the roles beside a name, in front and behind; `english` tells in which order a role has its words.
pub fn beside(text: &str, words: &[Word], name: &Name, english: bool) -> impl Iterator<Item = Range<usize>> {
    let complemented = || if english { None } else { complemented(words, name) };
    let front = before(text, words, name).or_else(complemented).or_else(|| apposed(text, words, name, english));
    front.into_iter().chain(after(text, words, name, english))
}

/// Somebody's age behind the name, as they may be called by it from there on, folded: `Jane Roe, 61, …`, `the 61-year-old`.
pub fn age(text: &str, words: &[Word], name: &Name) -> Option<String> {
    let [comma, age, close, ..] = words.get(name.whole.end..)? else { return None };
    let number = age.shape == Shape::Number && age.range().len() == 2;
    let apposed = comma.is_mark(&[',']) && close.is_mark(&[',', '.']);
    (number && apposed).then(|| fold(&format!("{}-year-old", &text[age.range()])))
}

/// Whether an age stands behind a name: `Jane Roe, 61, …`, `Jane Roe (61)`, `Jane Roe, de 61 años, …`.
pub fn is_aged(words: &[Word], name: &Name) -> bool {
    let [open, rest @ ..] = words.get(name.whole.end..).unwrap_or_default() else { return false };
    let near = &rest[..rest.len().min(4)];
    let number =
        near.iter().take(2).position(|word| word.shape == Shape::Number && matches!(word.range().len(), 1 | 2));
    let closed = |at: usize| near[at + 1..].iter().take(2).any(|word| word.is_mark(&[',', ')', '.']));
    open.is_mark(&[',', '(']) && number.is_some_and(closed)
}

/// A role that has its complement behind it, and then the name: `le ministre des Finances Luc Arnaud`.
fn complemented(words: &[Word], name: &Name) -> Option<Range<usize>> {
    // `Sprecher der Werft`: the name is the complement.
    if name.words.start.checked_sub(1).is_some_and(|i| words[i].is(Class::FUNCTION)) {
        return None;
    }
    let belongs = |word: &Word| {
        word.is_word()
            && !word.is(Class::CUE.or(Class::ACCORDING).or(Class::AUXILIARY).or(Class::SUBJECT).or(Class::CONJUNCTION))
    };
    let start = name.words.start.saturating_sub(LONGEST / 2);
    let near = &words[start..name.words.start];
    let length = near.iter().rev().take_while(|word| belongs(word)).count();
    let first = name.words.start - length;
    let head =
        words[first..name.words.start].iter().rposition(|word| word.is(Class::ROLE) && !word.is(Class::COURTESY))?;
    Some(first + head..name.words.start)
}

/// A role that the name stands beside, between commas: `the director of the port, Jane Roe, said`; behind its verb also
/// at the end of the sentence, whatever the noun: `said the verger, Jane Roe.`
fn apposed(text: &str, words: &[Word], name: &Name, english: bool) -> Option<Range<usize>> {
    // A title stands with the name: `the coroner, Dr Jane Roe, said`.
    let comma = name.whole.start.checked_sub(1).filter(|&i| words[i].is_mark(&[',']))?;
    // Some nouns are verbs of saying too: `of the fire service`.
    let belongs = |word: &Word| {
        word.is_word()
            && !word.is(Class::ACCORDING.or(Class::AUXILIARY).or(Class::SUBJECT).or(Class::CONJUNCTION))
            && (!word.is(Class::CUE) || word.is(Class::BASE))
    };
    let length = words[..comma].iter().rev().take(LONGEST).take_while(|word| belongs(word)).count();
    let first = comma - length;
    let said = english
        && first > 0
        && words[first - 1].is(Class::SAYS)
        && !matches!(&text[words[first - 1].range()], "told" | "asked")
        && words.get(first).is_some_and(|word| word.is(Class::DEFINITE));
    let phrase = &words[first..comma];
    let leads = |word: &Word| word.is(Class::DETERMINER.or(Class::POSSESSIVE));
    // `resume la directora, Jane Roe.`
    let noun = phrase.iter().position(|word| word.is(Class::ROLE)).filter(|_| !english);
    let article = noun.and_then(|noun| phrase[..noun].iter().rposition(leads));
    let closing = said || article.is_some() && name.words.len() > 1;
    let closed = |word: &Word| word.is_mark(&[',']) || closing && word.is_mark(&['.', ';', '—', '–', '?', '!']);
    let behind = words.get(behind_place(words, name.whole.end));
    if !(behind.is_some_and(closed) || closing && behind.is_none()) {
        return None;
    }
    let start = first + article.map_or_else(|| phrase.iter().take_while(|word| leads(word)).count(), |at| at + 1);
    let head = words[start..comma].iter().take_while(|word| !word.is(Class::PREPOSITION)).count();
    let role = &words[start..start + head];
    let told = names_role(role) || heads(text, &words[start..comma]) || said && !role.is_empty();
    told.then(|| owned(text, words, start..comma, english))
}

/// `head of the ward`: a role by what stands behind it.
fn heads(text: &str, role: &[Word]) -> bool {
    matches!(role, [head, of, _, ..] if &text[head.range()] == "head" && &text[of.range()] == "of")
}

/// A role whose owner is told by a common noun, with the article of that: `the canton's geologist`; without the owner
/// where the article opens the sentence.
fn owned(text: &str, words: &[Word], role: Range<usize>, english: bool) -> Range<usize> {
    let mut head = role.clone().take_while(|&i| !words[i].is(Class::PREPOSITION));
    let Some(owner) = head.find(|&i| words[i].shape == Shape::Genitive) else { return role };
    if !english || words[role.start..owner].iter().any(Word::is_capital) {
        return role;
    }
    let article = role.start.checked_sub(1).map(|i| &words[i]).filter(|word| word.is(Class::DETERMINER));
    match article {
        Some(article) if &text[article.range()] == "the" => role.start - 1..role.end,
        Some(_) if owner + 1 < role.end => owner + 1..role.end,
        _ => role,
    }
}

/// Whether somebody with this role is a man or a woman: `mother of two`.
pub fn gender(role: &[Word]) -> Option<Gender> {
    let head = role.iter().position(|word| word.is(Class::PREPOSITION)).unwrap_or(role.len());
    let noun = role[..head].iter().rfind(|word| word.is_word())?;
    if noun.is(Class::ROLE.or(Class::TITLE)) { Gender::of(noun.class) } else { None }
}

/// What somebody's own things tell of them: `Jane Roe, who left her crane`.
pub fn owner(text: &str, words: &[Word], name: &Name) -> Option<Gender> {
    let [comma, who, verb, rest @ ..] = words.get(name.whole.end..)? else { return None };
    if !comma.is_mark(&[',']) || !who.is(Class::RELATIVE) || verb.shape != Shape::Lower {
        return None;
    }
    let own =
        rest.iter().take(4).take_while(|word| word.shape == Shape::Lower).find(|word| word.is(Class::POSSESSIVE))?;
    match &text[own.range()] {
        "her" => Some(Gender::Female),
        "his" => Some(Gender::Male),
        _ => None,
    }
}

/// Where a name ends with the place that it stands for: `Jane Roe of Ostra`.
pub fn behind_place(words: &[Word], end: usize) -> usize {
    let place = words.get(end + 1..).unwrap_or_default().iter().take_while(|word| word.is_capital()).count();
    let of = words.get(end).is_some_and(|word| word.is(Class::PREPOSITION));
    if of && place > 0 { end + 1 + place } else { end }
}

/// The place that somebody stands for, behind the name: `Jane Roe of New Quill`.
pub fn origin<'w>(text: &str, words: &'w [Word], name: &Name) -> impl Iterator<Item = &'w Word> + use<'w> {
    let of = words.get(name.whole.end).is_some_and(|word| matches!(&text[word.range()], "of" | "from"));
    let end = if of { behind_place(words, name.whole.end) } else { name.whole.end };
    words[name.whole.end..end].iter().skip(1)
}

fn names_role(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(Class::ROLE.or(Class::TITLE)) && !word.is(Class::COURTESY))
}

fn before(text: &str, words: &[Word], name: &Name) -> Option<Range<usize>> {
    let mut start = name.words.start;
    while start > 0 && name.words.start - start < LONGEST {
        let word = &words[start - 1];
        let belongs = match word.shape {
            Shape::Capital | Shape::Acronym => {
                !word.is(Class::COURTESY.or(Class::ACCORDING))
                    && (opens_place(text, words, start - 1) || !opens_only(words, start - 1))
            }
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

fn after(text: &str, words: &[Word], name: &Name, english: bool) -> Option<Range<usize>> {
    let start = name.whole.end;
    words.get(start).filter(|word| word.is_mark(&[',', '(']))?;
    let behind = || {
        // A party or a place comes between: `Jane Roe (Greens), deputy mayor`.
        let inside = words[start..].iter().take(6).position(|word| word.is_mark(&[')']))?;
        let comma = start + inside + 1;
        words.get(comma).filter(|word| words[start].is_mark(&['(']) && word.is_mark(&[',']))?;
        behind_mark(text, words, comma, english)
    };
    behind_mark(text, words, start, english).or_else(behind)
}

/// The role that a mark behind a name opens.
fn behind_mark(text: &str, words: &[Word], mark: usize, english: bool) -> Option<Range<usize>> {
    let mut start = mark + 1;
    // An age comes first: `, 42, a teacher`.
    if words.get(start)?.shape == Shape::Number && words.get(start + 1)?.is_mark(&[',']) {
        start += 2;
    }
    let lead = words.get(start)?;
    if lead.is(Class::DETERMINER) && (!english || matches!(&text[lead.range()], "a" | "an" | "the" | "one")) {
        start += 1;
    }
    let rest = &words[start..(start + LONGEST).min(words.len())];
    let stops = |word: &Word| {
        matches!(word.shape, Shape::Mark(mark) if mark != '&')
            || word.is(Class::CUE) && !word.is(Class::BASE) && !word.is(Class::ROLE)
            || word.is(Class::AUXILIARY.or(Class::RELATIVE).or(Class::SUBJECT))
            || !english && word.is(Class::OBJECT)
            || word.is(Class::CONJUNCTION) && !word.is(Class::PREPOSITION) && &text[word.range()] != "and"
    };
    let role = &rest[..rest.iter().position(stops).unwrap_or(rest.len())];
    let role = if english { &role[..told(text, role)] } else { role };
    // The noun of the role comes before its complements: `head of policy`, not `in a letter to the senator`.
    let head = role.iter().position(|word| word.is(Class::PREPOSITION)).unwrap_or(role.len());
    let starts_well = role.first().is_some_and(|word| {
        let relative = english && matches!(&text[word.range()], "whose" | "which" | "that");
        let leans = word.is(Class::PREPOSITION.or(Class::ADVERB).or(Class::POSSESSIVE));
        !leans && !relative && !is_pronoun(&text[word.range()])
    });
    // Where subjects stand behind their verbs, only a mark shows that the apposition is over.
    let over = english || words.get(start + role.len()).is_none_or(|word| !word.is_word());
    // `Marriage, the senator said, is`: the verb has its own subject.
    let speaks = english
        && lead.is(Class::DEFINITE)
        && words
            .get(start + role.len())
            .is_some_and(|word| word.is(Class::SAYS) && !word.is(Class::BASE.or(Class::ING)));
    (over
        && starts_well
        && !speaks
        && (names_role(&role[..head]) || heads(text, role))
        && !goes_on(english, &role[..head]))
    .then(|| owned(text, words, start..start + role.len(), english))
}

/// Stands for a person like a role, and opens a clause of its own: `Jane, nobody ever came back.`
fn is_pronoun(word: &str) -> bool {
    matches!(word, "nobody" | "somebody" | "someone" | "anybody" | "anyone" | "everybody" | "everyone")
}

/// How many words of a role tell what it is: not for how long, nor the next one, nor what leans on the text around it
/// (`at the same university`).
fn told(text: &str, role: &[Word]) -> usize {
    let small = |i: usize| role.get(i).map(|word| &text[word.range()]).unwrap_or_default();
    let ends = |i: &usize| match small(*i) {
        "and" => role.get(i + 1).is_some_and(|next| next.is(Class::DETERMINER)),
        "for" | "since" | "until" | "from" => role.get(i + 1).is_some_and(|next| {
            next.shape == Shape::Number || next.is(Class::TIME.or(Class::DETERMINER)) || is_number(small(i + 1))
        }),
        "whose" | "which" | "that" => true,
        _ => role[*i].is(Class::PREPOSITION) && small(i + 1) == "the" && matches!(small(i + 2), "same" | "time"),
    };
    (1..role.len()).find(ends).unwrap_or(role.len())
}

fn is_number(word: &str) -> bool {
    matches!(
        word,
        "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "fifteen"
            | "twenty"
            | "thirty"
            | "many"
            | "several"
            | "more"
            | "nearly"
            | "almost"
            | "over"
    )
}

/// Words behind a comma that go on with the sentence: `dragged her anchor`, or name the next person: `, President Ada
/// Quill said`.
fn goes_on(english: bool, phrase: &[Word]) -> bool {
    let own = phrase.iter().skip(1).any(|word| word.is(Class::POSSESSIVE));
    let title = phrase.iter().rposition(|word| word.is(Class::ROLE.or(Class::TITLE)));
    let named = title.is_some_and(|at| {
        phrase.get(at + 1).is_some_and(|word| word.shape == Shape::Capital && word.is(Class::FIRST_NAME))
    });
    english && (own || named)
}

/// Whether a role tells only whose relative somebody is, and not whose: `sister`, `twin brother`.
pub fn is_bare_kin(words: &[Word]) -> bool {
    let kin =
        |word: &Word| word.is(Class::KIN) || word.shape == Shape::Lower && !word.is(Class::ROLE.or(Class::PREPOSITION));
    words.iter().any(|word| word.is(Class::KIN)) && words.iter().all(kin)
}

/// The words of a role as they are compared with others, folded: a title's short form whole, an `ex-senator` a former one.
pub fn terms(word: &str) -> impl Iterator<Item = String> + use<> {
    let held = office(word);
    let ended = held.is_some() && !word.ends_with("lect");
    let term = fold(held.unwrap_or(word));
    let long = match term.as_str() {
        "sen" => fold("senator"),
        "gov" => fold("governor"),
        "rep" => fold("representative"),
        "gen" => fold("general"),
        "col" => fold("colonel"),
        "lt" => fold("lieutenant"),
        "prof" => fold("professor"),
        "rev" => fold("reverend"),
        _ => term,
    };
    ended.then(|| fold("former")).into_iter().chain([long])
}
