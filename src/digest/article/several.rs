//! Several articles in one file: as wallabag writes them, each under its title with nothing else between them, or each
//! with a header of its own.

use std::ops::Range;

use memchr::memmem;

use super::header::{self, Top};
use super::lines::{each_line, fences};
use super::meaning;

/// One article of a file of several, as ranges of bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub title: Range<usize>,
    /// The title with the marks around it.
    pub header: Range<usize>,
    pub body: Range<usize>,
}

/// A row of `=` at least this long frames a title in wallabag's plain text, where it has 100.
const BAR_MIN: usize = 60;

/// The parts of a file; none when it holds one article.
pub fn parts(text: &str, whole: Range<usize>) -> Vec<Part> {
    let mut lines = each_line(text, whole.clone()).skip_while(|line| text[line.clone()].trim().is_empty());
    let (first, second) = (lines.next(), lines.next());
    let start = first.as_ref().map_or(whole.start, |line| line.start);
    let headers = match (first, second) {
        (Some(first), _) if rule(&text[first.clone()]) >= BAR_MIN => framed(text, whole.clone()),
        (Some(_), Some(second)) if rule(&text[second.clone()]) >= 3 => {
            let found = underlined(text, whole.clone());
            // One underlined title is an ordinary heading.
            if found.len() > 1 { found } else { Vec::new() }
        }
        _ => Vec::new(),
    };
    // Text before the first title would be in no article.
    if headers.first().is_none_or(|(header, _)| header.start != start) {
        return Vec::new();
    }
    let ends: Vec<usize> = headers.iter().skip(1).map(|(header, _)| header.start).chain([whole.end]).collect();
    headers.into_iter().zip(ends).map(|((header, title), end)| Part { title, body: header.end..end, header }).collect()
}

/// The articles of a file in which each has a YAML header of its own, the header with the text below it; the whole when
/// it is one. A further header stands below a blank line and has a title and one thing more.
pub fn headed(text: &str, whole: Range<usize>) -> Vec<Range<usize>> {
    let mut starts = vec![whole.start];
    let mut passed = match header::find(text, whole.clone()) {
        Top::Header(first) => first.whole.end,
        _ => whole.end,
    };
    if memmem::find(&text.as_bytes()[passed..whole.end], b"---").is_none() {
        return vec![whole];
    }
    let mut after_blank = false;
    let mut in_code = fences();
    for line in each_line(text, passed..whole.end) {
        let content = text[line.clone()].trim_end();
        if !in_code(content)
            && line.start >= passed
            && after_blank
            && content == "---"
            && let Top::Header(header) = header::find(text, line.start..whole.end)
            && opens_article(&text[header.inner])
        {
            starts.push(line.start);
            passed = header.whole.end;
        }
        after_blank = content.is_empty();
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([whole.end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

fn opens_article(header: &str) -> bool {
    let key = |line| Some(header::key(line, ':')?.0);
    let keys: Vec<&str> = header.lines().filter_map(key).filter(|key| meaning::is_known(key)).collect();
    let starts_well = header.lines().next().is_some_and(|line| key(line).is_some());
    starts_well && keys.len() >= 2 && keys.iter().any(|key| key.eq_ignore_ascii_case("title"))
}

/// The length of a line that is a row of `=`, else 0.
fn rule(line: &str) -> usize {
    let line = line.trim_end();
    if line.bytes().all(|b| b == b'=') { line.len() } else { 0 }
}

/// Titles between two long rows: whole and title.
fn framed(text: &str, whole: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, Option<Range<usize>>)> = None;
    for line in each_line(text, whole) {
        let content = &text[line.clone()];
        let bar = rule(content) >= BAR_MIN;
        open = match open {
            None if bar => Some((line.start, None)),
            Some((start, title)) if bar => {
                out.push((start..line.end, title.unwrap_or(line.start..line.start)));
                None
            }
            Some((start, None)) if !content.trim().is_empty() => Some((start, Some(line))),
            // Two lines between the rows are no title.
            Some((_, Some(_))) if !content.trim().is_empty() => None,
            open => open,
        };
    }
    out
}

/// Titles with a row of `=` under them: whole and title.
fn underlined(text: &str, whole: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut before: Option<Range<usize>> = None;
    for line in each_line(text, whole) {
        let length = rule(&text[line.clone()]);
        match before.take() {
            Some(title) if length >= 3 => {
                // Nothing stands before the first title that could end in its line.
                let seam = if out.is_empty() { 0 } else { glued(&text[title.clone()], length) };
                let start = title.start + seam;
                out.push((start..line.end, start..title.end));
            }
            _ if length > 0 || text[line.clone()].trim().is_empty() => {}
            _ => before = Some(line),
        }
    }
    out
}

/// Where the title starts in a line that may begin with the end of the article before.
///
/// The row under it is as long as the title, so the title is that many characters at the line's end; when the
/// row was shortened by hand, the title starts at the last place where a sentence ends without a space.
fn glued(line: &str, row: usize) -> usize {
    let line = line.trim_end();
    let count = line.chars().count();
    if row >= count {
        return 0;
    }
    let by_row = line.char_indices().nth(count - row).map_or(0, |(at, _)| at);
    if is_seam(line, by_row) {
        return by_row;
    }
    let sentence_ends = line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'));
    let mut seams = sentence_ends.filter_map(|(at, mark)| {
        let title = line[at + mark.len_utf8()..].trim_start_matches(['"', '”', '’', ')', '\'']);
        let glued = title.starts_with(char::is_uppercase) && line[..at].ends_with(char::is_lowercase);
        glued.then(|| line.len() - title.len())
    });
    seams.next_back().unwrap_or(0)
}

/// Whether one text may end and another start at a place: not within a word, not after a space.
fn is_seam(line: &str, at: usize) -> bool {
    let (before, after) = line.split_at(at);
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let within = before.is_whitespace() || after.is_whitespace() || before.is_alphanumeric() && after.is_lowercase();
    !within
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let parts = parts(text, 0..text.len());
        let found: Vec<_> =
            parts.iter().map(|part| (&text[part.title.clone()], text[part.body.clone()].trim())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn underlined_titles() {
        check(
            "Gulls return\n============\n\nThey came, keepers said.Boats stay in\n============\n\nNo wind.",
            &[("Gulls return", "They came, keepers said."), ("Boats stay in", "No wind.")],
        );
        check(
            "Gulls return\n===\n\nThey came on Monday.Boats stay in\n===\n\nNo wind.\n\nRain\n====",
            &[("Gulls return", "They came on Monday."), ("Boats stay in", "No wind."), ("Rain", "")],
        );
        check("Gulls return\n============\n\nThey came.", &[]);
        check("They came.\n\nGulls\n=====\n\nBoats\n=====\n", &[]);
        check(
            "He said the end came.Gulls return\n============\n\nThey came.\n\nRain\n====\n\nIt fell.",
            &[("He said the end came.Gulls return", "They came."), ("Rain", "It fell.")],
        );
    }

    #[test]
    fn headers_of_their_own() {
        let check = |text: &str, expected: usize| assert_eq!(headed(text, 0..text.len()).len(), expected, "{text}");
        check("---\ntitle: a\ndate: 2026-04-01\n---\nx\n\n---\ntitle: b\ndate: 2026-04-02\n---\ny\n", 2);
        check("---\ntitle: a\n---\nx\n---\ntitle: b\ndate: 2026-04-02\n---\ny\n", 1);
        check("---\ntitle: a\n---\nx\n\n---\n\ntitle: b\ndate: c\n\n---\ny\n", 1);
        check("---\ntitle: a\n---\nx\n\n---\nTitle: b\n---\ny\n", 1);
        check("x\n\n---\ntitle: b\ndate: 2026-04-02\n---\ny\n", 1);
    }

    #[test]
    fn framed_titles() {
        let bar = "=".repeat(100);
        check(
            &format!("\n\n{bar}\n\nGulls return\n\n{bar}\n\nThey came.\n\n{bar}\n\nRain\n\n{bar}\n\nIt fell."),
            &[("Gulls return", "They came."), ("Rain", "It fell.")],
        );
        check(&format!("{bar}\n"), &[]);
        check(&format!("{bar}\nOne line\nAnd two\n{bar}\nGulls return\n{bar}\n\nThey came."), &[]);
    }
}
