//! The days behind: the archive of all years, a year, a month.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Day, Head, Link, Maker, level};
use crate::render::calendar;
use crate::render::labels::Counted;
use crate::render::places;
use crate::site::model::Edition;

/// `archive.html`
#[derive(Debug, Serialize)]
pub struct ArchiveView<'a> {
    pub page: Head<'a>,
    /// The newest first.
    pub years: Vec<YearRow<'a>>,
    pub months_short: &'a [String; 12],
    pub newest: Vec<EditionRow<'a>>,
    /// The list of articles on no day, when there are such.
    pub undated: Option<Link<'a>>,
}

#[derive(Debug, Serialize)]
pub struct YearRow<'a> {
    pub year: Link<'a>,
    /// Twelve of them.
    pub months: Vec<Cell>,
    /// `120 articles`.
    pub count: String,
    /// Its days as a drawing, 53 weeks of seven days: the `d` of an SVG path for days without articles and one for
    /// each level from 1 to 4. A week is 12 wide, a day 12 high.
    pub heat: [String; 5],
    /// `2026: 51 articles, 12 days`.
    pub label: String,
}

/// A day or month with how many articles it has.
#[derive(Debug, Default, Serialize)]
pub struct Cell {
    /// The day of the month, or the short name of the month; empty outside a month.
    pub name: String,
    /// `None` without articles.
    pub href: Option<String>,
    pub articles: usize,
    /// `19 March 2025: 20 articles`.
    pub label: String,
    /// From 0 without articles to 4.
    pub level: u8,
}

/// An edition in a list.
#[derive(Debug, Serialize)]
pub struct EditionRow<'a> {
    pub day: Day,
    /// `20 articles`.
    pub count: String,
    /// The headlines that stand first.
    pub stories: Vec<Link<'a>>,
}

/// `year.html`
#[derive(Debug, Serialize)]
pub struct YearView<'a> {
    pub page: Head<'a>,
    pub heading: String,
    pub count: String,
    pub months: Vec<Calendar<'a>>,
    pub previous: Option<Link<'a>>,
    pub next: Option<Link<'a>>,
}

/// A month as a table.
#[derive(Debug, Serialize)]
pub struct Calendar<'a> {
    pub month: Link<'a>,
    /// `120 articles`.
    pub count: String,
    pub weekdays: Vec<Weekday<'a>>,
    pub weeks: Vec<Vec<Cell>>,
}

#[derive(Debug, Serialize)]
pub struct Weekday<'a> {
    pub name: &'a str,
    pub short: &'a str,
}

/// `month.html`
#[derive(Debug, Serialize)]
pub struct MonthView<'a> {
    pub page: Head<'a>,
    pub heading: String,
    pub year: Link<'a>,
    pub calendar: Calendar<'a>,
    /// The newest first.
    pub editions: Vec<EditionRow<'a>>,
    pub previous: Option<Link<'a>>,
    pub next: Option<Link<'a>>,
}

/// Editions listed on the archive's page.
const NEWEST: usize = 14;
/// Headlines of an edition in a list.
const STORIES: usize = 3;

impl<'a> Maker<'a> {
    pub fn archive(&self) -> ArchiveView<'a> {
        let words = &self.labels.words;
        ArchiveView {
            page: self.head(&words.archive, None, &words.description_archive),
            years: self.year_rows(),
            months_short: &self.labels.months_short,
            newest: self.site.editions.values().rev().take(NEWEST).map(|edition| self.row(edition)).collect(),
            undated: (!self.site.undated.is_empty()).then(|| self.link(&words.undated, places::UNDATED)),
        }
    }

    fn year_rows(&self) -> Vec<YearRow<'a>> {
        let mut years: Vec<(i32, [usize; 12])> = Vec::new();
        let fullest = self.site.editions.values().map(|edition| edition.articles.len()).max().unwrap_or(0);
        for (day, edition) in &self.site.editions {
            if years.last().is_none_or(|(year, _)| *year != day.year()) {
                years.push((day.year(), [0; 12]));
            }
            if let Some((_, months)) = years.last_mut() {
                months[day.month0() as usize] += edition.articles.len();
            }
        }
        let most = years.iter().flat_map(|(_, months)| months).copied().max().unwrap_or(0);
        let row = |(year, months): &(i32, [usize; 12])| YearRow {
            year: self.year_link(*year),
            count: self.labels.count(Counted::Articles, months.iter().sum()),
            heat: self.heat(*year, fullest),
            label: format!(
                "{year}: {}, {}",
                self.labels.count(Counted::Articles, months.iter().sum()),
                self.labels.count(Counted::Days, (1..=12).map(|month| self.days(*year, month).count()).sum())
            ),
            months: (1..=12)
                .zip(months)
                .map(|(month, n)| Cell {
                    name: self.labels.months_short[month as usize - 1].clone(),
                    href: (*n > 0).then(|| self.linker.to(&places::month(*year, month))),
                    articles: *n,
                    label: format!("{}: {}", self.labels.month(*year, month), self.labels.count(Counted::Articles, *n)),
                    level: level(*n, most),
                })
                .collect(),
        };
        years.iter().rev().map(row).collect()
    }

    /// The days of a year, week by week, drawn by how full they are beside the fullest day of all.
    fn heat(&self, year: i32, fullest: usize) -> [String; 5] {
        let mut paths: [String; 5] = Default::default();
        let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else { return paths };
        let start = first.weekday().days_since(self.labels.week_starts);
        for (place, day) in (start..).zip(first.iter_days().take_while(|day| day.year() == year)) {
            let articles = self.site.editions.get(&day).map_or(0, |edition| edition.articles.len());
            let path = &mut paths[usize::from(level(articles, fullest))];
            let _ = write!(path, "M{} {}h10v10h-10z", place / 7 * 12, place % 7 * 12);
        }
        paths
    }

    pub fn year(&self, year: i32) -> YearView<'a> {
        let words = &self.labels.words;
        let months: Vec<Calendar<'a>> = (1..=12)
            .filter(|month| self.days(year, *month).next().is_some())
            .map(|month| self.calendar(year, month))
            .collect();
        let total = (1..=12).flat_map(|month| self.days(year, month)).map(|edition| edition.articles.len()).sum();
        let editions = &self.site.editions;
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let after = NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1).unwrap_or(NaiveDate::MAX);
        YearView {
            page: self.head(
                &format!("{year} · {}", words.archive),
                None,
                &words.description_month.replace("{name}", &year.to_string()),
            ),
            heading: year.to_string(),
            count: self.labels.count(Counted::Articles, total),
            months,
            previous: editions.range(..first).next_back().map(|(day, _)| self.year_link(day.year())),
            next: editions.range(after..).next().map(|(day, _)| self.year_link(day.year())),
        }
    }

    pub fn month(&self, year: i32, month: u32) -> MonthView<'a> {
        let words = &self.labels.words;
        let heading = self.labels.month(year, month);
        let editions = &self.site.editions;
        let (first, last) = calendar::bounds(year, month).unwrap_or_default();
        let link = |day: &NaiveDate| self.month_link(day.year(), day.month());
        MonthView {
            page: self.head(
                &format!("{heading} · {}", words.archive),
                None,
                &words.description_month.replace("{name}", &heading),
            ),
            year: self.year_link(year),
            calendar: self.calendar(year, month),
            editions: self.days(year, month).rev().map(|edition| self.row(edition)).collect(),
            previous: editions.range(..first).next_back().map(|(day, _)| link(day)),
            next: editions.range(last..).find(|(day, _)| **day > last).map(|(day, _)| link(day)),
            heading,
        }
    }

    /// The editions of a month, in order.
    fn days(&self, year: i32, month: u32) -> impl DoubleEndedIterator<Item = &'a Edition> + use<'a> {
        let site = self.site;
        let bounds = calendar::bounds(year, month);
        bounds.into_iter().flat_map(move |(first, last)| site.editions.range(first..=last).map(|(_, edition)| edition))
    }

    fn calendar(&self, year: i32, month: u32) -> Calendar<'a> {
        let labels = self.labels;
        let editions = &self.site.editions;
        let most = self.days(year, month).map(|edition| edition.articles.len()).max().unwrap_or(0);
        let total = self.days(year, month).map(|edition| edition.articles.len()).sum();
        let cell = |day: NaiveDate| {
            let articles = editions.get(&day).map_or(0, |edition| edition.articles.len());
            Cell {
                name: day.day().to_string(),
                href: (articles > 0).then(|| self.linker.to(&places::day(day))),
                articles,
                label: format!("{}: {}", labels.medium_date(day), labels.count(Counted::Articles, articles)),
                level: level(articles, most),
            }
        };
        let weeks = calendar::weeks(year, month, labels.week_starts);
        Calendar {
            month: self.month_link(year, month),
            count: labels.count(Counted::Articles, total),
            weekdays: (0..7)
                .map(|place| (place + labels.week_starts.num_days_from_monday() as usize) % 7)
                .map(|day| Weekday { name: &labels.weekdays[day], short: &labels.weekdays_short[day] })
                .collect(),
            weeks: weeks
                .into_iter()
                .map(|week| week.into_iter().map(|day| day.map(cell).unwrap_or_default()).collect())
                .collect(),
        }
    }

    fn row(&self, edition: &Edition) -> EditionRow<'a> {
        let site = self.site;
        EditionRow {
            day: self.day(edition.day),
            count: self.labels.count(Counted::Articles, edition.articles.len()),
            stories: edition
                .articles
                .iter()
                .take(STORIES)
                .map(|id| self.link(site.entry(*id).title(), places::article(site, *id)))
                .collect(),
        }
    }

    fn year_link(&self, year: i32) -> Link<'a> {
        Link { name: year.to_string().into(), href: self.linker.to(&places::year(year)) }
    }

    fn month_link(&self, year: i32, month: u32) -> Link<'a> {
        Link { name: self.labels.month(year, month).into(), href: self.linker.to(&places::month(year, month)) }
    }
}
