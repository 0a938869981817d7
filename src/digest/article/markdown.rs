//! Markdown to blocks: the only place that knows pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::digest::model::{Block, BlockKind, Image, Mark, MarkKind};
use crate::text::prose::Prose;

/// The blocks of a part of the input. Each line of it that is not blank belongs to at least one block.
pub fn blocks(input: &str, part: Range<usize>) -> Vec<Block> {
    let lines = Lines::new(input);
    let mut builder = Builder::new(input, part.start, &lines);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&input[part.clone()], options).into_offset_iter() {
        builder.event(event, range.start + part.start..range.end + part.start);
    }
    builder.flush(part.end);
    let mut blocks = builder.out;
    add_bare_lines(input, part, &lines, &mut blocks);
    blocks
}

/// Line numbers by byte offset.
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn new(input: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr_newlines(input).map(|i| i + 1));
        Self { starts }
    }

    /// The 1-based line of a byte.
    pub fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The 1-based, half-open lines of a range of bytes.
    pub fn of(&self, range: Range<usize>) -> Range<usize> {
        let first = self.at(range.start);
        first..self.at(range.end.saturating_sub(1).max(range.start)) + 1
    }

    /// The bytes of a 1-based line, with its line feed.
    pub fn bytes(&self, line: usize, len: usize) -> Range<usize> {
        self.starts[line - 1]..self.starts.get(line).copied().unwrap_or(len)
    }
}

fn memchr_newlines(input: &str) -> impl Iterator<Item = usize> {
    input.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i)
}

struct Builder<'a> {
    input: &'a str,
    lines: &'a Lines,
    out: Vec<Block>,
    /// The block being filled, and where it started.
    open: Option<(Block, usize)>,
    /// Marks of the open block whose end has not come yet: index into its marks.
    pending: Vec<usize>,
    /// One entry per open list: the next number of an ordered one.
    lists: Vec<Option<u64>>,
    quotation: usize,
    /// Open images: nothing inside adds to the text.
    images: Vec<(Image, String)>,
    html: Option<Range<usize>>,
    last_end: usize,
}

impl<'a> Builder<'a> {
    fn new(input: &'a str, start: usize, lines: &'a Lines) -> Self {
        Self {
            input,
            lines,
            out: Vec::new(),
            open: None,
            pending: Vec::new(),
            lists: Vec::new(),
            quotation: 0,
            images: Vec::new(),
            html: None,
            last_end: start,
        }
    }

    fn kind_here(&self) -> BlockKind {
        if let Some(number) = self.lists.last() {
            BlockKind::ListItem { depth: (self.lists.len() - 1).min(255) as u8, number: *number }
        } else if self.quotation > 0 {
            BlockKind::Quotation
        } else {
            BlockKind::Paragraph
        }
    }

    fn start(&mut self, kind: BlockKind, at: usize) {
        self.flush(at);
        self.open = Some((Block { kind, ..Block::default() }, at));
    }

    /// Ends the open block, if there is one.
    fn flush(&mut self, end: usize) {
        self.pending.clear();
        let Some((mut block, start)) = self.open.take() else { return };
        let end = end.min(self.last_end.max(start));
        let end = start + self.input[start..end.max(start)].trim_end().len();
        block.lines = self.lines.of(start..end);
        tidy(&mut block);
        if !block.prose.is_empty() || !block.images.is_empty() {
            self.out.push(block);
        }
    }

    fn block(&mut self, at: usize) -> &mut Block {
        if self.open.is_none() {
            let kind = self.kind_here();
            self.open = Some((Block { kind, ..Block::default() }, at));
        }
        &mut self.open.as_mut().expect("just opened").0
    }

    fn open_mark(&mut self, kind: MarkKind, at: usize) {
        let block = self.block(at);
        let from = block.prose.len();
        block.marks.push(Mark { range: from..from, kind });
        let index = block.marks.len() - 1;
        self.pending.push(index);
    }

    fn close_mark(&mut self) {
        let Some(index) = self.pending.pop() else { return };
        if let Some((block, _)) = &mut self.open
            && let Some(mark) = block.marks.get_mut(index)
        {
            mark.range.end = block.prose.len();
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, alt)) = self.images.last_mut() {
            alt.push_str(text);
            return;
        }
        let input = self.input;
        let block = self.block(range.start);
        if input.get(range.clone()) == Some(text) {
            block.prose.push_verbatim(text, range.start);
        } else if let Some(at) = input.get(range.clone()).and_then(|source| source.find(text)) {
            block.prose.push_verbatim(text, range.start + at);
        } else {
            block.prose.push_replaced(text, range);
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range.clone()),
            Event::End(tag) => self.end_tag(tag, range.clone()),
            Event::Text(text) if self.html.is_none() => self.text(&text, range.clone()),
            Event::Code(text) => {
                self.open_mark(MarkKind::Code, range.start);
                self.text(&text, range.clone());
                self.close_mark();
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, alt)) = self.images.last_mut() {
                    alt.push(' ');
                } else {
                    self.block(range.start).prose.push_replaced("\n", range.clone());
                }
            }
            Event::Html(_) | Event::Text(_) => {
                let html = self.html.get_or_insert(range.clone());
                html.end = range.end;
            }
            // `<br>` separates; other tags leave their text.
            Event::InlineHtml(tag) if is_break(&tag) && self.images.is_empty() => {
                self.block(range.start).prose.push_replaced("\n", range.clone());
            }
            _ => {}
        }
        self.last_end = self.last_end.max(range.end);
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                // The first paragraph of a list item goes on in the item's own block.
                let in_item = self.open.as_ref().is_some_and(|(block, _)| block.prose.is_empty());
                if !in_item {
                    let kind = self.kind_here();
                    self.start(kind, range.start);
                }
            }
            Tag::Heading { level, .. } => self.start(BlockKind::Heading(level as u8), range.start),
            Tag::BlockQuote(_) => {
                self.flush(range.start);
                self.quotation += 1;
            }
            Tag::CodeBlock(kind) => {
                // Four spaces before pasted prose are no program text.
                let kind = match kind {
                    CodeBlockKind::Fenced(_) => BlockKind::Code,
                    CodeBlockKind::Indented => self.kind_here(),
                };
                self.start(kind, range.start);
            }
            Tag::HtmlBlock => {
                self.flush(range.start);
                self.html = Some(range.start..range.start);
            }
            Tag::List(first) => {
                self.flush(range.start);
                self.lists.push(first);
            }
            Tag::Item => {
                let kind = self.kind_here();
                self.start(kind, range.start);
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number += 1;
                }
            }
            Tag::TableHead => {
                self.start(BlockKind::TableRow { head: true }, range.start);
            }
            Tag::TableRow => self.start(BlockKind::TableRow { head: false }, range.start),
            Tag::TableCell => {
                if !self.block(range.start).prose.is_empty() || !self.block(range.start).marks.is_empty() {
                    self.block(range.start).prose.push_replaced("\t", range.start..range.start);
                }
                self.open_mark(MarkKind::Cell, range.start);
            }
            Tag::Emphasis => self.open_mark(MarkKind::Emphasis, range.start),
            Tag::Strong => self.open_mark(MarkKind::Strong, range.start),
            Tag::Strikethrough => self.open_mark(MarkKind::Strikethrough, range.start),
            Tag::Link { dest_url, .. } => self.open_mark(MarkKind::Link(dest_url.into_string()), range.start),
            Tag::Image { dest_url, .. } => {
                let at = self.block(range.start).prose.len();
                let image = Image { url: dest_url.into_string(), alt: String::new(), at };
                self.images.push((image, String::new()));
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        self.last_end = self.last_end.max(range.end);
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(range.end),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.flush(range.end);
            }
            TagEnd::CodeBlock => {
                self.flush(range.end);
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html_block(html.start..range.end);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush(range.end);
                self.quotation = self.quotation.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush(range.end);
                self.lists.pop();
            }
            TagEnd::TableCell | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.close_mark();
            }
            TagEnd::Image => {
                if let Some((mut image, alt)) = self.images.pop() {
                    image.alt = alt;
                    self.block(range.start).images.push(image);
                }
            }
            _ => {}
        }
    }

    /// The text of raw HTML: tags go, scripts and styles go with what they hold.
    fn html_block(&mut self, range: Range<usize>) {
        let input = self.input;
        let kind = self.kind_here();
        let mut start = range.start;
        for piece in html_text(&input[range.clone()]) {
            match piece {
                HtmlPiece::Break => self.flush(start),
                HtmlPiece::Text(at) => {
                    let at = range.start + at.start..range.start + at.end;
                    if self.open.is_none() && input[at.clone()].trim().is_empty() {
                        continue;
                    }
                    start = at.end;
                    if self.open.is_none() {
                        self.start(kind.clone(), at.start);
                    }
                    self.last_end = self.last_end.max(at.end);
                    self.block(at.start).prose.push_verbatim(&input[at.clone()], at.start);
                }
            }
        }
        self.last_end = self.last_end.max(range.end);
        self.flush(start);
    }
}

fn is_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

enum HtmlPiece {
    Text(Range<usize>),
    /// A tag that ends a line of text.
    Break,
}

fn html_text(html: &str) -> Vec<HtmlPiece> {
    let bytes = html.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let Some(open) = html[at..].find('<').map(|i| at + i) else { break };
        let is_tag = bytes.get(open + 1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'));
        if !is_tag {
            out.push(HtmlPiece::Text(at..open + 1));
            at = open + 1;
            continue;
        }
        if open > at {
            out.push(HtmlPiece::Text(at..open));
        }
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |i| open + i + 3);
            continue;
        }
        let close = html[open..].find('>').map_or(html.len(), |i| open + i + 1);
        let name: String = html[open + 1..close]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        at = close;
        if matches!(name.as_str(), "script" | "style" | "svg" | "template" | "noscript") && bytes[open + 1] != b'/' {
            let end = format!("</{name}");
            at = find_ignoring_case(&html[close..], &end).map_or(html.len(), |i| close + i);
        }
        if !matches!(
            name.as_str(),
            "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "s" | "sup" | "sub" | "mark" | "small"
        ) {
            out.push(HtmlPiece::Break);
        }
    }
    if at < html.len() {
        out.push(HtmlPiece::Text(at..html.len()));
    }
    out
}

fn find_ignoring_case(haystack: &str, needle: &str) -> Option<usize> {
    haystack.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// White space off both ends, marks and images moved along, empty marks dropped.
fn tidy(block: &mut Block) {
    let range = block.prose.trimmed_range();
    if range != (0..block.prose.len()) {
        block.prose = block.prose.slice(range.clone());
        for mark in &mut block.marks {
            mark.range.start = mark.range.start.clamp(range.start, range.end) - range.start;
            mark.range.end = mark.range.end.clamp(range.start, range.end) - range.start;
        }
        for image in &mut block.images {
            image.at = image.at.clamp(range.start, range.end) - range.start;
        }
    }
    block.marks.retain(|mark| mark.range.start < mark.range.end || mark.kind == MarkKind::Cell);
}

/// Lines that made no block (rules, link definitions, comments, table delimiters) become blocks of raw text.
fn add_bare_lines(input: &str, part: Range<usize>, lines: &Lines, blocks: &mut Vec<Block>) {
    if input[part.clone()].trim().is_empty() {
        return;
    }
    let whole = lines.of(part.clone());
    let mut covered = vec![false; whole.len()];
    for block in blocks.iter() {
        for line in block.lines.clone() {
            if whole.contains(&line) {
                covered[line - whole.start] = true;
            }
        }
    }
    let mut bare = Vec::new();
    for line in whole.clone().filter(|line| !covered[line - whole.start]) {
        let bytes = lines.bytes(line, input.len());
        let bytes = bytes.start.max(part.start)..bytes.end.min(part.end);
        let raw = &input[bytes.clone()];
        let text = raw.trim();
        if !text.is_empty() {
            let at = bytes.start + (raw.len() - raw.trim_start().len());
            let prose = Prose::verbatim(text, at);
            bare.push(Block { kind: BlockKind::Markup, lines: line..line + 1, prose, ..Block::default() });
        }
    }
    if !bare.is_empty() {
        blocks.append(&mut bare);
        blocks.sort_by_key(|block| block.lines.start);
    }
}
