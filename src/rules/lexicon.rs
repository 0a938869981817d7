//! What words are: verbs of saying, titles, people, organisations, places, first names.
//!
//! The lists stand in `words/*.txt`: `[class]` opens a class, `#` a comment, and `a/b/c` gives the forms of a verb. A
//! word that starts with a hyphen is the end of a compound; one that ends with an apostrophe is cut off from the next word.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::text::table::Table;
use crate::text::words::{ByHash, hash, lower_case};

/// The classes a word belongs to, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    /// A verb whose subject's words are quoted whole: `said`.
    SAYS = 0;
    /// A verb that takes a few quoted words: `called`.
    CALLS = 1;
    /// The base form of such a verb, which may be a noun: `report`.
    BASE = 2;
    /// The -ing form of such a verb: `saying`.
    ING = 3;
    TITLE = 4;
    SUFFIX = 5;
    PARTICLE = 6;
    /// One person by what they do or are: `senator`.
    ROLE = 7;
    /// Several people: `voters`.
    GROUP = 8;
    ORGANISATION = 9;
    DOCUMENT = 10;
    PLACE = 11;
    NATION = 12;
    TIME = 13;
    MALE = 14;
    FEMALE = 15;
    FIRST_NAME = 16;
    DETERMINER = 17;
    POSSESSIVE = 18;
    /// A pronoun as subject: `he`.
    SUBJECT = 19;
    PLURAL = 20;
    THING = 21;
    FIRST_PERSON = 22;
    OBJECT = 23;
    RELATIVE = 24;
    AUXILIARY = 25;
    ADVERB = 26;
    PREPOSITION = 27;
    CONJUNCTION = 28;
    /// A word that is no name, capital letter or not.
    COMMON = 29;
    /// Before a name, like a title, but no role: `Mr.`.
    COURTESY = 30;
    /// `the`
    DEFINITE = 31;
    /// Stands before whoever says it: `laut`, `selon`.
    ACCORDING = 32;
    /// Makes a firm of a name that it ends: `Northfold Water`.
    FIRM = 33;
    /// A role that a firm may have too: `publisher`.
    FIRM_ROLE = 34;
    /// Makes a thing or a place of a name that it opens: `Storm Ada`.
    THING_FRONT = 35;
    /// The same for a name that it ends: `Quill Street`.
    THING_END = 36;
    /// Somebody's relative: `sister`.
    KIN = 37;
    /// Behind a name and no part of it: `MP`.
    LETTERS = 38;
    /// A title or role that is a first name where one surname follows: `Dean Roe`.
    GIVEN = 39;
    /// Somebody with whom another deals: `lawyer`, `spokeswoman`, `judge`. The person named before is another.
    AIDE = 40;
}

impl Class {
    pub const CUE: Self = Self(Self::SAYS.0 | Self::CALLS.0);
    /// Words with a job in the sentence.
    pub const FUNCTION: Self = Self(
        Self::DETERMINER.0
            | Self::POSSESSIVE.0
            | Self::SUBJECT.0
            | Self::FIRST_PERSON.0
            | Self::OBJECT.0
            | Self::RELATIVE.0
            | Self::AUXILIARY.0
            | Self::ADVERB.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::ACCORDING.0,
    );

    /// Whether the word is in any of these classes.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a verb may be.
const VERB: Class = Class::CUE.or(Class::AUXILIARY);

/// The words of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// For each word, which of the sets of classes it has: there are few.
    words: Table,
    classes: Vec<Class>,
    /// Ends of compounds, as the German ones for people by what they do.
    endings: Vec<(Box<str>, Class)>,
    /// Words that are written together with the next: `l'`.
    elided: HashSet<Box<str>>,
    /// English, for the first names that it has.
    names: Option<Arc<Lexicon>>,
}

const LISTS: [&str; 6] = [
    include_str!("words/cues.txt"),
    include_str!("words/people.txt"),
    include_str!("words/organisations.txt"),
    include_str!("words/places.txt"),
    include_str!("words/function.txt"),
    include_str!("words/first-names.txt"),
];

impl Lexicon {
    /// The English words.
    pub fn english() -> Self {
        let mut lexicon = Self::default();
        lexicon.read(&LISTS);
        lexicon
    }

    /// The words of a list, and the first names of English: names cross borders.
    pub fn new(list: &str, english: &Arc<Self>) -> Self {
        let mut lexicon = Self { names: Some(Arc::clone(english)), ..Self::default() };
        lexicon.read(&[list]);
        lexicon
    }

    fn read(&mut self, lists: &[&str]) {
        let mut words =
            ByHash::with_capacity_and_hasher(lists.iter().map(|list| list.len() / 8).sum(), Default::default());
        for list in lists {
            let mut section = "";
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[') {
                    section = name.trim_end_matches(']');
                    continue;
                }
                for word in line.split_whitespace() {
                    self.add(section, word, &mut words);
                }
            }
        }
        let mut places = HashMap::default();
        for class in words.values() {
            places.entry(*class).or_insert_with(|| {
                self.classes.push(*class);
                self.classes.len() as u16 - 1
            });
        }
        self.words = words.iter().map(|(hash, class)| (*hash, places[class])).collect();
    }

    fn add(&mut self, section: &str, word: &str, words: &mut ByHash<Class>) {
        if let Some(ending) = word.strip_prefix('-').filter(|ending| ending.len() > 2) {
            self.endings.push((ending.into(), of_section(section)));
            return;
        }
        if word.ends_with('\'') {
            self.elided.insert(word.into());
        }
        match section {
            "says" => insert_verb(word, Class::SAYS, words),
            "calls" => insert_verb(word, Class::CALLS, words),
            "role" | "role-male" | "role-female" => {
                insert(word, of_section(section), words);
                let many = plural(word);
                if !words.contains_key(&hash(&many)) {
                    insert(&many, Class::GROUP, words);
                }
            }
            _ => insert(word, of_section(section), words),
        }
    }

    /// The classes of a word, whatever its case; `hash` is that of the word in lower case.
    pub fn class(&self, word: &str, hash: u64) -> Class {
        if !self.is_english() {
            return self.class_of_plain(hash, || word);
        }
        self.known(hash).unwrap_or_else(|| self.held(word))
    }

    /// The same of a word of ASCII letters and digits alone.
    #[inline]
    pub fn class_of_plain<'a>(&self, hash: u64, word: impl FnOnce() -> &'a str) -> Class {
        let foreign = |english: &Arc<Self>| self.foreign(word(), hash, english);
        self.known(hash).unwrap_or_else(|| self.names.as_ref().map_or(Class::default(), foreign))
    }

    /// Brings near what is known of the word with this hash, which is soon asked for.
    #[inline]
    pub fn fetch(&self, hash: u64) {
        self.words.fetch(hash);
    }

    /// The classes of a word that is not listed, in another language than English.
    fn foreign(&self, word: &str, hash: u64, english: &Self) -> Class {
        let lower = lower_case(word);
        // `die 34-jährige Lehrerin`, but `die 34-Jährige`
        let counts = word.starts_with(|c: char| c.is_ascii_digit())
            && word.rsplit_once('-').is_some_and(|(_, end)| end.starts_with(char::is_lowercase));
        let compound = || if counts { Class::default() } else { self.compound(&lower) };
        self.inverted(&lower).unwrap_or_else(|| compound().or(english.name(hash)))
    }

    /// An office that somebody is to have or has had: `Mayor-elect`, `ex-senator`.
    fn held(&self, word: &str) -> Class {
        const OFFICE: Class = Class::TITLE.or(Class::ROLE).or(Class::MALE).or(Class::FEMALE);
        let known = office(word).and_then(|office| self.known(hash(&lower_case(office))));
        known.map_or(Class::default(), |class| class.and(OFFICE))
    }

    /// The classes of a word that is listed.
    #[inline]
    fn known(&self, hash: u64) -> Option<Class> {
        self.words.get(hash).map(|place| self.classes[usize::from(place)])
    }

    /// A verb with its subject tied on: `dit-il`, `a-t-elle`, `calcule-t-il`.
    fn inverted(&self, lower: &str) -> Option<Class> {
        let (verb, subject) = lower.rsplit_once('-')?;
        let subject = self.known(hash(subject)).filter(|class| class.any(Class::SUBJECT))?;
        let verb = self.known(hash(verb.strip_suffix("-t").unwrap_or(verb))).unwrap_or_default();
        (!verb.any(Class::FUNCTION.without(Class::AUXILIARY))).then_some(verb.and(VERB).or(subject))
    }

    /// The classes of the longest ending that a word has.
    fn compound(&self, lower: &str) -> Class {
        let ends = |(ending, _): &&(Box<str>, Class)| lower.len() > ending.len() + 2 && lower.ends_with(&**ending);
        let fitting = || self.endings.iter().filter(ends);
        let longest = fitting().map(|(ending, _)| ending.len()).max().unwrap_or(0);
        let classes = fitting().filter(|(ending, _)| ending.len() == longest).map(|(_, class)| *class);
        classes.fold(Class::default(), Class::or)
    }

    /// What the word with this hash is as a first name.
    fn name(&self, hash: u64) -> Class {
        let class = self.known(hash).unwrap_or_default();
        let name = Class::FIRST_NAME.or(Class::MALE).or(Class::FEMALE);
        if class.any(Class::FIRST_NAME) { class.and(name) } else { Class::default() }
    }

    /// The length of the word in front, with its apostrophe, when a text has two words tied by one: `l'avocat`.
    pub fn elision(&self, text: &str) -> Option<usize> {
        if self.elided.is_empty() {
            return None;
        }
        let at = text.find(['\'', '’'])?;
        let front = format!("{}'", text[..at].to_lowercase());
        let end = at + if text[at..].starts_with('’') { '’'.len_utf8() } else { 1 };
        // `D'Arven` is one name.
        let names = text.starts_with(char::is_uppercase) && text[end..].starts_with(char::is_uppercase);
        (!names && self.elided.contains(front.as_str())).then_some(end)
    }

    pub fn is_english(&self) -> bool {
        self.names.is_none()
    }
}

/// The office in a word that tells whether somebody is to have it or has had it: `senator` in `ex-senator`.
pub fn office(word: &str) -> Option<&str> {
    let (front, end) = word.split_once('-')?;
    match (front, end) {
        ("ex" | "Ex" | "then" | "Then", office) | (office, "elect" | "Elect") => Some(office),
        _ => None,
    }
}

fn insert(word: &str, class: Class, words: &mut ByHash<Class>) {
    let known = words.entry(hash(word)).or_default();
    // `Judge` and `Major` are first names too, but what they tell as titles is no gender.
    let title = class.any(Class::FIRST_NAME) && known.any(Class::TITLE) && !known.any(Class::MALE.or(Class::FEMALE));
    *known = known.or(if title { Class::FIRST_NAME } else { class });
}

fn insert_verb(word: &str, class: Class, words: &mut ByHash<Class>) {
    let forms: Vec<String> =
        if word.contains('/') { word.split('/').map(str::to_owned).collect() } else { regular_forms(word) };
    for (i, form) in forms.iter().enumerate() {
        let shape = match i {
            0 if forms.iter().skip(2).all(|other| other != form) => Class::BASE,
            4 => Class::ING,
            _ => Class::default(),
        };
        insert(form, class.or(shape), words);
    }
}

fn of_section(section: &str) -> Class {
    match section {
        "says-forms" => Class::SAYS,
        "calls-forms" => Class::CALLS,
        "according" => Class::ACCORDING,
        "title-male" => Class::TITLE.or(Class::MALE),
        "title-female" => Class::TITLE.or(Class::FEMALE),
        "title" => Class::TITLE,
        "courtesy-male" => Class::TITLE.or(Class::COURTESY).or(Class::MALE),
        "courtesy-female" => Class::TITLE.or(Class::COURTESY).or(Class::FEMALE),
        "courtesy" => Class::TITLE.or(Class::COURTESY),
        "suffix" => Class::SUFFIX,
        "letters" => Class::LETTERS,
        "given" => Class::GIVEN,
        "particle" => Class::PARTICLE,
        "role-male" => Class::ROLE.or(Class::MALE),
        "role-female" => Class::ROLE.or(Class::FEMALE),
        "role" => Class::ROLE,
        "group" => Class::GROUP,
        "organisation" => Class::ORGANISATION,
        "document" => Class::DOCUMENT,
        "firm" => Class::FIRM,
        "firm-role" => Class::FIRM_ROLE,
        "thing-front" => Class::THING_FRONT,
        "thing-end" => Class::THING_END,
        "kin" => Class::KIN,
        "aide" => Class::AIDE,
        "place" => Class::PLACE,
        "nation" => Class::NATION,
        "time" => Class::TIME,
        "male" => Class::FIRST_NAME.or(Class::MALE),
        "female" => Class::FIRST_NAME.or(Class::FEMALE),
        "either" => Class::FIRST_NAME,
        "definite" => Class::DETERMINER.or(Class::DEFINITE),
        "definite-male" => Class::DETERMINER.or(Class::DEFINITE).or(Class::MALE),
        "definite-female" => Class::DETERMINER.or(Class::DEFINITE).or(Class::FEMALE),
        "determiner" => Class::DETERMINER,
        "determiner-male" => Class::DETERMINER.or(Class::MALE),
        "determiner-female" => Class::DETERMINER.or(Class::FEMALE),
        "possessive" => Class::POSSESSIVE,
        "possessive-male" => Class::POSSESSIVE.or(Class::MALE),
        "possessive-female" => Class::POSSESSIVE.or(Class::FEMALE),
        "subject-male" => Class::SUBJECT.or(Class::MALE),
        "subject-female" => Class::SUBJECT.or(Class::FEMALE),
        "subject-plural" => Class::SUBJECT.or(Class::PLURAL),
        "subject-thing" => Class::SUBJECT.or(Class::THING),
        "first-person" => Class::FIRST_PERSON,
        "object" => Class::OBJECT,
        "relative" => Class::RELATIVE,
        "auxiliary" => Class::AUXILIARY,
        "adverb" => Class::ADVERB,
        "preposition" => Class::PREPOSITION,
        "conjunction" => Class::CONJUNCTION,
        "common" => Class::COMMON,
        _ => Class::default(),
    }
}

/// Base, third person, past, participle, -ing.
fn regular_forms(base: &str) -> Vec<String> {
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| base.ends_with(end));
    let (third, past, ing) = if let Some(stem) = base.strip_suffix('e') {
        (format!("{base}s"), format!("{base}d"), format!("{stem}ing"))
    } else if let (Some(stem), false) = (base.strip_suffix('y'), vowel_before_y) {
        (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing"))
    } else if ["s", "sh", "ch", "x", "z"].iter().any(|end| base.ends_with(end)) {
        (format!("{base}es"), format!("{base}ed"), format!("{base}ing"))
    } else {
        (format!("{base}s"), format!("{base}ed"), format!("{base}ing"))
    };
    vec![base.to_owned(), third, past.clone(), past, ing]
}

fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = noun.strip_suffix('y') {
        format!("{stem}ies")
    } else if noun.ends_with('s') || noun.ends_with("ch") {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::hash_lower;

    #[test]
    fn words_have_classes() {
        let lexicon = Lexicon::english();
        let class = |word: &str| lexicon.class(word, hash_lower(word));
        let check = |word: &str, expected: Class| assert!(class(word).any(expected), "{word}");
        check("said", Class::SAYS);
        check("denied", Class::SAYS);
        check("describing", Class::ING);
        check("spokeswomen", Class::GROUP);
        check("ms.", Class::FEMALE);
        check("senator", Class::ROLE);
        check("Margaret", Class::FIRST_NAME);
        assert!(!class("said").any(Class::BASE));
        check("report", Class::BASE);
    }

    #[test]
    fn other_languages() {
        let english = Arc::new(Lexicon::english());
        let lists = "[role-female]\n-sprecherin\n[says-forms]\ndit\n[subject-male]\nil\n[definite]\nl'";
        let lexicon = Lexicon::new(lists, &english);
        let class = |word: &str| lexicon.class(word, hash_lower(word));
        let check = |word: &str, expected: Class| assert!(class(word).any(expected), "{word}");
        check("polizeisprecherin", Class::ROLE);
        check("Polizeisprecherin", Class::FEMALE);
        check("dit-il", Class::SUBJECT);
        check("dit-il", Class::SAYS);
        check("margaret", Class::FIRST_NAME);
        assert_eq!(class("told"), Class::default());
        assert_eq!(lexicon.elision("l’avocat"), Some("l’".len()));
        assert_eq!(lexicon.elision("L'Anse"), None);
        assert_eq!(english.elision("l'avocat"), None);
    }
}
