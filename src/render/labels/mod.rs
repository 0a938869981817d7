//! The words on the page and the way dates and numbers are written, one file for each language.

mod own;
mod plural;

use std::fmt::{Display, Write};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use plural::Forms;

use crate::diagnostic::Diagnostic;

/// The languages there are words for.
const LANGUAGES: [(&str, &str); 8] = [
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
    ("fr", include_str!("fr.toml")),
    ("es", include_str!("es.toml")),
    ("ru", include_str!("ru.toml")),
    ("uk", include_str!("uk.toml")),
    ("hi", include_str!("hi.toml")),
    ("ar", include_str!("ar.toml")),
];

/// A language's words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// ISO 639-1.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    thousands: String,
    /// Monday first.
    pub weekdays: [String; 7],
    pub weekdays_short: [String; 7],
    pub months: [String; 12],
    months_of: [String; 12],
    pub months_short: [String; 12],
    /// In the file 1 for Monday to 7 for Sunday, or the day's English name.
    #[serde(deserialize_with = "weekday")]
    pub week_starts: Weekday,
    dates: Dates,
    counts: Counts,
    pub words: Words,
}

/// Patterns with `{weekday}`, `{day}`, `{month}`, `{mon}`, `{year}`, `{name}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    /// What the first of a month is called, where it has a form of its own: `1er`.
    #[serde(default)]
    first: Option<String>,
    long: String,
    medium: String,
    short: String,
    month: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    articles: Forms,
    quotes: Forms,
    sources: Forms,
    voices: Forms,
    lines: Forms,
    minutes: Forms,
    earlier: Forms,
    others: Forms,
    days: Forms,
}

/// What can be counted.
#[derive(Clone, Copy, Debug)]
pub enum Counted {
    Articles,
    Quotes,
    Sources,
    Voices,
    Lines,
    Minutes,
    /// Earlier articles of a story.
    Earlier,
    /// Other sources of the same news.
    Others,
    Days,
}

macro_rules! words {
    ($($name:ident)*) => {
        /// Words and phrases by name, as templates see them in `t`.
        #[derive(Clone, Debug, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        pub struct Words { $(pub $name: String,)* }
    };
}

words! {
    skip site_menu today archive topics speakers sources quotes undated feed data days
    previous_day next_day latest
    lead also in_numbers most_quoted newer older more page no_articles no_edition
    in_brief said full_text related credits removed removed_note line text rule original_at
    by updated picture table other_spellings quoted_on voices_on who_on_what by_letter
    all_days year latest_editions not_found not_found_note offline offline_note
    stories story whole_story earlier_in_story also_reported said_elsewhere over_time chart
    theme theme_system theme_light theme_dark copy_link copied
    reading text_size smaller larger unread_first read share
    keyboard key_next key_previous key_open key_mark key_search key_help close
    search search_words found found_none any filters first_day last_day newest_first search_disk search_failed search_script
    description_day description_topic description_speaker description_source description_topics
    description_speakers description_sources description_quotes description_archive description_month
    description_undated description_stories description_story
}

fn weekday<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a week starts with 1 for Monday to 7 for Sunday, or with a day's English name")]
    enum Day {
        Number(u64),
        Name(String),
    }
    let (day, told) = match Day::deserialize(deserializer)? {
        Day::Number(number) => {
            let from_monday = number.checked_sub(1).and_then(|days| u8::try_from(days).ok());
            (from_monday.and_then(|days| Weekday::try_from(days).ok()), number.to_string())
        }
        Day::Name(name) => (name.parse().ok(), name),
    };
    let wanted = "a number from 1 for Monday to 7 for Sunday or a day's English name is wanted";
    day.ok_or_else(|| D::Error::custom(format!("{wanted}, not `{told}`")))
}

impl Labels {
    /// The words of a language, or English ones where there are none.
    pub fn new(language: &str) -> Self {
        let mut labels: Self =
            toml::from_str(built_in(language)).expect("the language files are valid, as a test shows");
        // English words on a page that is written from right to left.
        if is_right_to_left(language) {
            labels.direction = "rtl".into();
        }
        labels
    }

    /// Whether there are words of a language.
    pub fn has(language: &str) -> bool {
        LANGUAGES.iter().any(|(code, _)| *code == primary(language))
    }

    /// The words of a language with those of a site's own file in their place; `path` is named in a message.
    ///
    /// Errors are about that file: a faulty line, a word that does not exist.
    pub fn with_own(language: &str, path: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        own::read(built_in(language), path, text)
    }

    /// The words that the page's script shows, as a script of their own.
    pub fn script(&self) -> String {
        let w = &self.words;
        let words = serde_json::json!({
            "reading": w.reading, "theme": w.theme, "system": w.theme_system, "light": w.theme_light,
            "dark": w.theme_dark, "size": w.text_size, "smaller": w.smaller, "larger": w.larger,
            "unread": w.unread_first, "read": w.read, "copy": w.copy_link, "copied": w.copied, "share": w.share,
            "keyboard": w.keyboard, "next": w.key_next, "previous": w.key_previous, "open": w.key_open,
            "mark": w.key_mark, "search": w.key_search, "help": w.key_help, "close": w.close,
        });
        format!("var daybrief = {words};\n")
    }

    /// A number with its thousands parted.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(&self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// A number with what it counts: `1,200 articles`.
    pub fn count(&self, counted: Counted, n: usize) -> String {
        let forms = match counted {
            Counted::Articles => &self.counts.articles,
            Counted::Quotes => &self.counts.quotes,
            Counted::Sources => &self.counts.sources,
            Counted::Voices => &self.counts.voices,
            Counted::Lines => &self.counts.lines,
            Counted::Minutes => &self.counts.minutes,
            Counted::Earlier => &self.counts.earlier,
            Counted::Others => &self.counts.others,
            Counted::Days => &self.counts.days,
        };
        forms.of(&self.code, n).replace("{n}", &self.number(n))
    }

    /// `Wednesday, 19 March 2025`.
    pub fn long_date(&self, day: NaiveDate) -> String {
        self.date(&self.dates.long, day)
    }

    /// `19 March 2025`.
    pub fn medium_date(&self, day: NaiveDate) -> String {
        self.date(&self.dates.medium, day)
    }

    /// `19 Mar`.
    pub fn short_date(&self, day: NaiveDate) -> String {
        self.date(&self.dates.short, day)
    }

    /// `March 2025`; `month` from 1.
    pub fn month(&self, year: i32, month: u32) -> String {
        let name = &self.months[month_index(month)];
        self.dates.month.replace("{name}", name).replace("{year}", &year.to_string())
    }

    fn date(&self, pattern: &str, day: NaiveDate) -> String {
        let month = month_index(day.month());
        let mut out = String::with_capacity(2 * pattern.len());
        // Texts and names take turns.
        for (at, part) in pattern.split(['{', '}']).enumerate() {
            match part {
                _ if at % 2 == 0 => out.push_str(part),
                "weekday" => out.push_str(&self.weekdays[day.weekday().num_days_from_monday() as usize]),
                "day" => match &self.dates.first {
                    Some(first) if day.day() == 1 && !first.is_empty() => out.push_str(first),
                    _ => push_number(&mut out, day.day()),
                },
                "month" => out.push_str(&self.months_of[month]),
                "mon" => out.push_str(&self.months_short[month]),
                "year" => push_number(&mut out, day.year()),
                unknown => out.extend(["{", unknown, "}"]),
            }
        }
        out
    }
}

fn push_number(out: &mut String, number: impl Display) {
    // Writing into a text does not fail.
    let _ = write!(out, "{number}");
}

/// The language file of a language, or the English one where there is none.
fn built_in(language: &str) -> &'static str {
    let primary = primary(language);
    LANGUAGES.iter().find(|(code, _)| *code == primary).unwrap_or(&LANGUAGES[0]).1
}

/// `de` of `de-AT`.
pub fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn month_index(month: u32) -> usize {
    (month as usize).clamp(1, 12) - 1
}

/// In which direction a language is written: `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    if is_right_to_left(language) { "rtl" } else { "ltr" }
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    matches!(primary(language).as_str(), "ar" | "fa" | "he" | "ur" | "ps" | "yi" | "dv" | "ug")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_files_are_whole() {
        for (code, text) in LANGUAGES {
            let labels: Labels = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_eq!(labels.code, code);
            assert!(["ltr", "rtl"].contains(&labels.direction.as_str()));
        }
    }

    #[test]
    fn english() {
        let labels = Labels::new("en-GB");
        let day = NaiveDate::from_ymd_opt(2025, 3, 19).expect("a day");
        assert_eq!(labels.long_date(day), "Wednesday, 19 March 2025");
        assert_eq!(labels.short_date(day), "19 Mar");
        assert_eq!(labels.month(2025, 3), "March 2025");
        assert_eq!(labels.number(1_234_567), "1,234,567");
        assert_eq!(labels.number(12), "12");
        assert_eq!(labels.count(Counted::Articles, 1), "1 article");
        assert_eq!(labels.count(Counted::Articles, 1200), "1,200 articles");
        assert_eq!(Labels::new("xx").code, "en");
        assert_eq!((Labels::new("he").code.as_str(), Labels::new("he").direction.as_str()), ("en", "rtl"));
    }

    #[test]
    fn the_first_of_a_month_in_french() {
        let date = |day| Labels::new("fr").medium_date(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day"));
        assert_eq!((date(1).as_str(), date(2).as_str()), ("1er novembre 2026", "2 novembre 2026"));
    }
}
