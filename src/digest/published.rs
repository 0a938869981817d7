//! When an article was published and by whom: header, page, dateline, address, names of file and folder.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};

use super::article::date::{self, ANCHOR_YEAR, Found, Slashes};
use super::article::{calendar, values};
use super::dateline::{self, Part};
use super::model::{Cleaned, FrontMatter, Moment};
use super::title;
use crate::diagnostic::Diagnostic;

/// A dateline so many days before the day in the file's name still tells the day of that article.
const DATELINE_AGE: u64 = 14;

/// The day of the news, by the first source that tells it:
///
/// 1. the header's day of publication;
/// 2. a line of the page that says so ("Published March 18, 2026");
/// 3. the address of the article (`/2026/03/18/`), the header's or the page's link to itself;
/// 4. a line near the headline that is a date, with its year;
/// 5. the text's dateline ("QUAY, March 18 (Gull Wire) —", "on Wednesday (March 18)"). Where it gives no year and the
///    file's or folder's name has a day, it counts only in the two weeks before that day: names are given by hand
///    and surer than a guess;
/// 6. the name of the file, then of its folders;
/// 7. a day with its year in the first paragraphs;
/// 8. the header's day of the last change;
/// 9. the day of clipping, the header's or one that a line of the page tells, with a warning.
pub fn find(
    path: &str,
    text: &str,
    front_matter: &FrontMatter,
    cleaned: &Cleaned,
    language: Option<&str>,
    warnings: &mut Vec<Diagnostic>,
) -> Option<Moment> {
    if front_matter.published.is_some() {
        return front_matter.published;
    }
    let part = Part::new(text, cleaned);
    let text = part.text();
    let slashes = Slashes::of(language, front_matter.url.as_deref()).unwrap_or_default();
    let page = dateline::lines(&part, cleaned, slashes);
    let title = front_matter.title.as_deref().or(cleaned.title.as_ref().map(|title| title.as_str()));
    let address = || {
        let own = front_matter.url.as_deref().and_then(in_address);
        own.or_else(|| title.and_then(|title| link_to_itself(text, title)))
    };
    let sure = page.marked.or_else(address).or(page.bare);
    if sure.is_some() {
        return sure;
    }
    let named = in_path(path);
    if let Some(found) = dateline::find(cleaned, slashes) {
        let anchor = named.or(front_matter.clipped).or(page.kept).or(front_matter.updated).map(|moment| moment.day);
        let moment = found.moment().or_else(|| in_likely_year(&found, anchor, text));
        let near = |moment: &Moment| {
            let Some(named) = named else { return true };
            found.year.is_some()
                || named.day.checked_sub_days(Days::new(DATELINE_AGE)).is_none_or(|first| first <= moment.day)
        };
        if let Some(moment) = moment.filter(near) {
            if found.year.is_none() && found.weekday.is_none() && anchor.is_none() {
                warnings.push(
                    Diagnostic::warning(format!("the year of {} is a guess", moment.day))
                        .hint(format!("add `date: {}` to the header, with the year that is right", moment.day)),
                );
            }
            return Some(moment);
        }
    }
    let other = named.or_else(|| dateline::loose(cleaned, slashes)).or(front_matter.updated);
    let clipped = front_matter.clipped.or(page.kept);
    if let (None, Some(clipped)) = (other, clipped) {
        warnings.push(
            Diagnostic::warning("nothing tells when the article was published; the day of clipping stands in for it")
                .hint(format!("add `date: {}` to the header, or the day that is right", clipped.day)),
        );
    }
    other.or(clipped)
}

/// The day in the name of the file, else in the names of its folders, the innermost first.
fn in_path(path: &str) -> Option<Moment> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let of = |text: &str| date::find_all(text).iter().rev().find_map(Found::moment);
    let first = date::find_all(name).iter().find_map(Found::moment);
    first.or_else(|| of(folders)).map(|moment| Moment::day(moment.day))
}

/// The day in an address.
fn in_address(address: &str) -> Option<Moment> {
    let path = address.split_once("://")?.1.split_once('/')?.1;
    let path = path.split(['?', '#']).next()?;
    date::find_all(path).iter().find_map(Found::moment).map(|moment| Moment::day(moment.day))
}

/// The day in an address on the page that spells the title: `/2026/03/18/gulls-return-to-pier/`.
///
/// The earliest of several: who links to an article in an address of the same words does so later.
fn link_to_itself(text: &str, title: &str) -> Option<Moment> {
    const SLUG_WORDS_MIN: usize = 3;
    let words: Vec<String> = words(title).collect();
    let mut earliest: Option<Moment> = None;
    for (at, _) in text.match_indices("/20") {
        let bytes = &text.as_bytes()[at + 1..];
        if bytes.len() < 9 || !bytes[..4].iter().all(u8::is_ascii_digit) || bytes[4] != b'/' {
            continue;
        }
        let end =
            bytes.iter().take(300).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.')));
        let address = &text[at + 1..at + 1 + end.unwrap_or(bytes.len().min(300))];
        let Some(found) = date::find_all(address).into_iter().next().filter(|found| found.range.start == 0) else {
            continue;
        };
        let slug: Vec<String> = self::words(&address[found.range.end..]).collect();
        let common = slug.iter().filter(|word| words.contains(word)).count();
        if common >= SLUG_WORDS_MIN && common * 3 >= slug.len() * 2 {
            let days = earliest.into_iter().chain(found.moment());
            earliest = days.min_by_key(|moment| moment.day);
        }
    }
    earliest
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase)
}

/// A day without a year in its likely year.
///
/// Before an anchor (the day in the name of file or folder, of clipping, of the last change): the last time it was
/// that day. Else by the newest year that the text names: the first year from then on to [`ANCHOR_YEAR`] in which
/// that day had that weekday, as texts name the present year and past ones; or the last such year before.
fn in_likely_year(found: &Found, anchor: Option<NaiveDate>, text: &str) -> Option<Moment> {
    /// The weekdays of a year return at the latest after so many years (a leap day's, after more).
    const CYCLE: i32 = 12;
    if let Some(anchor) = anchor {
        // The day after: clocks differ.
        let last = anchor.checked_add_days(Days::new(1))?;
        let years = date::years_with(found, last.year() - CYCLE..last.year() + 1);
        return years.rev().filter_map(|year| found.in_year(year)).find(|moment| moment.day <= last);
    }
    let newest = newest_year(text);
    let years = |range: Range<i32>| date::years_with(found, range);
    let from_newest = newest.and_then(|newest| years(newest..ANCHOR_YEAR + 1).next());
    let last = newest.unwrap_or(ANCHOR_YEAR) + 1;
    let year = from_newest.or_else(|| years(last - CYCLE..last).next_back())?;
    found.in_year(year)
}

/// The newest year that a text names, not after [`ANCHOR_YEAR`].
fn newest_year(text: &str) -> Option<i32> {
    const FIRST: i32 = 1990;
    let bytes = text.as_bytes();
    let mut newest = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'1', b'2', &bytes[at..]) {
        let start = at + found;
        let end = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        at = end;
        let stands_alone =
            |byte: Option<&u8>| byte.is_none_or(|b| matches!(b, b' ' | b'\n' | b',' | b'.' | b')' | b'(' | b';'));
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if end - start != 4 || !stands_alone(before) || !stands_alone(bytes.get(end)) || !is_led_in(&text[..start]) {
            continue;
        }
        if let Ok(year) = text[start..end].parse::<i32>()
            && (FIRST..=ANCHOR_YEAR).contains(&year)
        {
            newest = newest.max(Some(year));
        }
    }
    newest
}

/// Whether the words before four digits make them a year: "in 2024", "since January 2024", "(2024".
fn is_led_in(before: &str) -> bool {
    let mut start = before.len().saturating_sub(24);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = before[start..].trim_end_matches([' ', ',']);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let leads = [
        "in", "since", "of", "until", "from", "by", "early", "late", "mid", "year", "during", "and", "to", "im",
        "seit", "en",
    ];
    before.ends_with('(')
        || leads.contains(&word)
        || calendar::month(word).is_some()
        || word.parse::<u32>().is_ok_and(|day| day <= 31)
}

/// The newspaper or site: the header's name, the one behind the headline, that of the byline, else the host of the
/// address.
pub fn publisher(front_matter: &FrontMatter, cleaned: &Cleaned, byline: Option<String>) -> Option<String> {
    let named = front_matter.publisher.clone();
    if named.as_deref().is_some_and(|name| !values::is_host(name)) {
        return named;
    }
    let host = || front_matter.url.as_deref().and_then(values::host).map(str::to_owned);
    let named = named.map(|name| name.strip_prefix("www.").map(str::to_owned).unwrap_or(name));
    title::outlet(front_matter, cleaned).or(byline).or(named).or_else(host)
}
