//! The page of one article.

use serde::Serialize;

use super::edition::Other;
use super::quotes::{QuotesOfArticle, Said, is_listed};
use super::summary::{in_brief, summary};
use super::{Day, Head, Link, Maker, Text};
use crate::config::Canonical;
use crate::digest::article::values::host;
use crate::render::labels::{Counted, direction};
use crate::render::text::visible;
use crate::render::{cards, href, html, json_ld, moment, places};
use crate::site::model::{ArticleId, Entry};
use crate::site::stories::quotes::distinct;

/// `article.html`
#[derive(Debug, Serialize)]
pub struct ArticleView<'a> {
    pub page: Head<'a>,
    pub title: Text<'a>,
    /// The article's own language, when it is known.
    pub language: Option<&'a str>,
    /// `rtl` when that language is written from right to left and the site's is not, or the other way round.
    pub direction: Option<&'static str>,
    pub topics: Vec<Link<'a>>,
    pub source: Option<Link<'a>>,
    pub authors: Vec<Text<'a>>,
    /// `None` for an article on no day.
    pub day: Option<Day>,
    pub time: Option<String>,
    /// Day and time as ISO 8601.
    pub iso: Option<String>,
    pub updated: Option<Updated>,
    /// `3 minutes to read`; of an article with a text.
    pub reading: Option<String>,
    /// The original article and the name of its site.
    pub original: Option<Link<'a>>,
    /// Empty where the text itself is as brief.
    pub summary: Vec<Text<'a>>,
    /// What somebody told by name or role says, in the order of the text.
    pub said: Vec<Said<'a>>,
    /// What is said after the first few.
    pub more_said: Vec<Said<'a>>,
    /// `12 quotes`.
    pub more_count: String,
    /// Other articles with the same news.
    pub others: Vec<Other<'a>>,
    /// `2 other reports`.
    pub others_count: String,
    /// What those quote, as far as this one does not.
    pub elsewhere: Vec<QuotesOfArticle<'a>>,
    /// The page of the story it is part of.
    pub story: Option<Link<'a>>,
    /// What that story brought on the days before, the newest first.
    pub earlier: Vec<Earlier<'a>>,
    /// The clean text as HTML; each quote has its id (`q1` …).
    pub body_html: String,
    pub related: Vec<Related<'a>>,
    pub credits: Vec<Text<'a>>,
    pub removed: Vec<RemovedLine<'a>>,
    /// `4 lines`.
    pub removed_count: String,
    /// The articles before and after it on the page of its day.
    pub previous: Option<Link<'a>>,
    pub next: Option<Link<'a>>,
}

/// An earlier article of a story.
#[derive(Debug, Serialize)]
pub struct Earlier<'a> {
    pub day: Option<Day>,
    pub article: Link<'a>,
    pub source: Option<Link<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Updated {
    pub name: String,
    pub iso: String,
}

#[derive(Debug, Serialize)]
pub struct Related<'a> {
    pub title: Text<'a>,
    /// `None` when nothing is known but the title.
    pub href: Option<String>,
    /// Whether it leads away from the site.
    pub external: bool,
}

#[derive(Debug, Serialize)]
pub struct RemovedLine<'a> {
    pub line: usize,
    pub text: Text<'a>,
    pub rule: &'a str,
}

/// Words that are read in a minute: silent reading of English non-fiction (Brysbaert 2019: 238).
const READING_SPEED: usize = 238;

/// What stands above the text of a narrow page without a fold: the text is to begin on the second screen at the latest.
const FIRST_SAID: usize = 3;

/// Articles with the same news whose quotes are gathered.
const OTHERS_QUOTED: usize = 6;

/// Earlier articles of a story on an article's page.
const EARLIER: usize = 6;

/// How far back they are sought: some are folded under others.
pub const LOOKED_BACK: usize = 60;

impl<'a> Maker<'a> {
    pub fn article(&self, id: ArticleId) -> ArticleView<'a> {
        let site = self.site;
        let entry: &'a Entry = site.entry(id);
        let digest = &*entry.digest;
        let words = &self.labels.words;
        let original = digest.front_matter.url.as_deref().and_then(|url| {
            let href = href::external(url)?;
            let source = entry.publisher.map(|id| site.publisher(id).name.as_str());
            let name = source.map(visible).or_else(|| host(&href).map(|host| Text::Owned(host.to_owned())))?;
            Some(Link { name, href })
        });
        let style = html::Style { heading: 3, picture: &words.picture, table: &words.table };
        let listed = (0..digest.quotes.len()).filter(|i| is_listed(entry, *i)).map(|i| (id, i as u32));
        let mut said = self.said(listed);
        let more_said = said.split_off(said.len().min(FIRST_SAID));
        let [previous, next] = site.beside(id).map(|beside| {
            let beside: &'a Entry = site.entry(beside?);
            Some(self.link(beside.title(), &beside.permalink))
        });
        ArticleView {
            page: self.article_head(id, original.as_ref().map(|link| link.href.as_str())),
            title: visible(entry.title()),
            language: digest.language.as_deref(),
            direction: self.direction(entry),
            topics: entry.topics.iter().map(|id| self.link(&site.topic(*id).name, &places::topic(site, *id))).collect(),
            source: self.source_link(entry),
            authors: digest.front_matter.authors.iter().map(|name| visible(name)).collect(),
            day: entry.day.map(|day| self.day(day)),
            time: entry.time.map(moment::clock),
            iso: json_ld::published(site, entry),
            updated: entry.updated.map(|(day, time)| Updated {
                name: match time.filter(|_| entry.day == Some(day)) {
                    Some(time) => moment::clock(time),
                    None => self.labels.medium_date(day),
                },
                iso: moment::iso(site.config.time_zone, day, time),
            }),
            reading: (digest.words > 0)
                .then(|| self.labels.count(Counted::Minutes, digest.words.div_ceil(READING_SPEED))),
            original,
            summary: in_brief(entry),
            more_count: self.labels.count(Counted::Quotes, more_said.iter().map(|said| said.quotes.len()).sum()),
            said,
            more_said,
            others: self.others(id),
            others_count: self.labels.count(Counted::Others, entry.same.len().saturating_sub(1)),
            elsewhere: self.elsewhere(id),
            story: entry.story.map(|story| self.link(&words.whole_story, &places::story(site, story))),
            earlier: self.earlier_in_story(entry),
            body_html: html::article(&digest.body, &digest.quotes, style),
            related: self.related(entry),
            credits: digest.credits.iter().map(|credit| visible(credit.text.trim())).collect(),
            removed_count: self
                .labels
                .count(Counted::Lines, digest.removed.iter().filter(|removed| removed.is_public()).count()),
            removed: digest
                .removed
                .iter()
                .filter(|removed| removed.is_public())
                .map(|removed| RemovedLine {
                    line: removed.line,
                    text: visible(removed.text.trim()),
                    rule: &removed.rule,
                })
                .collect(),
            previous,
            next,
        }
    }

    /// What other articles with the same news quote, each quote once, without those of this article.
    fn elsewhere(&self, id: ArticleId) -> Vec<QuotesOfArticle<'a>> {
        let same = &self.site.entry(id).same;
        let others = same.iter().copied().filter(|other| *other != id).take(OTHERS_QUOTED);
        let articles: Vec<ArticleId> = std::iter::once(id).chain(others).collect();
        let quotes = if articles.len() > 1 { distinct(&articles, &self.site.entries) } else { Vec::new() };
        let listed = |(article, index): &(ArticleId, u32)| {
            *article != id && is_listed(self.site.entry(*article), *index as usize)
        };
        let quotes: Vec<(ArticleId, u32)> = quotes.into_iter().filter(listed).collect();
        quotes.chunk_by(|a, b| a.0 == b.0).map(|quotes| self.quotes_of_article(quotes)).collect()
    }

    fn earlier_in_story(&self, entry: &Entry) -> Vec<Earlier<'a>> {
        let site = self.site;
        let before = site.before(entry).iter().rev().take(LOOKED_BACK);
        before
            .filter(|id| site.is_head(**id))
            .take(EARLIER)
            .map(|id| {
                let entry = site.entry(*id);
                Earlier {
                    day: entry.day.map(|day| self.day(day)),
                    article: self.link(entry.title(), &entry.permalink),
                    source: self.source_link(entry),
                }
            })
            .collect()
    }

    fn article_head(&self, id: ArticleId, original: Option<&str>) -> Head<'a> {
        let site = self.site;
        let entry = site.entry(id);
        let mut heading = visible(entry.title()).into_owned();
        // Several sources may choose one headline, and one source may choose it twice.
        for part in [
            entry.publisher.map(|id| site.publisher(id).name.clone()),
            entry.day.map(|day| self.labels.medium_date(day)),
        ]
        .into_iter()
        .flatten()
        {
            heading = format!("{heading} · {part}");
        }
        let own = entry.digest.front_matter.description.as_deref().map(str::trim);
        let summary = summary(entry, 30);
        let described = [own.unwrap_or_default(), &summary].into_iter().find(|text| !text.is_empty());
        let mut head = self.head(&heading, None, described.unwrap_or(entry.title()));
        if let (Canonical::Source, Some(original)) = (site.config.canonical, original)
            && head.canonical.is_some()
        {
            head.canonical = Some(original.to_owned());
        }
        head.shared = visible(entry.title()).into_owned();
        head.image = cards::place_for_article(site, id).and_then(|place| site.config.absolute(&place));
        // Without a day there is no news article to speak of in data: readers of the data ask for its date.
        if entry.day.is_none() {
            return head;
        }
        head.kind = head.kind.map(|_| "article");
        head.published = json_ld::published(site, entry);
        head.modified = entry.updated.map(|(day, time)| moment::iso(site.config.time_zone, day, time));
        head.tags = entry.topics.iter().map(|id| visible(&site.topic(*id).name)).collect();
        head.data = head
            .canonical
            .as_deref()
            .and_then(|url| json_ld::article(site, id, url, &head.description, head.image.as_deref()));
        head
    }

    pub(super) fn direction(&self, entry: &Entry) -> Option<&'static str> {
        let language = entry.digest.language.as_deref()?;
        let direction = direction(language);
        (direction != self.labels.direction).then_some(direction)
    }

    fn related(&self, entry: &'a Entry) -> Vec<Related<'a>> {
        let site = self.site;
        let links = entry.digest.related.iter().enumerate();
        links
            .map(|(index, link)| {
                let own = entry.related.get(index).copied().flatten();
                let external = link.url.as_deref().and_then(href::external);
                Related {
                    title: visible(link.title.trim()),
                    external: own.is_none() && external.is_some(),
                    href: own.map(|id| self.linker.to(places::article(site, id))).or(external),
                }
            })
            .collect()
    }
}
