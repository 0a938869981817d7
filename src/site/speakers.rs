//! Who is quoted, over all articles: spellings of one name brought together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use super::model::{Entry, Speaker, SpeakerId, newest_first};
use super::slug::slug_or_hash;
use crate::digest::Digest;
use crate::fingerprint;
use crate::rules::nicknames;
use crate::text::fold::fold;

/// Finds the site's speakers, and for each article's quotes whose page they are on.
///
/// Two names are one person when their surnames are spelt alike (accents, doubled letters and the endings of one
/// transliterated name aside) and their first names fit: alike, an initial, a short form, or the same consonants. A
/// bare surname joins the one person who bears it, if there is just one, or [one far before all others](LEADS).
pub fn merge(entries: &[Entry]) -> (Vec<Speaker>, Vec<Vec<Option<SpeakerId>>>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in entries.iter().flat_map(|entry| quoted_names(&entry.digest)).flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let groups = group(counts.iter().map(|(name, count)| (*name, *count)));
    let mut person_of: HashMap<&str, SpeakerId> = HashMap::new();
    let mut speakers = Vec::new();
    let mut slugs = BTreeSet::new();
    for spellings in groups {
        // Of equally common spellings the longest, then the first by alphabet.
        let name = *spellings
            .iter()
            .max_by_key(|name| (name.contains(' '), counts[**name], name.chars().count(), Reverse(**name)))
            .expect("a group has a name");
        let mut slug = slug_or_hash(name);
        while !slugs.insert(slug.clone()) {
            slug = format!("{slug}-{}", fingerprint::digits(name.as_bytes(), 6));
        }
        let id = SpeakerId(speakers.len() as u32);
        for spelling in &spellings {
            person_of.insert(spelling, id);
        }
        speakers.push(Speaker {
            name: name.to_owned(),
            spellings: spellings.iter().filter(|other| **other != name).map(|other| (*other).to_owned()).collect(),
            slug,
            role: None,
            quotes: Vec::new(),
        });
    }
    let speaking = |entry: &Entry| quoted_names(&entry.digest).map(|name| name.map(|name| person_of[name])).collect();
    let of: Vec<Vec<Option<SpeakerId>>> = entries.iter().map(speaking).collect();
    for (article, entry) in newest_first(entries) {
        for (index, speaker) in of[article.0 as usize].iter().enumerate() {
            let Some(speaker) = speaker else { continue };
            let speaker = &mut speakers[speaker.0 as usize];
            speaker.quotes.push((article, index as u32));
            if speaker.role.is_none() {
                speaker.role = entry.digest.quotes[index]
                    .speaker
                    .as_ref()
                    .and_then(|speaker| speaker.role.as_deref().map(str::to_owned));
            }
        }
    }
    (speakers, of)
}

/// For each quote of an article, the name of its speaker.
pub(super) fn quoted_names(digest: &Digest) -> impl Iterator<Item = Option<&str>> {
    digest.quotes.iter().map(|quote| quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref()))
}

/// In how many of ten quotes under a surname with a first name the first name is one person's whom the bare surname
/// means too: an article that gives no first name is on somebody who needs none.
const LEADS: usize = 9;

/// Names that are one person's, sorted by the surname and then the first spelling; beside each name how often it is
/// quoted.
fn group<'a>(names: impl Iterator<Item = (&'a str, usize)>) -> Vec<Vec<&'a str>> {
    #[derive(Default)]
    struct Person<'a> {
        spellings: Vec<(&'a str, Name)>,
        quotes: usize,
    }
    /// Those who bear one surname, and the surname alone.
    #[derive(Default)]
    struct Family<'a> {
        people: Vec<Person<'a>>,
        bare: Vec<&'a str>,
    }
    let mut names: Vec<(&str, usize)> = names.collect();
    names.sort_unstable();
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    for (name, quotes) in names {
        let parts = Name::new(name);
        let Family { people, bare } = families.entry(parts.surname.clone()).or_default();
        if parts.first.is_empty() {
            bare.push(name);
            continue;
        }
        // Someone with this surname and a first name that fits every spelling found so far.
        let fits = |person: &Person| person.spellings.iter().all(|(_, other)| parts.fits(other));
        let at = people.iter().position(fits).unwrap_or_else(|| {
            people.push(Person::default());
            people.len() - 1
        });
        people[at].spellings.push((name, parts));
        people[at].quotes += quotes;
    }
    let mut out = Vec::new();
    for Family { people, bare } in families.into_values() {
        let all: usize = people.iter().map(|person| person.quotes).sum();
        let leads = people.iter().position(|person| person.quotes * 10 >= all * LEADS);
        let names = |person: Person<'a>| person.spellings.into_iter().map(|(name, _)| name).collect();
        let mut people: Vec<Vec<&str>> = people.into_iter().map(names).collect();
        match leads {
            Some(leads) => people[leads].extend(bare),
            None if bare.is_empty() => {}
            None => people.push(bare),
        }
        out.append(&mut people);
    }
    out
}

/// A name taken apart for comparison.
struct Name {
    /// The first name, folded; empty for a bare surname.
    first: String,
    surname: String,
}

/// Words before a name that are not part of it.
const TITLES: [&str; 14] =
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "judge", "president"];

/// Small words between first name and surname: with or without them, with a hyphen or a space, it is one name.
const PARTICLES: [&str; 6] = ["al", "el", "bin", "ibn", "de", "von"];

/// Words behind a surname.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// The words of a name, folded, without titles and what stands behind a surname.
fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(name_word).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && TITLES.contains(&words[0].as_str()) {
        words.remove(0);
    }
    while words.len() > 1 && SUFFIXES.contains(&words[words.len() - 1].as_str()) {
        words.pop();
    }
    words
}

/// What a name is found under in a list from A to Z: the surname, or all of a name of one word, in lower-case ASCII.
pub fn filed_under(name: &str) -> String {
    name_words(name).pop().unwrap_or_default()
}

impl Name {
    fn new(name: &str) -> Self {
        let mut words = name_words(name);
        let surname = words.pop().unwrap_or_default();
        words.retain(|word| !PARTICLES.contains(&word.as_str()));
        Self { first: words.into_iter().next().unwrap_or_default(), surname: spelling_key(&surname) }
    }

    /// Whether two first names may be one person's.
    fn fits(&self, other: &Self) -> bool {
        let (short, long) = if self.first.len() <= other.first.len() {
            (&self.first, &other.first)
        } else {
            (&other.first, &self.first)
        };
        short == long
            || (short.len() == 1 || short.len() >= 3) && long.starts_with(short.as_str())
            || short.len() >= 4 && short[..1] == long[..1] && consonants(short) == consonants(long)
            || nicknames::same(&fold(short), &fold(long))
    }
}

/// A word of a name, folded, without a particle tied to it by a hyphen.
fn name_word(word: &str) -> String {
    let bare = word.split_once('-').filter(|(before, _)| PARTICLES.contains(&before.to_lowercase().as_str()));
    folded(bare.map_or(word, |(_, rest)| rest))
}

/// Lower-case ASCII letters and digits of a word.
fn folded(word: &str) -> String {
    deunicode::deunicode(word).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// One key for the spellings of a surname: letters said once, and one `i` for the endings by which one Slavic name
/// is written in Latin letters (-sky, -skyy, -skiy, -skij, -ski).
fn spelling_key(surname: &str) -> String {
    let mut key = String::new();
    for c in surname.chars().map(|c| if matches!(c, 'y' | 'j') { 'i' } else { c }) {
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    key
}

fn consonants(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&[&str]]) {
        assert_eq!(group(names.iter().map(|name| (*name, 1))), expected, "{names:?}");
    }

    #[test]
    fn a_bare_surname_is_that_of_whoever_leads() {
        let group = |ada, bob| group([("Ada Holt", ada), ("Bob Holt", bob), ("Holt", 3)].into_iter());
        assert_eq!(group(90, 10), [vec!["Ada Holt", "Holt"], vec!["Bob Holt"]]);
        assert_eq!(group(89, 11), [vec!["Ada Holt"], vec!["Bob Holt"], vec!["Holt"]]);
    }

    #[test]
    fn spellings() {
        check(
            &["Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"],
            &[&["Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "Zelensky"]],
        );
        check(
            &["Trump", "Donald Trump", "Donald J. Trump", "Dr Trump"],
            &[&["Donald J. Trump", "Donald Trump", "Dr Trump", "Trump"]],
        );
        check(&["Bill Holt", "Mira Holt", "Holt"], &[&["Bill Holt"], &["Mira Holt"], &["Holt"]]);
        check(&["Mohammed Rahimi", "Muhammad Rahimi"], &[&["Mohammed Rahimi", "Muhammad Rahimi"]]);
        check(&["José Núñez", "Jose Nunez"], &[&["Jose Nunez", "José Núñez"]]);
        check(&["M. Holt", "Mira Holt", "Mark Holt"], &[&["M. Holt", "Mark Holt"], &["Mira Holt"]]);
        check(
            &["Mohamed al Rahimi", "al-Rahimi", "Mohammed al-Rahimi"],
            &[&["Mohamed al Rahimi", "Mohammed al-Rahimi", "al-Rahimi"]],
        );
        check(
            &["William J. Orr", "Billy Orr", "Bill Orr", "Orr"],
            &[&["Bill Orr", "Billy Orr", "William J. Orr", "Orr"]],
        );
        check(&["Daniel Orr", "Dan Orr", "Dora Orr"], &[&["Dan Orr", "Daniel Orr"], &["Dora Orr"]]);
        check(&["Joe Orr", "Joseph R. Orr Jr."], &[&["Joe Orr", "Joseph R. Orr Jr."]]);
    }
}
