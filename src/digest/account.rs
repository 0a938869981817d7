//! Accounts for every line of an article: what no step placed is recorded as removed markup.

use std::ops::Range;

use super::article::lines::Lines;
use super::model::{Block, Cleaned, Removed};
use crate::text::prose::Span;

/// The lines from the first to behind the last block.
pub fn extent(blocks: &[Block]) -> Range<usize> {
    let start = blocks.iter().map(|block| block.lines.start()).min().unwrap_or(1);
    start..blocks.iter().map(|block| block.lines.end()).max().unwrap_or(start).max(start)
}

/// Adds the lines of `extent` that are in no part of `cleaned` to the removed ones: a picture's line above the words
/// that became the headline, and the like. `lines` are those of the whole `text`.
pub fn for_all_lines(text: &str, lines: &Lines, extent: Range<usize>, cleaned: &mut Cleaned) {
    let mut placed = vec![false; extent.len()];
    let mut place = |range: Range<usize>| {
        for line in range.start.max(extent.start)..range.end.min(extent.end) {
            placed[line - extent.start] = true;
        }
    };
    if let Some(title) = &cleaned.title {
        let span = title.source(0..title.len());
        place(lines.of(span.start..span.end));
    }
    cleaned.body.iter().for_each(|block| place(block.lines.range()));
    let spans = cleaned.related.iter().map(|link| (link.line, link.span));
    let spans = spans.chain(cleaned.credits.iter().map(|credit| (credit.line, credit.span)));
    for (line, span) in spans.chain(cleaned.removed.iter().map(|removed| (removed.line, removed.span))) {
        place(line..line + 1);
        place(lines.of(span.start..span.end));
    }
    let before = cleaned.removed.len();
    for line in extent.clone().filter(|line| !placed[line - extent.start]) {
        let bytes = lines.bytes(line, text.len());
        let raw = &text[bytes.clone()];
        let words = raw.trim();
        if !words.is_empty() {
            let start = bytes.start + raw.len() - raw.trim_start().len();
            let span = Span::new(start, start + words.len());
            cleaned.removed.push(Removed { line, text: words.to_owned(), span, rule: "markup".into() });
        }
    }
    if cleaned.removed.len() > before {
        cleaned.removed.sort_by_key(|removed| (removed.line, removed.span));
    }
}
