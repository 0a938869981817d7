//! The word lists and patterns, read, checked and compiled.

pub mod junk;
pub mod languages;
pub mod lexicon;
mod matcher;
pub mod model;
mod need;
pub mod nicknames;
pub mod pattern;
mod prefilter;
pub mod topics;
pub mod words;

use std::sync::LazyLock;

/// Everything the digest knows about language and pages that is not in the article: a constant of the run.
#[derive(Debug)]
pub struct Rules {
    pub junk: junk::JunkRules,
    pub lexicons: languages::Lexicons,
    /// Is a quoted span a quote?
    pub quoted: model::Model,
    /// Which mention near a quote is its speaker?
    pub speaker: model::Model,
    /// Whom does a pronoun mean?
    pub antecedent: model::Model,
    /// Read when an article is the first to name no topics of its own.
    pub topics: LazyLock<topics::Topics>,
    pub words: words::Words,
    /// ISO 639-1: that of articles whose own can't be told. None stands for English, which is tried without being told.
    pub language: Option<String>,
}

impl Rules {
    /// Those of a site without rules of its own.
    pub fn built_in() -> Self {
        Self::new(&[]).expect("the built-in rules are valid, as a test shows")
    }

    /// The built-in rules, and those of a site behind them.
    ///
    /// Errors are those of [`junk::JunkRules::new`].
    pub fn new(own: &[junk::JunkRule]) -> Result<Self, junk::Faults> {
        // Both take long enough for a second build to wait for them.
        let (junk, lexicons) = std::thread::scope(|scope| {
            let lexicons = scope.spawn(languages::Lexicons::new);
            (junk::JunkRules::new(own), lexicons.join())
        });
        Ok(Self {
            junk: junk?,
            lexicons: lexicons.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            quoted: model::Model::parse(include_str!("weights/quoted.txt"))?,
            speaker: model::Model::parse(include_str!("weights/speaker.txt"))?,
            antecedent: model::Model::parse(include_str!("weights/antecedent.txt"))?,
            topics: LazyLock::new(|| topics::Topics::new().expect("the list of topics is valid, as a test shows")),
            words: words::Words::new()?,
            language: None,
        })
    }

    /// The same for a site in a language.
    pub fn in_language(self, language: &str) -> Self {
        Self { language: (language != "en").then(|| language.to_owned()), ..self }
    }
}
