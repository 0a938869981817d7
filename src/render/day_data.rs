//! A day's digest as data: `index.json` beside the edition's page.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::places;
use crate::digest::contract;
use crate::site::Site;
use crate::site::model::{ArticleId, Entry};

/// A day's articles.
#[derive(Serialize)]
pub struct Day<'a> {
    date: String,
    /// The edition's page: its public address, or the path below the site's root where the site has none.
    page: String,
    /// In the order of the page: the lead story first.
    articles: Vec<Article<'a>>,
}

struct Article<'a> {
    /// The article's page, told as that of the day.
    page: String,
    entry: &'a Entry,
}

impl<'a> Day<'a> {
    pub fn new(site: &'a Site, day: NaiveDate) -> Self {
        let page = |path: &str| site.config.absolute(path).unwrap_or_else(|| path.to_owned());
        let articles = site.editions.get(&day).map(|edition| edition.articles.as_slice()).unwrap_or_default();
        let article = |id: &ArticleId| {
            let entry = site.entry(*id);
            Article { page: page(&entry.permalink), entry }
        };
        Self { date: day.to_string(), page: page(&places::day(day)), articles: articles.iter().map(article).collect() }
    }
}

/// The digests of a day's articles as JSON.
pub fn json(day: &Day) -> String {
    serde_json::to_string(day).unwrap_or_default()
}

/// As with the text of an article: for people the whole digest, for programs what it depends on.
impl Serialize for Article<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Whole<'a> {
            page: &'a str,
            /// What `daybrief digest` prints. Spans are bytes of the file as UTF-8.
            #[serde(flatten)]
            digest: contract::Article<'a>,
        }
        let Self { page, entry } = self;
        if serializer.is_human_readable() {
            let digest = contract::Article::new(&entry.source, &entry.digest, |span| span);
            return Whole { page, digest }.serialize(serializer);
        }
        (page, &entry.source, entry.traits.stamp).serialize(serializer)
    }
}
