//! Pictures for links shared elsewhere: a headline with source and day, one for each edition and, when asked for, article.

mod draw;

use chrono::NaiveDate;

use super::Key;
use super::labels::Labels;
use super::places;
use super::text::{first_words, visible};
use crate::config::{Cards, Config};
use crate::fingerprint;
use crate::site::Site;
use crate::site::model::{ArticleId, Entry};

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The briefing's name.
    pub above: String,
    pub headline: String,
    /// Source and day.
    pub below: String,
    colours: draw::Colours,
}

/// Longer headlines are cut.
const HEADLINE_WORDS: usize = 30;

/// Whether an edition has a card. Without a public address nothing could point at it; and better no picture than one
/// with holes where the font lacks a letter.
pub fn has_edition(site: &Site, day: NaiveDate) -> bool {
    let lead = site.editions.get(&day).and_then(|edition| edition.articles.first());
    has_cards(&site.config) && lead.is_some_and(|id| draw::has_letters(site.entry(*id).title()))
}

/// Whether an article has a card of its own; only those on a day may.
pub fn has_article(site: &Site, id: ArticleId) -> bool {
    let entry = site.entry(id);
    has_cards(&site.config)
        && site.config.cards == Cards::All
        && entry.day.is_some()
        && draw::has_letters(entry.title())
        && entry.publisher.is_none_or(|id| draw::has_letters(&site.publisher(id).name))
}

fn has_cards(config: &Config) -> bool {
    config.cards != Cards::None && config.base_url.is_some() && draw::has_letters(&config.title)
}

/// The picture that stands for an article's page: its own, or that of its day.
pub fn place_for_article(site: &Site, id: ArticleId) -> Option<String> {
    if has_article(site, id) {
        return Some(places::article_card(site, id));
    }
    site.entry(id).day.filter(|day| has_edition(site, *day)).map(places::day_card)
}

/// The card of an edition: its lead story's headline and the day.
pub fn edition(site: &Site, labels: &Labels, day: NaiveDate) -> Option<Card> {
    let lead = site.editions.get(&day)?.articles.first()?;
    Some(card(&site.config, site.entry(*lead), readable(labels.long_date(day), day)))
}

/// The card of an article on a day: headline, source and day.
pub fn article(site: &Site, labels: &Labels, id: ArticleId) -> Option<Card> {
    let entry = site.entry(id);
    let day = readable(labels.medium_date(entry.day?), entry.day?);
    let below = match entry.publisher {
        Some(publisher) => format!("{} · {day}", visible(&site.publisher(publisher).name)),
        None => day,
    };
    Some(card(&site.config, entry, below))
}

/// A date in words, or in digits where the font lacks letters of the words.
fn readable(words: String, day: NaiveDate) -> String {
    if draw::has_letters(&words) { words } else { day.to_string() }
}

fn card(config: &Config, entry: &Entry, below: String) -> Card {
    let headline = first_words(&visible(entry.title()), HEADLINE_WORDS).into_owned();
    Card { above: config.title.clone(), headline, below, colours: draw::Colours::of(config) }
}

impl Card {
    /// Of all that the picture depends on.
    pub fn key(&self) -> Key {
        let text = format!("{} {self:?}", env!("CARGO_PKG_VERSION"));
        fingerprint::of(text.as_bytes())
    }

    /// The picture as PNG, 1200 by 630 pixels.
    pub fn png(&self) -> Vec<u8> {
        draw::png(self)
    }
}
