//! All quotes of the site as data, a file for each month: JSON, and CSV for spreadsheets.

use std::borrow::Cow;

use chrono::Datelike;
use serde::Serialize;

use super::places::{self, Month};
use super::text::{self, visible};
use crate::digest::model::QuoteKind;
use crate::site::Site;
use crate::site::model::ArticleId;

/// One quote, in both formats.
#[derive(Serialize)]
struct Quote<'a> {
    text: Cow<'a, str>,
    speaker: Option<Cow<'a, str>>,
    role: Option<Cow<'a, str>>,
    /// `direct` or `fragment`.
    kind: &'static str,
    date: Option<String>,
    headline: Cow<'a, str>,
    publisher: Option<Cow<'a, str>>,
    /// Where the quote stands in its article's page: the public address, or the path below the site's root.
    page: String,
    /// The original article.
    original: Option<&'a str>,
}

/// The files of a month.
#[derive(Serialize)]
struct Files {
    /// `2026-03`.
    month: Option<String>,
    quotes: usize,
    json: String,
    csv: String,
}

/// The page of all quotes leads to the files of so many months; the rest are told in their index.
const NEWEST: usize = 12;

/// The months with quotes, newest first, those on no day last; and their quotes in the site's list.
pub fn months(site: &Site) -> impl Iterator<Item = (Month, &[(ArticleId, u32)])> {
    let month = |quote: &(ArticleId, u32)| month(site, quote);
    site.quotes.chunk_by(move |one, next| month(one) == month(next)).map(move |quotes| (month(&quotes[0]), quotes))
}

/// The months to whose files the page of all quotes leads.
pub fn newest_months(site: &Site) -> impl Iterator<Item = Month> {
    months(site).map(|(month, _)| month).take(NEWEST)
}

/// The quotes of one month, newest first.
pub fn of_month(site: &Site, wanted: Month) -> &[(ArticleId, u32)] {
    // The list goes from new to old, and those on no day, which stand before all in the order of `Option`, end it.
    let start = site.quotes.partition_point(|quote| month(site, quote) > wanted);
    let end = site.quotes.partition_point(|quote| month(site, quote) >= wanted);
    &site.quotes[start..end]
}

fn month(site: &Site, (id, _): &(ArticleId, u32)) -> Month {
    site.entry(*id).day.map(|day| (day.year(), day.month()))
}

/// What files there are.
pub fn index(site: &Site) -> String {
    let place = |month, ending| address(site, &places::quote_data(month, ending));
    let files: Vec<Files> = months(site)
        .map(|(month, quotes)| Files {
            month: month.map(|(year, month)| format!("{year:04}-{month:02}")),
            quotes: quotes.len(),
            json: place(month, "json"),
            csv: place(month, "csv"),
        })
        .collect();
    serde_json::to_string(&files).unwrap_or_default()
}

/// The quotes of a month as JSON, newest first.
pub fn json(site: &Site, month: Month) -> String {
    serde_json::to_string(&quotes(site, month)).unwrap_or_default()
}

/// The quotes of a month as CSV (RFC 4180) with a line of names at the top.
pub fn csv(site: &Site, month: Month) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for mut quote in quotes(site, month) {
        for text in [&mut quote.text, &mut quote.headline] {
            harmless(text);
        }
        for text in [&mut quote.speaker, &mut quote.role, &mut quote.publisher].into_iter().flatten() {
            harmless(text);
        }
        // Writing to memory does not fail, and a struct of texts is a row.
        let _ = writer.serialize(quote);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Puts an apostrophe before what a spreadsheet would run as a formula (OWASP, "CSV Injection").
fn harmless(text: &mut Cow<str>) {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        text.to_mut().insert(0, '\'');
    }
}

fn quotes(site: &Site, month: Month) -> Vec<Quote<'_>> {
    let articles = of_month(site, month).chunk_by(|one, next| one.0 == next.0);
    articles.flat_map(|quotes| of_article(site, quotes)).collect()
}

/// Quotes of one article.
fn of_article<'a>(site: &'a Site, quotes: &'a [(ArticleId, u32)]) -> impl Iterator<Item = Quote<'a>> {
    let entry = site.entry(quotes[0].0);
    let digest = &entry.digest;
    let date = entry.day.map(|day| day.to_string());
    let headline = visible(entry.title());
    let publisher = entry.publisher.map(|id| visible(&site.publisher(id).name));
    let page = address(site, &entry.permalink);
    quotes.iter().filter_map(move |(_, index)| {
        let index = *index as usize;
        let found = digest.quotes.get(index)?;
        let speaker = entry.speaker(index);
        Some(Quote {
            text: text::passage(found.quote.words, &digest.body),
            speaker: speaker.map(|id| visible(&site.speaker(id).name)),
            role: found.speaker.as_ref().and_then(|speaker| speaker.role.as_deref()).map(visible),
            kind: match found.quote.kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Fragment => "fragment",
            },
            date: date.clone(),
            headline: headline.clone(),
            publisher: publisher.clone(),
            page: [&page, "#", &places::quote_id(index)].concat(),
            original: digest.front_matter.url.as_deref(),
        })
    })
}

fn address(site: &Site, path: &str) -> String {
    site.config.absolute(path).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        let check = |text: &str, expected: &str| {
            let mut text = Cow::Borrowed(text);
            harmless(&mut text);
            assert_eq!(text, expected);
        };
        check("=1+1", "'=1+1");
        check("-we go", "'-we go");
        check("@all", "'@all");
        check("We go = we stay", "We go = we stay");
        check("", "");
    }
}
