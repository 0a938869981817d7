//! What raw HTML in Markdown adds to the blocks.

use std::ops::Range;

use super::super::html::{self, Piece};
use super::Builder;
use super::table::tables;
use crate::digest::model::{Image, MarkKind};
use crate::text::prose::Prose;

impl Builder<'_> {
    /// A tag within a paragraph: breaks separate, links and images count, other tags leave their text.
    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let Some(tag) = html::tag(tag) else { return self.hidden.push(range) };
        if let Some(name) = &self.passing {
            if tag.closing && tag.name == *name {
                self.passing = None;
            }
            return;
        }
        if tag.is_hidden() && !tag.closing {
            let rest = &self.input[range.end..self.paragraph_end.max(range.end)];
            let closing = (self.unclosed_until < self.paragraph_end).then(|| html::find_closing(rest, &tag.name));
            if let Some(closing) = closing.flatten() {
                self.hidden.push(range.start..range.end + closing);
                self.passing = Some(tag.name);
            } else {
                self.unclosed_until = self.paragraph_end;
            }
        } else if self.images.is_empty() {
            self.html_piece(&tag.piece(), range);
        }
    }

    /// The effect of a tag on the open block.
    fn html_piece(&mut self, piece: &Piece, range: Range<usize>) {
        match piece {
            Piece::Break(_) | Piece::Table(_) | Piece::Quotation { .. } => self.line_break(range),
            Piece::LinkStart(target) => {
                self.close_mark(self.html_link);
                self.html_link = Some(self.open_mark(MarkKind::Link(target.clone()), range.start));
            }
            Piece::LinkEnd => {
                let mark = self.html_link.take();
                self.close_mark(mark);
                self.drop_reference(mark);
            }
            Piece::Superscript { closing: false } => self.superscript(),
            Piece::Superscript { closing: true } => self.end_superscript(),
            Piece::Image { url, alt } => {
                let block = self.block(range.start);
                let at = block.prose.len();
                block.images.push(Image { url: url.clone(), alt: alt.clone(), at });
            }
            Piece::Text(_) | Piece::Entity(..) | Piece::Hidden | Piece::Nothing => {}
        }
    }

    /// The text of raw HTML: tags go, scripts and styles go with what they hold.
    pub(super) fn html_block(&mut self, html: &Prose) {
        let mut end = 0;
        let outside = self.quotation;
        let pieces = html::pieces(html.as_str());
        let mut tables = tables(&pieces).into_iter().peekable();
        for (i, (piece, place)) in pieces.into_iter().enumerate() {
            while tables.next_if(|table| table.end <= i).is_some() {}
            let in_table = tables.peek().is_some_and(|table| table.contains(&i));
            let span = html.source(place.clone());
            let source = span.start..span.end;
            match piece {
                Piece::Table(part) if in_table => self.table_piece(part, source, end),
                Piece::Break(_) if self.in_row() && in_table => self.cell_space(source),
                Piece::Table(_) => self.flush(end),
                Piece::Quotation { closing } => {
                    self.flush(end);
                    self.quotation =
                        if closing { self.quotation.saturating_sub(1).max(outside) } else { self.quotation + 1 };
                }
                Piece::Break(kind) => {
                    self.flush(end);
                    if let Some(kind) = kind {
                        self.start(kind, source.start);
                    }
                }
                Piece::Hidden => {
                    // A script ends a line of text, a comment does not.
                    if !html.as_str()[place].starts_with("<!") && !self.in_row() {
                        self.flush(end);
                    }
                    self.hidden.push(source);
                }
                Piece::Text(text) if self.in_row() && in_table => {
                    self.cell_text(&html.slice(text));
                    end = source.end;
                }
                Piece::Text(text) => {
                    if self.open.is_none() && html.as_str()[text.clone()].trim().is_empty() {
                        continue;
                    }
                    self.block(source.start).prose.append(&html.slice(text));
                    end = source.end;
                }
                Piece::Entity(decoded) => {
                    self.block(source.start).prose.push_replaced(&decoded, source.clone());
                    end = source.end;
                }
                piece => {
                    self.html_piece(&piece, source.clone());
                    end = source.end;
                }
            }
        }
        self.flush(end);
        // What is not closed ends here: the rest of a text is no quotation.
        self.quotation = outside;
    }
}
