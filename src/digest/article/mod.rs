//! Reads one file into articles: header and blocks; never fails.

pub mod alias;
mod authors;
mod builder;
mod calendar;
mod cards;
pub mod date;
#[cfg(test)]
mod date_tests;
mod exporters;
mod fields;
mod header;
mod html;
pub mod lines;
mod markdown;
#[cfg(test)]
mod markup_tests;
mod meaning;
mod node;
mod notes;
mod paragraphs;
mod several;
pub mod suffix;
#[cfg(test)]
mod tests;
pub mod values;
mod yaml;

use std::ops::Range;

use super::model::{Article, Block, BlockKind, FrontMatter};
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;
use header::Top;
use lines::Lines;
pub use meaning::cut;
use suffix::Evidence;

/// The articles of a file, at least one, in reading order.
pub fn parse(_path: &str, text: &str) -> Vec<Article> {
    let lines = Lines::new(text);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parts = several::parts(text, start..text.len());
    if parts.is_empty() {
        return vec![single(text, start..text.len(), &lines)];
    }
    let article = |part: several::Part| Article {
        front_matter: FrontMatter { title: Some(values::clean(&text[part.title])), ..FrontMatter::default() },
        header_lines: lines.of(part.header),
        blocks: markdown::blocks(text, part.body, &lines),
        warnings: Vec::new(),
    };
    parts.into_iter().map(article).collect()
}

fn single(text: &str, part: Range<usize>, lines: &Lines) -> Article {
    let mut warnings = Vec::new();
    let (mut fields, mut header_end) = (Vec::new(), None);
    match header::find(text, part.clone()) {
        Top::Header(header) => {
            fields = fields::read(text, &header, &mut warnings);
            header_end = Some(header.whole.end);
        }
        Top::Unclosed(fence) => warnings.push(
            Diagnostic::warning("the header is not closed, so it is read as text")
                .at(text, Span::new(fence.start, fence.end), "opened here")
                .hint("end it with a line like the first one"),
        ),
        Top::Text => {}
    }
    let mut heading = None;
    if let Some(preamble) = exporters::preamble(text, header_end.unwrap_or(part.start)..part.end) {
        fields.extend(preamble.fields);
        heading = preamble.heading.map(|heading| values::clean(&heading)).filter(|heading| !heading.is_empty());
        header_end = Some(preamble.end);
    }
    let body = header_end.unwrap_or(part.start);
    let blocks = markdown::blocks(text, body..part.end, lines);
    let mut front_matter = meaning::read(text, &fields, &blocks, &mut warnings);
    part_title(&mut front_matter, heading.as_deref(), &blocks);
    Article {
        front_matter,
        header_lines: header_end.map_or(1..1, |end| 1..lines.of(part.start..end).end),
        blocks,
        warnings,
    }
}

/// Takes the outlet's name off the header's title; the exporter's heading stands in for a missing one.
fn part_title(front_matter: &mut FrontMatter, heading: Option<&str>, blocks: &[Block]) {
    let Some(title) = &front_matter.title else {
        front_matter.title = heading.map(str::to_owned);
        return;
    };
    let first = blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)));
    let evidence = Evidence {
        publisher: front_matter.publisher.as_deref(),
        url: front_matter.url.as_deref(),
        blocks,
        heading: heading.or(first.map(|block| block.prose.as_str())),
    };
    let Some((headline, outlet)) = suffix::part(title, evidence) else { return };
    let (headline, outlet) = (headline.to_owned(), outlet.to_owned());
    front_matter.title = Some(headline);
    // A host's name only stands in for the outlet's.
    if front_matter.publisher.as_deref().is_none_or(values::is_host) {
        front_matter.publisher = Some(outlet);
    }
}
