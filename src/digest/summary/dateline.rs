//! The dateline at the start of a sentence: place, day, agency. A summary does without it.

use crate::digest::article::date;
use crate::text::bytes::Bytes;
use crate::text::words::char_at;

/// Bytes of a dateline at most.
const LONGEST: usize = 110;
/// Words of a place, with the reporter's name before it, at most.
const PLACE: usize = 7;
/// Bytes of an agency's name in brackets, at most.
const AGENCY: usize = 40;
/// What stands between dateline and text.
const MARKS: [&str; 6] = ["—", "–", "--", "-", ":", "|"];
/// Wire agencies whose name alone, in brackets behind a place, makes a dateline.
const AGENCIES: [&str; 16] = [
    "AFP",
    "ANI",
    "ANSA",
    "AP",
    "BBC",
    "Bloomberg",
    "CNN",
    "DPA",
    "dpa",
    "EFE",
    "IANS",
    "PTI",
    "Reuters",
    "TASS",
    "UPI",
    "Xinhua",
];

/// The length of a dateline at the start of a sentence: `HARBOUR CITY, May 3 (Agency) — `, `Ostra (KTN): `.
///
/// A mark behind a day, an agency or a place in capital letters tells it, or an agency in brackets behind a day; without
/// any of these only the name of a wire agency does.
pub fn length(text: &str) -> usize {
    let head = &text[..text.ceil_char_boundary(LONGEST + 1)];
    let Some(first) = first_mark(head) else { return 0 };
    let day = head.bytes().any(|b| b.is_ascii_digit()).then(|| date::find_all(head).into_iter().next()).flatten();
    let day = day.map(|found| found.range).filter(|range| range.start < first + 2);
    let (stop, rest) = day.as_ref().map_or((first, &head[first..]), |day| (day.start, &head[day.end..]));
    let place = head[..stop].trim_end_matches([' ', ',']);
    if !is_place(place) {
        return 0;
    }
    let (agency, rest) = agency(rest.trim_start_matches([' ', ',', '.']));
    let spaced = rest.trim_start();
    let marked = MARKS.iter().find_map(|mark| spaced.strip_prefix(mark));
    let rest = marked.unwrap_or(spaced).trim_start();
    let (dated, marked) = (day.is_some(), marked.is_some());
    let capitals = !place.chars().any(char::is_lowercase) && place.chars().filter(|c| c.is_uppercase()).count() > 2;
    let told = match agency {
        Some(_) if marked || dated => true,
        Some(agency) => AGENCIES.contains(&agency),
        None => marked && (dated || capitals),
    };
    let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'');
    if told && rest.starts_with(opens) { head.len() - rest.len() } else { 0 }
}

/// Where a mark stands, or a hyphen with a space before it, that may end the place.
fn first_mark(head: &str) -> Option<usize> {
    static BYTES: Bytes = Bytes::first_of(&['(', ':', '—', '–', '|', '-']);
    let mut at = 0;
    loop {
        let mark = BYTES.find(head, at)?;
        match char_at(head, mark)? {
            '(' | ':' | '—' | '–' | '|' => return Some(mark),
            '-' if head[..mark].ends_with(' ') => return Some(mark - 1),
            other => at = mark + other.len_utf8(),
        }
    }
}

/// Whether all words are written as a place's name is.
fn is_place(text: &str) -> bool {
    let small = |word: &str| matches!(word, "de" | "la" | "del" | "do" | "of" | "the" | "upon" | "am");
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '/'));
    // "On May 3 — …" is a sentence.
    let opens = ["After", "At", "Before", "From", "In", "On", "Since", "The", "Until"];
    if text.split_whitespace().next().is_some_and(|first| opens.contains(&first)) {
        return false;
    }
    let mut words = text.split_whitespace();
    let all =
        words.by_ref().take(PLACE).all(|word| letters(word) && (word.starts_with(char::is_uppercase) || small(word)));
    all && words.next().is_none()
}

/// A name in brackets at the start of a text, and the rest.
fn agency(text: &str) -> (Option<&str>, &str) {
    let inside =
        text.strip_prefix('(').and_then(|inside| Some(inside.split_at(inside.find(')').filter(|at| *at <= AGENCY)?)));
    match inside {
        Some((name, rest)) if !name.is_empty() && !name.bytes().any(|b| b.is_ascii_digit()) => (Some(name), &rest[1..]),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let check = |text: &str, expected: &str| assert_eq!(&text[..length(text)], expected, "{text}");
        check("HARBOUR CITY, May 3 (Coastal Press) — Two ships met.", "HARBOUR CITY, May 3 (Coastal Press) — ");
        check("Ostra (KTN): Two ships met.", "Ostra (KTN): ");
        check("Ostra, May 3 (KTN) Two ships met.", "Ostra, May 3 (KTN) ");
        check("By Ada Quill Ostra, Jul 31 (KTN) The council met.", "By Ada Quill Ostra, Jul 31 (KTN) ");
        check("Ostra, 3 May 2026 – Two ships met.", "Ostra, 3 May 2026 – ");
        check("(CNN)Two ships met.", "(CNN)");
        check("(KTN) -- Two ships met.", "(KTN) -- ");
        check("Old Pier (Reuters) The ferry sank.", "Old Pier (Reuters) ");
        check("OSTRA: Two ships met.", "OSTRA: ");
        check("OSTRA/NORTHFOLD: “Stay,” said the keeper.", "OSTRA/NORTHFOLD: ");
        check("River Watch Council (RWC) Chairman Tom Quill resigned.", "");
        check("Ostra: the town that sank", "");
        check("Mayor Quill: Two ships met.", "");
        check("The council met on May 3 (Monday) — The mayor did not come.", "");
        check("Ostra-Northfold, May 3 (KTN) - Two ships met.", "Ostra-Northfold, May 3 (KTN) - ");
        check("On May 3 — The mayor's birthday — all came.", "");
        check("Two ships met - A third one sank.", "");
        check("", "");
    }
}
