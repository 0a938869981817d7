//! What raw HTML in Markdown adds to the blocks.

use std::ops::Range;

use super::super::html::{self, Piece};
use super::Builder;
use crate::digest::model::{Image, MarkKind};
use crate::text::prose::Prose;

impl Builder<'_> {
    /// A tag within a paragraph: breaks separate, links and images count, other tags leave their text.
    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let Some(tag) = html::tag(tag) else { return };
        if let Some(name) = &self.passing {
            if tag.closing && tag.name == *name {
                self.passing = None;
            }
            return;
        }
        if tag.is_hidden() && !tag.closing {
            let rest = &self.input[range.end..self.paragraph_end.max(range.end)];
            if self.unclosed_until < self.paragraph_end && html::find_closing(rest, &tag.name).is_some() {
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
            Piece::Break(_) => self.line_break(range),
            Piece::LinkStart(target) => {
                self.close_mark(self.html_link);
                self.html_link = Some(self.open_mark(MarkKind::Link(target.clone()), range.start));
            }
            Piece::LinkEnd => {
                let mark = self.html_link.take();
                self.close_mark(mark);
            }
            Piece::Image { url, alt } => {
                let block = self.block(range.start);
                let at = block.prose.len();
                block.images.push(Image { url: url.clone(), alt: alt.clone(), at });
            }
            Piece::Text(_) | Piece::Entity(..) | Piece::Nothing => {}
        }
    }

    /// The text of raw HTML: tags go, scripts and styles go with what they hold.
    pub(super) fn html_block(&mut self, html: &Prose) {
        let mut end = 0;
        for (piece, place) in html::pieces(html.as_str()) {
            let source = html.source(place.clone());
            match piece {
                Piece::Break(kind) => {
                    self.flush(end);
                    if let Some(kind) = kind {
                        self.start(kind, source.start);
                    }
                }
                Piece::Text(text) => {
                    if self.open.is_none() && html.as_str()[text.clone()].trim().is_empty() {
                        continue;
                    }
                    self.block(source.start).prose.append(&html.slice(text));
                    end = source.end;
                }
                Piece::Entity(decoded) => {
                    self.block(source.start).prose.push_replaced(&decoded, source.start..source.end);
                    end = source.end;
                }
                piece => {
                    self.html_piece(&piece, source.start..source.end);
                    end = source.end;
                }
            }
        }
        self.flush(end);
    }
}
