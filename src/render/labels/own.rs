//! A site's own words over those of its language.

use serde::Deserialize;
use toml::{Table, Value};

use super::Labels;
use crate::config::{nearest, plain};
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;

/// Reads a language file with the values of a site's own file in the place of those of the same name.
pub fn read(base: &str, path: &str, text: &str) -> Result<Labels, Box<Diagnostic>> {
    let fault = |message: String, span: Span| Box::new(Diagnostic::error(message).path(path).at(text, span, ""));
    let own: Table = toml::from_str(text).map_err(|error: toml::de::Error| {
        let span = error.span().unwrap_or(0..0);
        fault(plain(error.message()), Span::new(span.start, span.end))
    })?;
    let mut built_in: Table = toml::from_str(base).expect("the language files are valid, as a test shows");
    // Few languages have it.
    if let Some(Value::Table(dates)) = built_in.get_mut("dates") {
        dates.entry("first").or_insert_with(|| String::new().into());
    }
    let mut words = built_in.clone();
    merge(&mut words, own.clone()).map_err(|Unknown { key, hint }| {
        Box::new(fault(format!("there is no word `{key}`"), place(text, &key)).hint(hint))
    })?;
    if let Some((key, unknown, known)) =
        leaves(own.clone()).into_iter().find_map(|(key, alone)| placeholder(&built_in, &key, &alone))
    {
        let hint = if known.is_empty() { "nothing is put in there".to_owned() } else { format!("there are {known}") };
        return Err(Box::new(fault(format!("`{key}` has no `{{{unknown}}}`"), place(text, &key)).hint(hint)));
    }
    let labels = |words: Table| Labels::deserialize(Value::Table(words));
    labels(words).map_err(|error| {
        // A table tells no lines: the faulty value is the one that is faulty alone.
        let faulty = leaves(own).into_iter().find_map(|(key, alone)| {
            let mut words = built_in.clone();
            merge(&mut words, alone).ok()?;
            Some((place(text, &key), labels(words).err()?))
        });
        let (span, error) = faulty.unwrap_or((Span::new(0, 0), error));
        fault(plain(error.message()), span)
    })
}

/// A placeholder of a value of one's own that the built-in value of that key has not, and those there are.
fn placeholder(built_in: &Table, key: &str, alone: &Table) -> Option<(String, String, String)> {
    const DATES: [&str; 5] = ["weekday", "day", "month", "mon", "year"];
    let (table, value) = alone.iter().next()?;
    let (built_in, own) = match value {
        Value::Table(inner) => (built_in.get(table)?.get(key)?, inner.get(key)?),
        value => (built_in.get(key)?, value),
    };
    let dated = table == "dates" && key != "month";
    let mut known: Vec<String> = texts(built_in).iter().flat_map(|text| placeholders(text)).collect();
    known.extend(DATES.iter().filter(|_| dated).map(|name| (*name).to_owned()));
    known.sort();
    known.dedup();
    let unknown = texts(own).iter().flat_map(|text| placeholders(text)).find(|name| !known.contains(name))?;
    let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
    Some((key.to_owned(), unknown, known.join(", ")))
}

/// A text, or those of a table.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Table(inner) => inner.values().filter_map(Value::as_str).collect(),
        value => value.as_str().into_iter().collect(),
    }
}

fn placeholders(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned())
}

/// Where a key stands in the text.
fn place(text: &str, key: &str) -> Span {
    let is_key = |at: &usize| {
        let before = text[..*at].trim_end_matches(['"', '\'', '[', ' ', '\t']);
        before.is_empty() || before.ends_with(['\n', '\r', '{', ',', '.'])
    };
    let at = text.match_indices(key).map(|(at, _)| at).find(is_key).or_else(|| text.find(key)).unwrap_or(0);
    Span::new(at, at + key.len())
}

/// Each value of a table and of the tables in it, by its key and in a table of its own.
fn leaves(own: Table) -> Vec<(String, Table)> {
    let mut out = Vec::new();
    for (key, value) in own {
        match value {
            Value::Table(inner) => out.extend(inner.into_iter().map(|(name, value)| {
                let inner = Table::from_iter([(name.clone(), value)]);
                (name, Table::from_iter([(key.clone(), Value::Table(inner))]))
            })),
            value => out.push((key.clone(), Table::from_iter([(key, value)]))),
        }
    }
    out
}

/// A name in a site's own file that no language file has, and what was meant.
struct Unknown {
    key: String,
    hint: String,
}

fn merge(base: &mut Table, own: Table) -> Result<(), Unknown> {
    for (key, value) in own {
        let Some(place) = base.get_mut(&key) else { return Err(Unknown { hint: hint(base, &key), key }) };
        match (place, value) {
            // The forms of a counted word are replaced as a whole: which there are depends on the language.
            (Value::Table(place), Value::Table(value)) if !place.contains_key("other") => merge(place, value)?,
            (place, value) => *place = value,
        }
    }
    Ok(())
}

fn hint(base: &Table, key: &str) -> String {
    let has = |value: &Value| value.as_table().is_some_and(|table| table.contains_key(key));
    if let Some((table, _)) = base.iter().find(|(_, value)| has(value)) {
        return format!("it is one of `[{table}]`: put that line above it");
    }
    let known: Vec<&str> = base.keys().map(String::as_str).collect();
    match nearest(key, &known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`templates/README.md` of daybrief lists them all".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use crate::render::labels::{Counted, Labels};

    #[test]
    fn own_words_win() {
        let text = "code = \"pl\"\n[words]\ntoday = \"Dzisiaj\"\n[counts]\nquotes = { other = \"cytaty: {n}\" }\n";
        let labels = Labels::with_own("pl", "words.toml", text).expect("valid");
        assert_eq!((labels.words.today.as_str(), labels.words.archive.as_str()), ("Dzisiaj", "Archive"));
        assert_eq!(labels.count(Counted::Quotes, 1), "cytaty: 1");
    }

    #[test]
    fn weeks_start_with_a_day() {
        let check = |day: &str, expected: Weekday| {
            let labels = Labels::with_own("en", "words.toml", &format!("week_starts = {day}")).expect("valid");
            assert_eq!(labels.week_starts, expected);
        };
        check("1", Weekday::Mon);
        check("7", Weekday::Sun);
        check("\"Saturday\"", Weekday::Sat);
        check("\"sun\"", Weekday::Sun);
    }

    #[test]
    fn faults_are_told() {
        let check = |text: &str, message: &str, hint: &str| {
            let fault = Labels::with_own("en", "words.toml", text).expect_err("must be refused");
            assert_eq!((fault.message.as_str(), fault.hint.as_deref().unwrap_or("")), (message, hint), "{text}");
        };
        check("[words]\ntodey = \"x\"", "there is no word `todey`", "did you mean `today`?");
        check("[word]\ntoday = \"x\"", "there is no word `word`", "did you mean `words`?");
        check("today = \"x\"", "there is no word `today`", "it is one of `[words]`: put that line above it");
        check(
            "[dates]\nlong = \"{day} {moon}\"",
            "`long` has no `{moon}`",
            "there are `{day}`, `{mon}`, `{month}`, `{weekday}`, `{year}`",
        );
        check("[words]\ntoday = \"{n}\"", "`today` has no `{n}`", "nothing is put in there");
        check("[words]\ntoday = 3", "a text in quotes is wanted, not `3`", "");
        for day in ["0", "8", "20", "\"someday\""] {
            let wanted = "a number from 1 for Monday to 7 for Sunday or a day's English name is wanted";
            check(&format!("week_starts = {day}"), &format!("{wanted}, not `{}`", day.trim_matches('"')), "");
        }
    }

    #[test]
    fn a_faulty_value_is_told_at_its_line() {
        let check = |text: &str, message: &str| {
            let fault = Labels::with_own("en", "words.toml", text).expect_err("must be refused");
            assert_eq!(fault.message, message, "{text}");
            assert_eq!(fault.place.map(|place| place.line), Some(3), "{text}");
        };
        check("[words]\narchive = \"today\"\ntoday = 3", "a text in quotes is wanted, not `3`");
        check(
            "[counts]\n\nquotes = \"x\"",
            "a table as `{ one = \"…\", other = \"…\" }` is wanted, not the text \"x\"",
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_told() {
        assert!(Labels::with_own("en", "words.toml", "[words").is_err());
    }
}
