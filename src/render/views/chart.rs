//! Small charts, drawn while the site is built: bars side by side, and what happened when.

use std::fmt::Write;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use super::Text;

/// One of several bars: a name with how often it was met.
#[derive(Debug, Serialize)]
pub struct Bar<'a> {
    pub name: Text<'a>,
    pub href: String,
    /// Of a speaker.
    pub role: Option<Text<'a>>,
    /// `3 quotes`.
    pub count: String,
    /// The share of the longest bar, 1 to 100.
    pub width: usize,
    /// When it was met, on pages of more than a few days.
    pub spark: Option<Spark>,
}

/// What happened when, as a row of small bars.
#[derive(Debug, Serialize)]
pub struct Spark {
    /// The `d` of an SVG path; its box is `width` wide and 24 high.
    pub path: String,
    pub width: usize,
}

/// A chart of articles over time.
#[derive(Debug, Serialize)]
pub struct Timeline {
    pub spark: Spark,
    /// `Ports: 23 articles, 9 March 2026 – 2 May 2026`.
    pub label: String,
    /// Where the bars begin, `9 March 2026`.
    pub from: String,
    /// Where they end.
    pub to: String,
}

/// The days of a chart in spans of one length, each with a bar.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    pub first: NaiveDate,
    pub last: NaiveDate,
    span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Span {
    Day,
    Week,
    Month,
    Year,
}

/// More bars than this could not be told apart.
const MOST: i64 = 72;
/// Fewer would be as broad as bricks: the time before is shown too.
const LEAST: i64 = 24;
/// A bar and the gap behind it.
const STEP: usize = 4;
const HEIGHT: usize = 24;

impl Axis {
    /// From the first of some days to the last; `None` for less than two.
    pub fn new(days: impl Iterator<Item = NaiveDate>) -> Option<Self> {
        let (first, last) = days.fold(None, |bounds: Option<(NaiveDate, NaiveDate)>, day| {
            Some(bounds.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        let axis = |span| Self { first, last, span };
        let fitting = [Span::Day, Span::Week, Span::Month].map(axis).into_iter().find(|axis| axis.len() <= MOST);
        (first < last).then(|| fitting.unwrap_or(axis(Span::Year)))
    }

    /// The day at which the first bar begins.
    pub fn start(self) -> NaiveDate {
        let spans = (LEAST - self.len()).max(0).unsigned_abs();
        let before = match self.span {
            Span::Day => self.first.checked_sub_days(Days::new(spans)),
            Span::Week => self.first.checked_sub_days(Days::new(7 * spans)),
            Span::Month => self.first.checked_sub_months(Months::new(u32::try_from(spans).unwrap_or(0))),
            Span::Year => self.first.with_year(self.first.year() - i32::try_from(spans).unwrap_or(0)),
        };
        before.unwrap_or(self.first)
    }

    fn number(self, day: NaiveDate) -> i64 {
        match self.span {
            Span::Day => i64::from(day.num_days_from_ce()),
            Span::Week => {
                let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())));
                i64::from(monday.unwrap_or(day).num_days_from_ce()).div_euclid(7)
            }
            Span::Month => i64::from(day.year()) * 12 + i64::from(day.month0()),
            Span::Year => i64::from(day.year()),
        }
    }

    fn len(self) -> i64 {
        self.number(self.last) - self.number(self.first) + 1
    }

    /// How often something was met in each span.
    fn counts(self, days: impl Iterator<Item = NaiveDate>) -> Vec<usize> {
        let len = self.len().clamp(LEAST, 4 * MOST);
        let start = self.number(self.last) + 1 - len;
        let mut counts = vec![0; usize::try_from(len).unwrap_or(0)];
        for day in days {
            let place = usize::try_from(self.number(day) - start).ok();
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
            }
        }
        counts
    }

    /// The bars of several rows, drawn to one scale.
    pub fn sparks(self, rows: &[Vec<NaiveDate>]) -> Vec<Spark> {
        let counts: Vec<Vec<usize>> = rows.iter().map(|days| self.counts(days.iter().copied())).collect();
        let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
        counts.iter().map(|counts| spark(counts, most)).collect()
    }
}

fn spark(counts: &[usize], most: usize) -> Spark {
    let mut path = String::new();
    for (place, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
        let height = (n * HEIGHT / most).max(2);
        let _ = write!(path, "M{} {HEIGHT}v-{height}h3v{height}z", place * STEP);
    }
    Spark { path, width: counts.len() * STEP }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    #[test]
    fn bars_stand_at_their_days() {
        let days = vec![day(3, 9), day(3, 10), day(3, 10)];
        let axis = Axis::new(days.iter().copied()).expect("two days");
        let sparks = axis.sparks(&[days, vec![day(3, 10)]]);
        assert_eq!(sparks[0].path, "M88 24v-12h3v12zM92 24v-24h3v24z");
        assert_eq!((sparks[1].path.as_str(), sparks[1].width), ("M92 24v-12h3v12z", 96));
    }

    #[test]
    fn longer_times_have_longer_spans() {
        let check = |last: NaiveDate, span: Span| {
            let axis = Axis::new([day(1, 1), last].into_iter()).expect("two days");
            assert_eq!(axis.span, span, "{last}");
            assert!(axis.len() <= MOST);
        };
        check(day(1, 2), Span::Day);
        check(day(6, 1), Span::Week);
        check(NaiveDate::from_ymd_opt(2029, 1, 1).expect("a day"), Span::Month);
        check(NaiveDate::from_ymd_opt(2060, 1, 1).expect("a day"), Span::Year);
        assert!(Axis::new([day(1, 1), day(1, 1)].into_iter()).is_none());
    }
}
