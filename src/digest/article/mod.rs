//! Reads one file into articles: header and blocks; never fails.

pub mod alias;
pub mod authors;
mod builder;
pub mod calendar;
mod cards;
pub mod date;
#[cfg(test)]
mod date_tests;
mod entries;
#[cfg(test)]
mod exporter_tests;
mod exporters;
mod fields;
mod header;
mod heads;
mod html;
pub mod lines;
mod mail;
mod markdown;
#[cfg(test)]
mod markup_tests;
mod meaning;
mod node;
mod notes;
mod paragraphs;
mod properties;
mod readwise;
mod several;
mod shortcodes;
pub mod suffix;
mod switches;
mod tags;
#[cfg(test)]
mod tests;
pub mod values;
mod yaml;

use std::ops::Range;

use super::model::{Article, Aside, Block, BlockKind, FrontMatter};
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;
use header::Top;
use lines::Lines;
use properties::Properties;
use suffix::Evidence;
pub use values::cut;

/// The articles of a file with these lines, at least one, in reading order.
pub fn parse(text: &str, lines: &Lines) -> Vec<Article> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parts = several::parts(text, start..text.len());
    if parts.is_empty() {
        let parts = several::headed(text, start..text.len());
        return parts.into_iter().map(|part| single(text, part, lines)).collect();
    }
    let article = |part: several::Part| Article {
        front_matter: FrontMatter { title: Some(values::clean(&text[part.title])), ..FrontMatter::default() },
        header_lines: lines.of(part.header),
        blocks: markdown::blocks(text, part.body, lines),
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
    let mut body = header_end.unwrap_or(part.start)..part.end;
    if let Some(mail) = mail::find(text, body.clone()) {
        fields.extend(mail.fields);
        warnings.extend(mail.warning);
        body = mail.body;
        header_end = Some(body.start);
    } else if let Some(preamble) = exporters::preamble(text, body.clone()) {
        fields.extend(preamble.fields);
        heading = preamble.heading.map(|heading| values::clean(&heading)).filter(|heading| !heading.is_empty());
        body.start = preamble.end;
        header_end = Some(preamble.end);
    }
    let properties = properties::find(text, body.clone());
    let blocks = parts(text, &properties, body, part.end, lines);
    let blocks = shortcodes::take(text, blocks, lines, &mut warnings);
    let mut front_matter = meaning::read(text, &fields, &properties.fields, &blocks, &mut warnings);
    front_matter.title = front_matter.title.map(unmarked);
    let has_headline =
        blocks.iter().any(|block| block.kind == BlockKind::Heading(1) && !values::is_placeholder(block.prose.as_str()));
    front_matter.title.take_if(|title| has_headline && values::is_placeholder(title));
    part_title(&mut front_matter, heading.as_deref(), &blocks);
    Article { front_matter, header_lines: header_end.map_or(1..1, |end| lines.of(part.start..end)), blocks, warnings }
}

/// The blocks of a body with its properties, and of what follows a mail.
fn parts(text: &str, properties: &Properties, body: Range<usize>, end: usize, lines: &Lines) -> Vec<Block> {
    let Properties { head, tail, .. } = properties;
    let mut blocks = markdown::blocks(text, body.start..head.start, lines);
    blocks.extend(markdown::asides(text, head.clone(), lines, Aside::Property));
    blocks.append(&mut markdown::blocks(text, head.end..tail.start, lines));
    blocks.extend(markdown::asides(text, tail.clone(), lines, Aside::Property));
    blocks.extend(markdown::asides(text, body.end..end, lines, Aside::Mail));
    readwise::read(blocks)
}

/// A title without Markdown's marks and tags, where it is one line of text with some.
fn unmarked(title: String) -> String {
    if !["*", "_", "`", "<", "==", "~~", "]("].iter().any(|mark| title.contains(mark)) {
        return title;
    }
    match &markdown::blocks(&title, 0..title.len(), &Lines::new(&title))[..] {
        [block] if block.kind == BlockKind::Paragraph && !block.prose.is_empty() => values::clean(block.prose.as_str()),
        _ => title,
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
