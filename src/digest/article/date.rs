//! Dates in all the ways that headers, bylines and datelines write them.

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Weekday};

use super::calendar::{month, short_month, weekday, zone};
use crate::digest::model::Moment;

/// The year of this release. Where a text gives a day without a year and nothing else tells the year, it is read as
/// not later than this: a build must not depend on the clock.
pub const ANCHOR_YEAR: i32 = 2026;

/// A date in a text; real in the calendar when it has a year, possible in some year when not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    pub year: Option<i32>,
    pub month: u32,
    pub day: u32,
    /// The weekday that stands with it: "Wednesday, March 19".
    pub weekday: Option<Weekday>,
    pub time: Option<NaiveTime>,
    pub offset: Option<FixedOffset>,
    /// Whether the first number could be the day as well as the month: `03/04/2026`.
    pub slashed: bool,
}

/// Which of two small numbers with a slash between them is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slashes {
    #[default]
    MonthFirst,
    DayFirst,
}

impl Slashes {
    /// As the language of a text has it or the country of its address; `None` for English without a country, in which
    /// both are common.
    pub fn of(language: Option<&str>, address: Option<&str>) -> Option<Self> {
        /// Endings that anybody takes for the word they make.
        const WORDS: [&str; 17] =
            ["ai", "cc", "co", "fm", "gg", "gl", "io", "la", "ly", "me", "sh", "so", "st", "tk", "to", "tv", "ws"];
        if language.is_some_and(|language| language != "en") {
            return Some(Self::DayFirst);
        }
        let host = address?.split_once("://")?.1.split(['/', ':', '?', '#']).next()?;
        let country = host.rsplit_once('.')?.1;
        if country.len() != 2 || WORDS.contains(&country) { None } else { Self::of_country(country) }
    }

    /// As a country has it, in two small letters. By the short date formats of Unicode's CLDR the month stands first in the
    /// United States and the Philippines alone; Canada has both.
    pub fn of_country(country: &str) -> Option<Self> {
        match country {
            "us" | "ph" => Some(Self::MonthFirst),
            "ca" => None,
            _ => Some(Self::DayFirst),
        }
    }
}

impl Found {
    /// The same where the numbers between slashes stand in that order.
    pub fn with(self, slashes: Slashes) -> Self {
        match slashes {
            Slashes::DayFirst if self.slashed => Self { month: self.day, day: self.month, ..self },
            _ => self,
        }
    }

    /// The moment, when the text gives the year.
    pub fn moment(&self) -> Option<Moment> {
        self.year.and_then(|year| self.in_year(year))
    }

    /// The moment if the year were this one: `None` for 29 February in most.
    pub fn in_year(&self, year: i32) -> Option<Moment> {
        let day = NaiveDate::from_ymd_opt(year, self.month, self.day)?;
        Some(Moment { day, time: self.time, offset: self.offset })
    }
}

/// Years outside are page numbers, prices and typing errors.
const YEARS: Range<u64> = 1900..2100;

/// The moment that a header value names: a date with its year anywhere in it, or seconds since 1970. `slashes` is asked
/// where the value can be read both ways.
pub fn moment(value: &str, slashes: impl FnOnce() -> Slashes) -> Option<Moment> {
    let value = value.trim();
    let is_stamp = value.len() == 12 && find_all(value).len() == 1;
    if !is_stamp && (9..=13).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = value.parse().ok()?;
        let seconds = if value.len() > 11 { number / 1000 } else { number };
        let utc = DateTime::from_timestamp(seconds, 0)?.naive_utc();
        let offset = FixedOffset::east_opt(0);
        return Some(Moment { day: utc.date(), time: Some(utc.time()), offset });
    }
    // A header's value is short; a date in the depths of a long text is another's.
    let start = value.char_indices().nth(200).map_or(value, |(end, _)| &value[..end]);
    let found = find_all(start).into_iter().find(|found| found.moment().is_some())?;
    if found.slashed { found.with(slashes()).moment() } else { found.moment() }
}

/// All dates of a text, in order.
pub fn find_all(text: &str) -> Vec<Found> {
    let scanner = Scanner::new(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < scanner.tokens.len() {
        match scanner.date(at) {
            Some((found, next)) => {
                out.push(found);
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

/// The year that a number of so many digits at a text's start begins with, where a time's hour is glued to it.
fn glued_year(text: &str, digits: usize) -> Option<u64> {
    let is_time = (5..=6).contains(&digits) && text[digits..].starts_with(':');
    let year = is_time.then(|| text[..4].parse().ok())??;
    YEARS.contains(&year).then_some(year)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number { value: u64, digits: usize },
    Word,
    Other(char),
}

struct Scanner<'a> {
    text: &'a str,
    tokens: Vec<(Token, Range<usize>)>,
}

/// Year, month and day as numbers, and the token after them.
type Day = (Option<i32>, u32, u32, usize);

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let mut tokens: Vec<(Token, Range<usize>)> = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((mut start, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let digit = c.is_ascii_digit();
            let mut end = start + c.len_utf8();
            if digit || c.is_alphabetic() {
                while let Some(&(at, c)) = chars.peek()
                    && (if digit { c.is_ascii_digit() } else { c.is_alphabetic() })
                {
                    end = at + c.len_utf8();
                    chars.next();
                }
            }
            // A page's copy leaves out the gap between a year and the time: February 5, 20267:41 AM.
            if digit && let Some(year) = glued_year(&text[start..], end - start) {
                tokens.push((Token::Number { value: year, digits: 4 }, start..start + 4));
                start += 4;
            }
            let token = match &text[start..end] {
                number if digit => Token::Number { value: number.parse().unwrap_or(u64::MAX), digits: end - start },
                _ if c.is_alphabetic() => Token::Word,
                _ => Token::Other(c),
            };
            tokens.push((token, start..end));
        }
        Self { text, tokens }
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).map(|(token, _)| *token)
    }

    fn word(&self, at: usize) -> Option<&'a str> {
        self.tokens.get(at).filter(|(token, _)| *token == Token::Word).map(|(_, range)| &self.text[range.clone()])
    }

    fn is(&self, at: usize, c: char) -> bool {
        self.token(at) == Some(Token::Other(c))
    }

    /// Whether a token stands right behind the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|(_, range)| range.start == self.tokens[at - 1].1.end)
    }

    fn number(&self, at: usize, digits: Range<usize>) -> Option<u64> {
        match self.token(at)? {
            Token::Number { value, digits: n } if digits.contains(&n) => Some(value),
            _ => None,
        }
    }

    fn small(&self, at: usize) -> Option<u32> {
        self.number(at, 1..3).map(|value| value as u32)
    }

    fn year(&self, at: usize) -> Option<i32> {
        self.number(at, 4..5).filter(|year| YEARS.contains(year)).map(|year| year as i32)
    }

    fn month(&self, at: usize) -> Option<u32> {
        month(self.word(at)?)
    }

    fn skip(&self, at: usize, chars: &[char]) -> usize {
        match self.token(at) {
            Some(Token::Other(c)) if chars.contains(&c) => at + 1,
            _ => at,
        }
    }

    fn skip_word(&self, at: usize, words: &[&str]) -> usize {
        let skips = self.word(at).is_some_and(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)));
        if skips { at + 1 } else { at }
    }

    /// The date that starts at a token, and the token after it.
    fn date(&self, at: usize) -> Option<(Found, usize)> {
        let (year, month, day, mut next) = match self.token(at)? {
            Token::Number { digits: 1 | 2, .. } => self.day_first(at).or_else(|| self.numeric(at))?,
            Token::Number { digits: 4, .. } => self.year_first(at)?,
            Token::Number { value, digits: 8 } => {
                let year = Some(value / 10_000).filter(|year| YEARS.contains(year))?;
                (Some(year as i32), (value / 100 % 100) as u32, (value % 100) as u32, at + 1)
            }
            // The stamps by which note boxes name notes, to the minute or the second: 202603191730.
            Token::Number { value, digits: digits @ (12 | 14) } => {
                let minutes = if digits == 14 { value / 100 } else { value };
                let (day, hour, minute) = (minutes / 10_000, minutes / 100 % 100, minutes % 100);
                let year = Some(day / 10_000).filter(|year| YEARS.contains(year) && hour < 24 && minute < 60)?;
                (Some(year as i32), (day / 100 % 100) as u32, (day % 100) as u32, at + 1)
            }
            Token::Word => self.month_first(at)?,
            _ => return None,
        };
        // 2024 is a leap year: it has every day there is.
        NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day)?;
        let (start, before) = self.weekday_before(at);
        let mut found = Found {
            range: self.tokens[start].1.start..0,
            year,
            month,
            day,
            weekday: before.or_else(|| {
                let after = self.skip(next, &['(', ',']);
                self.word(after).and_then(weekday)
            }),
            time: None,
            offset: None,
            slashed: month <= 12 && day <= 12 && month != day && self.is(at + 1, '/') && self.is(at + 3, '/') && {
                matches!(self.token(at), Some(Token::Number { digits: 1 | 2, .. }))
            },
        };
        if let Some((time, offset, end)) = self.time(next) {
            (found.time, found.offset, next) = (Some(time), offset, end);
            // Thu Mar 19 17:30:00 GMT 2026
            if found.year.is_none()
                && let Some(year) = self.year(next)
                && found.in_year(year).is_some()
            {
                found.year = Some(year);
                next += 1;
            }
        }
        found.range.end = self.tokens[next - 1].1.end;
        Some((found, next))
    }

    /// `19 March 2026`, `19th of March, 2026`, `19. März`, `19 de marzo de 2026`, `19-Mar-2026`
    fn day_first(&self, at: usize) -> Option<Day> {
        let day = self.small(at)?;
        let mut next = at + 1;
        if self.touches(next) {
            next = self.skip_word(next, &["st", "nd", "rd", "th", "er", "º"]);
            next = self.skip(next, &['.', '-', '°']);
        }
        next = self.skip_word(next, &["of", "de"]);
        let word = self.word(next)?;
        next = self.skip(next + 1, &['.']);
        next = self.skip(next, &[',', '-', '\'']);
        next = self.skip_word(next, &["of", "de", "del"]);
        let month = month(word).or_else(|| short_month(word).filter(|_| self.year(next).is_some()))?;
        Some(self.with_year(month, day, next, next))
    }

    /// `March 19, 2026`, `Mar. 19th`, `March 19`
    fn month_first(&self, at: usize) -> Option<Day> {
        // The number first: it is quicker to look for than the month's name.
        let next = self.skip(at + 1, &['.', '-']);
        let day = self.small(next)?;
        // "It may 19 times" is no date.
        let month =
            self.month(at).filter(|_| self.word(at).is_some_and(|word| word.starts_with(char::is_uppercase)))?;
        let mut next = next + 1;
        if self.touches(next) {
            next = self.skip_word(next, &["st", "nd", "rd", "th"]);
        }
        // "March 19,000", "May 5.5 per cent"
        let parts = (self.is(next, ',') || self.is(next, '.')) && self.touches(next) && self.touches(next + 1);
        if self.is(next, '%') || parts && self.number(next + 1, 1..4).is_some() {
            return None;
        }
        let after = self.skip(next, &[',', '-']);
        Some(self.with_year(month, day, after, next))
    }

    fn with_year(&self, month: u32, day: u32, at: usize, without: usize) -> Day {
        match self.year(at) {
            // "March 19, 2026 people" is as rare as "March 19, 20:26" is common.
            Some(year) => (Some(year), month, day, at + 1),
            None => (None, month, day, without),
        }
    }

    /// `2026-03-19`, `2026/03/19`, `2026.3.19`, `2026_03_19`, `2026年3月19日`, `2026, March 19`, `2026/mar/19`
    fn year_first(&self, at: usize) -> Option<Day> {
        let year = Some(self.year(at)?);
        if self.word(at + 1) == Some("年") && self.word(at + 3) == Some("月") {
            let end = self.word(at + 5).is_some_and(|word| word.starts_with('日')) as usize;
            return Some((year, self.small(at + 2)?, self.small(at + 4)?, at + 5 + end));
        }
        let next = self.skip(at + 1, &[',', '-', '/']);
        if let Some(month) = self.month(next) {
            let next = self.skip(next + 1, &['.', '-', '/']);
            return Some((year, month, self.small(next)?, next + 1));
        }
        let separator = self.separator(at + 1)?;
        let month = self.small(at + 2)?;
        let day = self.small(at + 4).filter(|_| self.is(at + 3, separator))?;
        Some((year, month, day, at + 5))
    }

    /// `19.03.2026`, `19. 3. 2026`, `03/19/2026` (the month first unless it cannot be), `19-03-2026`
    fn numeric(&self, at: usize) -> Option<Day> {
        let separator = self.separator(at + 1)?;
        let (first, second) = (self.small(at)?, self.small(at + 2)?);
        let year = self.year(at + 4).filter(|_| self.is(at + 3, separator))?;
        let month_first = separator == '/' && first <= 12 || second > 12;
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        Some((Some(year), month, day, at + 5))
    }

    fn separator(&self, at: usize) -> Option<char> {
        match self.token(at)? {
            Token::Other(c @ ('-' | '/' | '.' | '_')) if self.touches(at) => Some(c),
            _ => None,
        }
    }

    /// The weekday in front of a date, and the token it starts at.
    fn weekday_before(&self, at: usize) -> (usize, Option<Weekday>) {
        let mut before = at;
        for _ in 0..2 {
            let skips = matches!(self.token(before.wrapping_sub(1)), Some(Token::Other(',' | '.' | '(')))
                || self
                    .word(before.wrapping_sub(1))
                    .is_some_and(|word| matches!(word, "the" | "den" | "dem" | "le" | "el" | "il"));
            if !skips {
                break;
            }
            before -= 1;
        }
        match self.word(before.wrapping_sub(1)).and_then(weekday) {
            Some(weekday) => (before - 1, Some(weekday)),
            None => (at, None),
        }
    }

    /// The time that starts at a token: `T08:14:02+01:00`, `, 02:32 PM IST`, ` at 5:30 p.m.`, `(UTC +01:00)`
    fn time(&self, at: usize) -> Option<(NaiveTime, Option<FixedOffset>, usize)> {
        let at = self.skip(at, &[',', '|', '-', '–', '—', '•', '·', '(']);
        let at = self.skip_word(self.skip_word(at, &["T", "at", "um", "à", "às", "a", "alle", "в"]), &["las", "ore"]);
        let mut hour = self.small(at)?;
        let minute = self.small(at + 2).filter(|_| self.is(at + 1, ':') || self.word(at + 1) == Some("h"))?;
        let (mut second, mut next) = (0, at + 3);
        if self.is(next, ':')
            && let Some(seconds) = self.small(next + 1)
        {
            (second, next) = (seconds, next + 2);
            if self.is(next, '.') && self.touches(next + 1) && self.number(next + 1, 1..10).is_some() {
                next += 2;
            }
        }
        let half = self.word(next).and_then(|word| match word.to_ascii_lowercase().as_str() {
            "am" => Some((false, next + 1)),
            "pm" => Some((true, next + 1)),
            "a" if self.is(next + 1, '.') => Some((false, self.skip(next + 3, &['.']))),
            "p" if self.is(next + 1, '.') => Some((true, self.skip(next + 3, &['.']))),
            _ => None,
        });
        if let Some((afternoon, end)) = half {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            next = end.min(self.tokens.len());
        }
        // A leap second is the one before it.
        let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
        let (offset, next) = self.offset(next);
        Some((time, offset, next))
    }

    fn offset(&self, at: usize) -> (Option<FixedOffset>, usize) {
        let open = self.skip(at, &['(']);
        let named = self.word(open).and_then(zone);
        let sign_at = if named.is_some() { open + 1 } else { open };
        let sign = match self.token(sign_at) {
            Some(Token::Other('+')) => 1,
            Some(Token::Other('-' | '−')) => -1,
            _ => 0,
        };
        // "17:30 - 3 comments" is no zone.
        let meant = named.is_some_and(|seconds| seconds == 0) || named.is_none() && self.touches(sign_at) || sign > 0;
        if sign != 0 && meant && self.touches(sign_at + 1) {
            let minutes = |at| self.small(at).filter(|_| self.is(at - 1, ':'));
            let (hours, minutes, next) = match (self.number(sign_at + 1, 4..5), self.small(sign_at + 1)) {
                (Some(both), _) => (both as i32 / 100, both as i32 % 100, sign_at + 2),
                (_, Some(hours)) => match minutes(sign_at + 3) {
                    Some(minutes) => (hours as i32, minutes as i32, sign_at + 4),
                    None => (hours as i32, 0, sign_at + 2),
                },
                _ => return (named.and_then(FixedOffset::east_opt), at),
            };
            let offset = FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60));
            return (offset, self.skip(next, &[')']));
        }
        match named {
            Some(seconds) => (FixedOffset::east_opt(seconds), self.skip(open + 1, &[')'])),
            None => (None, at),
        }
    }
}

/// The years of a range in which the date's month and day exist, and fall on its weekday if it has one.
pub fn years_with(found: &Found, years: Range<i32>) -> impl DoubleEndedIterator<Item = i32> {
    let fits = |year: &i32| {
        let day = NaiveDate::from_ymd_opt(*year, found.month, found.day);
        day.is_some_and(|day| found.weekday.is_none_or(|weekday| day.weekday() == weekday))
    };
    years.filter(fits)
}
