//! A page's key: a hash of all that its bytes depend on, found without making the page.
//!
//! Each article has two hashes: what is shown of it anywhere, with the names and places of its topics, speakers and
//! source; and that with its neighbours, as a card shows them. The key of a page is made of those of the articles on it.
//! It may change where the page does not; it must never stay where the page changes, which `tests/incremental.rs` tries
//! on random edits.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;

use super::pages::{Page, PageKind};
use super::parts::{Part, Parts};
use super::places::Subject;
use super::{Key, feeds, quote_data};
use crate::fingerprint::Hasher;
use crate::site::Site;
use crate::site::model::{ArticleId, Edition, Entry, SpeakerId, ids};

/// What the pages of one site in one look depend on.
#[derive(Debug)]
pub struct Keys<'a> {
    site: &'a Site,
    /// Of settings, templates, words and versions of files.
    look: Key,
    /// For each article, what is shown of it, with its neighbours: those with the same news, and its story.
    cards: Vec<Key>,
    /// For each article, its place in its edition.
    places: HashMap<ArticleId, usize>,
}

/// The key of one page, in the making.
struct Maker<'k> {
    keys: &'k Keys<'k>,
    hasher: Hasher,
}

impl<'a> Keys<'a> {
    /// `look` is a hash of all but the articles that pages depend on.
    pub fn new(site: &'a Site, look: Key) -> Self {
        let articles: Vec<Key> = site.entries.par_iter().map(|entry| article(site, entry)).collect();
        let entries: Vec<(ArticleId, &Entry)> = ids(&site.entries).collect();
        let cards = entries.par_iter().map(|(id, entry)| card(site, &articles, *id, entry)).collect();
        let places = site.editions.values().flat_map(|edition| edition.articles.iter().copied().enumerate());
        Self { site, look, cards, places: places.map(|(place, id)| (id, place)).collect() }
    }

    /// The key of a page; `None` for kinds of which a site has few, and whose views are their keys.
    pub fn of(&self, page: &Page) -> Option<Key> {
        let mut hasher = Hasher::new();
        hasher.update(&self.look);
        hasher.add(&page.path);
        let mut key = Maker { keys: self, hasher };
        key.page(page.kind)?;
        Some(key.hasher.finish())
    }
}

impl Maker<'_> {
    fn page(&mut self, kind: PageKind) -> Option<()> {
        let site = self.keys.site;
        match kind {
            PageKind::Front => self.edition(site.newest()?),
            PageKind::Edition(day, _) | PageKind::Email(day) | PageKind::EmailText(day) | PageKind::DayData(day) => {
                self.edition(site.editions.get(&day)?);
            }
            PageKind::Article(id) => self.article(id),
            PageKind::Story(id, part) => {
                let story = site.story(id);
                let newest_first: Vec<ArticleId> = story.articles.iter().rev().copied().collect();
                self.add(&(&story.title, &story.slug));
                self.add(&story.articles.first().map(|id| site.entry(*id).day));
                self.list(&newest_first, part, |key, id| {
                    key.card(*id);
                    // Articles of a day stand in the order of its edition.
                    let head = site.entry(*id).same.first().unwrap_or(id);
                    key.add(&(key.keys.places.get(id), key.keys.places.get(head)));
                });
            }
            PageKind::Topic(id, part) => {
                let topic = site.topic(id);
                self.add(&(&topic.name, &topic.slug));
                self.list(&topic.articles, part, |key, id| key.card(*id));
            }
            PageKind::Source(id, part) => {
                let publisher = site.publisher(id);
                self.add(&(&publisher.name, &publisher.slug));
                self.list(&publisher.articles, part, |key, id| key.card(*id));
            }
            PageKind::Undated(part) => self.list(&site.undated, part, |key, id| key.card(*id)),
            PageKind::Speaker(id, part) => {
                self.speaker(id);
                self.add(&feeds::has_feed(site, Subject::Speaker(id)));
                self.list(&site.speaker(id).quotes, part, Self::quote);
            }
            PageKind::Quotes(part) => {
                // The first part leads to the files of the newest months.
                if part.is_none() {
                    self.add(&quote_data::newest_months(site).collect::<Vec<_>>());
                }
                self.slice(&site.quotes, part, Self::quote);
            }
            PageKind::QuotesJson(month) | PageKind::QuotesCsv(month) => {
                quote_data::of_month(site, month).iter().for_each(|quote| self.quote(quote));
            }
            PageKind::Feed(subject, format) => {
                self.add(&format.name());
                match subject {
                    Subject::Site => {}
                    Subject::Topic(id) => self.add(&(&site.topic(id).name, &site.topic(id).slug)),
                    Subject::Speaker(id) => self.speaker(id),
                }
                feeds::articles(site, subject).for_each(|id| self.card(id));
            }
            PageKind::Redirect(index) => self.card(site.redirects[index].to),
            _ => return None,
        }
        Some(())
    }

    fn add(&mut self, value: &impl Serialize) {
        self.hasher.add(value);
    }

    fn card(&mut self, id: ArticleId) {
        self.hasher.update(&self.keys.cards[id.0 as usize]);
    }

    fn quote(&mut self, (id, index): &(ArticleId, u32)) {
        self.card(*id);
        self.hasher.update(&index.to_le_bytes());
    }

    fn speaker(&mut self, id: SpeakerId) {
        let speaker = self.keys.site.speaker(id);
        self.add(&(&speaker.name, &speaker.slug, &speaker.role, &speaker.spellings));
    }

    /// An edition's page, and what else is made of a day.
    fn edition(&mut self, edition: &Edition) {
        let site = self.keys.site;
        edition.articles.iter().for_each(|id| self.card(*id));
        let around = |edition: &Edition| (edition.day, edition.articles.len());
        // The days before and after, and all days that share its week.
        let before = site.editions.range(..edition.day).rev().take(7);
        let after = site.editions.range(edition.day..).take(8);
        let days: Vec<_> = before.chain(after).map(|(_, edition)| around(edition)).collect();
        self.add(&days);
    }

    fn article(&mut self, id: ArticleId) {
        let site = self.keys.site;
        let entry = site.entry(id);
        self.card(id);
        // Where it has no picture of its own, that of its day stands for it.
        let edition = entry.day.and_then(|day| site.editions.get(&day));
        if let Some(lead) = edition.and_then(|edition| edition.articles.first()) {
            self.card(*lead);
        }
        for beside in site.beside(id) {
            self.add(&beside.is_some());
            beside.into_iter().for_each(|id| self.card(id));
        }
        site.before(entry).iter().rev().take(super::views::LOOKED_BACK).for_each(|id| self.card(*id));
    }

    /// A part of a list; the first tells of all that is in it.
    fn list<T>(&mut self, items: &[T], part: Part, item: impl Fn(&mut Self, &T)) {
        if part.is_some() {
            return self.slice(items, part, item);
        }
        items.iter().for_each(|one| item(self, one));
    }

    /// A part of a list that tells only of what is on it.
    fn slice<T>(&mut self, items: &[T], part: Part, item: impl Fn(&mut Self, &T)) {
        let parts = Parts::new(items.len(), self.keys.site.config.page_size);
        self.add(&(part, parts.newer(part), parts.older(part)));
        items[parts.items(part)].iter().for_each(|one| item(self, one));
    }
}

/// What is shown of an article anywhere.
fn article(site: &Site, entry: &Entry) -> Key {
    let mut hasher = Hasher::new();
    hasher.update(&entry.digest.stamp);
    hasher.add(&(&entry.source, entry.title(), &entry.permalink, entry.day, entry.time, entry.updated));
    for topic in entry.topics.iter().map(|id| site.topic(*id)) {
        hasher.add(&(&topic.name, &topic.slug));
    }
    hasher.add(&entry.publisher.map(|id| (&site.publisher(id).name, &site.publisher(id).slug)));
    for speaker in &entry.speakers {
        let speaker = speaker.map(|id| site.speaker(id));
        hasher.add(&speaker.map(|speaker| (&speaker.name, &speaker.slug, &speaker.role)));
    }
    for related in &entry.related {
        hasher.add(&related.map(|id| &site.entry(id).permalink));
    }
    hasher.finish()
}

/// An article with its neighbours, as a card shows them.
fn card(site: &Site, articles: &[Key], id: ArticleId, entry: &Entry) -> Key {
    let mut hasher = Hasher::new();
    hasher.update(&articles[id.0 as usize]);
    hasher.add(&entry.same.len());
    entry.same.iter().for_each(|id| _ = hasher.update(&articles[id.0 as usize]));
    if let Some(story) = entry.story.map(|id| site.story(id)) {
        hasher.add(&(&story.title, &story.slug, site.before(entry).len()));
    }
    hasher.finish()
}
