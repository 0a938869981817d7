//! Indexes of names: all topics, all sources.

use serde::Serialize;

use super::{Head, Link, Maker, Text};
use crate::render::labels::Counted;
use crate::render::places;
use crate::render::text::visible;
use crate::site::model::{ArticleId, PublisherId, TopicId};

/// `directory.html`
#[derive(Debug, Serialize)]
pub struct DirectoryView<'a> {
    pub page: Head<'a>,
    pub heading: &'a str,
    pub names: Vec<NameRow<'a>>,
}

/// A topic or source with its newest article.
#[derive(Debug, Serialize)]
pub struct NameRow<'a> {
    pub name: Text<'a>,
    pub href: String,
    /// `12 articles`.
    pub count: String,
    pub newest: Option<Link<'a>>,
}

impl<'a> Maker<'a> {
    pub fn topics(&self) -> DirectoryView<'a> {
        let (site, words) = (self.site, &self.labels.words);
        let names = site.topics.iter().enumerate().map(|(index, topic)| {
            self.named(&topic.name, &places::topic(site, TopicId(index as u32)), &topic.articles)
        });
        DirectoryView {
            page: self.head(&words.topics, None, &words.description_topics),
            heading: &words.topics,
            names: names.collect(),
        }
    }

    pub fn sources(&self) -> DirectoryView<'a> {
        let (site, words) = (self.site, &self.labels.words);
        let names = site.publishers.iter().enumerate().map(|(index, publisher)| {
            self.named(&publisher.name, &places::source(site, PublisherId(index as u32)), &publisher.articles)
        });
        DirectoryView {
            page: self.head(&words.sources, None, &words.description_sources),
            heading: &words.sources,
            names: names.collect(),
        }
    }

    fn named(&self, name: &'a str, target: &str, articles: &[ArticleId]) -> NameRow<'a> {
        NameRow {
            name: visible(name),
            href: self.linker.to(target),
            count: self.labels.count(Counted::Articles, articles.len()),
            newest: articles.first().map(|id| {
                let entry = self.site.entry(*id);
                self.link(entry.title(), &entry.permalink)
            }),
        }
    }
}
