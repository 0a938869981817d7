//! A lexicon for each language in which people are told from other words.

use std::sync::{Arc, OnceLock};

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
    /// In the order of [`LANGUAGES`], each made when the first article is in its language: most sites have one or two.
    others: [OnceLock<Lexicon>; LANGUAGES.len()],
    /// Of a language that has no list: first names only.
    unknown: OnceLock<Lexicon>,
}

impl Lexicons {
    pub fn new() -> Self {
        Self { english: Arc::new(Lexicon::english()), others: Default::default(), unknown: OnceLock::new() }
    }

    /// The lexicon of a language, `de` or `de-AT`; English when the language is not known.
    pub fn of(&self, language: Option<&str>) -> &Lexicon {
        let language = language.map(|language| language.split(['-', '_']).next().unwrap_or_default().to_lowercase());
        let language = match language.as_deref() {
            None | Some("en") => return &self.english,
            Some(language) => language,
        };
        let known = LANGUAGES.iter().zip(&self.others).find(|((code, _), _)| *code == language);
        let (list, lexicon) = known.map_or(("", &self.unknown), |((_, list), lexicon)| (*list, lexicon));
        lexicon.get_or_init(|| Lexicon::new(list, &self.english))
    }
}

impl Default for Lexicons {
    fn default() -> Self {
        Self::new()
    }
}
