//! Tables in raw HTML: their rows are read as those of Markdown's tables, but for tables that only lay a page out.

use std::ops::Range;

use super::super::html::{Part, Piece};
use super::Builder;
use crate::digest::model::{BlockKind, MarkKind};
use crate::text::prose::Prose;

/// A cell with more bytes holds no figure or name, but a stretch of a text.
const LONGEST_CELL: usize = 300;

/// The tables of data among the pieces of some HTML: rows of two cells and more, no table in a cell, short cells. A
/// blank line ends Markdown's HTML, so that rows may come without the start of their table.
pub(super) fn tables(pieces: &[(Piece, Range<usize>)]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut any = false;
    for (i, (piece, range)) in pieces.iter().enumerate() {
        match piece {
            Piece::Table(Part::Table) => {
                any = true;
                open = Some(Open::at(i));
            }
            Piece::Table(Part::EndOfTable) => found.extend(open.take().and_then(|open| open.data(i))),
            Piece::Table(part) => {
                if open.is_none() && !any {
                    open = Some(Open::at(i));
                }
                if let Some(open) = &mut open {
                    open.part(*part);
                }
            }
            Piece::Text(_) => {
                if let Some(open) = &mut open {
                    open.cell += range.len();
                    open.longest = open.longest.max(open.cell);
                }
            }
            _ => {}
        }
    }
    found.extend(open.and_then(|open| open.data(pieces.len())));
    found
}

/// A table of which it is not known yet whether it holds data.
struct Open {
    start: usize,
    /// Cells of the row, and the most that a row has.
    cells: usize,
    most: usize,
    /// Bytes of the cell's text, and the most that one has.
    cell: usize,
    longest: usize,
}

impl Open {
    fn at(start: usize) -> Self {
        Self { start, cells: 0, most: 0, cell: 0, longest: 0 }
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Row => self.cells = 0,
            Part::Cell { .. } => {
                self.cells += 1;
                self.most = self.most.max(self.cells);
            }
            _ => {}
        }
        self.cell = 0;
    }

    fn data(self, end: usize) -> Option<Range<usize>> {
        (self.most >= 2 && self.longest <= LONGEST_CELL).then_some(self.start..end + 1)
    }
}

impl Builder<'_> {
    pub(super) fn table_piece(&mut self, part: Part, source: Range<usize>, end: usize) {
        self.end_cell();
        match part {
            Part::Cell { head } => {
                if !self.in_row() {
                    self.start(BlockKind::TableRow { head }, source.start);
                }
                let block = self.block(source.start);
                if !block.marks.is_empty() {
                    block.prose.push_replaced("\t", source.start..source.start);
                }
                // A row with a heading of its own is one of the table's body.
                block.kind = BlockKind::TableRow { head: head && block.kind == BlockKind::TableRow { head: true } };
                self.cell = Some(self.open_mark(MarkKind::Cell, source.start));
            }
            Part::EndOfCell => {}
            _ => self.flush(end),
        }
    }

    pub(super) fn in_row(&self) -> bool {
        self.open.as_ref().is_some_and(|(block, _)| matches!(block.kind, BlockKind::TableRow { .. }))
    }

    /// Text of a row, on one line; between cells there is white space.
    pub(super) fn cell_text(&mut self, text: &Prose) {
        let words = text.as_str();
        let mut at = 0;
        while at < words.len() {
            let blank = words[at..].starts_with(char::is_whitespace);
            let len = words[at..].find(|c: char| c.is_whitespace() != blank).unwrap_or(words.len() - at);
            let source = text.source(at..at + len);
            if blank {
                self.cell_space(source.start..source.end);
            } else {
                self.block(source.start).prose.append(&text.slice(at..at + len));
            }
            at += len;
        }
    }

    /// White space in a cell, of which none stands at its start.
    pub(super) fn cell_space(&mut self, source: Range<usize>) {
        if let (Some(cell), Some((block, _))) = (self.cell, &mut self.open)
            && block.marks.get(cell).is_some_and(|mark| mark.range.start < block.prose.len())
            && !block.prose.as_str().ends_with(' ')
        {
            block.prose.push_replaced(" ", source);
        }
    }

    fn end_cell(&mut self) {
        if let (Some(cell), Some((block, _))) = (self.cell.take(), &mut self.open)
            && let Some(start) = block.marks.get(cell).map(|mark| mark.range.start)
        {
            let text = block.prose.as_str();
            let end = start + text[start..].trim_end().len();
            block.prose.truncate(end);
            for mark in block.marks.iter_mut().skip(cell) {
                mark.range.end = mark.range.end.min(end);
            }
            self.close_mark(Some(cell));
        }
    }
}
