//! What stands inside a block: text with links, emphasis and quotes, written as HTML that nests well.

use std::ops::Range;

use crate::digest::model::{AttributedQuote, Block, DEEPEST_MARKS, Image, MarkKind};

use super::text::{escape_into, visible};
use super::{href, places};

/// Quotes by the block they stand in.
pub struct Quoted {
    blocks: Vec<Vec<(usize, Range<usize>)>>,
    lost: Vec<usize>,
}

impl Quoted {
    pub fn new(blocks: usize, quotes: &[AttributedQuote]) -> Self {
        let mut quoted = Self { blocks: vec![Vec::new(); blocks], lost: Vec::new() };
        for (number, attributed) in quotes.iter().enumerate() {
            let words = attributed.quote.words;
            match quoted.blocks.get_mut(words.block()) {
                Some(block) => block.push((number, words.range())),
                None => quoted.lost.push(number),
            }
        }
        quoted
    }

    /// Number and range of each quote in a block.
    pub fn of(&self, block: usize) -> &[(usize, Range<usize>)] {
        &self.blocks[block]
    }

    /// Quotes in no block.
    pub fn lost(&self) -> &[usize] {
        &self.lost
    }
}

#[derive(Clone, Debug)]
enum Kind<'a> {
    Element(&'static str),
    Link(&'a str),
    Break,
    Quote(usize),
}

#[derive(Clone, Debug)]
struct Piece<'a> {
    range: Range<usize>,
    kind: Kind<'a>,
}

/// A block's text with what is marked in it.
pub struct Inline<'a> {
    text: &'a str,
    /// By start, outer ones first.
    pieces: Vec<Piece<'a>>,
    cells: Vec<Range<usize>>,
    images: &'a [Image],
    picture: &'a str,
    /// Quotes whose range does not fit the text.
    lost: Vec<usize>,
}

impl<'a> Inline<'a> {
    pub fn new(block: &'a Block, quotes: &[(usize, Range<usize>)], picture: &'a str) -> Self {
        let text = block.prose.as_str();
        let fits = |range: &Range<usize>| range.start < range.end && text.get(range.clone()).is_some();
        let mut pieces = Vec::with_capacity(block.marks.len() + quotes.len());
        let mut cells = Vec::new();
        let mut lost = Vec::new();
        for (number, range) in quotes {
            if fits(range) {
                pieces.push(Piece { range: range.clone(), kind: Kind::Quote(*number) });
            } else {
                lost.push(*number);
            }
        }
        for mark in &block.marks {
            let kind = match &mark.kind {
                MarkKind::Cell => {
                    if text.get(mark.range.clone()).is_some() {
                        cells.push(mark.range.clone());
                    }
                    continue;
                }
                MarkKind::Link(target) => Kind::Link(target),
                MarkKind::Emphasis => Kind::Element("em"),
                MarkKind::Strong => Kind::Element("strong"),
                MarkKind::Strikethrough => Kind::Element("s"),
                MarkKind::Code => Kind::Element("code"),
                MarkKind::Highlight => Kind::Element("mark"),
                MarkKind::Break => Kind::Break,
            };
            if fits(&mark.range) {
                pieces.push(Piece { range: mark.range.clone(), kind });
            }
        }
        // A stable sort: of two with one range, the quote stays outside.
        pieces.sort_by_key(|piece| (piece.range.start, std::cmp::Reverse(piece.range.end)));
        Self { text, pieces, cells, images: &block.images, picture, lost }
    }

    /// The whole text.
    pub fn write(&self, out: &mut String) {
        self.anchors(out);
        Cursor::new(self).write(out, 0..self.text.len());
    }

    /// The text of a table's row: each cell an element.
    pub fn write_cells(&self, out: &mut String, head: bool) {
        let (open, close) = if head { ("<th scope=\"col\">", "</th>") } else { ("<td>", "</td>") };
        let mut cursor = Cursor::new(self);
        let whole = 0..self.text.len();
        let cells: &[Range<usize>] = if self.cells.is_empty() { std::slice::from_ref(&whole) } else { &self.cells };
        for (index, cell) in cells.iter().enumerate() {
            out.push_str(open);
            if index == 0 {
                self.anchors(out);
            }
            let end = if index + 1 == cells.len() { self.text.len() } else { cell.end };
            cursor.write(out, cell.start..end.max(cell.start));
            out.push_str(close);
        }
        // A quote that starts between two cells has its place after them all.
        cursor.skip_rest();
        for number in cursor.unwritten {
            out.push_str("<td>");
            anchor(out, number);
            out.push_str("</td>");
        }
    }

    /// The text with its line breaks, without marks.
    pub fn write_preformatted(&self, out: &mut String) {
        self.anchors(out);
        for piece in &self.pieces {
            if let Kind::Quote(number) = piece.kind {
                anchor(out, number);
            }
        }
        for (index, line) in self.text.lines().enumerate() {
            // As a character reference: line breaks of the page itself are white space.
            if index > 0 {
                out.push_str("&#10;");
            }
            escape_into(out, line);
        }
    }

    fn anchors(&self, out: &mut String) {
        for number in &self.lost {
            anchor(out, *number);
        }
    }
}

/// The place of a quote that has no element of its own.
pub fn anchor(out: &mut String, number: usize) {
    out.push_str(&format!("<span id=\"{}\"></span>", places::quote_id(number)));
}

/// A walk over a text's pieces.
struct Cursor<'a, 'b> {
    inline: &'b Inline<'a>,
    next: usize,
    next_image: usize,
    /// Pieces that are open in the text, the outermost first.
    stack: Vec<(Range<usize>, Tag)>,
    /// Quotes whose element could not be opened.
    unwritten: Vec<usize>,
}

/// An element that is open.
#[derive(Clone)]
enum Tag {
    Plain(&'static str),
    Link(String),
}

impl Tag {
    fn open(&self, out: &mut String) {
        match self {
            Tag::Plain(name) => {
                out.push('<');
                out.push_str(name);
                out.push('>');
            }
            Tag::Link(href) => {
                out.push_str("<a href=\"");
                escape_into(out, href);
                out.push_str("\" rel=\"nofollow noopener\">");
            }
        }
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(match self {
            Tag::Plain(name) => name,
            Tag::Link(_) => "a",
        });
        out.push('>');
    }
}

impl<'a, 'b> Cursor<'a, 'b> {
    fn new(inline: &'b Inline<'a>) -> Self {
        Self { inline, next: 0, next_image: 0, stack: Vec::new(), unwritten: Vec::new() }
    }

    /// Writes a range of the text; what is open at its end is closed.
    fn write(&mut self, out: &mut String, range: Range<usize>) {
        let mut at = range.start;
        loop {
            let start = self.inline.pieces.get(self.next).map(|piece| piece.range.start.max(at));
            let image = self.inline.images.get(self.next_image).map(|image| image.at.max(at));
            let close = self.stack.iter().map(|(range, _)| range.end).min();
            let stop = [start, image, close, Some(range.end)].into_iter().flatten().min().unwrap_or(range.end);
            let stop = self.inline.text.floor_char_boundary(stop).max(at);
            self.text(out, at..stop);
            at = stop;
            if close.is_some_and(|close| close <= at) {
                self.close_ended(out, at);
            } else if image.is_some_and(|image| image <= at) {
                self.image(out);
            } else if start.is_some_and(|start| start <= at) && at < range.end {
                self.open(out, range.end);
            } else if at >= range.end {
                break;
            }
        }
        for (_, tag) in self.stack.drain(..).rev() {
            tag.close(out);
        }
    }

    fn text(&self, out: &mut String, range: Range<usize>) {
        escape_into(out, &self.inline.text[range]);
    }

    fn open(&mut self, out: &mut String, limit: usize) {
        let piece = &self.inline.pieces[self.next];
        self.next += 1;
        let range = piece.range.start..piece.range.end.min(limit);
        let full = self.stack.len() >= DEEPEST_MARKS;
        let tag = match &piece.kind {
            Kind::Quote(number) if full => return anchor(out, *number),
            Kind::Quote(number) => {
                out.push_str(&format!("<mark id=\"{}\">", places::quote_id(*number)));
                self.stack.push((range, Tag::Plain("mark")));
                return;
            }
            Kind::Break => return out.push_str("<br>"),
            _ if full => return,
            Kind::Element(name) => Tag::Plain(name),
            Kind::Link(target) => {
                let in_link = self.stack.iter().any(|(_, tag)| matches!(tag, Tag::Link(_)));
                match href::external(target) {
                    Some(href) if !in_link => Tag::Link(href),
                    _ => return,
                }
            }
        };
        tag.open(out);
        self.stack.push((range, tag));
    }

    /// Closes what ends here, and opens again what was inside it but goes on.
    fn close_ended(&mut self, out: &mut String, at: usize) {
        let Some(outermost) = self.stack.iter().position(|(range, _)| range.end <= at) else { return };
        for (_, tag) in self.stack[outermost..].iter().rev() {
            tag.close(out);
        }
        let inside = self.stack.split_off(outermost);
        for (range, tag) in inside.into_iter().filter(|(range, _)| range.end > at) {
            tag.open(out);
            self.stack.push((range, tag));
        }
    }

    /// A picture is not loaded from elsewhere: a link tells what it shows.
    fn image(&mut self, out: &mut String) {
        let image = &self.inline.images[self.next_image];
        self.next_image += 1;
        let alt = visible(image.alt.trim());
        let in_link = self.stack.iter().any(|(_, tag)| matches!(tag, Tag::Link(_)));
        let Some(href) = href::external(&image.url).filter(|_| !in_link) else {
            if !alt.is_empty() {
                self.label(out, &alt);
            }
            return;
        };
        Tag::Link(href).open(out);
        self.label(out, &alt);
        out.push_str("</a>");
    }

    fn label(&self, out: &mut String, alt: &str) {
        out.push_str("<span class=\"picture\">");
        escape_into(out, self.inline.picture);
        if !alt.is_empty() {
            out.push_str(": ");
            escape_into(out, alt);
        }
        out.push_str("</span>");
    }

    fn skip_rest(&mut self) {
        for piece in &self.inline.pieces[self.next..] {
            if let Kind::Quote(number) = piece.kind {
                self.unwritten.push(number);
            }
        }
        self.next = self.inline.pieces.len();
    }
}
