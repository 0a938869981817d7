//! Tables of dates, as exporters and outlets write them.

use super::date::{Slashes, find_all, moment};

fn check(value: &str, expected: &str) {
    let shown = moment(value, Slashes::default).map(|moment| {
        let mut shown = moment.day.to_string();
        if let Some(time) = moment.time {
            shown.push_str(&format!(" {time}"));
        }
        if let Some(offset) = moment.offset {
            shown.push_str(&format!(" {offset}"));
        }
        shown
    });
    assert_eq!(shown.unwrap_or_default(), expected, "{value}");
}

#[test]
fn header_values() {
    check("2026-03-19", "2026-03-19");
    check("2026-03-19T08:14:02Z", "2026-03-19 08:14:02 +00:00");
    check("2026-03-19T08:14:02.123+0130", "2026-03-19 08:14:02 +01:30");
    check("2026-03-19T08:14-05:00", "2026-03-19 08:14:00 -05:00");
    check("2026-03-20T08:14:02 (UTC +01:00)", "2026-03-20 08:14:02 +01:00");
    check("2026-03-20 08:14:02Z", "2026-03-20 08:14:02 +00:00");
    check("2026-03-20 08:14:02", "2026-03-20 08:14:02");
    check("Thu, 19 Mar 2026 17:30:00 GMT", "2026-03-19 17:30:00 +00:00");
    check("Thu, 19 Mar 2026 17:30:00 +0200", "2026-03-19 17:30:00 +02:00");
    check("Thu Mar 19 17:30:00 EST 2026", "2026-03-19 17:30:00 -05:00");
    check("March 19, 2026", "2026-03-19");
    check("Mar. 19th, 2026 at 5:30 p.m.", "2026-03-19 17:30:00");
    check("March 19, 2026 12:05 AM EDT", "2026-03-19 00:05:00 -04:00");
    check("February 5, 20267:41 AM UTCUpdated 3 hours ago", "2026-02-05 07:41:00");
    check("19 March 202617:30", "2026-03-19 17:30:00");
    check("ãéó: 19 March 2026", "2026-03-19");
    check("19 March 2026", "2026-03-19");
    check("19-Mar-2026", "2026-03-19");
    check("the 19th of March, 2026", "2026-03-19");
    check("2026, March 19", "2026-03-19");
    check("19.03.2026", "2026-03-19");
    check("19. 3. 2026", "2026-03-19");
    check("2026/03/19", "2026-03-19");
    check("03/19/2026", "2026-03-19");
    check("19/03/2026", "2026-03-19");
    check("03/04/2026", "2026-03-04");
    check("20260319", "2026-03-19");
    check("1773941400", "2026-03-19 17:30:00 +00:00");
    check("1773941400000", "2026-03-19 17:30:00 +00:00");
    check("19. März 2026, 17:30", "2026-03-19 17:30:00");
    check("Donnerstag, den 19. März 2026", "2026-03-19");
    check("19 mars 2026 à 17:30", "2026-03-19 17:30:00");
    check("1er avril 2026", "2026-04-01");
    check("19 de marzo de 2026", "2026-03-19");
    check("27 AGO 2025 - 05:40 CEST", "2025-08-27 05:40:00 +02:00");
    check("3 out. 2025, às 7h45", "2025-10-03 07:45:00");
    check("11/05/2025 a las 10:15h", "2025-11-05 10:15:00");
    check("15 aprile 2025 alle ore 07:11", "2025-04-15 07:11:00");
    check("19 марта 2026", "2026-03-19");
    check("2026年3月19日", "2026-03-19");
    check("202603191730", "2026-03-19");
}

#[test]
fn no_dates() {
    for value in [
        "",
        "3 ago",
        "2 set 14",
        "2026-13-45",
        "31 June 2026",
        "30.02.2026",
        "March 2026",
        "2026",
        "12345678",
        "99999999999999",
        "v1.2.3",
    ] {
        check(value, "");
    }
    for text in ["It may 19 times", "In March 19,000 people", "May 5.5 per cent", "May 12% more", "the 19 people"] {
        assert_eq!(find_all(text), [], "{text}");
    }
}

#[test]
fn dates_in_text() {
    let check = |text: &str, expected: &[(&str, Option<i32>)]| {
        let found = find_all(text);
        let found: Vec<_> = found.iter().map(|found| (&text[found.range.clone()], found.year)).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("The ferry sank on Wednesday (March 18) at dawn.", &[("Wednesday (March 18", None)]);
    check("QUAY, March 18 (Gull Wire) — Two ships", &[("March 18", None)]);
    check("Posted Fri., Mar 20, 2026; seen 21 March", &[("Fri., Mar 20, 2026", Some(2026)), ("21 March", None)]);
    check("from March 18-20, 2026", &[("March 18", None)]);
    check("202603121011 Tram.md", &[("202603121011", Some(2026))]);
    check("20260312101112 Tram.md", &[("20260312101112", Some(2026))]);
    check("2026_03_12 Tram.md", &[("2026_03_12", Some(2026))]);
    check("202603122511 and 441234567890", &[]);
}

#[test]
fn slashes_by_language_and_country() {
    let day = |value: &str, language: Option<&str>, address: Option<&str>| {
        let slashes = || Slashes::of(language, address).unwrap_or_default();
        moment(value, slashes).map(|moment| moment.day.to_string()).unwrap_or_default()
    };
    assert_eq!(day("03/04/2026", None, None), "2026-03-04");
    assert_eq!(day("03/04/2026", Some("en"), Some("https://quay.example/a")), "2026-03-04");
    assert_eq!(day("03/04/2026 10:30", Some("fr"), None), "2026-04-03");
    assert_eq!(day("03/04/2026", Some("en"), Some("https://www.quay.co.uk/a")), "2026-04-03");
    assert_eq!(day("03/04/2026", Some("en"), Some("https://quay.us")), "2026-03-04");
    // What can be read in one way only is read so.
    assert_eq!(day("03/19/2026", Some("fr"), None), "2026-03-19");
    assert_eq!(day("2026/03/04", Some("fr"), None), "2026-03-04");
    assert_eq!(day("3.4.2026", Some("en"), None), "2026-04-03");
}
