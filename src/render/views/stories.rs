//! Running stories: the index of all, and the page of one, day by day.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::chart::{Bar, Timeline};
use super::edition::Other;
use super::quotes::{Said, is_listed};
use super::summary::summary;
use super::{Day, Head, Link, Maker, Pager, Text, Tongue};
use crate::render::labels::Counted;
use crate::render::moment;
use crate::render::parts::Part;
use crate::render::places;
use crate::render::text::visible;
use crate::site::model::{ArticleId, Entry, StoryId};
use crate::site::stories::quotes::distinct;

/// `stories.html`
#[derive(Debug, Serialize)]
pub struct StoriesView<'a> {
    pub page: Head<'a>,
    /// The newest first.
    pub stories: Vec<StoryRow<'a>>,
    pub pager: Pager,
}

/// A story at a glance.
#[derive(Debug, Serialize)]
pub struct StoryRow<'a> {
    pub tongue: Option<Tongue<'a>>,
    /// The headline of its newest article.
    pub title: Text<'a>,
    pub href: String,
    pub first: Option<Day>,
    pub last: Option<Day>,
    /// `7 articles`.
    pub count: String,
    /// Of its newest article, at most 40 words.
    pub summary: String,
}

/// `story.html`
#[derive(Debug, Serialize)]
pub struct StoryView<'a> {
    pub page: Head<'a>,
    /// The headline of the newest article on the page.
    pub title: Text<'a>,
    /// The index of stories.
    pub above: Link<'a>,
    /// `7 articles`, `4 sources` …; on the newest part, like the next two.
    pub numbers: Vec<String>,
    pub timeline: Option<Timeline>,
    pub voices: Vec<Bar<'a>>,
    /// The newest first.
    pub days: Vec<StoryDay<'a>>,
    pub pager: Pager,
}

#[derive(Debug, Serialize)]
pub struct StoryDay<'a> {
    pub day: Option<Day>,
    pub steps: Vec<Step<'a>>,
}

/// What a day brought: an article, and others with the same news.
#[derive(Debug, Serialize)]
pub struct Step<'a> {
    pub tongue: Option<Tongue<'a>>,
    pub title: Text<'a>,
    pub href: String,
    pub source: Option<Link<'a>>,
    /// `14:05`.
    pub time: Option<String>,
    /// At most 40 words.
    pub summary: String,
    pub others: Vec<Other<'a>>,
    /// `2 other reports`.
    pub others_count: String,
    /// The quotes of all of them that no other article on the page has, the first few.
    pub said: Vec<Said<'a>>,
    pub more_said: Vec<Said<'a>>,
    /// `4 quotes`.
    pub more_count: String,
}

const SUMMARY_WORDS: usize = 40;

/// Quotes of a step that stand without a fold.
const FIRST_QUOTES: usize = 3;

impl<'a> Maker<'a> {
    pub fn stories(&self, part: Part) -> StoriesView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let parts = self.parts(site.stories.len());
        let mut newest_first: Vec<StoryId> = (0..site.stories.len() as u32).map(StoryId).collect();
        newest_first.sort_by_key(|id| Reverse((site.story(*id).articles.last().copied(), *id)));
        StoriesView {
            page: self.head(&words.stories, part, &words.description_stories),
            stories: newest_first[parts.items(part)].iter().filter_map(|id| self.story_row(*id)).collect(),
            pager: self.pager(places::STORIES, parts, part),
        }
    }

    fn story_row(&self, id: StoryId) -> Option<StoryRow<'a>> {
        let site = self.site;
        let story = site.story(id);
        let (first, last) = (site.entry(*story.articles.first()?), site.entry(*story.articles.last()?));
        let head = last.same.first().map_or(last, |head| site.entry(*head));
        Some(StoryRow {
            tongue: self.tongue(head),
            title: visible(&story.title),
            href: self.linker.to(&places::story(site, id)),
            first: first.day.filter(|_| first.day != last.day).map(|day| self.day(day)),
            last: last.day.map(|day| self.day(day)),
            count: self.labels.count(Counted::Articles, story.articles.len()),
            summary: summary(head, SUMMARY_WORDS),
        })
    }

    pub fn story(&self, id: StoryId, part: Part) -> StoryView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let story = site.story(id);
        let newest_first: Vec<ArticleId> = story.articles.iter().rev().copied().collect();
        let parts = self.parts(newest_first.len());
        let shown = &newest_first[parts.items(part)];
        // Full parts stay as they are while the story goes on.
        let heading = match shown.first().filter(|_| part.is_some()) {
            Some(newest) => site.entry(*newest).title(),
            None => &story.title,
        };
        let began = story.articles.first().and_then(|id| site.entry(*id).day);
        // Two stories may have come to one headline.
        let title = match began {
            Some(day) => format!("{heading} · {}, {}", words.story, self.labels.medium_date(day)),
            None => format!("{heading} · {}", words.story),
        };
        let description = words.description_story.replace("{name}", heading);
        let first = part.is_none();
        let (axis, timeline) = self.timeline(&story.title, &story.articles).filter(|_| first).unzip();
        StoryView {
            page: self.head(&title, part, &description),
            title: visible(heading),
            above: self.link(&words.stories, places::STORIES),
            numbers: if first { self.numbers(&story.articles) } else { Vec::new() },
            timeline,
            voices: if first { self.voices(self.quoted(&story.articles), 1, axis) } else { Vec::new() },
            days: self.story_days(shown),
            pager: self.pager(&places::story(site, id), parts, part),
        }
    }

    /// Articles, newest first, by day, those with the same news taken together.
    fn story_days(&self, articles: &[ArticleId]) -> Vec<StoryDay<'a>> {
        let site = self.site;
        let mut quotes: HashMap<ArticleId, Vec<u32>> = HashMap::new();
        for (id, index) in distinct(articles, &site.entries) {
            quotes.entry(id).or_default().push(index);
        }
        articles
            .chunk_by(|a, b| site.entry(*a).day == site.entry(*b).day)
            .map(|of_day| StoryDay {
                day: of_day.first().and_then(|id| site.entry(*id).day).map(|day| self.day(day)),
                steps: self.folds(of_day).iter().map(|fold| self.step(fold, &quotes)).collect(),
            })
            .collect()
    }

    /// Articles of one day, those with the same news taken together, in the order of the day's edition.
    fn folds(&self, articles: &[ArticleId]) -> Vec<Vec<ArticleId>> {
        let site = self.site;
        let edition = articles.first().and_then(|id| site.editions.get(&site.entry(*id).day?));
        let order = edition.into_iter().flat_map(|edition| &edition.articles).enumerate();
        let place: HashMap<ArticleId, usize> = order.map(|(place, id)| (*id, place)).collect();
        let mut articles = articles.to_vec();
        articles.sort_by_key(|id| place.get(id).copied());
        let head = |id: &ArticleId| site.entry(*id).same.first().copied().unwrap_or(*id);
        articles.sort_by_key(|id| place.get(&head(id)).copied());
        articles.chunk_by(|a, b| head(a) == head(b)).map(<[ArticleId]>::to_vec).collect()
    }

    fn step(&self, fold: &[ArticleId], quotes: &HashMap<ArticleId, Vec<u32>>) -> Step<'a> {
        let site = self.site;
        let id = fold[0];
        let entry: &'a Entry = site.entry(id);
        let of_article = |id: &ArticleId| {
            let id = *id;
            quotes.get(&id).into_iter().flatten().map(move |index| (id, *index))
        };
        let is_listed = |(id, index): &(ArticleId, u32)| is_listed(site.entry(*id), *index as usize);
        let said: Vec<(ArticleId, u32)> = fold.iter().flat_map(of_article).filter(is_listed).collect();
        let (first, more) = said.split_at(said.len().min(FIRST_QUOTES));
        Step {
            tongue: self.tongue(entry),
            title: visible(entry.title()),
            href: self.linker.to(&entry.permalink),
            source: self.source_link(entry),
            time: entry.time.map(moment::clock),
            summary: summary(entry, SUMMARY_WORDS),
            others: self.others(id),
            others_count: self.labels.count(Counted::Others, entry.same.len().saturating_sub(1)),
            said: self.said(first.iter().copied()),
            more_said: self.said(more.iter().copied()),
            more_count: self.labels.count(Counted::Quotes, more.len()),
        }
    }
}
