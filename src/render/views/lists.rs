//! Lists of articles: a topic, a source, those on no day.

use serde::Serialize;

use super::chart::{Bar, Timeline};
use super::summary::summary;
use super::{Day, Head, Link, Maker, Pager, Text, Tongue};
use crate::render::labels::Counted;
use crate::render::moment;
use crate::render::parts::Part;
use crate::render::places::{self, Subject};
use crate::render::text::visible;
use crate::site::model::{ArticleId, PublisherId, TopicId};

/// `articles.html`
#[derive(Debug, Serialize)]
pub struct ArticlesView<'a> {
    pub page: Head<'a>,
    pub heading: Text<'a>,
    /// The index it belongs to.
    pub above: Link<'a>,
    /// `12 articles`; on the newest part.
    pub count: Option<String>,
    pub days: Vec<ArticlesOfDay<'a>>,
    /// Who is quoted most; on the newest part of a topic.
    pub voices: Vec<Bar<'a>>,
    /// Articles over time; on the newest part of a topic.
    pub timeline: Option<Timeline>,
    pub feed: Option<String>,
    pub pager: Pager,
}

#[derive(Debug, Serialize)]
pub struct ArticlesOfDay<'a> {
    /// `None` for articles on no day.
    pub day: Option<Day>,
    pub items: Vec<Item<'a>>,
}

/// An article in a list.
#[derive(Debug, Serialize)]
pub struct Item<'a> {
    pub tongue: Option<Tongue<'a>>,
    pub title: Text<'a>,
    pub href: String,
    pub source: Option<Link<'a>>,
    pub time: Option<String>,
    /// At most 40 words.
    pub summary: String,
}

const SUMMARY_WORDS: usize = 40;

impl<'a> Maker<'a> {
    pub fn topic(&self, id: TopicId, part: Part) -> ArticlesView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let topic = site.topic(id);
        let description = words.description_topic.replace("{name}", &topic.name);
        let mut view = self.list(
            &topic.name,
            self.link(&words.topics, places::TOPICS),
            &description,
            (&places::topic(site, id), &topic.articles),
            part,
        );
        if part.is_none() {
            let (axis, timeline) = self.timeline(&topic.name, &topic.articles).unzip();
            view.voices = self.voices(self.quoted(&topic.articles), 1, axis);
            view.timeline = timeline;
        }
        view.feed = self.add_feeds(&mut view.page, Subject::Topic(id));
        view
    }

    pub fn source(&self, id: PublisherId, part: Part) -> ArticlesView<'a> {
        let site = self.site;
        let words = &self.labels.words;
        let publisher = site.publisher(id);
        let description = words.description_source.replace("{name}", &publisher.name);
        self.list(
            &publisher.name,
            self.link(&words.sources, places::SOURCES),
            &description,
            (&places::source(site, id), &publisher.articles),
            part,
        )
    }

    pub fn undated(&self, part: Part) -> ArticlesView<'a> {
        let words = &self.labels.words;
        self.list(
            &words.undated,
            self.link(&words.archive, places::ARCHIVE),
            &words.description_undated,
            (places::UNDATED, &self.site.undated),
            part,
        )
    }

    fn list(
        &self,
        heading: &'a str,
        above: Link<'a>,
        description: &str,
        (folder, articles): (&str, &[ArticleId]),
        part: Part,
    ) -> ArticlesView<'a> {
        let parts = self.parts(articles.len());
        // A topic and a source may have one name: the index tells which is meant.
        let title = format!("{heading} · {}", above.name);
        ArticlesView {
            page: self.head(&title, part, description),
            heading: visible(heading),
            above,
            count: part.is_none().then(|| self.labels.count(Counted::Articles, articles.len())),
            days: self.by_day(&articles[parts.items(part)]),
            voices: Vec::new(),
            timeline: None,
            feed: None,
            pager: self.pager(folder, parts, part),
        }
    }

    /// Articles, in the order given, gathered by day.
    fn by_day(&self, articles: &[ArticleId]) -> Vec<ArticlesOfDay<'a>> {
        let site = self.site;
        articles
            .chunk_by(|one, next| site.entry(*one).day == site.entry(*next).day)
            .map(|articles| ArticlesOfDay {
                day: articles.first().and_then(|id| site.entry(*id).day).map(|day| self.day(day)),
                items: articles.iter().map(|id| self.item(*id)).collect(),
            })
            .collect()
    }

    fn item(&self, id: ArticleId) -> Item<'a> {
        let entry = self.site.entry(id);
        Item {
            tongue: self.tongue(entry),
            title: visible(entry.title()),
            href: self.linker.to(&entry.permalink),
            source: self.source_link(entry),
            time: entry.time.map(moment::clock),
            summary: summary(entry, SUMMARY_WORDS),
        }
    }
}
