//! The front page and the page of a day.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::quotes::Quote;
use super::{Day, Head, Link, Maker, Pager, Text};
use crate::render::labels::Counted;
use crate::render::moment;
use crate::render::parts::{self, Part, Parts};
use crate::render::places;
use crate::render::text::{first_words, visible};
use crate::site::model::{ArticleId, Edition, Entry, PublisherId, SpeakerId, TopicId};
use chrono::Datelike;

/// `edition.html`: a day, or the newest one as the front page.
#[derive(Debug, Serialize)]
pub struct EditionView<'a> {
    pub page: Head<'a>,
    /// Whether it is the front page.
    pub front: bool,
    /// `None` as long as there is no edition.
    pub day: Option<Day>,
    pub previous: Option<Day>,
    pub next: Option<Day>,
    /// The page of the month.
    pub month: Option<Link<'a>>,
    /// On the first part.
    pub lead: Option<Card<'a>>,
    pub sections: Vec<Section<'a>>,
    /// `20 articles`, `8 sources` …; on the first part.
    pub numbers: Vec<String>,
    /// Who is quoted most on the day, when somebody is more than once.
    pub voices: Vec<Voice<'a>>,
    pub pager: Pager,
}

/// Stories under one heading.
#[derive(Debug, Serialize)]
pub struct Section<'a> {
    /// `None` for those that share no topic.
    pub topic: Option<Link<'a>>,
    pub cards: Vec<Card<'a>>,
}

/// An article at a glance.
#[derive(Debug, Serialize)]
pub struct Card<'a> {
    pub title: Text<'a>,
    pub href: String,
    pub topic: Option<Link<'a>>,
    pub source: Option<Link<'a>>,
    /// `14:05`.
    pub time: Option<String>,
    /// Day and time as ISO 8601.
    pub iso: Option<String>,
    /// At most 60 words.
    pub summary: String,
    pub quote: Option<Quote<'a>>,
}

/// A bar of a small chart: who was quoted, and how often.
#[derive(Debug, Serialize)]
pub struct Voice<'a> {
    pub name: Text<'a>,
    pub href: String,
    pub role: Option<Text<'a>>,
    /// `3 quotes`.
    pub count: String,
    pub quotes: usize,
    /// The share of the longest bar, 1 to 100.
    pub width: usize,
}

const SUMMARY_WORDS: usize = 60;
/// Voices in a chart.
const VOICES: usize = 6;

impl<'a> Maker<'a> {
    /// The newest edition at the root of the site.
    pub fn front(&self) -> EditionView<'a> {
        let config = &self.site.config;
        let mut view = match self.site.newest() {
            Some(edition) => self.of_day(edition, None),
            None => self.without_articles(),
        };
        view.front = true;
        view.page.title = config.title.clone();
        view.page.description = visible(&config.description).into_owned();
        view.page.data = self.site_data();
        view
    }

    pub fn edition(&self, day: NaiveDate, part: Part) -> EditionView<'a> {
        match self.site.editions.get(&day) {
            Some(edition) => self.of_day(edition, part),
            None => self.without_articles(),
        }
    }

    fn without_articles(&self) -> EditionView<'a> {
        EditionView {
            page: self.head("", None, &self.site.config.description),
            front: false,
            day: None,
            previous: None,
            next: None,
            month: None,
            lead: None,
            sections: Vec::new(),
            numbers: Vec::new(),
            voices: Vec::new(),
            pager: self.pager("", Parts::new(0, 1), None),
        }
    }

    fn of_day(&self, edition: &Edition, part: Part) -> EditionView<'a> {
        let site = self.site;
        let day = edition.day;
        let parts = self.parts(edition.articles.len());
        let articles = &edition.articles[parts.items(part)];
        let name = self.labels.long_date(day);
        let headline = edition.articles.first().map_or("", |id| site.entry(*id).title.as_str());
        let description =
            self.labels.words.description_day.replace("{day}", &name).replace("{lead}", &visible(headline));
        let neighbour = |edition: Option<&Edition>| edition.map(|edition| self.day(edition.day));
        let first = part.is_none();
        let (lead, rest) = match articles.split_first() {
            Some((lead, rest)) if first => (Some(self.card(*lead)), rest),
            _ => (None, articles),
        };
        let folder = places::day(day);
        debug_assert!(self.page.path == "index.html" || self.linker.folder() == parts::folder(&folder, part));
        EditionView {
            page: self.head(&name, part, &description),
            front: false,
            previous: neighbour(site.editions.range(..day).next_back().map(|(_, edition)| edition)),
            next: neighbour(site.editions.range(day..).nth(1).map(|(_, edition)| edition)),
            day: Some(self.day(day)),
            month: Some(Link {
                name: self.labels.month(day.year(), day.month()).into(),
                href: self.linker.to(&places::month(day.year(), day.month())),
            }),
            lead,
            sections: self.sections(rest),
            numbers: if first { self.numbers(edition) } else { Vec::new() },
            voices: if first { self.voices(self.quoted(&edition.articles), 2) } else { Vec::new() },
            pager: self.pager(&folder, parts, part),
        }
    }

    /// Stories under the topics that several of them share, or that the settings name; the others come last.
    fn sections(&self, articles: &[ArticleId]) -> Vec<Section<'a>> {
        let site = self.site;
        let mut sizes: BTreeMap<TopicId, usize> = BTreeMap::new();
        for topic in articles.iter().flat_map(|id| &site.entry(*id).topics) {
            *sizes.entry(*topic).or_default() += 1;
        }
        let named = |topic: TopicId| site.config.topics.iter().any(|name| *name == site.topic(topic).name);
        // A story stands under the largest of its topics.
        let home = |entry: &Entry| {
            let topics = entry.topics.iter().copied();
            topics.max_by_key(|topic| (named(*topic), sizes.get(topic).copied().unwrap_or(0), Reverse(*topic)))
        };
        let mut homes: BTreeMap<TopicId, Vec<ArticleId>> = BTreeMap::new();
        for id in articles {
            if let Some(topic) = home(site.entry(*id)) {
                homes.entry(topic).or_default().push(*id);
            }
        }
        homes.retain(|topic, stories| stories.len() > 1 || named(*topic));
        let mut sections: Vec<Section<'a>> = homes
            .iter()
            .map(|(topic, stories)| Section {
                topic: Some(self.link(&site.topic(*topic).name, &places::topic(site, *topic))),
                cards: stories.iter().map(|id| Card { topic: None, ..self.card(*id) }).collect(),
            })
            .collect();
        let others: Vec<Card<'a>> = articles
            .iter()
            .filter(|id| home(site.entry(**id)).is_none_or(|topic| !homes.contains_key(&topic)))
            .map(|id| self.card(*id))
            .collect();
        if !others.is_empty() {
            sections.push(Section { topic: None, cards: others });
        }
        sections
    }

    pub(super) fn card(&self, id: ArticleId) -> Card<'a> {
        let site = self.site;
        let entry = site.entry(id);
        Card {
            title: visible(&entry.title),
            href: self.linker.to(&entry.permalink),
            topic: entry.topics.first().map(|id| self.link(&site.topic(*id).name, &places::topic(site, *id))),
            source: self.source_link(entry),
            time: entry.time.map(moment::clock),
            iso: entry.day.map(|day| moment::iso(site.config.time_zone, day, entry.time)),
            summary: summary(entry, SUMMARY_WORDS),
            quote: self.best_quote(id),
        }
    }

    fn numbers(&self, edition: &Edition) -> Vec<String> {
        let entries = || edition.articles.iter().map(|id| self.site.entry(*id));
        let mut sources: Vec<PublisherId> = entries().filter_map(|entry| entry.publisher).collect();
        sources.sort_unstable();
        sources.dedup();
        let mut voices: Vec<SpeakerId> = entries().flat_map(|entry| entry.speakers.iter().flatten().copied()).collect();
        let quotes = voices.len();
        voices.sort_unstable();
        voices.dedup();
        [
            (Counted::Articles, edition.articles.len()),
            (Counted::Sources, sources.len()),
            (Counted::Voices, voices.len()),
            (Counted::Quotes, quotes),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(counted, n)| self.labels.count(counted, n))
        .collect()
    }

    /// How often each speaker is quoted in some articles.
    pub(super) fn quoted(&self, articles: &[ArticleId]) -> BTreeMap<SpeakerId, usize> {
        let mut counts: BTreeMap<SpeakerId, usize> = BTreeMap::new();
        for speaker in articles.iter().flat_map(|id| self.site.entry(*id).speakers.iter().flatten()) {
            *counts.entry(*speaker).or_default() += 1;
        }
        counts
    }

    /// The speakers with the most quotes, of those with at least `least`.
    pub(super) fn voices(&self, counts: BTreeMap<SpeakerId, usize>, least: usize) -> Vec<Voice<'a>> {
        let site = self.site;
        let mut counts: Vec<(SpeakerId, usize)> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
        counts.sort_by_key(|(id, n)| (Reverse(*n), *id));
        counts.truncate(VOICES);
        let longest = counts.first().map_or(1, |(_, n)| *n);
        counts
            .into_iter()
            .map(|(id, n)| {
                let speaker = site.speaker(id);
                Voice {
                    name: visible(&speaker.name),
                    href: self.linker.to(&places::speaker(site, id)),
                    role: speaker.role.as_deref().map(visible),
                    count: self.labels.count(Counted::Quotes, n),
                    quotes: n,
                    width: (n * 100 / longest).max(1),
                }
            })
            .collect()
    }
}

/// The summary of an article in at most so many words: whole sentences, or the first one cut.
pub(super) fn summary(entry: &Entry, words: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for sentence in &entry.digest.summary {
        let text = visible(sentence.text.trim());
        count += text.split_whitespace().count();
        if count > words {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&text);
    }
    if out.is_empty() {
        let digest = &entry.digest;
        let text = digest.summary.first().map(|sentence| sentence.text.as_str());
        let text = text.or(digest.front_matter.description.as_deref()).unwrap_or_default();
        out.push_str(&first_words(&visible(text.trim()), words));
    }
    out
}
