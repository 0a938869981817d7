//! Common words, and words by which a sentence leans on the one before it.

use serde::Deserialize;

use crate::text::table::Table;
use crate::text::words::{ByHash, hash};

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
    /// [`Weight::Common`] or [`Weight::Function`].
    weights: Table,
    leaning: ByHash<()>,
    personal: ByHash<()>,
    opening: ByHash<()>,
}

impl Words {
    pub fn new() -> Result<Self, String> {
        let File { function, common, common_elsewhere, leaning, personal, opening } =
            toml::from_str(include_str!("words.toml")).map_err(|error| format!("words.toml: {error}"))?;
        let weights = common.into_iter().chain(common_elsewhere).map(|word| (hash(&word), Weight::Common));
        let weights: ByHash<Weight> =
            weights.chain(function.into_iter().map(|word| (hash(&word), Weight::Function))).collect();
        let set = |words: Vec<String>| words.iter().map(|word| (hash(word), ())).collect();
        Ok(Self {
            weights: weights.into_iter().map(|(hash, weight)| (hash, weight as u16)).collect(),
            leaning: set(leaning),
            personal: set(personal),
            opening: set(opening),
        })
    }

    /// Of the word with this hash.
    #[inline]
    pub fn weight(&self, hash: u64) -> Weight {
        match self.weights.get(hash) {
            None => Weight::Content,
            Some(weight) if weight == Weight::Common as u16 => Weight::Common,
            Some(_) => Weight::Function,
        }
    }

    /// Whether a sentence that begins with the word of this hash leans on the one before it: `he`, `but`, `this`.
    pub fn leans(&self, first: u64) -> bool {
        self.leaning.contains_key(&first)
    }

    /// Whether the word with this hash stands for somebody named elsewhere: `he`, `her`.
    #[inline]
    pub fn is_personal(&self, word: u64) -> bool {
        self.personal.contains_key(&word)
    }

    /// Whether the word with this hash opens a clause that may speak of who is named behind it: `after`, `in`.
    pub fn opens_clause(&self, first: u64) -> bool {
        self.opening.contains_key(&first)
    }
}
