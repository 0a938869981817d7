//! Dates on the page: lines that say when it was published, and datelines in the text.

use std::ops::Range;

use super::article::date::{self, ANCHOR_YEAR, Found, Slashes};
use super::model::{BlockKind, Cleaned, Moment};
use crate::text::prose::Span;

/// A line longer than this many bytes is prose.
const LINE_MAX: usize = 200;
/// A paragraph of the text is at least so many bytes long.
const PARAGRAPH_MIN: usize = 80;
/// A date line has no more words than these beside the date: a byline, a place, a section.
const WORDS_MAX: usize = 12;
/// A date line without a word for it counts only so many lines from headline and text.
const NEAR: usize = 60;
/// The dateline stands in one of so many first paragraphs.
const PARAGRAPHS: usize = 4;

/// What the lines of a page tell.
#[derive(Debug, Default, PartialEq)]
pub struct Lines {
    /// From a line that says it is the day of publication.
    pub marked: Option<Moment>,
    /// From a line that is a date.
    pub bare: Option<Moment>,
    /// From a line that says when the reader saved, printed or forwarded the page.
    pub kept: Option<Moment>,
}

/// The part of a file that is one article's: in a file of many, each looks only at its own.
#[derive(Debug)]
pub struct Part<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    /// The line of `start`.
    line: usize,
}

impl<'a> Part<'a> {
    pub fn new(file: &'a str, cleaned: &Cleaned) -> Self {
        let removed = cleaned.removed.iter().map(|removed| (removed.span, removed.line));
        let body = cleaned.body.iter().map(|block| (block.prose.source(0..block.prose.len()), block.lines.start()));
        let (mut start, mut end) = ((file.len(), 1), 0);
        // A picture without words has no place in the text: its span is empty.
        for (span, line) in removed.chain(body).filter(|(span, _)| span.start < span.end) {
            start = start.min((span.start, line));
            end = end.max(span.end.min(file.len()));
        }
        Self { file, start: start.0.min(end), end, line: start.1 }
    }

    pub fn text(&self) -> &'a str {
        self.file.get(self.start..self.end).unwrap_or_default()
    }

    fn line_of(&self, span: Span) -> usize {
        let feeds = |range: Range<usize>| {
            self.file.as_bytes().get(range).map_or(0, |bytes| memchr::memchr_iter(b'\n', bytes).count())
        };
        if span.start < self.start {
            self.line.saturating_sub(feeds(span.start..self.start))
        } else {
            self.line + feeds(self.start..span.start)
        }
    }
}

/// How a date in a line is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    Published,
    Bare,
    Updated,
    /// By the reader.
    Kept,
}

/// Looks at the short lines of a page, those beside headline and first paragraph before those farther off.
pub fn lines(part: &Part, cleaned: &Cleaned, slashes: Slashes) -> Lines {
    let title_line = cleaned.title.as_ref().map(|title| part.line_of(title.source(0..title.len())));
    let below = cleaned.body.iter().filter(|block| title_line.is_none_or(|title| block.lines.start() > title));
    let first = below.clone().find(|block| block.prose.len() >= PARAGRAPH_MIN).or_else(|| below.clone().next());
    let text_line = first.map(|block| block.lines.start());
    let start = title_line.or(text_line).unwrap_or(1);
    let end = text_line.unwrap_or(start).max(start);
    let distance = |line: usize| if line < start { 2 * (start - line) } else { line.saturating_sub(end) };

    let removed = cleaned.removed.iter().map(|removed| (removed.line, removed.text.as_str()));
    let body = cleaned.body.iter().map(|block| (block.lines.start(), block.prose.as_str()));
    let mut best: [Option<(usize, Moment)>; 4] = [None; 4];
    for (line, text) in removed.chain(body) {
        let text = of_byline(text).unwrap_or(text);
        // Readwise's own heading tells when the reader marked a passage.
        if text.len() > LINE_MAX || !has_year(text) || text.starts_with("New highlights added") {
            continue;
        }
        for (lead, moment) in dates(text, slashes) {
            let far = distance(line);
            let slot = &mut best[lead as usize];
            if (lead == Lead::Published || far <= NEAR) && slot.is_none_or(|(other, _)| far < other) {
                *slot = Some((far, moment));
            }
        }
    }
    let moment = |lead: Lead| best[lead as usize].map(|(_, moment)| moment);
    Lines {
        marked: moment(Lead::Published),
        bare: moment(Lead::Bare).or(moment(Lead::Updated)),
        kept: moment(Lead::Kept),
    }
}

/// What a byline with a day says before its first bar: behind it a blog counts comments and tells of its affiliates.
fn of_byline(text: &str) -> Option<&str> {
    let (byline, _) = text.starts_with("By ").then(|| text.split_once(" | "))??;
    has_year(byline).then_some(byline)
}

/// Whether four digits stand together: most lines have none, and need no closer look.
fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.iter().all(u8::is_ascii_digit))
}

/// The dates of a short line that may tell the day of publication.
fn dates(line: &str, slashes: Slashes) -> Vec<(Lead, Moment)> {
    let found: Vec<Found> = date::find_all(line).into_iter().map(|found| found.with(slashes)).collect();
    let dated: usize = found.iter().map(|found| line[found.range.clone()].split_whitespace().count()).sum();
    let words = line.split_whitespace().count();
    let prose = words.saturating_sub(dated) > WORDS_MAX;
    let mut before = 0;
    let mut out = Vec::new();
    for found in &found {
        let lead_in = &line[before..found.range.start];
        before = found.range.end;
        let in_address = lead_in.ends_with('/') || line[found.range.end..].starts_with('/');
        let Some(moment) = found.moment().filter(|_| !in_address) else { continue };
        let lead = lead(lead_in);
        if let Some(lead) = lead
            && (lead == Lead::Published || !is_future(&moment))
            && !(prose && lead == Lead::Bare)
            && !(lead == Lead::Published && is_of_another(lead_in, line))
        {
            out.push((lead, moment));
        }
    }
    out
}

/// Whether a date that nothing marks as the day of publication is of a year for which plans are made.
fn is_future(moment: &Moment) -> bool {
    chrono::Datelike::year(&moment.day) > ANCHOR_YEAR + 1
}

/// How a line opens that tells when the reader kept the page.
const KEPT: [&str; 7] = ["saved ", "clipped ", "archived ", "bookmarked ", "exported ", "printed ", "downloaded "];

/// Whether a sentence says of something else than the article that it was published: `Answers were published on …`.
fn is_of_another(before: &str, line: &str) -> bool {
    const OWN: [&str; 10] =
        ["this", "article", "story", "post", "page", "column", "essay", "piece", "originally", "first"];
    let before = before.to_lowercase();
    let words = || before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let subject = words().take_while(|word| !word.starts_with("publish")).count();
    line.ends_with('.') && subject > 1 && before.contains("publish") && !words().any(|word| OWN.contains(&word))
}

/// What the words before a date make of it; `None` where it is another day's: of a visit, an event, a copyright.
fn lead(before: &str) -> Option<Lead> {
    let before = before.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| before.contains(word));
    if says(&[
        "accessed",
        "retrieved",
        "copyright",
        "©",
        "expire",
        "due ",
        "until",
        "deadline",
        "joined",
        "born",
        "died",
        "since",
        "visited",
        "print edition",
        "abgerufen",
        "seit ",
        "depuis ",
        "desde ",
        "geboren",
        "gestorben",
        "né le",
        "née le",
        "mort le",
        "morte le",
        "décédé",
        "nacid",
        "fallecid",
        "nascid",
        "falecid",
        "родил",
    ]) {
        None
    } else if KEPT.iter().any(|word| before.trim_start().starts_with(word)) {
        Some(Lead::Kept)
    } else if says(&[
        "publish",
        "posted",
        "written",
        "issued",
        "veröffentlicht",
        "erschienen",
        "erstellt",
        "publié",
        "publicado",
        "publicada",
        "publicação",
        "publiziert",
        "опубликован",
        "дата публикации",
        "pubblicat",
    ]) {
        Some(Lead::Published)
    } else if says(&[
        "updat",
        "modified",
        "edited",
        "changed",
        "aktualisiert",
        "stand:",
        "geändert",
        "mis à jour",
        "mise à jour",
        "modifié",
        "actualisé",
        "actualizad",
        "atualizad",
        "modificad",
        "обновлен",
        "изменен",
        "aggiornat",
        "modificat",
    ]) {
        Some(Lead::Updated)
    } else {
        Some(Lead::Bare)
    }
}

/// The dateline of the text: behind a place at a paragraph's start with a dash after it, or a weekday with its date.
pub fn find(cleaned: &Cleaned, slashes: Slashes) -> Option<Found> {
    let found = opening(cleaned, slashes)
        .find(|(text, found)| is_dateline(text, found) || found.weekday.is_some() && is_past(text, found));
    found.map(|(_, found)| found)
}

/// A day with its year in the first paragraphs.
pub fn loose(cleaned: &Cleaned, slashes: Slashes) -> Option<Moment> {
    opening(cleaned, slashes)
        .filter(|(text, found)| is_past(text, found))
        .filter_map(|(_, found)| found.moment())
        .find(|moment| !is_future(moment))
}

/// The dates of the first paragraphs.
fn opening(cleaned: &Cleaned, slashes: Slashes) -> impl Iterator<Item = (&str, Found)> {
    /// A dateline is not looked for deeper in a paragraph than this.
    const DEPTH: usize = 600;
    let paragraphs =
        cleaned.body.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation));
    paragraphs.take(PARAGRAPHS).flat_map(move |block| {
        let text = block.prose.as_str();
        let text = text.char_indices().nth(DEPTH).map_or(text, |(end, _)| &text[..end]);
        let text = if text.bytes().any(|b| b.is_ascii_digit()) { text } else { "" };
        date::find_all(text).into_iter().map(move |found| (text, found.with(slashes)))
    })
}

/// `QUAY, March 18 (Gull Wire) — Two …`
fn is_dateline(text: &str, found: &Found) -> bool {
    const PLACE_MAX: usize = 48;
    const AGENCY_MAX: usize = 40;
    let before = &text[..found.range.start];
    if before.len() > PLACE_MAX || before.contains(['.', '!', '?', '"', '“']) && !before.contains(['(', '/']) {
        return false;
    }
    let after = text[found.range.end..].trim_start();
    let after = match after.strip_prefix(['(', '[']) {
        Some(agency) => agency.find([')', ']']).filter(|&end| end <= AGENCY_MAX).map_or("", |end| &agency[end + 1..]),
        None => after,
    };
    let after = after.trim_start_matches([' ', ')', ',', ':']);
    after.starts_with(['—', '–', '-'])
}

/// Whether the words before a date do not put it into the future: "will meet on Friday (April 3)".
fn is_past(text: &str, found: &Found) -> bool {
    let before = &text[..found.range.start];
    let sentence = before.rfind(['.', '!', '?']).map_or(before, |at| &before[at + 1..]);
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    !words.any(|word| {
        matches!(
            word,
            "will" | "scheduled" | "planned" | "until" | "till" | "by" | "next" | "upcoming" | "would" | "since"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::model::{Block, Removed};
    use crate::text::prose::Prose;

    fn cleaned(removed: &[&str], body: &[&str]) -> Cleaned {
        let mut out = Cleaned::default();
        for (i, text) in removed.iter().enumerate() {
            out.removed.push(Removed { line: i + 1, text: (*text).into(), span: Span::new(0, 0), rule: "test".into() });
        }
        for (i, text) in body.iter().enumerate() {
            let line = removed.len() + 1 + i;
            out.body.push(Block {
                lines: (line..line + 1).into(),
                prose: Prose::verbatim(text, 0),
                ..Block::default()
            });
        }
        out
    }

    #[test]
    fn lines_of_the_page() {
        let check = |removed: &[&str], marked: Option<&str>, bare: Option<&str>| {
            let lines = {
                let cleaned = cleaned(removed, &["They came."]);
                lines(&Part::new("", &cleaned), &cleaned, Slashes::MonthFirst)
            };
            let shown = |moment: Option<Moment>| moment.map(|moment| moment.day.to_string());
            assert_eq!(
                (shown(lines.marked), shown(lines.bare)),
                (marked.map(Into::into), bare.map(Into::into)),
                "{removed:?}"
            );
        };
        check(&["Published: 28 Apr 2026. Updated: 29 Apr 2026"], Some("2026-04-28"), Some("2026-04-29"));
        check(&["By Ada Quill - January 10, 2026"], None, Some("2026-01-10"));
        check(
            &["Publiziert: 18. März 2026", "Dernière mise à jour le 19 mars 2026"],
            Some("2026-03-18"),
            Some("2026-03-19"),
        );
        check(&["Actualizado el 19 de marzo de 2026"], None, Some("2026-03-19"));
        let affiliates = "This post may contain links that pay us, and as a partner of the ferry we earn from tickets.";
        check(&[&format!("By Ada on 2. April, 2026 | 18 Comments. {affiliates}")], None, Some("2026-04-02"));
        check(&["Seit 3. Mai 2020 im Dienst", "Depuis le 3 mai 2020"], None, None);
        check(&["Born: March 3rd, 1934", "Died: October 19th, 2019", "Décédée le 3 mai 2020"], None, None);
        check(&["Published March 18, 2031"], Some("2031-03-18"), None);
        check(&["Tickets from March 18, 2031"], None, None);
        check(&["Answers to the survey were published on 12 May 2026."], None, None);
        check(&["This story was first published on 12 May 2026."], Some("2026-05-12"), None);
        check(&["From the print edition of 12 May 2026"], None, None);
        check(&["Saved to Pocketbook on 12 May 2026"], None, None);
        check(&["3 March 2026", "Home", "Ada Quill | April 2, 2026 7:30 pm"], None, Some("2026-04-02"));
        check(&["© 2 April 2026 Quay Post", "Retrieved 3 May 2026"], None, None);
        check(&["Updated April 2, 2026", "quay.example/2026/03/02/gulls"], None, Some("2026-04-02"));
        check(
            &["The pier was built by three brothers and their sons, who came from afar, on April 2, 2001, they say"],
            None,
            None,
        );
    }

    #[test]
    fn lines_of_an_article_are_counted_from_its_own_first() {
        let text = "![](a.png)\n\nGulls return\n\n2 April 2026\n\nThey came.";
        let mut cleaned = Cleaned::default();
        let at = |words: &str| text.find(words).unwrap_or_default();
        let mut remove = |line: usize, text: &str, start: usize| {
            let span = Span::new(start, start + text.len());
            cleaned.removed.push(Removed { line, text: text.into(), span, rule: "test".into() });
        };
        remove(900, "", 0);
        remove(5, "2 April 2026", at("2 April"));
        let part = Part::new(text, &cleaned);
        assert_eq!(part.text(), "2 April 2026");
        assert_eq!(part.line_of(Span::new(at("Gulls"), at("Gulls") + 5)), 3);
    }

    #[test]
    fn datelines() {
        let check = |text: &str, expected: &str| {
            let found = find(&cleaned(&[], &[text]), Slashes::MonthFirst);
            assert_eq!(found.map(|found| text[found.range].to_owned()).unwrap_or_default(), expected, "{text}");
        };
        check("QUAY, March 18 (Gull Wire) — Two ships met.", "March 18");
        check("QUAY, March 18, 2031 (Gull Wire) — Two ships met.", "March 18, 2031");
        check("OLD PIER, 18. März (dpa) - Zwei Schiffe.", "18. März");
        check("Two ships met on Wednesday (March 18).", "Wednesday (March 18");
        check("Two ships will meet on Wednesday (March 18).", "");
        check("Two ships met on March 18, a keeper said.", "");
    }
}
