//! What words are: verbs of saying, titles, people, organisations, places, first names.
//!
//! The lists stand in `words/*.txt`: `[class]` opens a class, `#` a comment, and `a/b/c` gives the forms of a verb.

use std::collections::HashMap;

/// The classes a word belongs to, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
            | Self::CONJUNCTION.0,
    );

    /// Whether the word is in any of these classes.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The word lists.
#[derive(Debug)]
pub struct Lexicon {
    classes: HashMap<Box<str>, Class>,
    /// The families of short forms a first name belongs to.
    nicknames: HashMap<Box<str>, Vec<u16>>,
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
    pub fn new() -> Self {
        let mut lexicon = Self { classes: HashMap::with_capacity(16_384), nicknames: HashMap::new() };
        for list in LISTS {
            let mut section = "";
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[') {
                    section = name.trim_end_matches(']');
                    continue;
                }
                for word in line.split_whitespace() {
                    lexicon.add(section, word);
                }
            }
        }
        let families = include_str!("words/nicknames.txt").lines().filter(|line| !line.starts_with('#'));
        for (family, line) in families.enumerate() {
            for name in line.split_whitespace() {
                lexicon.nicknames.entry(name.into()).or_default().push(family as u16);
            }
        }
        lexicon
    }

    fn add(&mut self, section: &str, word: &str) {
        match section {
            "says" => self.verb(word, Class::SAYS),
            "calls" => self.verb(word, Class::CALLS),
            "role" | "role-male" | "role-female" => {
                let class = of_section(section);
                self.insert(word, class);
                let many = plural(word);
                if !self.classes.contains_key(many.as_str()) {
                    self.insert(&many, Class::GROUP);
                }
            }
            "title" | "title-male" | "title-female" => {
                let courtesy = matches!(
                    word,
                    "mr" | "mr."
                        | "mrs"
                        | "mrs."
                        | "ms"
                        | "ms."
                        | "miss"
                        | "sir"
                        | "madam"
                        | "madame"
                        | "mme"
                        | "mme."
                        | "mlle"
                        | "dr"
                        | "dr."
                        | "hon"
                        | "hon."
                        | "honorable"
                );
                let extra = if courtesy { Class::COURTESY } else { Class::default() };
                self.insert(word, of_section(section).or(extra));
            }
            _ => self.insert(word, of_section(section)),
        }
    }

    fn insert(&mut self, word: &str, class: Class) {
        let known = self.classes.entry(word.into()).or_default();
        *known = known.or(class);
    }

    fn verb(&mut self, word: &str, class: Class) {
        let forms: Vec<String> =
            if word.contains('/') { word.split('/').map(str::to_owned).collect() } else { regular_forms(word) };
        for (i, form) in forms.iter().enumerate() {
            let shape = match i {
                0 if forms.iter().skip(2).all(|other| other != form) => Class::BASE,
                4 => Class::ING,
                _ => Class::default(),
            };
            self.insert(form, class.or(shape));
        }
    }

    /// The classes of a word in lower case.
    pub fn class(&self, lower: &str) -> Class {
        self.classes.get(lower).copied().unwrap_or_default()
    }

    /// Whether one first name is a short form of the other, or both of a third: Bob and Robert.
    pub fn same_first_name(&self, a: &str, b: &str) -> bool {
        match (self.nicknames.get(a), self.nicknames.get(b)) {
            (Some(a), Some(b)) => a.iter().any(|family| b.contains(family)),
            _ => false,
        }
    }
}

fn of_section(section: &str) -> Class {
    match section {
        "title-male" => Class::TITLE.or(Class::MALE),
        "title-female" => Class::TITLE.or(Class::FEMALE),
        "title" => Class::TITLE,
        "suffix" => Class::SUFFIX,
        "particle" => Class::PARTICLE,
        "role-male" => Class::ROLE.or(Class::MALE),
        "role-female" => Class::ROLE.or(Class::FEMALE),
        "role" => Class::ROLE,
        "group" => Class::GROUP,
        "organisation" => Class::ORGANISATION,
        "document" => Class::DOCUMENT,
        "place" => Class::PLACE,
        "nation" => Class::NATION,
        "time" => Class::TIME,
        "male" => Class::FIRST_NAME.or(Class::MALE),
        "female" => Class::FIRST_NAME.or(Class::FEMALE),
        "either" => Class::FIRST_NAME,
        "definite" => Class::DETERMINER.or(Class::DEFINITE),
        "determiner" => Class::DETERMINER,
        "possessive" => Class::POSSESSIVE,
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

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_classes() {
        let lexicon = Lexicon::new();
        let check = |word: &str, class: Class| assert!(lexicon.class(word).any(class), "{word}");
        check("said", Class::SAYS);
        check("denied", Class::SAYS);
        check("describing", Class::ING);
        check("spokeswomen", Class::GROUP);
        check("ms.", Class::FEMALE);
        check("senator", Class::ROLE);
        check("margaret", Class::FIRST_NAME);
        assert!(!lexicon.class("said").any(Class::BASE));
        assert!(lexicon.class("report").any(Class::BASE));
        assert!(lexicon.same_first_name("bob", "robert"));
        assert!(!lexicon.same_first_name("bob", "bill"));
    }
}
