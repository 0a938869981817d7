//! The clean text of an article as HTML: made from blocks, so that no markup of the source reaches a page.

use crate::digest::model::{AttributedQuote, Block, BlockKind};

use super::inline::{self, Inline, Quoted};
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
        if block.kind.rule().is_some() || (block.prose.as_str().trim().is_empty() && block.images.is_empty()) {
            lost.extend(quoted.of(index).iter().map(|(number, _)| *number));
            continue;
        }
        writer.block(block, &inline);
    }
    writer.close();
    for number in lost {
        inline::anchor(&mut out, number);
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
    next: u32,
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
            BlockKind::Paragraph | BlockKind::Card { .. } => {
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
            BlockKind::Markup | BlockKind::Comment | BlockKind::Aside(_) => {}
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

    fn item(&mut self, depth: usize, number: Option<u32>, inline: &Inline) {
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
        let number = number.map(|number| number.min(i32::MAX as u32));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::model::{Image, Mark, MarkKind, Passage, Quote, QuoteKind};
    use crate::text::prose::Prose;

    fn block(kind: BlockKind, text: &str, marks: &[(&str, MarkKind)]) -> Block {
        let marks = marks.iter().map(|(part, kind)| {
            let start = text.find(part).expect("part of the text");
            Mark { range: start..start + part.len(), kind: kind.clone() }
        });
        Block { kind, prose: Prose::verbatim(text, 0), marks: marks.collect(), ..Block::default() }
    }

    fn paragraph(text: &str, marks: &[(&str, MarkKind)]) -> Block {
        block(BlockKind::Paragraph, text, marks)
    }

    fn quote(block: usize, range: std::ops::Range<usize>) -> AttributedQuote {
        let kind = QuoteKind::Direct;
        let quote = Quote { words: Passage::new(block, range), kind };
        AttributedQuote { quote, speaker: None, cue: None, evidence: None }
    }

    fn check_quoted(blocks: &[Block], quotes: &[AttributedQuote], expected: &str) {
        let style = Style { heading: 3, picture: "Picture", table: "Table" };
        assert_eq!(article(blocks, quotes, style), expected);
    }

    fn check(blocks: &[Block], expected: &str) {
        check_quoted(blocks, &[], expected);
    }

    #[test]
    fn text_is_escaped() {
        check(&[paragraph("a <b onclick=\"x\">& \u{202e}c", &[])], "<p>a &lt;b onclick=&quot;x&quot;&gt;&amp; c</p>\n");
        check(&[block(BlockKind::Markup, "<script>", &[])], "");
    }

    #[test]
    fn marks_nest() {
        let marks = [("two three", MarkKind::Emphasis), ("three", MarkKind::Strong)];
        check(&[paragraph("one two three", &marks)], "<p>one <em>two <strong>three</strong></em></p>\n");
        let crossing = [("one two", MarkKind::Emphasis), ("two three", MarkKind::Strong)];
        check(
            &[paragraph("one two three", &crossing)],
            "<p><em>one <strong>two</strong></em><strong> three</strong></p>\n",
        );
    }

    #[test]
    fn links() {
        let link = |target: &str| MarkKind::Link(target.into());
        check(
            &[paragraph("see there", &[("there", link("https://a.example/?x=1&y=\""))])],
            "<p>see <a href=\"https://a.example/?x=1&amp;y=%22\" rel=\"nofollow noopener\">there</a></p>\n",
        );
        check(&[paragraph("see there", &[("there", link("javascript:alert(1)"))])], "<p>see there</p>\n");
        let nested = [("see there", link("https://a.example/")), ("there", link("https://b.example/"))];
        check(
            &[paragraph("see there", &nested)],
            "<p><a href=\"https://a.example/\" rel=\"nofollow noopener\">see there</a></p>\n",
        );
    }

    #[test]
    fn verse_keeps_its_lines() {
        let verse = block(BlockKind::Quotation, "It runs\nand runs", &[("\n", MarkKind::Break)]);
        check(&[verse], "<blockquote><p>It runs<br> and runs</p>\n</blockquote>\n");
    }

    #[test]
    fn quotes_have_their_ids() {
        check_quoted(
            &[paragraph("“one two”", &[("two”", MarkKind::Strong)])],
            &[quote(0, 3..10)],
            "<p>“<mark id=\"q1\">one <strong>two</strong></mark><strong>”</strong></p>\n",
        );
        // A range that does not fit, in no block, in a block that is not shown.
        check_quoted(
            &[paragraph("é", &[]), block(BlockKind::Markup, "---", &[])],
            &[quote(0, 1..2), quote(7, 0..1), quote(1, 0..1)],
            "<p><span id=\"q1\"></span>é</p>\n<span id=\"q2\"></span><span id=\"q3\"></span>",
        );
    }

    #[test]
    fn marks_inside_marks_without_end() {
        let text = "x".repeat(1000);
        let marks = (0..1000).map(|i| Mark { range: i..1000, kind: MarkKind::Emphasis }).collect();
        let block = Block { prose: Prose::verbatim(&text, 0), marks, ..Block::default() };
        let html = article(&[block], &[quote(0, 500..600)], Style { heading: 3, picture: "", table: "" });
        assert!(html.len() < 1200 && html.contains("id=\"q1\""));
    }

    #[test]
    fn lists() {
        let item = |depth, number, text: &str| block(BlockKind::ListItem { depth, number }, text, &[]);
        check(
            &[item(0, None, "a"), item(1, Some(1), "b"), item(1, Some(2), "c"), item(0, None, "d")],
            "<ul><li>a<ol><li>b</li>\n<li>c</li></ol>\n</li>\n<li>d</li></ul>\n",
        );
        // Numbers are kept, a jump in depth opens one list, another kind another list.
        check(
            &[item(0, Some(4), "a"), item(0, Some(6), "b"), item(0, None, "c"), item(3, None, "d"), item(3, None, "e")],
            "<ol start=\"4\"><li>a</li>\n<li value=\"6\">b</li></ol>\n<ul><li>c<ul><li>d</li>\n<li>e</li></ul>\n</li></ul>\n",
        );
    }

    #[test]
    fn headings_step_by_one() {
        let heading = |level, text: &str| block(BlockKind::Heading(level), text, &[]);
        check(
            &[heading(2, "a"), heading(5, "b"), heading(5, "c"), heading(6, "d"), heading(1, "e")],
            "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>\n<h5>d</h5>\n<h3>e</h3>\n",
        );
    }

    #[test]
    fn quotations_code_tables() {
        let quotation = |text: &str| block(BlockKind::Quotation, text, &[]);
        check(&[quotation("a"), quotation("b")], "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>\n");
        check(&[block(BlockKind::Code, "a\n  <b>", &[])], "<pre><code>a&#10;  &lt;b&gt;</code></pre>\n");
        let row = |head, text: &str| {
            let cells: Vec<_> = text.split('\t').map(|cell| (cell, MarkKind::Cell)).collect();
            block(BlockKind::TableRow { head }, text, &cells)
        };
        check(
            &[row(true, "who\tpoints"), row(false, "one\t6")],
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\"><table><thead>\
             <tr><th scope=\"col\">who</th><th scope=\"col\">points</th></tr>\n</thead><tbody>\
             <tr><td>one</td><td>6</td></tr>\n</tbody></table></div>\n",
        );
    }

    #[test]
    fn pictures_are_links() {
        let image = |url: &str| Image { url: url.into(), alt: "a <crane>".into(), at: 2 };
        let mut paragraph = paragraph("a b", &[]);
        paragraph.images = [image("https://a.example/x.jpg"), image("x.jpg")].into();
        check(
            &[paragraph],
            "<p>a <a href=\"https://a.example/x.jpg\" rel=\"nofollow noopener\">\
             <span class=\"picture\">Picture: a &lt;crane&gt;</span></a>\
             <span class=\"picture\">Picture: a &lt;crane&gt;</span>b</p>\n",
        );
    }
}
