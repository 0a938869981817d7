//! Who wrote an article and for which newspaper, by lines that were taken out of its text: *By Jane Roe, Quay Courier*.

use super::article::{authors, date};
use super::model::Cleaned;

/// What the lines around the text tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Byline {
    pub authors: Vec<String>,
    pub outlet: Option<String>,
}

/// Words that open a byline.
const OPENINGS: [&str; 16] = [
    "written by ",
    "by ",
    "von",
    "par",
    "por",
    "от ",
    "di ",
    "a cura di ",
    "text:",
    "texte:",
    "texte :",
    "texto:",
    "testo di ",
    "текст:",
    "автор:",
    "propos recueillis par ",
];
/// What else may stand before the names: `Ein Bericht von …`, `Aus Nordfeld berichtet …`.
const BEFORE_NAMES: [&str; 4] = [" von ", " par ", " berichtet ", " berichten "];
/// What names end at, besides digits: a place, a paper, a day.
const ENDS: [&str; 7] = ["|", "·", "•", "–", "—", " - ", " / "];
/// Words that newspapers are called by, all over the world.
const MASTHEADS: [&str; 32] = [
    "advertiser",
    "argus",
    "bulletin",
    "chronicle",
    "citizen",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "journal",
    "mail",
    "mercury",
    "mirror",
    "news",
    "observer",
    "post",
    "record",
    "register",
    "review",
    "sentinel",
    "standard",
    "telegraph",
    "times",
    "tribune",
    "weekly",
];
/// Who writes without a name.
const NOBODY: [&str; 24] = [
    "staff",
    "desk",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "team",
    "service",
    "agencies",
    "agency",
    "bureau",
    "writer",
    "afp",
    "dpa",
    "reuters",
    "agences",
    "agencias",
    "redaktion",
    "rédaction",
    "redacción",
    "redazione",
    "redação",
];

/// Reads the first byline, and the line that names the newspaper with the day. Those below the text's opening are of other
/// articles.
pub fn read(cleaned: &Cleaned) -> Byline {
    /// So many paragraphs open a text.
    const OPENING: usize = 3;
    let opening = &cleaned.body[..cleaned.body.len().min(OPENING)];
    let last = opening.last().map_or(usize::MAX, |block| block.lines.start());
    let near = cleaned.removed.iter().filter(|removed| removed.line <= last);
    let taken = |rule: &'static str| near.clone().filter(move |removed| removed.rule == rule);
    let mut out = taken("byline").find_map(|removed| byline(&removed.text)).unwrap_or_default();
    let masthead =
        || taken("masthead").find_map(|removed| removed.text.split_once(',').map(|(name, _)| name.to_owned()));
    out.outlet = out.outlet.or_else(masthead);
    out
}

/// Whom a line names as authors.
pub fn names(line: &str) -> Vec<String> {
    byline(line).unwrap_or_default().authors
}

/// `By Jane Roe and John Poe, Quay Courier | March 19`
fn byline(text: &str) -> Option<Byline> {
    let line = text.lines().next()?.trim();
    let is_first = |opening: &&&str| {
        line.get(..opening.len()).is_some_and(|start| start.to_lowercase() == **opening)
            && (!opening.ends_with(char::is_alphabetic) || line[opening.len()..].starts_with([' ', ':']))
    };
    let inside = || BEFORE_NAMES.iter().filter_map(|word| Some(line.find(word)? + word.len())).min();
    let names = OPENINGS.iter().find(is_first).map(|opening| opening.len()).or_else(inside)?;
    let rest = line[names..].trim_start_matches([':', ' ']);
    let digit = rest.find(|c: char| c.is_ascii_digit());
    let day = date::find_all(rest).first().map(|found| found.range.start);
    let end = ENDS.iter().filter_map(|end| rest.find(end)).chain(digit).chain(day).min();
    let (head, behind) = rest.split_at(end.unwrap_or(rest.len()));
    // `Jane Roe, John Poe and Ann Moe, Quay Courier`: a list goes on as far as its "and".
    const AND: [&str; 8] = [" and ", " AND ", " & ", " und ", " et ", " y ", " e ", " и "];
    let pieces: Vec<&str> = head.split(',').collect();
    let last = pieces.iter().position(|piece| AND.iter().any(|and| piece.contains(and))).unwrap_or(0);
    let names: String = pieces[..=last].join(",");
    let behind = pieces.get(last + 1).copied().unwrap_or(behind);
    let (names, paper) = match [" for ", " FOR ", " of ", " OF "].iter().find_map(|word| names.split_once(word)) {
        Some((names, paper)) => (names, paper),
        None => (names.as_str(), behind.trim_start_matches([',', '|', '·', '•', '–', '—', '-', '/', ' '])),
    };
    let names = [" und ", " et ", " y ", " e ", " и ", " AND "]
        .iter()
        .fold(names.to_owned(), |names, and| names.replace(and, ", "));
    let mut authors = authors::read(std::iter::once(names), None).0;
    authors.retain(|name| is_person(name));
    authors.iter_mut().for_each(|name| *name = in_small_letters(name));
    let paper = paper.split(['|', '·', '•', ',', '(']).next().unwrap_or_default().trim();
    let outlet = is_masthead(paper).then(|| in_small_letters(paper));
    (!authors.is_empty() || outlet.is_some()).then_some(Byline { authors, outlet })
}

/// Two to five words with capitals, the last of which is no office.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().map(|word| word.to_lowercase()).unwrap_or_default();
    (2..=5).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words[words.len() - 1].starts_with(char::is_uppercase)
        && !words[0].eq_ignore_ascii_case("the")
        && !NOBODY.contains(&last.as_str())
}

fn is_masthead(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let known = |word: &&str| MASTHEADS.contains(&word.to_lowercase().as_str());
    (2..=5).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() < 4)
        && words.iter().any(known)
        && !NOBODY.contains(&words[words.len() - 1].to_lowercase().as_str())
}

/// `JANE ROE-POE` as `Jane Roe-Poe`; what has small letters stays as it is.
fn in_small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut inside = false;
    let small = |c: char| {
        let was_inside = std::mem::replace(&mut inside, c.is_alphabetic());
        if was_inside { c.to_lowercase().collect::<String>() } else { c.to_string() }
    };
    name.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::model::Removed;
    use crate::text::prose::Span;

    fn check(rule: &str, line: &str, authors: &[&str], outlet: Option<&str>) {
        let removed = Removed { line: 1, text: line.into(), span: Span::new(0, 0), rule: rule.into() };
        let found = read(&Cleaned { removed: vec![removed], ..Cleaned::default() });
        assert_eq!(
            (found.authors, found.outlet.as_deref()),
            (authors.iter().map(|name| (*name).to_owned()).collect(), outlet),
            "{line}"
        );
    }

    #[test]
    fn bylines() {
        check("byline", "By Jane Roe and John Poe", &["Jane Roe", "John Poe"], None);
        check(
            "byline",
            "By Jane Roe, John Poe and Ann Moe, Quay Post",
            &["Jane Roe", "John Poe", "Ann Moe"],
            Some("Quay Post"),
        );
        check("byline", "By Jane Roe, New Delhi", &["Jane Roe"], None);
        check("byline", "By Jane Roe, Quay Courier", &["Jane Roe"], Some("Quay Courier"));
        check("byline", "By Jane Roe, Staff Writer | March 19, 2026", &["Jane Roe"], None);
        check("byline", "BY JANE ROE-POE FOR THE QUAY MAIL", &["Jane Roe-Poe"], Some("The Quay Mail"));
        check("byline", "by Jane Roe May 19, 2022", &["Jane Roe"], None);
        check("byline", "Von Jane Roe und Max Moos", &["Jane Roe", "Max Moos"], None);
        check("byline", "Ein Bericht von Jane Roe und Max Moos", &["Jane Roe", "Max Moos"], None);
        check("byline", "Aus Ostrau berichtet Jane Roe", &["Jane Roe"], None);
        check("byline", "Von: Jane Roe", &["Jane Roe"], None);
        check("byline", "di Jane Roe e Max Moos", &["Jane Roe", "Max Moos"], None);
        check("byline", "Текст: Анна Моос", &["Анна Моос"], None);
        check("byline", "Par La Bouilloire avec AFP", &[], None);
        check("byline", "Redacción / Agencias", &[], None);
        check("byline", "By Quay Staff", &[], None);
        check("byline", "BY THE NUMBERS", &[], None);
        check("byline", "Edited by Jane Roe", &[], None);
        check("masthead", "Quay Courier, Thursday, 19 March 2026", &[], Some("Quay Courier"));
    }
}
