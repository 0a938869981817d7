//! A site's own words over those of its language.

use serde::Deserialize;
use toml::{Table, Value};

use super::Labels;
use crate::config::nearest;
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;

/// Reads a language file with the values of a site's own file in the place of those of the same name.
pub fn read(base: &str, path: &str, text: &str) -> Result<Labels, Box<Diagnostic>> {
    let fault = |message: String, span: Span| Box::new(Diagnostic::error(message).path(path).at(text, span, ""));
    let first_line = |message: &str| message.lines().next().unwrap_or_default().to_owned();
    let own: Table = toml::from_str(text).map_err(|error: toml::de::Error| {
        let span = error.span().unwrap_or(0..0);
        fault(first_line(error.message()), Span::new(span.start, span.end))
    })?;
    let mut words: Table = toml::from_str(base).expect("the language files are valid, as a test shows");
    merge(&mut words, own).map_err(|Unknown { key, meant }| {
        let at = text.find(&key).unwrap_or(0);
        let fault = fault(format!("there is no word `{key}`"), Span::new(at, at + key.len()));
        match meant {
            Some(meant) => Box::new(fault.hint(format!("did you mean `{meant}`?"))),
            None => Box::new(fault.hint("`templates/README.md` of daybrief lists them all")),
        }
    })?;
    Labels::deserialize(Value::Table(words)).map_err(|error| fault(first_line(error.message()), Span::new(0, 0)))
}

/// A name in a site's own file that no language file has.
struct Unknown {
    key: String,
    meant: Option<String>,
}

fn merge(base: &mut Table, own: Table) -> Result<(), Unknown> {
    for (key, value) in own {
        let Some(place) = base.get_mut(&key) else {
            let known: Vec<&str> = base.keys().map(String::as_str).collect();
            let meant = nearest(&key, &known).map(str::to_owned);
            return Err(Unknown { key, meant });
        };
        match (place, value) {
            // The forms of a counted word are replaced as a whole: which there are depends on the language.
            (Value::Table(place), Value::Table(value)) if !place.contains_key("other") => merge(place, value)?,
            (place, value) => *place = value,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::render::labels::{Counted, Labels};

    #[test]
    fn own_words_win() {
        let text = "code = \"pl\"\n[words]\ntoday = \"Dzisiaj\"\n[counts]\nquotes = { other = \"cytaty: {n}\" }\n";
        let labels = Labels::with_own("pl", "words.toml", text).expect("valid");
        assert_eq!((labels.words.today.as_str(), labels.words.archive.as_str()), ("Dzisiaj", "Archive"));
        assert_eq!(labels.count(Counted::Quotes, 1), "cytaty: 1");
    }

    #[test]
    fn faults_are_told() {
        let check = |text: &str, message: &str, hint: &str| {
            let fault = Labels::with_own("en", "words.toml", text).expect_err("must be refused");
            assert_eq!((fault.message.as_str(), fault.hint.as_deref().unwrap_or("")), (message, hint), "{text}");
        };
        check("[words]\ntodey = \"x\"", "there is no word `todey`", "did you mean `today`?");
        check("[word]\ntoday = \"x\"", "there is no word `word`", "did you mean `words`?");
        check("[words]\ntoday = 3", "invalid type: integer `3`, expected a string", "");
        assert!(Labels::with_own("en", "words.toml", "[words").is_err());
    }
}
