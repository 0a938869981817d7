//! Who speaks: the index from A to Z, and the page of one speaker.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::chart::{Axis, Bar};
use super::matrix::Matrix;
use super::quotes::QuotesOfDay;
use super::{Head, Link, Maker, Pager, Text};
use crate::render::labels::Counted;
use crate::render::pages::{has_letter_pages, letter_parts, letters};
use crate::render::parts::{Part, Parts};
use crate::render::places::{self, Subject};
use crate::render::text::visible;
use crate::site::model::{Speaker, SpeakerId, TopicId};

/// `speakers.html`: everybody, or those of one letter.
#[derive(Debug, Serialize)]
pub struct SpeakersView<'a> {
    pub page: Head<'a>,
    pub heading: String,
    /// The way to each letter: inside the page, or to its own page.
    pub letters: Vec<Letter>,
    /// The most quoted; on an index without `matrix`.
    pub voices: Vec<Bar<'a>>,
    /// Who speaks on what; on the index.
    pub matrix: Option<Matrix<'a>>,
    pub groups: Vec<LetterGroup<'a>>,
    pub pager: Pager,
}

#[derive(Debug, Serialize)]
pub struct Letter {
    pub letter: String,
    pub href: String,
    /// How many speakers.
    pub count: String,
}

#[derive(Debug, Serialize)]
pub struct LetterGroup<'a> {
    pub letter: String,
    pub speakers: Vec<SpeakerRow<'a>>,
}

#[derive(Debug, Serialize)]
pub struct SpeakerRow<'a> {
    pub name: Text<'a>,
    pub href: String,
    pub role: Option<Text<'a>>,
    /// `12 quotes`.
    pub count: String,
}

/// `speaker.html`
#[derive(Debug, Serialize)]
pub struct SpeakerView<'a> {
    pub page: Head<'a>,
    pub name: Text<'a>,
    pub above: Link<'a>,
    pub role: Option<Text<'a>>,
    /// On the newest part, like the two after it.
    pub spellings: Vec<Text<'a>>,
    pub count: Option<String>,
    pub topics: Vec<Bar<'a>>,
    pub days: Vec<QuotesOfDay<'a>>,
    pub feed: Option<String>,
    pub pager: Pager,
}

/// Topics on a speaker's page.
const TOPICS: usize = 8;

impl<'a> Maker<'a> {
    pub fn speakers(&self) -> SpeakersView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let letters = letters(site);
        let own_pages = has_letter_pages(site);
        let count = |(index, speaker): (usize, &Speaker)| (SpeakerId(index as u32), (speaker.quotes.len(), Vec::new()));
        let counts = site.speakers.iter().enumerate().map(count);
        let matrix = self.matrix();
        SpeakersView {
            page: self.head(&words.speakers, None, &words.description_speakers),
            heading: words.speakers.clone(),
            letters: letters
                .iter()
                .map(|(letter, speakers)| Letter {
                    letter: shown(*letter),
                    href: if own_pages { self.linker.to(&places::letter(*letter)) } else { format!("#{letter}") },
                    count: self.labels.count(Counted::Voices, speakers.len()),
                })
                .collect(),
            voices: if matrix.is_none() { self.voices(counts.collect(), 2, None) } else { Vec::new() },
            matrix,
            groups: if own_pages {
                Vec::new()
            } else {
                letters.iter().map(|(letter, speakers)| self.group(*letter, speakers)).collect()
            },
            pager: self.pager(places::SPEAKERS, Parts::new(0, 1), None),
        }
    }

    pub fn letter(&self, letter: char, part: Part) -> SpeakersView<'a> {
        let words = &self.labels.words;
        let speakers = letters(self.site).remove(&letter).unwrap_or_default();
        let parts = letter_parts(self.site, speakers.len());
        let heading = format!("{} · {}", words.speakers, shown(letter));
        SpeakersView {
            page: self.head(&heading, part, &words.description_speakers),
            heading,
            letters: Vec::new(),
            voices: Vec::new(),
            matrix: None,
            groups: vec![self.group(letter, &speakers[parts.items(part)])],
            pager: self.pager(&places::letter(letter), parts, part),
        }
    }

    fn group(&self, letter: char, speakers: &[SpeakerId]) -> LetterGroup<'a> {
        let site = self.site;
        LetterGroup {
            letter: letter.to_string(),
            speakers: speakers
                .iter()
                .map(|id| {
                    let speaker = site.speaker(*id);
                    SpeakerRow {
                        name: visible(&speaker.name),
                        href: self.linker.to(&places::speaker(site, *id)),
                        role: speaker.role.as_deref().map(visible),
                        count: self.labels.count(Counted::Quotes, speaker.quotes.len()),
                    }
                })
                .collect(),
        }
    }

    pub fn speaker(&self, id: SpeakerId, part: Part) -> SpeakerView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let speaker = site.speaker(id);
        let parts = self.parts(speaker.quotes.len());
        let first = part.is_none();
        let mut days = self.quotes_by_day(&speaker.quotes[parts.items(part)]);
        // Whose words they are stands at the head of the page.
        for said in days.iter_mut().flat_map(|day| &mut day.articles).flat_map(|article| &mut article.said) {
            said.speaker = None;
        }
        let title = match &speaker.role {
            Some(role) => format!("{}, {role} · {}", speaker.name, words.speakers),
            None => format!("{} · {}", speaker.name, words.speakers),
        };
        let mut page = self.head(&title, part, &words.description_speaker.replace("{name}", &speaker.name));
        let feed = self.add_feeds(&mut page, Subject::Speaker(id));
        SpeakerView {
            page,
            feed,
            name: visible(&speaker.name),
            above: self.link(&words.speakers, places::SPEAKERS),
            role: speaker.role.as_deref().map(visible),
            spellings: speaker.spellings.iter().filter(|_| first).map(|name| visible(name)).collect(),
            count: first.then(|| self.labels.count(Counted::Quotes, speaker.quotes.len())),
            topics: if first { self.topics_of(id) } else { Vec::new() },
            days,
            pager: self.pager(&places::speaker(site, id), parts, part),
        }
    }

    fn topics_of(&self, id: SpeakerId) -> Vec<Bar<'a>> {
        let site = self.site;
        let quotes = &site.speaker(id).quotes;
        let mut counts: BTreeMap<TopicId, (usize, Vec<NaiveDate>)> = BTreeMap::new();
        for entry in quotes.iter().map(|(article, _)| site.entry(*article)) {
            for topic in &entry.topics {
                let (n, days) = counts.entry(*topic).or_default();
                *n += 1;
                days.extend(entry.day);
            }
        }
        let axis = Axis::new(quotes.iter().filter_map(|(article, _)| site.entry(*article).day));
        self.bars(counts.into_iter().collect(), TOPICS, axis, |id| {
            (visible(&site.topic(id).name), self.linker.to(&places::topic(site, id)), None)
        })
    }
}

fn shown(letter: char) -> String {
    if letter == '0' { "0–9".into() } else { letter.to_ascii_uppercase().into() }
}
