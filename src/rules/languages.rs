//! A lexicon for each language in which people are told from other words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lexicon::Lexicon;

/// ISO 639-1, and the words.
const LANGUAGES: [(&str, &str); 9] = [
    ("de", include_str!("words/languages/de.txt")),
    ("es", include_str!("words/languages/es.txt")),
    ("fr", include_str!("words/languages/fr.txt")),
    ("it", include_str!("words/languages/it.txt")),
    ("nl", include_str!("words/languages/nl.txt")),
    ("pl", include_str!("words/languages/pl.txt")),
    ("pt", include_str!("words/languages/pt.txt")),
    ("ru", include_str!("words/languages/ru.txt")),
    ("uk", include_str!("words/languages/uk.txt")),
];

/// The lexicons by language.
#[derive(Debug)]
pub struct Lexicons {
    english: Arc<Lexicon>,
    others: BTreeMap<&'static str, Lexicon>,
    /// Of a language that has no list: first names only.
    unknown: Lexicon,
}

impl Lexicons {
    pub fn new() -> Self {
        let english = Arc::new(Lexicon::english());
        let others = LANGUAGES.iter().map(|(language, list)| (*language, Lexicon::new(list, &english))).collect();
        Self { others, unknown: Lexicon::new("", &english), english }
    }

    /// The lexicon of a language, `de` or `de-AT`; English when the language is not known.
    pub fn of(&self, language: Option<&str>) -> &Lexicon {
        let language = language.map(|language| language.split(['-', '_']).next().unwrap_or_default().to_lowercase());
        match language.as_deref() {
            None | Some("en") => &self.english,
            Some(language) => self.others.get(language).unwrap_or(&self.unknown),
        }
    }
}

impl Default for Lexicons {
    fn default() -> Self {
        Self::new()
    }
}
