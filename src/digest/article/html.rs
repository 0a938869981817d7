//! Raw HTML inside Markdown, for its text, links and images; it is not a page's HTML, and nothing is rendered from it.

use std::ops::Range;

use super::values;
use crate::digest::model::BlockKind;

/// What a stretch of HTML means for the text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes of text.
    Text(Range<usize>),
    /// A decoded entity.
    Entity(String),
    /// A tag that ends a line of text; the next is of this kind, when the tag says so.
    Break(Option<BlockKind>),
    LinkStart(String),
    LinkEnd,
    Image {
        url: String,
        alt: String,
    },
    Table(Part),
    /// The start or end of a block quotation.
    Quotation {
        closing: bool,
    },
    Superscript {
        closing: bool,
    },
    /// Not for readers: a comment, or a script with what it holds.
    Hidden,
    /// Formatting.
    Nothing,
}

/// What a tag of a table begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Table,
    EndOfTable,
    Row,
    EndOfRow,
    Cell { head: bool },
    EndOfCell,
}

/// A tag, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// In small letters.
    pub name: String,
    pub closing: bool,
    source: &'a str,
}

/// Reads a tag with its angle brackets; a comment or declaration is none.
pub fn tag(source: &str) -> Option<Tag<'_>> {
    let inner = source.strip_prefix('<')?;
    let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let named = inner.starts_with(|c: char| c.is_ascii_alphabetic());
    named.then(|| Tag { name: inner[..end].to_ascii_lowercase(), closing, source })
}

impl Tag<'_> {
    /// Whether what the element holds is no text.
    pub fn is_hidden(&self) -> bool {
        matches!(self.name.as_str(), "script" | "style" | "svg" | "template" | "noscript" | "iframe" | "object")
    }

    /// What the tag means for the text.
    pub fn piece(&self) -> Piece {
        match (self.name.as_str(), self.closing) {
            ("a", true) => Piece::LinkEnd,
            ("a", false) => self.attribute("href").map_or(Piece::Nothing, Piece::LinkStart),
            ("img", false) => Piece::Image {
                url: self.attribute("src").unwrap_or_default(),
                alt: self.attribute("alt").unwrap_or_default(),
            },
            ("h1", false) => Piece::Break(Some(BlockKind::Heading(1))),
            ("h2", false) => Piece::Break(Some(BlockKind::Heading(2))),
            ("h3", false) => Piece::Break(Some(BlockKind::Heading(3))),
            ("h4", false) => Piece::Break(Some(BlockKind::Heading(4))),
            ("h5", false) => Piece::Break(Some(BlockKind::Heading(5))),
            ("h6", false) => Piece::Break(Some(BlockKind::Heading(6))),
            ("li", false) => Piece::Break(Some(BlockKind::ListItem { depth: 0, number: None })),
            ("table", closing) => Piece::Table(if closing { Part::EndOfTable } else { Part::Table }),
            ("tr", closing) => Piece::Table(if closing { Part::EndOfRow } else { Part::Row }),
            ("td" | "th", true) => Piece::Table(Part::EndOfCell),
            (name @ ("td" | "th"), false) => Piece::Table(Part::Cell { head: name == "th" }),
            ("blockquote", closing) => Piece::Quotation { closing },
            ("sup", closing) => Piece::Superscript { closing },
            (
                "b" | "i" | "em" | "strong" | "span" | "u" | "s" | "sub" | "mark" | "small" | "font" | "time" | "abbr"
                | "cite" | "code" | "del" | "ins" | "q" | "wbr" | "big" | "kbd" | "var" | "label" | "data" | "bdi"
                | "bdo",
                _,
            ) => Piece::Nothing,
            _ => Piece::Break(None),
        }
    }

    /// The value of an attribute, its entities decoded.
    fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.source;
        while let Some(at) = find_ignoring_case(rest, name) {
            let starts = rest[..at].ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
            rest = &rest[at + name.len()..];
            if starts && let Some(value) = rest.trim_start().strip_prefix('=') {
                let value = value.trim_start();
                let value = match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                    _ => value.split(|c: char| c.is_ascii_whitespace() || c == '>').next(),
                };
                return value.map(|value| values::decoded(value).trim().to_owned()).filter(|value| !value.is_empty());
            }
        }
        None
    }
}

/// HTML in pieces, each with its bytes.
pub fn pieces(html: &str) -> Vec<(Piece, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut text_start = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &html.as_bytes()[at..]) {
        let start = at + found;
        let (piece, end) = match html.as_bytes()[start] {
            b'&' => match values::entity(&html[start..]) {
                Some((decoded, len)) => (Piece::Entity(decoded.into_owned()), start + len),
                None => {
                    at = start + 1;
                    continue;
                }
            },
            _ => match markup(html, start) {
                Some(found) => found,
                None => {
                    at = start + 1;
                    continue;
                }
            },
        };
        if text_start < start {
            out.push((Piece::Text(text_start..start), text_start..start));
        }
        out.push((piece, start..end));
        (at, text_start) = (end, end);
    }
    if text_start < html.len() {
        out.push((Piece::Text(text_start..html.len()), text_start..html.len()));
    }
    out
}

/// The markup that starts at a `<`, and where it ends; a bare `<` is text.
fn markup(html: &str, start: usize) -> Option<(Piece, usize)> {
    let rest = &html[start..];
    if rest.starts_with("<!--") {
        return Some((Piece::Hidden, rest.find("-->").map_or(html.len(), |end| start + end + 3)));
    }
    // Told before its end is looked for, or each bare `<` would read the text to its end.
    let declared = rest.starts_with("<!") || rest.starts_with("<?");
    if !declared && !rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = start + rest.find('>').map_or(rest.len(), |end| end + 1);
    if declared {
        return Some((Piece::Nothing, end));
    }
    let tag = tag(&html[start..end])?;
    if tag.is_hidden() && !tag.closing {
        let close = find_closing(&html[end..], &tag.name).map_or(html.len(), |close| end + close);
        return Some((Piece::Hidden, close));
    }
    Some((tag.piece(), end))
}

/// Where the closing tag of an element starts.
pub fn find_closing(html: &str, name: &str) -> Option<usize> {
    find_ignoring_case(html, &format!("</{name}"))
}

fn find_ignoring_case(haystack: &str, needle: &str) -> Option<usize> {
    haystack.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
