//! Rules that take junk lines, each with its own examples.

use serde::Deserialize;

/// One rule as it is written in `junk.toml` or in a site's settings under `[[junk]]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct JunkRule {
    /// Shown as `rule` beside each line it takes.
    pub name: String,
    /// A regular expression (crate `regex`) over a whole line of plain text.
    pub line: String,
    /// Lines it must take: tried when the rules are read.
    #[serde(default)]
    pub removes: Vec<String>,
    /// Lines it must not take.
    #[serde(default)]
    pub keeps: Vec<String>,
}

/// The rules, compiled.
#[derive(Debug)]
pub struct JunkRules {}

impl JunkRules {
    pub fn new(_own: &[JunkRule]) -> Result<Self, String> {
        Ok(Self {})
    }
}
