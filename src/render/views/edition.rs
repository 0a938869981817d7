//! The front page and the page of a day.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use super::chart::Bar;
use super::quotes::Said;
use super::summary::summary;
use super::{Day, Head, Link, Maker, Pager, Text, Tongue};
use crate::render::labels::Counted;
use crate::render::moment;
use crate::render::parts::{self, Part, Parts};
use crate::render::text::visible;
use crate::render::{cards, places};
use crate::site::model::{ArticleId, Edition, Entry, TopicId};

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
    /// The seven days of its week.
    pub week: Vec<WeekDay<'a>>,
    /// The page of the month.
    pub month: Option<Link<'a>>,
    /// On the first part.
    pub lead: Option<Card<'a>>,
    pub sections: Vec<Section<'a>>,
    /// How many articles follow the lead, where they are so few that sections may share a row; else 0.
    pub few: usize,
    /// `20 articles`, `8 sources` …; on the first part.
    pub numbers: Vec<String>,
    /// Who is quoted most on the day, when somebody is more than once.
    pub voices: Vec<Bar<'a>>,
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
    pub tongue: Option<Tongue<'a>>,
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
    /// One that the summary does not tell.
    pub quote: Option<Said<'a>>,
    /// Other articles with the same news.
    pub others: Vec<Other<'a>>,
    /// `2 other reports`.
    pub others_count: String,
    /// `4 earlier articles` of the story it goes on with; leads to the story's page.
    pub earlier: Option<Link<'a>>,
}

/// An article that tells the same news as another.
#[derive(Debug, Serialize)]
pub struct Other<'a> {
    pub title: Text<'a>,
    pub href: String,
    /// The name of its source.
    pub source: Option<Text<'a>>,
}

/// A day of the week around an edition.
#[derive(Debug, Serialize)]
pub struct WeekDay<'a> {
    /// `We`.
    pub weekday: &'a str,
    /// `18`.
    pub name: String,
    /// `18 March 2025: 6 articles`.
    pub label: String,
    /// `None` without an edition.
    pub href: Option<String>,
    /// Whether it is the edition's own day.
    pub current: bool,
}

/// So many articles after the lead, or less, are few.
const FEW: usize = 8;
const SUMMARY_WORDS: usize = 60;
/// Other articles with the same news that are named.
const OTHERS: usize = 20;

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
        view.page.shared = config.title.clone();
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
            week: Vec::new(),
            month: None,
            lead: None,
            sections: Vec::new(),
            few: 0,
            numbers: Vec::new(),
            voices: Vec::new(),
            pager: self.pager("", Parts::new(0, 1), None),
        }
    }

    fn of_day(&self, edition: &Edition, part: Part) -> EditionView<'a> {
        let site = self.site;
        let day = edition.day;
        let heads = site.heads(edition);
        let parts = self.parts(heads.len());
        let articles = &heads[parts.items(part)];
        let name = self.labels.long_date(day);
        let headline = edition.articles.first().map_or("", |id| site.entry(*id).title());
        let description =
            self.labels.words.description_day.replace("{day}", &name).replace("{lead}", &visible(headline));
        let neighbour = |edition: Option<&Edition>| edition.map(|edition| self.day(edition.day));
        let first = part.is_none();
        let (lead, rest) = match articles.split_first() {
            Some((lead, rest)) if first => (Some(self.card(*lead)), rest),
            _ => (None, articles),
        };
        let folder = places::day(day);
        let mut page = self.head(&name, part, &description);
        if cards::has_edition(site, day) {
            page.image = site.config.absolute(&places::day_card(day));
        }
        if first {
            self.add_data(&mut page, "JSON".into(), &places::day_data(day));
        }
        debug_assert!(self.page.path == "index.html" || self.linker.folder() == parts::folder(&folder, part));
        EditionView {
            page,
            front: false,
            previous: neighbour(site.editions.range(..day).next_back().map(|(_, edition)| edition)),
            next: neighbour(site.editions.range(day..).nth(1).map(|(_, edition)| edition)),
            day: Some(self.day(day)),
            week: self.week(day),
            month: Some(Link {
                name: self.labels.month(day.year(), day.month()).into(),
                href: self.linker.to(&places::month(day.year(), day.month())),
            }),
            lead,
            sections: self.sections(rest),
            few: if rest.len() <= FEW { rest.len() } else { 0 },
            numbers: if first { self.numbers(&edition.articles) } else { Vec::new() },
            voices: if first { self.voices(self.quoted(&edition.articles), 2, None) } else { Vec::new() },
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

    fn week(&self, day: NaiveDate) -> Vec<WeekDay<'a>> {
        let labels = self.labels;
        let since = day.weekday().days_since(labels.week_starts);
        let first = day.checked_sub_days(Days::new(u64::from(since))).unwrap_or(day);
        first
            .iter_days()
            .take(7)
            .map(|of_week| {
                let articles = self.site.editions.get(&of_week).map_or(0, |edition| edition.articles.len());
                let date = labels.medium_date(of_week);
                WeekDay {
                    weekday: &labels.weekdays_short[of_week.weekday().num_days_from_monday() as usize],
                    name: of_week.day().to_string(),
                    label: format!("{date}: {}", labels.count(Counted::Articles, articles)),
                    href: (articles > 0).then(|| self.linker.to(&places::day(of_week))),
                    current: of_week == day,
                }
            })
            .collect()
    }

    pub(super) fn card(&self, id: ArticleId) -> Card<'a> {
        let site = self.site;
        let entry = site.entry(id);
        let summary = summary(entry, SUMMARY_WORDS);
        Card {
            tongue: self.tongue(entry),
            title: visible(entry.title()),
            href: self.linker.to(&entry.permalink),
            topic: entry.topics.first().map(|id| self.link(&site.topic(*id).name, &places::topic(site, *id))),
            source: self.source_link(entry),
            time: entry.time.map(moment::clock),
            iso: entry.day.map(|day| moment::iso(site.config.time_zone, day, entry.time)),
            quote: self.best_quote(id, &summary),
            summary,
            others: self.others(id),
            others_count: self.labels.count(Counted::Others, entry.same.len().saturating_sub(1)),
            earlier: self.earlier(entry),
        }
    }

    /// The articles that tell the same news as this one.
    pub(super) fn others(&self, id: ArticleId) -> Vec<Other<'a>> {
        let site = self.site;
        let others = site.entry(id).same.iter().filter(|other| **other != id).take(OTHERS);
        others
            .map(|other| {
                let entry = site.entry(*other);
                Other {
                    title: visible(entry.title()),
                    href: self.linker.to(&entry.permalink),
                    source: entry.publisher.map(|id| visible(&site.publisher(id).name)),
                }
            })
            .collect()
    }

    /// The way to the story of an article, when it began on an earlier day.
    fn earlier(&self, entry: &Entry) -> Option<Link<'a>> {
        let story = entry.story?;
        let n = self.site.before(entry).len();
        let link = || Link {
            name: self.labels.count(Counted::Earlier, n).into(),
            href: self.linker.to(&places::story(self.site, story)),
        };
        (n > 0).then(link)
    }
}
