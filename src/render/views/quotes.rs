//! Quotes as they stand on cards and in lists, and the page of all quotes.

use serde::Serialize;

use super::{Day, Head, Link, Maker, Pager, Text};
use crate::digest::model::QuoteKind;
use crate::render::parts::{self, Part};
use crate::render::places;
use crate::render::quote_data;
use crate::render::text::{self, first_words, visible};
use crate::site::model::{ArticleId, Entry, SpeakerId};
use crate::text::words;

/// Somebody's words: one quote, or several in a row.
#[derive(Debug, Serialize)]
pub struct Said<'a> {
    pub quotes: Vec<Quote<'a>>,
    /// `None` when the article names nobody.
    pub speaker: Option<Link<'a>>,
    pub role: Option<Text<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Quote<'a> {
    pub text: Text<'a>,
    /// Its place in the article.
    pub href: String,
    /// A few words inside the reporter's sentence.
    pub fragment: bool,
}

/// Quotes from one article.
#[derive(Debug, Serialize)]
pub struct QuotesOfArticle<'a> {
    pub article: Link<'a>,
    pub source: Option<Link<'a>>,
    pub said: Vec<Said<'a>>,
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
    /// One quote of an article, and the role of its speaker.
    fn quote(&self, id: ArticleId, index: usize) -> Option<(Quote<'a>, Option<Text<'a>>)> {
        let entry = self.site.entry(id);
        let attributed = entry.digest.quotes.get(index)?;
        let role = attributed.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
        let quote = Quote {
            text: text::quote(&attributed.quote, &entry.digest.body),
            href: self.linker.part_of(&entry.permalink, &places::quote_id(index)),
            fragment: attributed.quote.kind == QuoteKind::Fragment,
        };
        Some((quote, role.map(visible)))
    }

    fn speaker_link(&self, id: SpeakerId) -> Link<'a> {
        self.link(&self.site.speaker(id).name, &places::speaker(self.site, id))
    }

    /// Quotes, in the order given; those that follow one another and have one speaker are taken together.
    pub(super) fn said(&self, quotes: impl IntoIterator<Item = (ArticleId, u32)>) -> Vec<Said<'a>> {
        let mut out: Vec<Said<'a>> = Vec::new();
        let mut before = None;
        for (id, index) in quotes {
            let Some((quote, role)) = self.quote(id, index as usize) else { continue };
            let speaker = self.site.entry(id).speaker(index as usize);
            match out.last_mut() {
                Some(last) if speaker.is_some() && speaker == before => {
                    last.quotes.push(quote);
                    last.role = last.role.take().or(role);
                }
                _ => out.push(Said { quotes: vec![quote], speaker: speaker.map(|id| self.speaker_link(id)), role }),
            }
            before = speaker;
        }
        out
    }

    /// The quote that stands for an article on a card.
    pub(super) fn best_quote(&self, id: ArticleId) -> Option<Said<'a>> {
        let entry = self.site.entry(id);
        let index = best_quote(entry)?;
        let (mut quote, role) = self.quote(id, index)?;
        quote.text = match quote.text {
            Text::Borrowed(text) => first_words(text, CARD_QUOTE),
            Text::Owned(text) => first_words(&text, CARD_QUOTE).into_owned().into(),
        };
        Some(Said { quotes: vec![quote], speaker: entry.speaker(index).map(|id| self.speaker_link(id)), role })
    }

    /// Quotes, in the order given, gathered by day and article.
    pub(super) fn quotes_by_day(&self, quotes: &[(ArticleId, u32)]) -> Vec<QuotesOfDay<'a>> {
        let day_of = |(id, _): &(ArticleId, u32)| self.site.entry(*id).day;
        quotes
            .chunk_by(|a, b| day_of(a) == day_of(b))
            .map(|quotes| QuotesOfDay {
                day: quotes.first().and_then(day_of).map(|day| self.day(day)),
                articles: quotes.chunk_by(|a, b| a.0 == b.0).map(|quotes| self.quotes_of_article(quotes)).collect(),
            })
            .collect()
    }

    /// Quotes of one article.
    pub(super) fn quotes_of_article(&self, quotes: &[(ArticleId, u32)]) -> QuotesOfArticle<'a> {
        let entry = self.site.entry(quotes[0].0);
        QuotesOfArticle {
            article: self.link(entry.title(), &entry.permalink),
            source: self.source_link(entry),
            said: self.said(quotes.iter().copied()),
        }
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
        let mut head = self.head(&words.quotes, part, &words.description_quotes);
        if part.is_none() {
            for month in quote_data::newest_months(self.site) {
                let name = month.map_or_else(|| words.undated.clone(), |(year, month)| self.labels.month(year, month));
                for (format, ending) in [("JSON", "json"), ("CSV", "csv")] {
                    self.add_data(&mut head, format!("{name} · {format}"), &places::quote_data(month, ending));
                }
            }
            self.add_data(&mut head, format!("{} · JSON", words.archive), places::QUOTE_INDEX);
        }
        debug_assert_eq!(self.linker.folder(), parts::folder(places::QUOTES, part));
        QuotesView { page: head, days: self.quotes_by_day(quotes), pager: self.pager(places::QUOTES, parts, part) }
    }
}

/// The quote that says most of an article: somebody named who speaks a sentence or two, the earliest of the kind.
pub(super) fn best_quote(entry: &Entry) -> Option<usize> {
    let quotes = entry.digest.quotes.iter().enumerate();
    let mut best = None;
    for (index, attributed) in quotes.filter(|(index, _)| entry.speaker(*index).is_some()) {
        if attributed.quote.kind != QuoteKind::Direct {
            continue;
        }
        let distance = match words::count(&attributed.quote.words.text(&entry.digest.body)).min(100) {
            words @ 0..10 => 10 - words,
            10..=35 => 0,
            words => (words - 35) / 2,
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, index));
        }
        if distance == 0 {
            break;
        }
    }
    best.map(|(_, index)| index)
}
