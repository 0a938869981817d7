//! What a build was made from and what it told, so that another build of the same can tell it again.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::builder::Held;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;

/// What tells what a site is made from, besides the program, from what it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Of the files of articles.
    pub articles: Fingerprint,
    /// Of all the rest.
    pub others: Fingerprint,
}

/// One build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Edition {
    /// None where they can't be told.
    pub inputs: Option<Inputs>,
    /// When it was made, in the site's time zone.
    pub made: NaiveDateTime,
    pub articles: usize,
    pub pages: usize,
    /// All files but compressed twins.
    pub files: usize,
    pub held: Vec<Held>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Edition {
    /// Whether a build of these inputs at this moment, in the site's time zone, would be the same.
    ///
    /// An article that was held back as one of the future may be due by now; and when the clock was set back, one
    /// that was shown may be of the future again.
    pub fn is_current(&self, inputs: &Inputs, now: NaiveDateTime) -> bool {
        self.inputs.as_ref() == Some(inputs) && self.made <= now && self.held.iter().all(|held| held.reason.holds(now))
    }

    /// Whether some article is not as it was, or another than before.
    pub fn has_other_articles(&self, inputs: &Inputs) -> bool {
        self.inputs.is_none_or(|before| before.articles != inputs.articles)
    }
}
