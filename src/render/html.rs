//! The clean text of an article as HTML: made from blocks, so that no markup of the source reaches a page.

use crate::digest::model::{AttributedQuote, Block, BlockKind};

use super::inline::{Inline, Quoted};
use super::text::escape_into;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// The level of the highest heading.
    pub heading: u8,
    /// What stands before the description of a picture: `Picture`.
    pub picture: &'a str,
    /// What a table is called.
    pub table: &'a str,
}

/// Lists inside lists are shown as far as this; deeper ones stand at this depth.
const DEEPEST: usize = 6;

/// The text as HTML, with each quote marked by an element with the id `q1`, `q2` ….
///
/// Every quote's id is there, whatever its range: a link to it never leads nowhere.
pub fn article(blocks: &[Block], quotes: &[AttributedQuote], style: Style) -> String {
    let length: usize = blocks.iter().map(|block| block.prose.len()).sum();
    let mut out = String::with_capacity(length + length / 4 + 64);
    let quoted = Quoted::new(blocks.len(), quotes);
    let mut writer = Writer { out: &mut out, style, open: Open::Nothing, lists: Vec::new(), headings: Vec::new() };
    let mut lost: Vec<usize> = quoted.lost().to_vec();
    for (index, block) in blocks.iter().enumerate() {
        let inline = Inline::new(block, quoted.of(index), style.picture);
        if matches!(block.kind, BlockKind::Markup)
            || (block.prose.as_str().trim().is_empty() && block.images.is_empty())
        {
            lost.extend(quoted.of(index).iter().map(|(number, _)| *number));
            continue;
        }
        writer.block(block, &inline);
    }
    writer.close();
    for number in lost {
        out.push_str(&format!("<span id=\"q{}\"></span>", number + 1));
    }
    out
}

/// The container that blocks of one kind share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    List,
    Quotation,
    Table { body: bool },
}

/// An open list, whose last item is open too.
struct List {
    /// As the source has it.
    depth: usize,
    ordered: bool,
    /// The number that its next item has by itself.
    next: u64,
}

struct Writer<'a> {
    out: &'a mut String,
    style: Style<'a>,
    open: Open,
    /// The open lists, the outermost first.
    lists: Vec<List>,
    /// The levels, as the source has them, of the headings that the next one may stand under.
    headings: Vec<u8>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, inline: &Inline) {
        match block.kind {
            BlockKind::Paragraph => {
                self.close();
                self.element("p", inline);
            }
            BlockKind::Heading(level) => {
                self.close();
                self.heading(level, inline);
            }
            BlockKind::ListItem { depth, number } => self.item(depth as usize, number, inline),
            BlockKind::Quotation => {
                if self.open != Open::Quotation {
                    self.close();
                    self.out.push_str("<blockquote>");
                    self.open = Open::Quotation;
                }
                self.element("p", inline);
            }
            BlockKind::Code => {
                self.close();
                self.out.push_str("<pre><code>");
                inline.write_preformatted(self.out);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::TableRow { head } => self.row(head, inline),
            BlockKind::Markup => {}
        }
    }

    fn element(&mut self, name: &str, inline: &Inline) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        inline.write(self.out);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// Headings step down one level at a time, whatever the source does.
    fn heading(&mut self, level: u8, inline: &Inline) {
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        let shown = (self.style.heading as usize + self.headings.len()).min(6);
        self.headings.push(level);
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][shown.max(1) - 1];
        self.element(name, inline);
    }

    fn item(&mut self, depth: usize, number: Option<u64>, inline: &Inline) {
        if self.open != Open::List {
            self.close();
            self.open = Open::List;
        }
        let depth = depth.min(DEEPEST - 1);
        let ordered = number.is_some();
        // A list of the other kind at the same depth is another list.
        while self
            .lists
            .last()
            .is_some_and(|list| list.depth > depth || (list.depth == depth && list.ordered != ordered))
        {
            self.end_list();
        }
        let number = number.map(|number| number.min(i32::MAX as u64));
        if self.lists.last().is_some_and(|list| list.depth == depth) {
            self.out.push_str("</li>\n");
        } else {
            match number {
                None => self.out.push_str("<ul>"),
                Some(1) => self.out.push_str("<ol>"),
                Some(first) => self.out.push_str(&format!("<ol start=\"{first}\">")),
            }
            self.lists.push(List { depth, ordered, next: number.unwrap_or(1) });
        }
        let Some(list) = self.lists.last_mut() else { return };
        match number {
            Some(number) if number != list.next => {
                self.out.push_str(&format!("<li value=\"{number}\">"));
                list.next = number + 1;
            }
            _ => {
                self.out.push_str("<li>");
                list.next += 1;
            }
        }
        inline.write(self.out);
    }

    fn end_list(&mut self) {
        if let Some(list) = self.lists.pop() {
            self.out.push_str(if list.ordered { "</li></ol>\n" } else { "</li></ul>\n" });
        }
    }

    fn row(&mut self, head: bool, inline: &Inline) {
        match self.open {
            Open::Table { body: false } if !head => self.out.push_str("</thead><tbody>"),
            Open::Table { body } if !(head && body) => {}
            _ => {
                self.close();
                self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
                escape_into(self.out, self.style.table);
                self.out.push_str(if head { "\"><table><thead>" } else { "\"><table><tbody>" });
            }
        }
        self.open = Open::Table { body: !head };
        self.out.push_str("<tr>");
        inline.write_cells(self.out, head);
        self.out.push_str("</tr>\n");
    }

    /// Ends whatever is open.
    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::List => {
                while !self.lists.is_empty() {
                    self.end_list();
                }
            }
            Open::Quotation => self.out.push_str("</blockquote>\n"),
            Open::Table { body } => {
                self.out.push_str(if body { "</tbody></table></div>\n" } else { "</thead></table></div>\n" });
            }
        }
        self.open = Open::Nothing;
    }
}
