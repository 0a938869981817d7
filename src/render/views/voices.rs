//! Who is quoted how often, and when: the bars on days, topics and stories.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Maker;
use super::chart::{Axis, Bar, Timeline};
use crate::render::labels::Counted;
use crate::render::places;
use crate::render::text::visible;
use crate::site::model::{ArticleId, PublisherId, SpeakerId};

/// Voices in a chart.
const VOICES: usize = 6;

/// How often each speaker is quoted, and on which days.
pub(super) type Quoted = BTreeMap<SpeakerId, (usize, Vec<NaiveDate>)>;

impl<'a> Maker<'a> {
    /// How many articles, sources, voices and quotes there are in some articles.
    pub(super) fn numbers(&self, articles: &[ArticleId]) -> Vec<String> {
        let entries = || articles.iter().map(|id| self.site.entry(*id));
        let mut sources: Vec<PublisherId> = entries().filter_map(|entry| entry.publisher).collect();
        sources.sort_unstable();
        sources.dedup();
        let voices = self.quoted(articles);
        [
            (Counted::Articles, articles.len()),
            (Counted::Sources, sources.len()),
            (Counted::Voices, voices.len()),
            (Counted::Quotes, voices.values().map(|(n, _)| n).sum()),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(counted, n)| self.labels.count(counted, n))
        .collect()
    }

    /// How often each speaker is quoted in some articles.
    pub(super) fn quoted(&self, articles: &[ArticleId]) -> Quoted {
        let mut counts = Quoted::new();
        for entry in articles.iter().map(|id| self.site.entry(*id)) {
            for speaker in entry.speakers.iter().flatten() {
                let (n, days) = counts.entry(*speaker).or_default();
                *n += 1;
                days.extend(entry.day);
            }
        }
        counts
    }

    /// The speakers with the most quotes, of those with at least `least`; over the time of an axis if one is given.
    pub(super) fn voices(&self, counts: Quoted, least: usize, axis: Option<Axis>) -> Vec<Bar<'a>> {
        let site = self.site;
        let counts = counts.into_iter().filter(|(_, (n, _))| *n >= least).collect();
        self.bars(counts, VOICES, axis, |id| {
            let speaker = site.speaker(id);
            let role = speaker.role.as_deref().map(visible);
            (visible(&speaker.name), self.linker.to(&places::speaker(site, id)), role)
        })
    }

    /// The longest of some bars of quotes; `named` tells name, address and role.
    pub(super) fn bars<I: Copy + Ord>(
        &self,
        mut counts: Vec<(I, (usize, Vec<NaiveDate>))>,
        most: usize,
        axis: Option<Axis>,
        named: impl Fn(I) -> (super::Text<'a>, String, Option<super::Text<'a>>),
    ) -> Vec<Bar<'a>> {
        counts.sort_by_key(|(id, (n, _))| (Reverse(*n), *id));
        counts.truncate(most);
        let longest = counts.first().map_or(1, |(_, (n, _))| *n);
        let days: Vec<Vec<NaiveDate>> = counts.iter_mut().map(|(_, (_, days))| std::mem::take(days)).collect();
        let mut sparks = axis.map(|axis| axis.sparks(&days)).unwrap_or_default().into_iter();
        counts
            .into_iter()
            .map(|(id, (n, _))| {
                let (name, href, role) = named(id);
                let count = self.labels.count(Counted::Quotes, n);
                Bar { name, href, role, count, width: (n * 100 / longest).max(1), spark: sparks.next() }
            })
            .collect()
    }

    /// Articles over time under a name.
    pub(super) fn timeline(&self, name: &str, articles: &[ArticleId]) -> Option<(Axis, Timeline)> {
        let days: Vec<NaiveDate> = articles.iter().filter_map(|id| self.site.entry(*id).day).collect();
        let axis = Axis::new(days.iter().copied())?;
        let labels = self.labels;
        let label = labels.words.chart.replace("{name}", &visible(name));
        let timeline = Timeline {
            label: label
                .replace("{count}", &labels.count(Counted::Articles, days.len()))
                .replace("{from}", &labels.medium_date(axis.first))
                .replace("{to}", &labels.medium_date(axis.last)),
            from: labels.medium_date(axis.start()),
            to: labels.medium_date(axis.last),
            spark: axis.sparks(&[days]).pop()?,
        };
        Some((axis, timeline))
    }
}
