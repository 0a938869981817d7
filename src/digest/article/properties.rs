//! Lines that note programs and readers write below a headline or at the end to say where a text is from.

use std::ops::Range;

use super::fields::Field;
use super::lines::each_line;
use super::node::Node;
use super::{meaning, values};
use crate::text::prose::Span;

/// The properties of a text, and the bytes of the lines that they stand in.
#[derive(Debug)]
pub struct Properties {
    pub fields: Vec<Field>,
    /// Below the headline, where that comes first; empty when there are none.
    pub head: Range<usize>,
    /// At the end.
    pub tail: Range<usize>,
}

/// No headline with its properties has more lines, and no list of properties at the end.
const LINES_MAX: usize = 40;
/// A first line of more bytes is no headline.
const HEADLINE_MAX: usize = 300;

/// Properties that say nothing to a reader of the news, but in whose company others are properties.
const OWN: [&str; 12] = [
    "archived",
    "createdby",
    "edited",
    "lasteditedtime",
    "lastupdated",
    "priority",
    "rating",
    "read",
    "status",
    "type",
    "updatedtime",
    "where",
];
/// Names under which a line by itself gives the address of the original, and not one of a park or a shop. Below the
/// headline `link` does as well.
const ORIGINS: [&str; 13] = [
    "canonicalurl",
    "clipurl",
    "fonte",
    "fuente",
    "original",
    "originalarticle",
    "originalurl",
    "quelle",
    "source",
    "sourceurl",
    "url",
    "via",
    "источник",
];

/// Finds the properties of a text:
///
/// - lines `Name: value` without others between them, of which two are known and one says how a note was made (Notion,
///   Yarle, people);
/// - a line of an address alone, `Source: https://…`, or of hashtags alone;
/// - Joplin's at the end, the last of which is `type_: 1`.
pub fn find(text: &str, body: Range<usize>) -> Properties {
    let mut fields = Vec::new();
    let head = head(text, body.clone(), &mut fields).unwrap_or(body.start..body.start);
    let tail = tail(text, head.end..body.end, &mut fields).unwrap_or(body.end..body.end);
    Properties { fields, head, tail }
}

fn head(text: &str, body: Range<usize>, fields: &mut Vec<Field>) -> Option<Range<usize>> {
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let lines: Vec<Range<usize>> = each_line(text, body).skip_while(is_blank).take(LINES_MAX).collect();
    let headline = lines.first().filter(|line| line.len() <= HEADLINE_MAX)?;
    let mut found: Option<Range<usize>> = None;
    let none = headline.start..headline.start;
    let (mut at, headline) = match taken(text, paragraph(text, &lines), &none) {
        Some(_) => (0, &none),
        None => (1, headline),
    };
    if at == 1 && lines.get(1).is_some_and(|line| is_underline(&text[line.clone()])) {
        at = 2;
    }
    loop {
        at += lines[at.min(lines.len())..].iter().take_while(|line| is_blank(line)).count();
        let next = paragraph(text, lines.get(at..)?);
        let Some((mut these, count)) = taken(text, next, headline) else { return found };
        fields.append(&mut these);
        found = Some(found.map_or(next[0].start, |found| found.start)..next[count - 1].end);
        at += count;
    }
}

/// The lines up to a blank one.
fn paragraph<'a>(text: &str, lines: &'a [Range<usize>]) -> &'a [Range<usize>] {
    let end = lines.iter().position(|line| text[line.clone()].trim().is_empty()).unwrap_or(lines.len());
    &lines[..end]
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// The properties at the start of a paragraph, and how many lines they take.
fn taken(text: &str, lines: &[Range<usize>], headline: &Range<usize>) -> Option<(Vec<Field>, usize)> {
    if let Some(all) = list(text, lines, headline) {
        return Some((all, lines.len()));
    }
    let line = lines.first()?;
    let content = text[line.clone()].trim();
    let address = !content.contains(char::is_whitespace) && content.trim_start_matches('<').starts_with("http");
    if address && values::address(content).is_some() {
        return Some((vec![field("source", content, line)], 1));
    }
    let (key, value) = match label(content) {
        Some((key, value)) if is_origin(key, value) || key.eq_ignore_ascii_case("link") && is_address(value) => {
            ("source", value)
        }
        _ if is_tags(content) => ("tags", content),
        _ => return None,
    };
    Some((fields(text, key, value, line, headline).collect(), 1))
}

/// A paragraph of which every line is a property.
fn list(text: &str, lines: &[Range<usize>], headline: &Range<usize>) -> Option<Vec<Field>> {
    let labels: Vec<(&str, &str)> = lines.iter().map(|line| label(&text[line.clone()])).collect::<Option<_>>()?;
    let known = |(key, _): &&(&str, &str)| meaning::is_known(key) || is_own(key);
    // Boxes of events and books have these too.
    let of_box = |key: &str| matches!(values::squeezed(key).as_str(), "where" | "type" | "status" | "rating");
    let sure = |(key, value): &(&str, &str)| {
        is_own(key) && !of_box(key) || meaning::is_of_notes(key) || meaning::names_address(key) && is_address(value)
    };
    let is_list = labels.iter().filter(known).count() >= 2 && labels.iter().any(sure);
    let each = || labels.iter().zip(lines).flat_map(|((key, value), line)| fields(text, key, value, line, headline));
    is_list.then(|| each().collect())
}

fn is_origin(key: &str, value: &str) -> bool {
    ORIGINS.contains(&values::squeezed(key).as_str()) && is_address(value)
}

fn is_address(value: &str) -> bool {
    values::address(value).is_some()
}

fn is_own(key: &str) -> bool {
    OWN.contains(&values::squeezed(key).as_str())
}

fn tail(text: &str, body: Range<usize>, fields: &mut Vec<Field>) -> Option<Range<usize>> {
    let end = body.start + text[body.clone()].trim_end().len();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut last = end;
    while lines.len() < LINES_MAX && last > body.start {
        let start = text[body.start..last].rfind('\n').map_or(body.start, |feed| body.start + feed + 1);
        if text[start..last].trim().is_empty() {
            break;
        }
        lines.insert(0, start..start + text[start..last].trim_end().len());
        last = start.saturating_sub(1);
    }
    let nowhere = end..end;
    let joplin = lines.last().is_some_and(|line| label(&text[line.clone()]).is_some_and(|(key, _)| key == "type_"));
    if joplin {
        let is_property = |line: &&Range<usize>| label(&text[(*line).clone()]).is_some();
        let count = lines.iter().rev().take_while(is_property).count();
        lines.drain(..lines.len() - count);
        fields.extend(lines.iter().filter_map(|line| {
            let (key, value) = label(&text[line.clone()])?;
            Some(field(key, value, line))
        }));
        return Some(lines[0].start..end);
    }
    if let Some(mut all) = list(text, &lines, &nowhere) {
        // The headline stands above.
        all.retain(|field| values::squeezed(&field.key) != "title");
        fields.append(&mut all);
        return Some(lines[0].start..end);
    }
    let mut start = None;
    while let Some(line) = lines.pop() {
        let content = text[line.clone()].trim();
        let (key, value) = match label(content) {
            Some((key, value)) if is_origin(key, value) => ("source", value),
            _ if is_tags(content) => ("tags", content),
            _ => break,
        };
        fields.extend(self::fields(text, key, value, &line, &nowhere));
        start = Some(line.start);
    }
    start.map(|start| start..end)
}

/// `Source: …`, `**Source:** …`, `source:: …`
fn label(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let bare = line.trim_start_matches('*');
    let (key, value) = bare.split_once(':')?;
    let (mut key, mut value) = (key, value.strip_prefix(':').unwrap_or(value));
    if bare.len() < line.len() {
        (key, value) = (key.trim_end_matches('*'), value.trim_start_matches('*'));
    }
    let well = key.starts_with(char::is_alphabetic)
        && key.split(' ').count() <= 3
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'))
        && (value.is_empty() || value.starts_with([' ', '\t']));
    well.then(|| (key, value.trim()))
}

/// `#news/politics #tram`
fn is_tags(line: &str) -> bool {
    let mut words = line.split_whitespace();
    // "#1" alone is a place in a row.
    line.contains(char::is_alphabetic)
        && words.all(|word| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphanumeric)))
}

/// A property; a link to the original has the publisher's name for its text, unless that is the headline.
fn fields(
    text: &str,
    key: &str,
    value: &str,
    line: &Range<usize>,
    headline: &Range<usize>,
) -> impl Iterator<Item = Field> {
    /// Longer names are headlines.
    const NAME_WORDS: usize = 4;
    let name = value.strip_prefix('[').and_then(|value| value.split_once("](")).map(|(name, _)| values::clean(name));
    let is_name = |name: &String| {
        let words = name.split_whitespace().count();
        (1..=NAME_WORDS).contains(&words) && !name.contains("://") && !text[headline.clone()].contains(name.as_str())
    };
    let publisher = name.filter(|name| meaning::names_address(key) && is_name(name));
    let publisher = publisher.map(|name| field("publisher", &name, line));
    [field(key, value, line)].into_iter().chain(publisher)
}

fn field(key: &str, value: &str, line: &Range<usize>) -> Field {
    Field { key: key.to_owned(), value: Node::Text(value.to_owned()), span: Span::new(line.start, line.end) }
}
