//! Parts pasted text: lines that are paragraphs of their own, without blank lines between them.

use std::ops::Range;

use thin_vec::ThinVec;

use super::lines::Lines;
use crate::digest::model::{Block, BlockKind, Image, Mark, MarkKind};
use crate::text::sentence;

/// A text with a longer line was not wrapped by a program that fills lines (wallabag's plain text has 100 characters).
const WRAP_MAX: usize = 130;

/// Splits each paragraph whose lines were not wrapped to a width into one block a line.
///
/// The rule: a line break is a wrap when the first word of the next line would have made the line longer than the
/// paragraph's longest, or when the next line goes on in the middle of a sentence with a small letter. A paragraph
/// in which three of four breaks are wraps, and not every line ends a sentence, stays whole.
pub fn split(input: &str, blocks: Vec<Block>, lines: &Lines) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let splits = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem { .. });
        // Verse says itself where its lines end.
        let splits = splits && block.marks.iter().all(|mark| mark.kind != MarkKind::Break);
        let at = if splits { breaks(block.prose.as_str()) } else { Vec::new() };
        if at.is_empty() { out.push(block) } else { part(input, block, &at, lines, &mut out) }
    }
    out
}

/// The line feeds at which a text is to be split.
fn breaks(text: &str) -> Vec<usize> {
    let mut out: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    if out.is_empty() {
        return out;
    }
    let width = |line: &str| line.chars().count();
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let goes_on = |pair: &[&str]| !sentence::is_ended(pair[0]) && pair[1].starts_with(char::is_lowercase);
    let is_wrap = |pair: &[&str]| {
        let word = pair[1].split_whitespace().next().unwrap_or_default();
        goes_on(pair) || width(pair[0]) + 1 + width(word) > longest
    };
    let ends = lines[..lines.len() - 1].iter().filter(|line| sentence::is_ended(line)).count();
    let wraps = lines.windows(2).filter(|pair| is_wrap(pair)).count();
    if longest <= WRAP_MAX && ends < out.len() && wraps * 4 >= out.len() * 3 {
        return Vec::new();
    }
    let mut pairs = lines.windows(2);
    out.retain(|_| pairs.next().is_some_and(|pair| !goes_on(pair)));
    out
}

/// Cuts a block at line feeds of its text.
fn part(input: &str, block: Block, at: &[usize], lines: &Lines, out: &mut Vec<Block>) {
    let Block { kind, prose, marks, images, .. } = block;
    let (mut marks, mut images) = (marks.into_iter().peekable(), images.into_iter().peekable());
    // Marks that go on in the next piece.
    let mut open: Vec<Mark> = Vec::new();
    let mut start = 0;
    for (i, end) in at.iter().copied().chain([prose.len()]).enumerate() {
        let last = end == prose.len();
        let piece = prose.slice(start..end);
        let trim = piece.trimmed_range();
        let whole = start + trim.start..start + trim.end;
        while let Some(mark) = marks.next_if(|mark| last || mark.range.start < end) {
            open.push(mark);
        }
        let inside: ThinVec<Mark> = open.iter().filter_map(|mark| clip(mark, &whole)).collect();
        open.retain(|mark| mark.range.end > end);
        let mut own: ThinVec<Image> = ThinVec::new();
        while let Some(image) = images.next_if(|image| last || image.at <= end) {
            own.push(Image { at: image.at.clamp(whole.start, whole.end) - whole.start, ..image });
        }
        start = end + 1;
        let prose = piece.slice(trim);
        if prose.is_empty() && own.is_empty() {
            continue;
        }
        let source = prose.source(0..prose.len());
        let numbers = lines.of(source.start..source.end);
        // A line below a list item that is not indented belongs to the item for Markdown only.
        let below = i > 0 && matches!(kind, BlockKind::ListItem { .. }) && {
            let line = lines.bytes(numbers.start, input.len());
            !input[line].starts_with([' ', '\t', '>'])
        };
        let kind = if below { BlockKind::Paragraph } else { kind.clone() };
        out.push(Block { kind, lines: numbers.into(), prose, marks: inside, images: own });
    }
}

fn clip(mark: &Mark, whole: &Range<usize>) -> Option<Mark> {
    let start = mark.range.start.max(whole.start);
    let end = mark.range.end.min(whole.end);
    (start < end).then(|| Mark { range: start - whole.start..end - whole.start, kind: mark.kind.clone() })
}
