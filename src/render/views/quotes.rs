//! Quotes as they stand on cards and in lists, and the page of all quotes.

use serde::Serialize;

use super::{Day, Head, Link, Maker, Pager, Text, Tongue};
use crate::digest::model::QuoteKind;
use crate::render::parts::{self, Part};
use crate::render::places;
use crate::render::quote_data;
use crate::render::text::{self, first_words, visible};
use crate::site::model::{ArticleId, Entry, SpeakerId};
use crate::site::stories::terms::hashes;
use crate::text::{sentence, words};

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
    pub tongue: Option<Tongue<'a>>,
    /// With what follows it after nothing but `she said`.
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

/// A quote of so many words, or fewer, is a scrap: it is marked in the text, and neither listed, if it is a fragment,
/// nor on a card.
const SCRAP: usize = 4;

/// The longest quote on a card, in words.
const CARD_QUOTE: usize = 45;

impl<'a> Maker<'a> {
    /// One quote of an article, and the role of its speaker.
    fn quote(&self, id: ArticleId, index: usize) -> Option<(Quote<'a>, Option<Text<'a>>)> {
        let entry = self.site.entry(id);
        let attributed = entry.digest.quotes.get(index)?;
        let role = attributed.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
        let quote = Quote {
            tongue: self.tongue(entry),
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
        let mut before = (None, None);
        for (id, index) in quotes {
            let Some((quote, role)) = self.quote(id, index as usize) else { continue };
            let entry = self.site.entry(id);
            let speaker = entry.speaker(index as usize);
            let goes_on = before == (speaker, index.checked_sub(1).map(|before| (id, before)));
            match out.last_mut() {
                Some(last) if speaker.is_some() && speaker == before.0 => {
                    let parted = goes_on.then(|| parting(entry, index as usize)).flatten();
                    match (last.quotes.last_mut(), parted) {
                        (Some(open), Some(parting)) => open.text = parting.join(&open.text, &quote.text).into(),
                        _ => last.quotes.push(quote),
                    }
                    last.role = last.role.take().or(role);
                }
                _ => out.push(Said { quotes: vec![quote], speaker: speaker.map(|id| self.speaker_link(id)), role }),
            }
            before = (speaker, Some((id, index)));
        }
        out
    }

    /// The quote that stands for an article on a card, beside the words of its summary.
    pub(super) fn best_quote(&self, id: ArticleId, told: &str) -> Option<Said<'a>> {
        let entry = self.site.entry(id);
        let index = best_quote(entry, told)?;
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

/// Whether a quote is listed by who said it: somebody must be known, and it must be more than a scrap.
pub(super) fn is_listed(entry: &Entry, index: usize) -> bool {
    let attributed = &entry.digest.quotes[index];
    let role = attributed.speaker.as_ref().and_then(|speaker| speaker.role.as_ref());
    let known = entry.speaker(index).is_some() || role.is_some();
    known
        && match attributed.quote.kind {
            QuoteKind::Direct => true,
            QuoteKind::Fragment => words::count(&attributed.quote.words.text(&entry.digest.body)) > SCRAP,
        }
}

/// What stands between two quotes of one speaker where it is no more than who speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Parting {
    /// `“…,” she said. “…”`
    Sentences,
    /// `“…,” she said, “…”`
    Sentence,
}

/// Words that tell who speaks; more of them tell what happened as well.
const ATTRIBUTION: usize = 12;

/// How a quote is parted from the one before it, if only by its attribution.
fn parting(entry: &Entry, index: usize) -> Option<Parting> {
    let quotes = &entry.digest.quotes;
    let (one, next) = (quotes.get(index.checked_sub(1)?)?, quotes.get(index)?);
    let direct = [one, next].iter().all(|it| it.quote.kind == QuoteKind::Direct);
    if !direct || one.quote.words.block() != next.quote.words.block() {
        return None;
    }
    let block = entry.digest.body.get(next.quote.words.block())?;
    let gap = block.prose.as_str().get(one.quote.words.range().end..next.quote.words.range().start)?;
    let attribution = gap.trim_matches(|c: char| !c.is_alphanumeric());
    let has_cue = [one, next].iter().filter_map(|it| it.cue.as_deref()).any(|cue| attribution.contains(cue));
    if !has_cue || words::count(attribution) > ATTRIBUTION || sentence::split(attribution).len() > 1 {
        return None;
    }
    let end = &gap[gap.rfind(char::is_alphanumeric)?..];
    Some(if end.contains(['.', '!', '?', ':', '।', '؟', '۔']) { Parting::Sentences } else { Parting::Sentence })
}

impl Parting {
    /// Both quotes as one.
    fn join(self, one: &str, next: &str) -> String {
        match self {
            // The full stop that became a comma before the attribution.
            Parting::Sentences if one.ends_with(char::is_alphanumeric) => {
                format!("{one}{} {next}", if next.contains('।') { '।' } else { '.' })
            }
            Parting::Sentences => format!("{one} {next}"),
            // Whether a comma stood there nobody knows.
            Parting::Sentence => format!("{one} … {next}"),
        }
    }
}

/// So many words in a row are known again.
const RUN: usize = 8;

/// Whether a reader of `told` has met these words already.
fn is_told(words: &[u64], told: &[u64]) -> bool {
    let run = words.len().min(RUN);
    run > 0 && words.windows(run).any(|words| told.windows(run).any(|told| told == words))
}

/// The quote that says most of an article: somebody named who speaks a sentence or two that `told` does not have, the
/// earliest of the kind.
pub(super) fn best_quote(entry: &Entry, told: &str) -> Option<usize> {
    let told: Vec<u64> = hashes(told).collect();
    let quotes = entry.digest.quotes.iter().enumerate();
    let mut best = None;
    for (index, attributed) in quotes.filter(|(index, _)| entry.speaker(*index).is_some()) {
        if attributed.quote.kind != QuoteKind::Direct {
            continue;
        }
        let text = attributed.quote.words.text(&entry.digest.body);
        let distance = match words::count(&text).min(100) {
            ..=SCRAP => continue,
            words @ ..10 => 10 - words,
            10..=35 => 0,
            words => (words - 35) / 2,
        };
        if best.is_none_or(|(least, _)| distance < least) && !is_told(&hashes(&text).collect::<Vec<_>>(), &told) {
            best = Some((distance, index));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, index)| index)
}
