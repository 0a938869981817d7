//! Tells persons apart: full names gather short ones, spellings of one name meet, relatives stay two.

use std::sync::Arc;

use foldhash::HashSet;

use super::name::{Gender, Name, NameKind};
use crate::digest::model::on_one_line;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;
use crate::rules::nicknames;
use crate::text::fold::fold;
use crate::text::words::{ByHash, hash};

/// Somebody in the article.
#[derive(Clone, Debug)]
pub struct Character {
    /// The fullest name, titles left off.
    pub name: Arc<str>,
    /// First names, folded; empty when the article never gives one.
    given: Vec<String>,
    pub surname: String,
    pub gender: Option<Gender>,
    pub role: Option<Arc<str>>,
    /// The words of all roles and titles the article gives, folded.
    pub roles: HashSet<String>,
    /// How often the full name stands in the article.
    full: usize,
    /// Each full form and how often it stands there.
    forms: Vec<(String, usize)>,
}

/// So many bearers of one name are told apart; no article has more, a list of names may.
const FAMILY: usize = 32;
/// So many forms of one full name are kept.
const FORMS: usize = 8;

/// The words that a name is told by: suffixes off, and without small ones, as `van der Bellen` is one surname whose
/// particles go to none of the parts.
fn telling<'w>(words: &'w [Word], name: &Name) -> impl DoubleEndedIterator<Item = &'w Word> + use<'w> {
    let mut words = &words[name.words.clone()];
    while let Some(last) = words.iter().rposition(Word::is_word)
        && words[last].is(Class::SUFFIX)
        && words[..last].iter().any(Word::is_word)
    {
        words = &words[..last];
    }
    words.iter().filter(|word| word.is_word() && word.shape != Shape::Lower)
}

/// These words, folded; the surname last.
fn parts(text: &str, words: &[Word], name: &Name) -> Vec<String> {
    telling(words, name).map(|word| fold(&text[word.range()])).collect()
}

fn same_given(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b
        || short.len() == 1 && long.starts_with(short)
        || short.len() > 2 && long.starts_with(short)
        || nicknames::same(a, b)
}

/// The hashes of words when they are [folded](fold), by which names are compared: most words of an article stand in it
/// more than once.
#[derive(Default)]
pub struct Spellings(ByHash<u64>);

impl Spellings {
    pub fn of(&mut self, text: &str, word: &Word) -> u64 {
        let spelling = || hash(&fold(&text[word.range()]));
        // What is but letters and digits is told by its hash in lower case.
        if word.plain { *self.0.entry(word.hash).or_insert_with(spelling) } else { spelling() }
    }
}

/// Builds the cast, and gives each name its person.
#[derive(Default)]
pub struct Casting {
    pub characters: Vec<Character>,
    pub spellings: Spellings,
    /// By all parts of a full name, written as one word.
    by_whole: ByHash<usize>,
    by_surname: ByHash<Vec<usize>>,
    by_given: ByHash<Vec<usize>>,
}

impl Casting {
    /// Takes in a full name: two words or more.
    pub fn full(&mut self, text: &str, words: &[Word], name: &mut Name) {
        let mut given = parts(text, words, name);
        // `Amadou N'Diaye-Roe` is `Amadou Ndiaye Roe`.
        let whole = hash(&given.concat());
        let Some(surname) = given.pop() else { return };
        let gender = name.gender.or_else(|| Gender::of(words[name.words.start].class));
        let known = self.by_surname.get(&hash(&surname)).into_iter().flatten().rev().take(FAMILY).copied().find(|&i| {
            let known = &self.characters[i];
            let agrees = !matches!((known.gender, gender), (Some(a), Some(b)) if a != b);
            agrees && known.given.iter().any(|a| given.iter().any(|b| same_given(a, b)))
        });
        let form = name.form(text, words);
        let person = match known.or_else(|| self.by_whole.get(&whole).copied()) {
            Some(person) => person,
            None => self.add(given, surname, gender),
        };
        self.by_whole.entry(whole).or_insert(person);
        let character = &mut self.characters[person];
        character.gender = character.gender.or(gender);
        character.full += 1;
        if let Some((_, count)) = character.forms.iter_mut().find(|(known, _)| *known == form) {
            *count += 1;
        } else if character.forms.len() < FORMS {
            character.forms.push((form.into_owned(), 1));
        }
        name.person = Some(person);
    }

    fn add(&mut self, given: Vec<String>, surname: String, gender: Option<Gender>) -> usize {
        let person = self.characters.len();
        self.by_surname.entry(hash(&surname)).or_default().push(person);
        if let Some(first) = given.first() {
            self.by_given.entry(hash(first)).or_default().push(person);
        }
        self.characters.push(Character {
            name: "".into(),
            given,
            surname,
            gender,
            role: None,
            roles: HashSet::default(),
            full: 0,
            forms: Vec::new(),
        });
        person
    }

    /// Gives a short name its person: a surname's bearer, else a first name's.
    pub fn short(&mut self, text: &str, words: &[Word], name: &mut Name) {
        let mut names = telling(words, name);
        let Some(last) = names.next_back().map(|word| self.spellings.of(text, word)) else { return };
        let alone = names.next().is_none();
        let fits = |person: &usize| {
            let gender = self.characters[*person].gender;
            name.gender.is_none() || gender.is_none() || gender == name.gender
        };
        let most_named = |map: &ByHash<Vec<usize>>| {
            let bearers = map.get(&last).into_iter().flatten().rev().take(FAMILY).copied();
            // `Mrs. Roe` is the one who is known for a woman.
            let agrees = |i: usize| name.gender.is_some() && self.characters[i].gender == name.gender;
            bearers.filter(fits).max_by_key(|&i| (agrees(i), self.characters[i].full, usize::MAX - i))
        };
        let first_name = !name.titled && words[name.words.start].is(Class::FIRST_NAME);
        let whole = || self.by_whole.get(&hash(&parts(text, words, name).concat())).copied().filter(|_| !alone);
        let person = most_named(&self.by_surname)
            .or_else(whole)
            .or_else(|| most_named(&self.by_given).filter(|_| alone && (!name.titled || first_name)));
        if let Some(person) = person {
            let character = &mut self.characters[person];
            character.gender = character.gender.or(name.gender);
            let form = name.form(text, words);
            // The full name in another spelling: `Iván Novák` for `Ivan Novak`.
            let spelled = !form.is_ascii() && character.forms.len() < FORMS && form.contains(' ');
            if spelled && character.forms.iter().all(|(known, _)| *known != form) {
                let folded = fold(&form);
                if character.forms.iter().any(|(known, _)| fold(known) == folded) {
                    character.forms.push((form.into_owned(), 1));
                }
            }
        }
        name.person = person;
    }

    /// Takes in somebody whom the article names by one word only.
    pub fn single(&mut self, text: &str, words: &[Word], name: &mut Name) {
        let mut given = parts(text, words, name);
        let Some(surname) = given.pop() else { return };
        let class = words[name.words.start].class;
        let gender = name.gender.or_else(|| if name.titled { None } else { Gender::of(class) });
        let person = self.add(given, surname, gender);
        let whole = if words[name.whole.start].is(Class::TITLE) && royal(&text[words[name.whole.start].range()]) {
            name.whole.start
        } else {
            name.words.start
        };
        let form = on_one_line(&text[words[whole].start as usize..words[name.words.end - 1].end as usize]);
        self.characters[person].forms.push((form.into_owned(), 1));
        name.person = Some(person);
    }

    /// The cast, each with their best name.
    pub fn finish(mut self) -> Vec<Character> {
        for character in &mut self.characters {
            // Of spellings that differ in their marks alone the fullest is the person's own: `Ružena` before `Ruzena`.
            let forms = &character.forms;
            if let [(only, _)] = &forms[..] {
                character.name = only.as_str().into();
                continue;
            }
            let folded: Vec<String> = forms.iter().map(|(form, _)| fold(form)).collect();
            let all =
                |at: usize| (0..forms.len()).filter(|&i| folded[i] == folded[at]).map(|i| forms[i].1).sum::<usize>();
            let marks = |form: &str| form.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
            let best =
                (0..forms.len()).max_by_key(|&at| (all(at), marks(&forms[at].0), forms[at].1, forms[at].0.len()));
            character.name = best.map(|at| forms[at].0.as_str()).unwrap_or_default().into();
        }
        self.characters
    }
}

/// Titles that make a name with one first name: `Pope Francis`.
fn royal(title: &str) -> bool {
    matches!(title, "Pope" | "King" | "Queen" | "Prince" | "Princess" | "Emperor" | "Sister" | "Mother")
}

/// Whether a name tells where or what it is that somebody is of: one word behind a preposition, or more behind a
/// preposition and an office.
fn is_seat(words: &[Word], name: &Name) -> bool {
    let Some([.., office, of]) = words.get(..name.whole.start) else { return false };
    let governed =
        of.shape == Shape::Lower && of.is(Class::PREPOSITION) && !of.is(Class::ADVERB.or(Class::CONJUNCTION));
    governed && (name.words.len() == 1 || office.is(Class::ROLE.or(Class::TITLE).or(Class::ORGANISATION)))
}

/// Whether the words around an unknown name show that it is a person's.
pub fn looks_human(text: &str, words: &[Word], name: &Name, english: bool) -> bool {
    if name.kind == NameKind::Person {
        return true;
    }
    // `The mayor of Quill said`: where somebody holds an office is nobody.
    if english && is_seat(words, name) {
        return false;
    }
    let after = |n: usize| words.get(name.whole.end + n);
    let is_says =
        |word: Option<&Word>| word.is_some_and(|word| word.is(Class::SAYS) && !word.is(Class::BASE.or(Class::ING)));
    let comma = after(0).is_some_and(|word| word.is_mark(&[',']));
    let aged = || !english && name.words.len() > 1 && super::roles::is_aged(words, name);
    let age = super::roles::age(text, words, name).is_some() || aged();
    let relative =
        comma && after(1).is_some_and(|word| word.is(Class::RELATIVE) || english && &text[word.range()] == "whose");
    let role = comma && super::roles::beside(text, words, name, english).next().is_some();
    // A noun has its determiner; German writes all nouns with a capital.
    let noun = !english
        && name.words.start.checked_sub(1).is_some_and(|i| words[i].is(Class::DETERMINER.or(Class::POSSESSIVE)));
    let says = !noun && is_says(after(0))
        || after(0).is_some_and(|word| word.is(Class::ADVERB.or(Class::AUXILIARY))) && is_says(after(1));
    let said = name.whole.start > 0 && is_says(words.get(name.whole.start - 1)) && name.words.len() > 1;
    age || relative || role || says || said
}
