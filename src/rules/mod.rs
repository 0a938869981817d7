//! The word lists and patterns, read, checked and compiled.

pub mod junk;
pub mod topics;
pub mod words;

/// Everything the digest knows about language and pages that is not in the article: a constant of the run.
#[derive(Debug)]
pub struct Rules {
    pub junk: junk::JunkRules,
    pub topics: topics::Topics,
    pub words: words::Words,
}

impl Rules {
    /// The built-in rules, and those of a site behind them.
    ///
    /// Errors name the site's rule that is no valid pattern.
    pub fn new(own: &[junk::JunkRule]) -> Result<Self, String> {
        Ok(Self { junk: junk::JunkRules::new(own)?, topics: topics::Topics::new()?, words: words::Words::new()? })
    }
}
