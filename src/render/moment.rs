//! Days and times as programs read them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

/// A day and time of a zone as a point in time. A time that the zone leaves out is read as the next one it has.
pub fn at(zone: Tz, day: NaiveDate, time: Option<NaiveTime>) -> DateTime<FixedOffset> {
    let local = day.and_time(time.unwrap_or_default());
    let found =
        (0..4).find_map(|hours| zone.from_local_datetime(&(local + chrono::TimeDelta::hours(hours))).earliest());
    found.map_or_else(|| local.and_utc().fixed_offset(), |moment| moment.fixed_offset())
}

/// ISO 8601: a day alone where no time is known.
pub fn iso(zone: Tz, day: NaiveDate, time: Option<NaiveTime>) -> String {
    match time {
        None => day.to_string(),
        Some(_) => at(zone, day, time).to_rfc3339(),
    }
}

/// `14:05`.
pub fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let time = NaiveTime::from_hms_opt(2, 30, 0);
        assert_eq!(iso(Tz::Europe__Kyiv, day(2025, 3, 19), time), "2025-03-19T02:30:00+02:00");
        assert_eq!(iso(Tz::Europe__Kyiv, day(2025, 3, 19), None), "2025-03-19");
        // The clock goes from 1:59 to 3:00 on that night.
        assert_eq!(iso(Tz::Europe__Berlin, day(2025, 3, 30), time), "2025-03-30T03:30:00+02:00");
        assert_eq!(at(Tz::UTC, NaiveDate::MAX, time).to_rfc3339(), "+262142-12-31T02:30:00+00:00");
    }
}
