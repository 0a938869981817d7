//! Finds runs of capitalised words that name somebody or something, title and name apart.

use std::borrow::Cow;
use std::ops::Range;

use crate::digest::model::on_one_line;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;
use crate::text::words::ByHash;

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

/// How the article writes the words that open a sentence with a capital: what tells a name from a word that is capital
/// by its place alone.
#[derive(Debug, Default)]
pub struct Seen(ByHash<Cases>);

/// The ways in which a word is written.
#[derive(Clone, Copy, Debug, Default)]
struct Cases {
    small: bool,
    /// With a capital where no sentence opens.
    capital: bool,
}

impl Seen {
    pub fn new(blocks: &[Vec<Word>]) -> Self {
        let mut seen = Self::default();
        for words in blocks {
            let openers = (0..words.len()).filter(|&i| words[i].shape == Shape::Capital && opens_sentence(words, i));
            seen.0.extend(openers.map(|i| (words[i].hash, Cases::default())));
        }
        for words in blocks {
            for (i, word) in words.iter().enumerate().filter(|(_, word)| word.is_word()) {
                let Some(cases) = seen.0.get_mut(&word.hash) else { continue };
                cases.small |= word.shape == Shape::Lower;
                cases.capital |= word.shape == Shape::Capital && !opens_sentence(words, i);
            }
        }
        seen
    }

    fn cases(&self, word: &Word) -> Cases {
        self.0.get(&word.hash).copied().unwrap_or_default()
    }
}

/// The names in a block, in order; whether it is a [headline](is_headline) is known.
pub fn find(block: usize, text: &str, words: &[Word], seen: &Seen, english: bool, headline: bool) -> Vec<Name> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !words[i].is_capital() {
            i += 1;
            continue;
        }
        let end = run_end(text, words, i, headline);
        // What tells where somebody is from is no name: `Port Ada-based`.
        let from = (i..end).rev().find(|&i| is_modifier(&text[words[i].range()])).map_or(i, |modifier| modifier + 1);
        let run = strip_lead(text, words, from..end, seen);
        out.extend(name(block, text, words, run, english));
        i = end;
    }
    out
}

/// Whether nearly all words of a block have a capital, as in a headline: there a capital tells no name.
pub fn is_headline(words: &[Word]) -> bool {
    if words.len() > HEADLINE {
        return false;
    }
    let long = || words.iter().filter(|word| word.is_word() && word.range().len() >= LONG);
    let (all, small) = (long().count(), long().filter(|word| word.shape == Shape::Lower).count());
    all >= 4 && small * 5 <= all
}

/// From so many bytes on a headline writes every word with a capital.
const LONG: usize = 4;

/// No headline has more words and marks.
const HEADLINE: usize = 30;

/// No name is longer; a heading in capitals is.
const LONGEST: usize = 12;

fn run_end(text: &str, words: &[Word], start: usize, headline: bool) -> usize {
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        if end - start > LONGEST {
            break;
        }
        let next_capital = words.get(end + 1).is_some_and(Word::is_capital);
        // `in the U.S. He said`: a sentence ends with the abbreviation.
        let ended = text[words[end - 1].range()].ends_with('.') && !words[end - 1].is(Class::TITLE);
        if ended && word.is(Class::FUNCTION.or(Class::COMMON)) {
            break;
        }
        let small = particles(words, end);
        if small > 0 {
            end += small;
            continue;
        }
        let joint = match word.shape {
            Shape::Capital => !(headline && is_small(word)),
            Shape::Acronym => true,
            Shape::Lower if next_capital && end > start => {
                words[end - 1].is(Class::ORGANISATION) && matches!(&text[word.range()], "of" | "for" | "on")
            }
            Shape::Mark('&') => next_capital,
            _ => false,
        };
        if !joint {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a word has a capital in headlines, and hardly ever in a person's name: `Roe Shared This About Doe`.
fn is_small(word: &Word) -> bool {
    const SMALL: Class = Class::DEFINITE
        .or(Class::POSSESSIVE)
        .or(Class::OBJECT)
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::RELATIVE);
    word.is(SMALL) && !word.is(Class::FIRST_NAME.or(Class::PARTICLE))
}

/// How many small words of a name lead from here to its next capital: `van der Meer`. Where such a word is a preposition
/// too, as `von` and `de` are, only behind a first name.
fn particles(words: &[Word], at: usize) -> usize {
    let given = words[at - 1].is(Class::FIRST_NAME);
    let first = words[at].is(Class::PARTICLE) && !words[at].is(Class::DETERMINER);
    let small = |word: &&Word| word.shape == Shape::Lower && word.is(Class::PARTICLE);
    let length = words[at..].iter().take(2).take_while(small).count();
    let joins = first && (given || !words[at].is(Class::PREPOSITION));
    if joins && words.get(at + length).is_some_and(Word::is_capital) { length } else { 0 }
}

fn opens_sentence(words: &[Word], i: usize) -> bool {
    i == 0
        || words[i - 1]
            .is_mark(&['.', '?', '!', ':', '“', '"', '”', '‘', '«', '„', '—', '–', '-', '•', '*', '(', '…', '|', ';'])
}

/// Takes off leading words that are capital by their place alone, and `The`.
fn strip_lead(text: &str, words: &[Word], mut run: Range<usize>, seen: &Seen) -> Range<usize> {
    while !run.is_empty() {
        let word = &words[run.start];
        let function = word.is(Class::FUNCTION.or(Class::COMMON)) && !word.is(Class::TITLE);
        let opens = opens_sentence(words, run.start);
        let alone = run.len() == 1 || !words[run.start + 1].is_capital();
        let strip = if opens_place(text, words, run.start) {
            false
        } else if function {
            // `My` is a first name too, and hardly ever one in English.
            opens || !word.is(Class::FIRST_NAME) || word.is(Class::POSSESSIVE) || is_time_before(text, words, run.start)
        } else {
            opens && word.shape == Shape::Capital && {
                let cases = seen.cases(word);
                let once = alone && !cases.capital && !known(word) && !leads(words, run.end);
                let ends = |end: &str| text[word.range()].ends_with(end);
                // `Using Ann Roe's letter`.
                let before_name = || words[run.start + 1].is(Class::FIRST_NAME);
                (cases.small || once || ends("ly") || ends("ing") && (alone || before_name()))
                    && (alone || !word.is(Class::FIRST_NAME.or(Class::TITLE).or(Class::PLACE)))
                    && (alone || !word.is(Class::ORGANISATION.or(Class::ROLE).or(Class::NATION)))
                    || !alone && says_who(words, &run)
            }
        };
        if !strip {
            break;
        }
        run.start += 1;
    }
    while run.start < run.end && !words[run.start].is_capital() {
        run.start += 1;
    }
    run
}

/// Whether a verb of saying opens the sentence, and its subject is all that stands behind it: `Said Roe, “…`.
fn says_who(words: &[Word], run: &Range<usize>) -> bool {
    let verb = &words[run.start];
    verb.is(Class::CUE) && !verb.is(Class::BASE) && words.get(run.end).is_some_and(|word| word.is_mark(&[',', ':']))
}

/// Whether a word belongs to the place behind it: `New Jersey Gov. Jane Roe`.
pub fn opens_place(text: &str, words: &[Word], i: usize) -> bool {
    let other = Class::TITLE.or(Class::ROLE).or(Class::NATION).or(Class::ORGANISATION).or(Class::GROUP);
    // `New Jersey`, but `New Ann Roe letters`
    let given = |word: &Word| word.is(Class::FIRST_NAME) && words.get(i + 2).is_some_and(Word::is_capital);
    let place = |word: &Word| word.is(Class::PLACE) || word.shape == Shape::Capital && !word.is(other) && !given(word);
    &text[words[i].range()] == "New" && words.get(i + 1).is_some_and(place)
}

/// `Harbour-based`, `Mum-of-three`, `R-Ostra`: tells of somebody, and is no part of a name.
fn is_modifier(word: &str) -> bool {
    let of_party = matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', _, ..]);
    of_party
        || word.contains("-of-")
        || word.rsplit_once('-').is_some_and(|(_, last)| {
            matches!(
                last,
                "based"
                    | "born"
                    | "bred"
                    | "led"
                    | "backed"
                    | "run"
                    | "owned"
                    | "funded"
                    | "trained"
                    | "educated"
                    | "style"
            )
        })
}

fn is_weekday(text: &str, word: &Word) -> bool {
    word.is(Class::TIME) && text[word.range()].ends_with("day")
}

/// Whether the word before makes a month of a name that may be either: `In May Olsen had warned`.
fn is_time_before(text: &str, words: &[Word], i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| text[words[before].range()].to_lowercase());
    before.is_some_and(|before| matches!(before.as_str(), "in" | "since" | "until" | "last" | "next" | "this"))
}

fn known(word: &Word) -> bool {
    word.is(Class::FIRST_NAME
        .or(Class::TITLE)
        .or(Class::ROLE)
        .or(Class::PLACE)
        .or(Class::NATION)
        .or(Class::ORGANISATION)
        .or(Class::GROUP))
}

/// Whether what stands behind a word is what stands behind a name: a verb of saying, a comma, an owner's mark.
fn leads(words: &[Word], end: usize) -> bool {
    words.get(end).is_some_and(|word| {
        word.shape == Shape::Genitive
            || word.is_mark(&[',', ':', '('])
            || word.is(Class::CUE.or(Class::AUXILIARY)) && !word.is(Class::BASE)
    })
}

fn name(block: usize, text: &str, words: &[Word], run: Range<usize>, english: bool) -> Option<Name> {
    let mut run = run;
    // A day behind a name is not part of it: `Smith Tuesday`. Some are called like a month, and nobody's surname is a day.
    let is_time = |word: &Word| word.is(Class::TIME) && !word.is(Class::FIRST_NAME) || is_weekday(text, word);
    while run.len() > 1 && is_time(&words[run.end - 1]) {
        run.end -= 1;
    }
    // Nor a month in front: `In May Smith had`.
    while run.len() > 1
        && words[run.start].is(Class::TIME)
        && (!english || run.start.checked_sub(1).is_some_and(|i| words[i].is(Class::PREPOSITION)))
    {
        run.start += 1;
    }
    if run.is_empty() {
        return None;
    }
    let title =
        run.clone().rev().skip(1).find(|&i| words[i].is(Class::TITLE.or(Class::ROLE)) && !inner(text, words, &run, i));
    let in_front = lower_title(words, run.start);
    let mut start = title.map_or(run.start, |i| i + 1);
    if title.is_none() {
        let lead = Class::PLACE.or(Class::NATION).or(Class::ORGANISATION).or(Class::TIME).or(Class::GROUP);
        let given = (run.start + 1..run.end.saturating_sub(1)).find(|&i| {
            words[i].is(Class::FIRST_NAME)
                && !words[i].is(Class::ORGANISATION.or(Class::PLACE))
                && (run.start..i).all(|j| {
                    !english && !words[j].is(Class::FIRST_NAME) || words[j].is(lead) || words[j].shape == Shape::Acronym
                })
                && !words[run.end - 1].is(Class::ORGANISATION)
        });
        start = given.unwrap_or(start);
    }
    if !english && start == run.start && run.len() > 2 && complement(words, start) {
        start += 1;
    }
    let name = start..run.end;
    let class = |i: usize| words[i].class;
    let gender = title.and_then(|i| Gender::of(class(i))).or(in_front.and_then(|i| Gender::of(class(i))));
    let titled = title.is_some() || in_front.is_some();
    Some(Name { block, whole: run, kind: kind(text, words, &name, titled)?, words: name, titled, gender, person: None })
}

/// Whether the word belongs to a role in front, and the name starts behind it: `le ministre des Transports Luc Arnaud`.
fn complement(words: &[Word], at: usize) -> bool {
    let small =
        words[..at].iter().rev().take(2).take_while(|word| word.is(Class::PREPOSITION.or(Class::DETERMINER))).count();
    small > 0 && at.checked_sub(small + 1).is_some_and(|i| words[i].is(Class::ROLE))
}

/// A word of the title's kind that is really part of the name: `Stephen King Jr.`, `Martin Luther King III`.
fn inner(text: &str, words: &[Word], run: &Range<usize>, i: usize) -> bool {
    // `Gov.` stands in front of every name.
    if words[i].is(Class::TITLE) && !words[i].is(Class::SUFFIX) && text[words[i].range()].ends_with('.') {
        return false;
    }
    // `Quill Campaign Director Ann Roe`: a whole name stands behind the role.
    let named = i + 2 < run.end && words[i + 1].is(Class::FIRST_NAME) && words[i].is(Class::ROLE);
    i > run.start
        && !named
        && words[run.start].is(Class::FIRST_NAME)
        && !words[run.start].is(Class::TITLE.or(Class::PLACE).or(Class::NATION))
        || words[i + 1..run.end]
            .iter()
            .all(|word| word.is(Class::SUFFIX.or(Class::ORGANISATION).or(Class::TITLE).or(Class::ROLE)))
        || words[i + 1..run.end].first().is_some_and(|word| !word.is_capital())
}

/// A role in small letters right in front: `spokesman John Roe`.
fn lower_title(words: &[Word], start: usize) -> Option<usize> {
    let i = start.checked_sub(1)?;
    (words[i].shape == Shape::Lower && words[i].is(Class::ROLE.or(Class::TITLE))).then_some(i)
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

fn kind(text: &str, words: &[Word], name: &Range<usize>, titled: bool) -> Option<NameKind> {
    let first = &words[name.start];
    let last = &words[name.end - 1];
    let all = |class| words[name.clone()].iter().all(|word| word.is(class));
    let any = |class| words[name.clone()].iter().any(|word| word.is(class));
    let given = first.is(Class::FIRST_NAME) && !first.is(Class::TITLE);
    if all(Class::TIME.or(Class::FUNCTION).or(Class::COMMON)) && !titled || all(Class::GROUP) && !given {
        return None;
    }
    // A dateline or a heading: `LA PAZ, Bolivia`.
    if name.len() > 1 && words[name.clone()].iter().all(|word| word.shape == Shape::Acronym) {
        return None;
    }
    if name.len() == 1 && is_weekday(text, first) {
        return None;
    }
    if is_thing(words, name, given) || name.len() > 1 && &text[first.range()] == "New" {
        return Some(NameKind::Place);
    }
    // `Doctors Without Borders`
    if words[name.clone()].iter().any(|word| word.shape == Shape::Capital && is_small(word)) {
        return Some(NameKind::Organisation);
    }
    let firm = !given && (any(Class::FIRM) || words[name.clone()].iter().any(|word| word.is_mark(&['&'])));
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
    } else if name.len() > 5 || first.shape == Shape::Acronym && name.len() == 1 && text[first.range()].len() <= 6 {
        NameKind::Organisation
    } else if titled && !may_be_firm(words, name)
        || given && name.len() > 1 && !last.is(Class::GROUP.or(Class::ROLE).or(Class::DOCUMENT))
    {
        NameKind::Person
    } else {
        NameKind::Unknown
    })
}
