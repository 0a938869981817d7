//! A day's digest as data: `index.json` beside the edition's page.

use std::fmt::Write;

use chrono::NaiveDate;
use memchr::memchr_iter;
use serde::Serialize;

use super::{places, text};
use crate::digest::contract;
use crate::site::Site;

#[derive(Serialize)]
struct Day<'a> {
    date: String,
    /// The edition's page: its public address, or the path below the site's root where the site has none.
    page: String,
    /// In the order of the page: the lead story first.
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    /// The article's page, told as that of the day.
    page: String,
    /// What `daybrief digest` prints but the path of the file. Spans are bytes of the file as UTF-8.
    #[serde(flatten)]
    digest: contract::Article<'a>,
}

/// The digests of a day's articles as JSON.
pub fn json(site: &Site, day: NaiveDate) -> String {
    let page = |path: &str| site.config.absolute(path).unwrap_or_else(|| path.to_owned());
    let articles = site.editions.get(&day).map(|edition| edition.articles.as_slice()).unwrap_or_default();
    let articles = articles.iter().map(|id| {
        let entry = site.entry(*id);
        let digest = contract::Article::new("", &entry.digest, |span| span).public(&entry.digest);
        Article { page: page(&entry.permalink), digest }
    });
    let day = Day { date: day.to_string(), page: page(&places::day(day)), articles: articles.collect() };
    escaped(serde_json::to_string(&day).unwrap_or_default())
}

/// JSON whose texts are verbatim, with what turns the direction of the text around it as escapes: who looks at the file
/// sees it in its order.
fn escaped(json: String) -> String {
    let mut out = String::new();
    let mut copied = 0;
    // The first byte of all of them.
    for at in memchr_iter(0xe2, json.as_bytes()) {
        if let Some(c) = json[at..].chars().next().filter(|c| text::turns(*c)) {
            out.push_str(&json[copied..at]);
            copied = at + c.len_utf8();
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
    }
    if copied == 0 {
        return json;
    }
    out.push_str(&json[copied..]);
    out
}
