//! What exporters write between the header and the article, or in a header's place.

use std::ops::Range;

use super::fields::Field;
use super::header;
use super::lines::each_line;
use super::node::Node;
use crate::text::prose::Span;

/// An exporter's own lines at the top of an article.
#[derive(Debug)]
pub struct Preamble {
    pub fields: Vec<Field>,
    /// The headline that stands among them.
    pub heading: Option<String>,
    /// Where the article begins.
    pub end: usize,
}

/// No preamble has more lines than this.
const LINES_MAX: usize = 200;

/// Finds the lines of Jina's reader, Readwise, Omnivore or MarkDownload at the start of a part.
pub fn preamble(text: &str, part: Range<usize>) -> Option<Preamble> {
    let first = |most| -> Vec<Range<usize>> {
        each_line(text, part.clone()).filter(|line| !text[line.clone()].trim().is_empty()).take(most).collect()
    };
    if !may_open(Lines { text, lines: &first(2) }) {
        return None;
    }
    let lines = first(LINES_MAX);
    let lines = Lines { text, lines: &lines };
    labels(lines).or_else(|| {
        let heading = lines.get(0).and_then(|line| heading(line, 1));
        let rest = lines.after(heading.is_some() as usize);
        let mut found = metadata_list(rest).or_else(|| omnivore(rest)).or_else(|| excerpt(rest))?;
        found.heading = heading.map(str::to_owned);
        Some(found)
    })
}

/// Whether the first two lines may be those of a preamble.
fn may_open(lines: Lines<'_>) -> bool {
    let Some(first) = lines.get(0) else { return false };
    let below = if heading(first, 1).is_some() { lines.get(1) } else { Some(first) };
    label(first).is_some() || below.is_some_and(|line| line.starts_with(['#', '!', '[', '>']))
}

/// Lines that are not blank, with their places.
#[derive(Clone, Copy)]
struct Lines<'a> {
    text: &'a str,
    lines: &'a [Range<usize>],
}

impl<'a> Lines<'a> {
    fn get(&self, index: usize) -> Option<&'a str> {
        self.lines.get(index).map(|line| self.text[line.clone()].trim())
    }

    fn after(self, count: usize) -> Self {
        Self { lines: self.lines.get(count..).unwrap_or_default(), ..self }
    }

    fn iter(self) -> impl Iterator<Item = &'a str> {
        self.lines.iter().map(move |line| self.text[line.clone()].trim())
    }

    fn end(&self, index: usize) -> usize {
        self.lines[index].end
    }

    fn field(&self, index: usize, key: &str, value: &str) -> Field {
        let line = &self.lines[index];
        Field { key: key.to_owned(), value: Node::Text(value.to_owned()), span: Span::new(line.start, line.end) }
    }
}

/// The text of a heading line of at most this level.
fn heading(line: &str, level: usize) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let marks = line.len() - text.len();
    ((1..=level).contains(&marks) && text.starts_with(' ')).then(|| text.trim().trim_end_matches('#').trim_end())
}

/// `Title: …`, `URL Source: …`, `Published Time: …`, `Markdown Content:` as Jina's reader writes them; and the same
/// without the last line, as people do by hand, or with the two colons of Logseq.
fn labels(lines: Lines<'_>) -> Option<Preamble> {
    const KNOWN: &[&str] = &[
        "title",
        "url source",
        "url",
        "source",
        "source url",
        "link",
        "published time",
        "published",
        "date",
        "author",
        "authors",
        "byline",
        "publisher",
        "site",
        "site name",
        "tags",
        "keywords",
        "language",
        "description",
        "summary",
    ];
    let mut fields = Vec::new();
    let mut known_lines = 0;
    let mut strong = false;
    let mut known_end = None;
    for (i, line) in lines.iter().enumerate() {
        let Some((key, value)) = label(line) else { break };
        let name = key.to_lowercase();
        if name == "markdown content" && i > 0 {
            let line = &lines.lines[i];
            let content = line.start + lines.text[line.clone()].find(':').map_or(0, |colon| colon + 1);
            return Some(Preamble { fields, heading: None, end: content });
        }
        let known = KNOWN.contains(&name.as_str());
        // "Warning: …", "Number of Pages: 3": only on the way to "Markdown Content:".
        if !known && i >= 12 {
            break;
        }
        if known && known_lines == i {
            known_lines += 1;
            strong |= matches!(name.as_str(), "title" | "url" | "url source" | "source" | "source url");
            known_end = Some(lines.end(i));
        }
        fields.push(lines.field(i, key, value));
    }
    fields.truncate(known_lines);
    (known_lines >= 2 && strong).then_some(Preamble { fields, heading: None, end: known_end? })
}

/// `Title: …`, or `title:: …` as Logseq and Dataview have it.
fn label(line: &str) -> Option<(&str, &str)> {
    let is_name = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    match line.split_once("::") {
        Some((key, value)) if is_name(key) && (value.is_empty() || value.starts_with([' ', '\t'])) => {
            Some((key, value))
        }
        _ => header::key(line, ':').map(|(key, at)| (key, &line[at..])),
    }
}

/// Readwise: a cover, a list under "Metadata", and the heading of what follows.
fn metadata_list(lines: Lines<'_>) -> Option<Preamble> {
    let covers = lines.iter().take_while(|line| line.starts_with("![")).count();
    if !heading(lines.get(covers)?, 6)?.eq_ignore_ascii_case("metadata") {
        return None;
    }
    let mut fields = Vec::new();
    let mut last = covers;
    for (i, line) in lines.iter().enumerate().skip(covers + 1) {
        let Some(item) = line.strip_prefix(['-', '*', '+']) else { break };
        let item = item.trim_start();
        // Bold keys, and the double colon of other note programs.
        let (key, value) = item.split_once(':')?;
        let value = value.trim_start_matches([':', '*']);
        fields.push(lines.field(i, key.trim_matches(['*', ' ']), value.trim()));
        last = i;
    }
    let follows = lines.get(last + 1).and_then(|line| heading(line, 6)).unwrap_or_default();
    if follows.eq_ignore_ascii_case("highlights") || follows.eq_ignore_ascii_case("full document") {
        last += 1;
    }
    Some(Preamble { fields, heading: None, end: lines.end(last) })
}

/// Omnivore: its tag and two links.
fn omnivore(lines: Lines<'_>) -> Option<Preamble> {
    let mut fields = Vec::new();
    let mut last = None;
    for (i, line) in lines.iter().enumerate() {
        if let Some(target) = line.strip_prefix("[Read Original](") {
            fields.push(lines.field(i, "original_url", target.trim_end_matches(')')));
        } else if line != "#Omnivore" && !line.starts_with("[Read on Omnivore](") {
            break;
        }
        last = Some(i);
    }
    Some(Preamble { fields, heading: None, end: lines.end(last?) })
}

/// MarkDownload: the page's description in a quotation under "Excerpt", and a rule.
fn excerpt(lines: Lines<'_>) -> Option<Preamble> {
    if !heading(lines.get(0)?.strip_prefix('>')?.trim(), 6)?.eq_ignore_ascii_case("excerpt") {
        return None;
    }
    let quoted = lines.after(1).iter().map_while(|line| line.strip_prefix('>'));
    let text: Vec<&str> = quoted.map(str::trim).collect();
    let rule = lines.get(text.len() + 1).is_some_and(|line| line.len() >= 3 && line.bytes().all(|b| b == b'-'));
    let fields = vec![lines.field(0, "excerpt", &text.join(" "))];
    Some(Preamble { fields, heading: None, end: lines.end(text.len() + rule as usize) })
}
