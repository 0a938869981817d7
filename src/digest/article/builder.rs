//! Markdown events to blocks: the only place that knows pulldown-cmark.

mod obsidian;
mod pasted;
mod raw_html;
mod references;
mod table;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::lines::Lines;
use super::{cards, heads};
use crate::digest::model::{Aside, Block, BlockKind, DEEPEST_MARKS, Image, Mark, MarkKind};
use crate::text::prose::Prose;

/// What a part of the input holds.
pub struct Read {
    /// The blocks that carry text or images.
    pub blocks: Vec<Block>,
    /// Comments, scripts and the like in raw HTML, which no reader was to see.
    pub hidden: Vec<Range<usize>>,
}

/// Reads a part of the input.
pub fn read(input: &str, part: Range<usize>, lines: &Lines) -> Read {
    let cards = cards::find(input, part.clone());
    let mut builder = Builder::new(input, lines);
    builder.parse(&heads::completed(cards::without(input, part.clone(), &cards)), part.start);
    builder.flush(part.end);
    for card in &cards {
        let from = builder.out.len();
        builder.parse(&input[card.inside.clone()], card.inside.start);
        builder.flush(card.inside.end);
        card.mark(&mut builder.out[from..]);
    }
    if !cards.is_empty() {
        builder.out.sort_by_key(|block| block.lines.start());
    }
    Read { blocks: builder.out, hidden: builder.hidden }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

/// Stands in [`Builder::pending`] for what makes no mark.
const NO_MARK: usize = usize::MAX;

struct Builder<'a> {
    input: &'a str,
    lines: &'a Lines,
    out: Vec<Block>,
    /// The block being filled, and where it started.
    open: Option<(Block, usize)>,
    /// Marks of the open block whose end has not come yet: index into its marks.
    pending: Vec<usize>,
    /// The same for the link of an HTML tag, which heeds no nesting.
    html_link: Option<usize>,
    /// The mark of the open cell of an HTML table.
    cell: Option<usize>,
    /// Of the open block, where a superscript began.
    raised: Option<usize>,
    /// Where the address behind `[[link]]` ends, while its text is read.
    bracketed: Option<usize>,
    /// Up to here text is an address that was read.
    passed: usize,
    hidden: Vec<Range<usize>>,
    /// One entry per open list: the next number of an ordered one.
    lists: Vec<Option<u64>>,
    quotation: usize,
    footnote: bool,
    /// Open images with their alternative text: nothing inside adds to the block's text.
    images: Vec<Image>,
    /// Raw HTML of the open HTML block.
    html: Option<Prose>,
    /// The closing tag of the inline element (`script`) whose content is passed over.
    passing: Option<String>,
    /// Up to here no closing tag follows, as an earlier look found.
    unclosed_until: usize,
    /// An indented block on hold: it is read again without its indentation.
    indented: bool,
    /// Whether such a block is being read; it is not done twice.
    again: bool,
    paragraph_end: usize,
}

impl<'a> Builder<'a> {
    fn new(input: &'a str, lines: &'a Lines) -> Self {
        Self {
            input,
            lines,
            out: Vec::new(),
            open: None,
            pending: Vec::new(),
            html_link: None,
            cell: None,
            raised: None,
            bracketed: None,
            passed: 0,
            hidden: Vec::new(),
            lists: Vec::new(),
            quotation: 0,
            footnote: false,
            images: Vec::new(),
            html: None,
            passing: None,
            unclosed_until: 0,
            indented: false,
            again: false,
            paragraph_end: 0,
        }
    }

    /// Reads Markdown that stands at a place of the input.
    fn parse(&mut self, text: &str, at: usize) {
        // Cards are read after the text around them: what was passed there is of no account.
        self.passed = 0;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            self.event(event, range.start + at..range.end + at);
        }
    }

    fn kind_here(&self) -> BlockKind {
        if self.footnote {
            BlockKind::Aside(Aside::Footnote)
        } else if let Some(number) = self.lists.last() {
            BlockKind::ListItem {
                depth: (self.lists.len() - 1).min(255) as u8,
                number: number.map(|number| number.try_into().unwrap_or(u32::MAX)),
            }
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
        self.html_link = None;
        (self.cell, self.raised, self.bracketed) = (None, None, None);
        self.passing = None;
        let Some((mut block, start)) = self.open.take() else { return };
        let end = start + self.input[start..end.max(start)].trim_end().len();
        tidy(&mut block);
        // Lines without text (a heading's underline, a fence, a tag) are markup of their own.
        block.lines = if block.images.is_empty() && !block.prose.is_empty() {
            let span = block.prose.source(0..block.prose.len());
            self.lines.of(span.start..span.end).into()
        } else {
            self.lines.of(start..end).into()
        };
        if !block.prose.is_empty() || !block.images.is_empty() {
            self.out.push(block);
        }
    }

    fn block(&mut self, at: usize) -> &mut Block {
        let kind = self.kind_here();
        &mut self.open.get_or_insert_with(|| (Block { kind, ..Block::default() }, at)).0
    }

    fn open_mark(&mut self, kind: MarkKind, at: usize) -> usize {
        let block = self.block(at);
        let from = block.prose.len();
        block.marks.push(Mark { range: from..from, kind });
        block.marks.len() - 1
    }

    fn close_mark(&mut self, index: Option<usize>) {
        if let (Some(index), Some((block, _))) = (index, &mut self.open)
            && let Some(mark) = block.marks.get_mut(index)
        {
            mark.range.end = block.prose.len();
        }
    }

    fn text(&mut self, text: &str, mut range: Range<usize>) {
        if self.passing.is_some() || range.end <= self.passed {
            return;
        }
        let mut text = text;
        if range.start < self.passed && self.input[range.clone()] == *text {
            text = &text[self.passed - range.start..];
            range.start = self.passed;
        }
        if let Some(image) = self.images.last_mut() {
            image.alt.push_str(text);
            return;
        }
        let source = &self.input[range.clone()];
        let prose = &mut self.block(range.start).prose;
        if source == text {
            prose.push_verbatim(text, range.start);
        } else if let Some(at) = source.find(text) {
            prose.push_verbatim(text, range.start + at);
        } else {
            prose.push_replaced(text, range);
        }
    }

    /// The text of inline code: the parser makes a space of each byte of a line break in it.
    fn code(&mut self, text: &str, range: Range<usize>) {
        let source = &self.input[range.clone()];
        let inside = source.trim_start_matches('`');
        let padded = inside.starts_with([' ', '\n', '\r']) && !text.starts_with(' ');
        let mut at = range.start + source.len() - inside.len() + usize::from(padded);
        for (i, c) in text.char_indices() {
            let end = at + c.len_utf8();
            match self.input[at..range.end].chars().next() {
                Some(there) if there == c => self.text(&text[i..i + c.len_utf8()], at..end),
                Some('\n' | '\r') if c == ' ' => self.text(" ", at..end),
                _ => return self.text(&text[i..], at..range.end),
            }
            at = end;
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        match self.images.last_mut() {
            _ if self.passing.is_some() => {}
            Some(image) => image.alt.push(' '),
            None => self.block(range.start).prose.push_replaced("\n", range),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.indented && !matches!(event, Event::End(TagEnd::CodeBlock)) {
            return;
        }
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, range),
            Event::Html(text) | Event::Text(text) if self.html.is_some() => {
                if let Some(html) = &mut self.html {
                    push(html, &text, self.input, range);
                }
            }
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) if pasted::is_wire_quotation(&self.input[range.clone()]) => {
                let input = self.input;
                self.text(&input[range.clone()], range);
            }
            Event::Code(text) => {
                let mark = self.open_mark(MarkKind::Code, range.start);
                self.code(&text, range);
                self.close_mark(Some(mark));
            }
            Event::HardBreak if self.images.is_empty() => {
                let mark = self.open_mark(MarkKind::Break, range.start);
                self.line_break(range);
                self.close_mark(Some(mark));
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = range.start;
        match tag {
            Tag::Paragraph => {
                self.paragraph_end = range.end;
                // The first paragraph of a list item goes on in the item's own block.
                let goes_on = |(block, start): &(Block, usize)| start + block.prose.len() == at;
                let in_item = self.open.as_ref().is_some_and(|open| open.0.prose.is_empty() || goes_on(open));
                if !in_item {
                    self.start(self.kind_here(), at);
                }
            }
            Tag::Heading { level, .. } => self.start(BlockKind::Heading(level as u8), at),
            Tag::BlockQuote(_) => {
                self.flush(at);
                self.quotation += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let kind = if obsidian::is_query(&info) { BlockKind::Markup } else { BlockKind::Code };
                self.start(kind, at);
            }
            // Four spaces before pasted prose are no program text.
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.start(self.kind_here(), at);
                self.indented = !self.again && self.lists.is_empty() && self.quotation == 0;
            }
            Tag::HtmlBlock => {
                self.flush(at);
                self.html = Some(Prose::default());
            }
            Tag::List(first) => {
                self.flush(at);
                self.lists.push(first);
            }
            Tag::Item => {
                let day = pasted::day(&self.input[range]).map(|marker| (BlockKind::Paragraph, marker));
                let (kind, marker) = day.unwrap_or((self.kind_here(), ""));
                self.start(kind, at);
                self.text(marker, at..at + marker.len());
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number = number.saturating_add(1);
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.flush(at);
                self.footnote = true;
            }
            Tag::TableHead => self.start(BlockKind::TableRow { head: true }, at),
            Tag::TableRow => self.start(BlockKind::TableRow { head: false }, at),
            Tag::TableCell => {
                let block = self.block(at);
                if !block.marks.is_empty() {
                    block.prose.push_replaced("\t", at..at);
                }
                let mark = self.open_mark(MarkKind::Cell, at);
                self.pending.push(mark);
            }
            Tag::Emphasis => self.pend(MarkKind::Emphasis, at),
            Tag::Strong => self.pend(MarkKind::Strong, at),
            Tag::Strikethrough => self.pend(MarkKind::Strikethrough, at),
            Tag::Link { link_type: LinkType::WikiLink { .. }, .. } => self.wiki_link(&range),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.pend(MarkKind::Link(["mailto:", &dest_url].concat()), at);
            }
            Tag::Link { dest_url, .. } => self.pend(MarkKind::Link(dest_url.into_string()), at),
            Tag::Image { dest_url, .. } => {
                let position = self.block(at).prose.len();
                self.images.push(Image { url: dest_url.into_string(), alt: String::new(), at: position });
            }
            _ => {}
        }
    }

    fn pend(&mut self, kind: MarkKind, at: usize) {
        let deep = self.pending.len() >= DEEPEST_MARKS;
        let mark = if deep { NO_MARK } else { self.open_mark(kind, at) };
        self.pending.push(mark);
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                let end = self.underline(&range).unwrap_or(range.end);
                self.flush(end);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => self.flush(range.end),
            TagEnd::FootnoteDefinition => {
                self.flush(range.end);
                self.footnote = false;
            }
            TagEnd::CodeBlock => {
                if std::mem::take(&mut self.indented) {
                    self.open = None;
                    self.read_again(range.clone());
                }
                self.flush(range.end);
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html_block(&html);
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
            TagEnd::Link => {
                self.end_bracketed_link(range.end);
                let mark = self.pending.pop();
                self.close_mark(mark);
                self.drop_reference(mark);
            }
            TagEnd::TableCell | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                let mark = self.pending.pop();
                self.close_mark(mark);
            }
            TagEnd::Image => {
                if let Some(mut image) = self.images.pop() {
                    image.alt.truncate(obsidian::without_size(&image.alt).len());
                    self.block(range.start).images.push(image);
                }
            }
            _ => {}
        }
    }
}

fn push(prose: &mut Prose, text: &str, input: &str, range: Range<usize>) {
    if input[range.clone()] == *text {
        prose.push_verbatim(text, range.start);
    } else {
        prose.push_replaced(text, range);
    }
}

/// White space off both ends, marks and images moved along, empty marks dropped.
pub fn tidy(block: &mut Block) {
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
