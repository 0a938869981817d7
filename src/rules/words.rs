//! Common words, and words by which a sentence leans on the one before it.

use foldhash::{HashMap, HashSet};

use serde::Deserialize;

use crate::text::words::hash;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    function: Vec<String>,
    common: Vec<String>,
    common_elsewhere: Vec<String>,
    leaning: Vec<String>,
    personal: Vec<String>,
    opening: Vec<String>,
}

/// How much a word says of what an article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// `the`, `of`: one of the commonest.
    Function,
    /// `about`, `would`.
    Common,
    Content,
}

/// The word lists, made ready. All words are lower case.
#[derive(Debug)]
pub struct Words {
    /// By the words' hashes.
    weights: HashMap<u64, Weight>,
    leaning: HashSet<String>,
    personal: HashSet<String>,
    opening: HashSet<String>,
}

impl Words {
    pub fn new() -> Result<Self, String> {
        let File { function, common, common_elsewhere, leaning, personal, opening } =
            toml::from_str(include_str!("words.toml")).map_err(|error| format!("words.toml: {error}"))?;
        let common = common.into_iter().chain(common_elsewhere).map(|word| (hash(&word), Weight::Common));
        Ok(Self {
            weights: common.chain(function.into_iter().map(|word| (hash(&word), Weight::Function))).collect(),
            leaning: leaning.into_iter().collect(),
            personal: personal.into_iter().collect(),
            opening: opening.into_iter().collect(),
        })
    }

    /// Of the word with this hash.
    pub fn weight(&self, hash: u64) -> Weight {
        self.weights.get(&hash).copied().unwrap_or(Weight::Content)
    }

    /// Whether a sentence that begins with this word leans on the one before it: `he`, `but`, `this`.
    pub fn leans(&self, first: &str) -> bool {
        self.leaning.contains(first)
    }

    /// Whether a word stands for somebody named elsewhere: `he`, `her`.
    pub fn is_personal(&self, word: &str) -> bool {
        self.personal.contains(word)
    }

    /// Whether a word opens a clause that may speak of who is named behind it: `after`, `in`.
    pub fn opens_clause(&self, first: &str) -> bool {
        self.opening.contains(first)
    }
}
