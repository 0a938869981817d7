//! Quotes as they stand on cards and in lists, and the page of all quotes.

use serde::Serialize;

use super::{Day, Head, Link, Maker, Pager, Text};
use crate::digest::model::QuoteKind;
use crate::render::parts::{self, Part};
use crate::render::places;
use crate::render::text::{first_words, visible};
use crate::site::model::{ArticleId, Entry};

/// Somebody's words.
#[derive(Debug, Serialize)]
pub struct Quote<'a> {
    pub text: Text<'a>,
    /// Its place in the article.
    pub href: String,
    /// `None` when the article names nobody.
    pub speaker: Option<Link<'a>>,
    pub role: Option<Text<'a>>,
    /// A few words inside the reporter's sentence.
    pub fragment: bool,
}

/// Quotes from one article.
#[derive(Debug, Serialize)]
pub struct QuotesOfArticle<'a> {
    pub article: Link<'a>,
    pub source: Option<Link<'a>>,
    pub quotes: Vec<Quote<'a>>,
}

/// Quotes from one day.
#[derive(Debug, Serialize)]
pub struct QuotesOfDay<'a> {
    /// `None` for articles on no day.
    pub day: Option<Day>,
    pub articles: Vec<QuotesOfArticle<'a>>,
}

/// `quotes.html`
#[derive(Debug, Serialize)]
pub struct QuotesView<'a> {
    pub page: Head<'a>,
    pub days: Vec<QuotesOfDay<'a>>,
    pub pager: Pager,
}

/// The longest quote on a card, in words.
const CARD_QUOTE: usize = 45;

impl<'a> Maker<'a> {
    /// One quote of an article.
    pub(super) fn quote(&self, id: ArticleId, index: usize) -> Option<Quote<'a>> {
        let site = self.site;
        let entry = site.entry(id);
        let attributed = entry.digest.quotes.get(index)?;
        let speaker = entry.speakers.get(index).copied().flatten();
        let role = attributed.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
        Some(Quote {
            text: visible(attributed.quote.text.trim().trim_end_matches(',')),
            href: self.linker.to(&places::quote(site, id, index)),
            speaker: speaker.map(|id| self.link(&site.speaker(id).name, &places::speaker(site, id))),
            role: role.map(visible),
            fragment: attributed.quote.kind == QuoteKind::Fragment,
        })
    }

    /// The quote that stands for an article on a card.
    pub(super) fn best_quote(&self, id: ArticleId) -> Option<Quote<'a>> {
        let mut quote = self.quote(id, best_quote(self.site.entry(id))?)?;
        if let Text::Borrowed(text) = quote.text {
            quote.text = first_words(text, CARD_QUOTE);
        }
        Some(quote)
    }

    /// Quotes, in the order given, gathered by day and article.
    pub(super) fn quotes_by_day(&self, quotes: &[(ArticleId, u32)]) -> Vec<QuotesOfDay<'a>> {
        let site = self.site;
        let mut days: Vec<QuotesOfDay<'a>> = Vec::new();
        let mut last: Option<(ArticleId, Option<chrono::NaiveDate>)> = None;
        for &(id, index) in quotes {
            let Some(quote) = self.quote(id, index as usize) else { continue };
            let entry = site.entry(id);
            if last.is_none_or(|(_, day)| day != entry.day) {
                days.push(QuotesOfDay { day: entry.day.map(|day| self.day(day)), articles: Vec::new() });
                last = None;
            }
            let Some(day) = days.last_mut() else { continue };
            if last.is_none_or(|(article, _)| article != id) {
                day.articles.push(QuotesOfArticle {
                    article: self.link(&entry.title, &entry.permalink),
                    source: self.source_link(entry),
                    quotes: Vec::new(),
                });
            }
            if let Some(article) = day.articles.last_mut() {
                article.quotes.push(quote);
            }
            last = Some((id, entry.day));
        }
        days
    }

    /// The newspaper or site of an article.
    pub(super) fn source_link(&self, entry: &Entry) -> Option<Link<'a>> {
        let site = self.site;
        entry.publisher.map(|id| self.link(&site.publisher(id).name, &places::source(site, id)))
    }

    /// All quotes of the site.
    pub fn quotes(&self, part: Part) -> QuotesView<'a> {
        let words = &self.labels.words;
        let parts = self.parts(self.site.quotes.len());
        let quotes = &self.site.quotes[parts.items(part)];
        let head = self.head(&words.quotes, part, &words.description_quotes);
        debug_assert_eq!(self.linker.folder(), parts::folder(places::QUOTES, part));
        QuotesView { page: head, days: self.quotes_by_day(quotes), pager: self.pager(places::QUOTES, parts, part) }
    }
}

/// The quote that says most of an article: somebody named who speaks a sentence or two, the earliest of the kind.
fn best_quote(entry: &Entry) -> Option<usize> {
    entry
        .digest
        .quotes
        .iter()
        .enumerate()
        .filter(|(index, attributed)| {
            attributed.quote.kind == QuoteKind::Direct && entry.speakers.get(*index).copied().flatten().is_some()
        })
        .min_by_key(|(index, attributed)| {
            let distance = match attributed.quote.text.split_whitespace().take(100).count() {
                words @ 0..10 => 10 - words,
                10..=35 => 0,
                words => (words - 35) / 2,
            };
            (distance, *index)
        })
        .map(|(index, _)| index)
}
