//! The linked site as plain data: entries, editions, topics, speakers, publishers, stories.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::source::Traits;
use crate::config::Config;
use crate::digest::Digest;

/// An index into [`Site::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// An index into [`Site::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub u32);

/// An index into [`Site::speakers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u32);

/// An index into [`Site::publishers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublisherId(pub u32);

/// An index into [`Site::stories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// One article of the site.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path of its file below the content folder, with `/` between folders.
    pub source: Arc<str>,
    /// Its place among the articles of the file, from 0.
    pub part: usize,
    /// Its page's folder below the site's root, with a slash at the end: `2025/03/19/zelensky-call/`.
    pub permalink: String,
    /// The day in the site's time zone; `None` when nothing tells it.
    pub day: Option<NaiveDate>,
    /// The time of day in the site's time zone, when the source tells it.
    pub time: Option<NaiveTime>,
    /// The last change by its publisher, day and time in the site's zone.
    pub updated: Option<(NaiveDate, Option<NaiveTime>)>,
    pub digest: Arc<Digest>,
    pub traits: Arc<Traits>,
    pub topics: Vec<TopicId>,
    pub publisher: Option<PublisherId>,
    /// For each of the digest's quotes, whose page it is on.
    pub speakers: Vec<Option<SpeakerId>>,
    /// For each of the digest's related links, the article of this site it means.
    pub related: Vec<Option<ArticleId>>,
    /// The running story it is part of.
    pub story: Option<StoryId>,
    /// The articles of its day that tell the same news, itself among them, in the order of the edition's page: the
    /// first is the head under which the others are folded. Empty when it is the only one.
    pub same: Vec<ArticleId>,
}

impl Entry {
    /// The headline, or where there is none the path of its file.
    pub fn title(&self) -> &str {
        self.digest.title_or(&self.source)
    }

    /// Whose page one of its quotes is on, if anybody's; `quote` counts from 0.
    pub fn speaker(&self, quote: usize) -> Option<SpeakerId> {
        self.speakers.get(quote).copied().flatten()
    }
}

/// An old address of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The address as the article has it.
    pub alias: String,
    /// The file below the site's root that is shown there: `2019/05/harbour/index.html`.
    pub path: String,
    pub to: ArticleId,
}

/// One day's articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub day: NaiveDate,
    /// In the order of the page: the lead story first.
    pub articles: Vec<ArticleId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub name: String,
    pub slug: String,
    /// Newest first.
    pub articles: Vec<ArticleId>,
}

/// A person who is quoted, all spellings of the name taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest common spelling.
    pub name: String,
    /// Other spellings found, by name.
    pub spellings: Vec<String>,
    pub slug: String,
    /// The newest role that an article gives.
    pub role: Option<String>,
    /// Article and index of the quote in it, newest first.
    pub quotes: Vec<(ArticleId, u32)>,
}

/// A newspaper or site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    pub slug: String,
    /// Newest first.
    pub articles: Vec<ArticleId>,
}

/// Several articles on one running matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The headline of its newest article.
    pub title: String,
    /// Day and slug of its first article, so that it stays when others join.
    pub slug: String,
    /// Oldest first; two or more.
    pub articles: Vec<ArticleId>,
}

/// All that the pages are made from.
#[derive(Clone, Debug, Default)]
pub struct Site {
    pub config: Config,
    /// Sorted by day (undated ones last), then by path; shared by sites that differ in a few.
    pub entries: Vec<Arc<Entry>>,
    /// What is no news and stands by itself, by path.
    pub pages: Vec<Arc<Entry>>,
    pub editions: BTreeMap<NaiveDate, Edition>,
    /// Articles on no day, by path.
    pub undated: Vec<ArticleId>,
    /// In the order of the settings, then by name.
    pub topics: Vec<Topic>,
    /// By name.
    pub speakers: Vec<Speaker>,
    /// By name.
    pub publishers: Vec<Publisher>,
    /// All quotes with words of their own worth a list: article and index, newest first.
    pub quotes: Vec<(ArticleId, u32)>,
    /// By day of the first article.
    pub stories: Vec<Story>,
    /// Old addresses, in the order of their articles.
    pub redirects: Vec<Redirect>,
}

impl Site {
    pub fn entry(&self, id: ArticleId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.0 as usize]
    }

    pub fn speaker(&self, id: SpeakerId) -> &Speaker {
        &self.speakers[id.0 as usize]
    }

    pub fn publisher(&self, id: PublisherId) -> &Publisher {
        &self.publishers[id.0 as usize]
    }

    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    /// The articles of an article's story on the days before, oldest first.
    pub fn before(&self, entry: &Entry) -> &[ArticleId] {
        let Some(story) = entry.story else { return &[] };
        let articles = &self.story(story).articles;
        &articles[..articles.partition_point(|id| self.entry(*id).day < entry.day)]
    }

    /// The articles that stand on an edition's page, in its order: all but those folded under another one.
    pub fn heads(&self, edition: &Edition) -> Vec<ArticleId> {
        edition.articles.iter().copied().filter(|id| self.is_head(*id)).collect()
    }

    /// Whether an article is the first of those with the same news, which stands for all.
    pub fn is_head(&self, id: ArticleId) -> bool {
        self.entry(id).same.first().is_none_or(|head| *head == id)
    }

    /// The articles before and after one on its day's page; of one that is folded under another, that other comes before.
    pub fn beside(&self, id: ArticleId) -> [Option<ArticleId>; 2] {
        let entry = self.entry(id);
        let head = entry.same.first().copied().unwrap_or(id);
        let articles = entry.day.and_then(|day| self.editions.get(&day)).map_or(&[][..], |edition| &edition.articles);
        let Some(place) = articles.iter().position(|other| *other == head) else { return [None, None] };
        let is_head = |id: &&ArticleId| self.is_head(**id);
        let before = if id == head { articles[..place].iter().rev().find(is_head).copied() } else { Some(head) };
        [before, articles[place + 1..].iter().find(is_head).copied()]
    }

    /// The newest edition.
    pub fn newest(&self) -> Option<&Edition> {
        self.editions.values().next_back()
    }
}

/// All articles with their ids, in the order of the site.
pub fn ids<E: Borrow<Entry>>(entries: &[E]) -> impl Iterator<Item = (ArticleId, &Entry)> {
    entries.iter().enumerate().map(|(i, entry)| (ArticleId(i as u32), entry.borrow()))
}

/// All articles, newest first, those without a day last; within a day in the order of the site.
pub fn newest_first(entries: &[Entry]) -> impl Iterator<Item = (ArticleId, &Entry)> {
    let dated = entries.partition_point(|entry| entry.day.is_some());
    let days = entries[..dated].chunk_by(|a, b| a.day == b.day).rev();
    let mut end = dated;
    let dated_ids = days.flat_map(move |day| {
        end -= day.len();
        end..end + day.len()
    });
    dated_ids.chain(dated..entries.len()).map(|i| (ArticleId(i as u32), &entries[i]))
}
