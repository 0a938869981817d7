//! A month as a table of weeks.

use chrono::{Datelike, NaiveDate, Weekday};

/// The weeks of a month: seven places each, empty before the first day and after the last.
///
/// A month that does not exist has no weeks.
pub fn weeks(year: i32, month: u32, week_starts: Weekday) -> Vec<[Option<NaiveDate>; 7]> {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { return Vec::new() };
    let offset = first.weekday().days_since(week_starts);
    let mut weeks = Vec::with_capacity(6);
    let days = first.iter_days().take_while(|day| day.month() == month && day.year() == year);
    for (place, day) in (offset as usize..).zip(days) {
        if place.is_multiple_of(7) || weeks.is_empty() {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[place % 7] = Some(day);
        }
    }
    weeks
}

/// The first and the last day of a month.
pub fn bounds(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.iter_days().take_while(|day| day.month() == month && day.year() == year).last()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(year: i32, month: u32, week_starts: Weekday, expected: &str) {
        let shown: Vec<String> = weeks(year, month, week_starts)
            .iter()
            .map(|week| {
                let cells = week.map(|day| day.map_or("--".into(), |day| format!("{:2}", day.day())));
                cells.join(" ")
            })
            .collect();
        assert_eq!(shown.join("\n"), expected.trim_matches('\n'));
    }

    #[test]
    fn months() {
        check(
            2025,
            3,
            Weekday::Mon,
            "
-- -- -- -- --  1  2
 3  4  5  6  7  8  9
10 11 12 13 14 15 16
17 18 19 20 21 22 23
24 25 26 27 28 29 30
31 -- -- -- -- -- --",
        );
        check(
            2026,
            2,
            Weekday::Sun,
            "
 1  2  3  4  5  6  7
 8  9 10 11 12 13 14
15 16 17 18 19 20 21
22 23 24 25 26 27 28",
        );
        assert_eq!(weeks(2024, 2, Weekday::Mon).iter().flatten().flatten().count(), 29);
        assert!(weeks(2024, 13, Weekday::Mon).is_empty());
    }
}
