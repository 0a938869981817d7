//! A day's digest as data: `index.json` beside the edition's page.

use chrono::NaiveDate;
use serde::Serialize;

use super::places;
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
    /// What `daybrief digest` prints. Spans are bytes of the file as UTF-8.
    #[serde(flatten)]
    digest: contract::Article<'a>,
}

/// The digests of a day's articles as JSON.
pub fn json(site: &Site, day: NaiveDate) -> String {
    let page = |path: &str| site.config.absolute(path).unwrap_or_else(|| path.to_owned());
    let articles = site.editions.get(&day).map(|edition| edition.articles.as_slice()).unwrap_or_default();
    let articles = articles.iter().map(|id| {
        let entry = site.entry(*id);
        let digest = contract::Article::new(&entry.source, &entry.digest, |span| span);
        Article { page: page(&entry.permalink), digest }
    });
    let day = Day { date: day.to_string(), page: page(&places::day(day)), articles: articles.collect() };
    escaped(serde_json::to_string(&day).unwrap_or_default())
}

/// JSON whose texts are verbatim, with what turns the direction of the text around it as escapes: who looks at the file
/// sees it in its order.
fn escaped(json: String) -> String {
    const TURNS: [char; 9] =
        ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
    if !json.contains(TURNS) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if TURNS.contains(&c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
