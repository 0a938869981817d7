//! A name where it stands, and what it is the name of as far as its words tell: a person, an organisation, a place.

use std::borrow::Cow;
use std::ops::Range;

use crate::digest::model::on_one_line;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// What a name is the name of, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Male,
    Female,
}

impl Gender {
    pub fn of(class: Class) -> Option<Self> {
        match (class.any(Class::MALE), class.any(Class::FEMALE)) {
            (true, false) => Some(Self::Male),
            (false, true) => Some(Self::Female),
            _ => None,
        }
    }
}

/// A name where it stands.
#[derive(Clone, Debug)]
pub struct Name {
    pub block: usize,
    /// Title and name.
    pub whole: Range<usize>,
    /// The name alone.
    pub words: Range<usize>,
    pub kind: NameKind,
    /// A title or role stands in front of the name.
    pub titled: bool,
    /// What the title tells.
    pub gender: Option<Gender>,
    /// The index of the person, once persons are told apart.
    pub person: Option<usize>,
}

impl Name {
    /// How the name stands in the text of its block, titles left off.
    pub fn form<'a>(&self, text: &'a str, words: &[Word]) -> Cow<'a, str> {
        on_one_line(&text[words[self.words.start].start as usize..words[self.words.end - 1].end as usize])
    }
}

/// Storms, streets, ships: named like people, but a word in front or at the end tells what they are.
fn is_thing(words: &[Word], name: &Range<usize>, given: bool) -> bool {
    let is = |i: usize, class: Class| words[i].is(class) && words[i].shape == Shape::Capital;
    let before = |class: Class| name.start.checked_sub(1).is_some_and(|before| is(before, class));
    // `Republican Convention`
    let of_all = || name.len() == 1 && is(name.start, Class::THING_END) && before(Class::NATION);
    before(Class::THING_FRONT)
        || of_all()
        || name.len() > 1 && (is(name.start, Class::THING_FRONT) || !given && is(name.end - 1, Class::THING_END))
}

/// A name behind a role that a firm may have: `the broker Harbour Vale`, but `the broker Anna Vale`.
fn may_be_firm(words: &[Word], name: &Range<usize>) -> bool {
    let role = name.start.checked_sub(1).map(|before| &words[before]);
    !words[name.start].is(Class::FIRST_NAME)
        && role.is_some_and(|role| role.shape == Shape::Lower && role.is(Class::FIRM_ROLE))
}

/// What a name is the name of; `None` when its words are no name.
pub fn kind(text: &str, words: &[Word], name: &Range<usize>, titled: bool) -> Option<NameKind> {
    let first = &words[name.start];
    let last = &words[name.end - 1];
    let own = &words[name.clone()];
    let union = own.iter().fold(Class::default(), |union, word| union.or(word.class));
    let any = |class| union.any(class);
    let all = |class| any(class) && own.iter().all(|word| word.is(class));
    let given = first.is(Class::FIRST_NAME) && !first.is(Class::TITLE);
    if all(Class::TIME.or(Class::FUNCTION).or(Class::COMMON)) && !titled || all(Class::GROUP) && !given {
        return None;
    }
    // A dateline or a heading: `LA PAZ, Bolivia`.
    if name.len() > 1 && own.iter().all(|word| word.shape == Shape::Acronym) {
        return None;
    }
    if name.len() == 1 && (is_weekday(text, first) || is_letters(text, first)) {
        return None;
    }
    if is_thing(words, name, given) || name.len() > 1 && &text[first.range()] == "New" {
        return Some(NameKind::Place);
    }
    // `Doctors Without Borders`
    if words[name.start + 1..name.end].iter().any(|word| word.shape == Shape::Capital && is_small(word)) {
        return Some(NameKind::Organisation);
    }
    let firm = !given && (any(Class::FIRM) || own.iter().any(|word| word.is_mark(&['&'])));
    if firm && name.len() > 1 && !titled {
        return Some(NameKind::Organisation);
    }
    let organisation = any(Class::ORGANISATION) && !(given && name.len() == 2 && !last.is(Class::ORGANISATION));
    Some(if organisation && !(titled && given) {
        NameKind::Organisation
    } else if all(Class::PLACE.or(Class::NATION)) && !(given && name.len() > 1) {
        if first.is(Class::NATION) && name.len() == 1 {
            return None;
        }
        NameKind::Place
    } else if last.is(Class::PLACE) && !given && !titled && name.len() == 2 {
        // `New Delhi`, `Upper Austria`
        NameKind::Place
    } else if all(Class::ROLE.or(Class::GROUP).or(Class::TITLE).or(Class::NATION)) && !titled {
        return None;
    } else if own.iter().filter(|word| word.is_word()).count() > 5
        || first.shape == Shape::Acronym && name.len() == 1 && text[first.range()].len() <= 6
    {
        NameKind::Organisation
    } else if titled && !may_be_firm(words, name)
        || given && name.len() > 1 && !last.is(Class::GROUP.or(Class::ROLE).or(Class::DOCUMENT))
    {
        NameKind::Person
    } else {
        NameKind::Unknown
    })
}

/// One letter, or letters in the plural: `X.`, `IDs`.
fn is_letters(text: &str, word: &Word) -> bool {
    let form = &text[word.range()];
    // Most names.
    if word.plain && form.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let form = form.trim_end_matches('.');
    let many = form.strip_suffix('s').unwrap_or(form);
    form.chars().count() == 1 || many.len() > 1 && many.len() < form.len() && many.chars().all(char::is_uppercase)
}

/// Whether a name, and its article, is all that stands between quotation marks.
pub fn is_quoted(words: &[Word], name: &Name) -> bool {
    let article = name.whole.start.checked_sub(1).is_some_and(|i| words[i].is(Class::DETERMINER));
    let open = name.whole.start.checked_sub(1 + usize::from(article));
    let mark = words.get(name.whole.end).is_some_and(|word| word.is_mark(&[',', '.', '!', '?']));
    let close = name.whole.end + usize::from(mark);
    open.is_some_and(|open| words[open].is_mark(&['“', '"', '‘', '«', '„']))
        && words.get(close).is_some_and(|close| close.is_mark(&['”', '"', '’', '»', '“']))
}

/// Whether a word has a capital in headlines, and hardly ever in a person's name: `Roe Shared This About Doe`.
pub fn is_small(word: &Word) -> bool {
    const SMALL: Class = Class::DEFINITE
        .or(Class::POSSESSIVE)
        .or(Class::OBJECT)
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::RELATIVE);
    word.is(SMALL) && !word.is(Class::FIRST_NAME.or(Class::PARTICLE))
}

pub fn is_weekday(text: &str, word: &Word) -> bool {
    word.is(Class::TIME) && text[word.range()].ends_with("day")
}
