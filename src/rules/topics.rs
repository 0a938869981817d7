//! The sections of a newspaper and the words that tell them.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    name: String,
    sure: Vec<String>,
    likely: Vec<String>,
}

/// What a word says of the topic.
const SURE: u32 = 3;
const LIKELY: u32 = 1;

#[derive(Debug)]
struct Word {
    /// Whether any ending may follow.
    open: bool,
    /// The topics it tells, with their weights.
    topics: Vec<(u8, u32)>,
}

/// The topics' words, compiled.
#[derive(Debug)]
pub struct Topics {
    names: Vec<String>,
    words: Vec<Word>,
    automaton: AhoCorasick,
}

/// A topic's word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number among all words.
    pub word: usize,
    pub topic: usize,
    pub weight: u32,
}

impl Topics {
    pub fn new() -> Result<Self, String> {
        let File { topic: topics } =
            toml::from_str(include_str!("topics.toml")).map_err(|error| format!("topics.toml: {error}"))?;
        // `bomb` and `bomb*` are different words; the text of a pattern is the same for both.
        let mut patterns: BTreeMap<&str, Word> = BTreeMap::new();
        for (topic, words) in (0u8..).zip(&topics) {
            for (list, weight) in [(&words.sure, SURE), (&words.likely, LIKELY)] {
                for entry in list {
                    let text = entry.trim_end_matches('*');
                    let word = patterns.entry(text).or_insert(Word { open: false, topics: Vec::new() });
                    word.open |= text.len() < entry.len();
                    word.topics.push((topic, weight));
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.keys())
            .map_err(|error| format!("topics.toml: {error}"))?;
        let words = patterns.into_values().collect();
        Ok(Self { names: topics.into_iter().map(|topic| topic.name).collect(), words, automaton })
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many words there are: [`Hit::word`] is below this.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The topics' words in a text, whole words only.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let inside_word = |c: char| c.is_alphanumeric();
        self.automaton
            .find_iter(text)
            .filter(move |found| {
                !text[..found.start()].ends_with(inside_word)
                    && (self.words[found.pattern().as_usize()].open || !text[found.end()..].starts_with(inside_word))
            })
            .flat_map(|found| {
                let word = found.pattern().as_usize();
                self.words[word].topics.iter().map(move |&(topic, weight)| Hit { word, topic: topic.into(), weight })
            })
    }
}
