//! Who speaks on what: the most quoted people by the topics on which they are quoted, and when.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::chart::{Axis, Spark};
use super::{Link, Maker, Text, level};
use crate::render::labels::Counted;
use crate::render::places;
use crate::render::text::visible;
use crate::site::model::{SpeakerId, TopicId};

/// Quotes by speaker and topic.
#[derive(Debug, Serialize)]
pub struct Matrix<'a> {
    /// The topics with the most quotes of these speakers, one for each column.
    pub topics: Vec<Link<'a>>,
    /// The most quoted first.
    pub rows: Vec<MatrixRow<'a>>,
}

#[derive(Debug, Serialize)]
pub struct MatrixRow<'a> {
    pub speaker: Link<'a>,
    pub role: Option<Text<'a>>,
    /// `12 quotes`.
    pub count: String,
    /// One for each topic.
    pub cells: Vec<Tally>,
    /// When, on one scale for all rows; with all quotes on one day there is none.
    pub spark: Option<Spark>,
}

/// How often somebody is quoted on a topic.
#[derive(Debug, Serialize)]
pub struct Tally {
    pub quotes: usize,
    /// From 0 without quotes to 4.
    pub level: u8,
}

const SPEAKERS: usize = 12;
const TOPICS: usize = 8;
/// Fewer rows or columns are no table.
const LEAST: usize = 2;

impl<'a> Maker<'a> {
    /// `None` where hardly anybody is quoted twice, or all on one topic.
    pub(super) fn matrix(&self) -> Option<Matrix<'a>> {
        let site = self.site;
        let len = |id: &SpeakerId| site.speaker(*id).quotes.len();
        let mut speakers: Vec<SpeakerId> = (0..site.speakers.len()).map(|index| SpeakerId(index as u32)).collect();
        speakers.retain(|id| len(id) >= LEAST);
        speakers.sort_by_key(|id| (Reverse(len(id)), *id));
        speakers.truncate(SPEAKERS);

        let mut quoted: BTreeMap<TopicId, BTreeMap<SpeakerId, usize>> = BTreeMap::new();
        let mut days: Vec<Vec<NaiveDate>> = Vec::with_capacity(speakers.len());
        for id in &speakers {
            let entries = || site.speaker(*id).quotes.iter().map(|(article, _)| site.entry(*article));
            for topic in entries().flat_map(|entry| &entry.topics) {
                *quoted.entry(*topic).or_default().entry(*id).or_default() += 1;
            }
            days.push(entries().filter_map(|entry| entry.day).collect());
        }
        let mut topics: Vec<(TopicId, BTreeMap<SpeakerId, usize>)> = quoted.into_iter().collect();
        topics.sort_by_key(|(id, quotes)| (Reverse(quotes.values().sum::<usize>()), *id));
        topics.truncate(TOPICS);
        if speakers.len() < LEAST || topics.len() < LEAST {
            return None;
        }

        let most = topics.iter().flat_map(|(_, quotes)| quotes.values()).copied().max().unwrap_or(0);
        let axis = Axis::new(days.iter().flatten().copied());
        let mut sparks = axis.map(|axis| axis.sparks(&days)).unwrap_or_default().into_iter();
        let mut row = |id: SpeakerId| {
            let speaker = site.speaker(id);
            let tally = |quotes: usize| Tally { quotes, level: level(quotes, most) };
            let of = |quotes: &BTreeMap<SpeakerId, usize>| tally(quotes.get(&id).copied().unwrap_or(0));
            MatrixRow {
                speaker: self.link(&speaker.name, &places::speaker(site, id)),
                role: speaker.role.as_deref().map(visible),
                count: self.labels.count(Counted::Quotes, len(&id)),
                cells: topics.iter().map(|(_, quotes)| of(quotes)).collect(),
                spark: sparks.next(),
            }
        };
        Some(Matrix {
            rows: speakers.iter().map(|id| row(*id)).collect(),
            topics: topics.iter().map(|(id, _)| self.link(&site.topic(*id).name, &places::topic(site, *id))).collect(),
        })
    }
}
