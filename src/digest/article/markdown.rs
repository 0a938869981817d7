//! Markdown to blocks.

use std::ops::Range;

use super::builder;
use super::lines::{Lines, each_line};
use super::notes;
use super::paragraphs;
use crate::digest::model::{Aside, Block, BlockKind};
use crate::text::prose::Prose;

/// The blocks of a part of the input. Each line of it that is not blank belongs to at least one block.
pub fn blocks(input: &str, part: Range<usize>, lines: &Lines) -> Vec<Block> {
    if input[part.clone()].trim().is_empty() {
        return Vec::new();
    }
    let mut read = builder::read(input, part.clone(), lines);
    let blocks = notes::read(&input[..part.end], read.blocks, lines, &mut read.hidden);
    read.hidden.sort_by_key(|range| range.start);
    let mut blocks = paragraphs::split(input, blocks, lines);
    add_bare_lines(input, part, lines, &read.hidden, &mut blocks);
    blocks
}

/// One block for each line of a part that is no text of the article.
pub fn asides(input: &str, part: Range<usize>, lines: &Lines, kind: Aside) -> Vec<Block> {
    let block = |line: Range<usize>| {
        let raw = &input[line.clone()];
        let prose = Prose::verbatim(raw.trim(), line.start + raw.len() - raw.trim_start().len());
        Block { kind: BlockKind::Aside(kind), lines: lines.of(line).into(), prose, ..Block::default() }
    };
    each_line(input, part).filter(|line| !input[line.clone()].trim().is_empty()).map(block).collect()
}

/// Lines that made no block (rules, link definitions, comments, table delimiters) become blocks of raw text.
fn add_bare_lines(input: &str, part: Range<usize>, lines: &Lines, hidden: &[Range<usize>], blocks: &mut Vec<Block>) {
    let whole = lines.of(part.clone());
    let mut covered = vec![false; whole.len()];
    for line in blocks.iter().flat_map(|block| block.lines.range()) {
        if whole.contains(&line) {
            covered[line - whole.start] = true;
        }
    }
    let count = blocks.len();
    for line in whole.clone().filter(|line| !covered[line - whole.start]) {
        let bytes = lines.bytes(line, input.len());
        let bytes = bytes.start.max(part.start)..bytes.end.min(part.end);
        let raw = &input[bytes.clone()];
        let text = raw.trim();
        if !text.is_empty() {
            let at = bytes.start + (raw.len() - raw.trim_start().len());
            let prose = Prose::verbatim(text, at);
            let next = hidden.get(hidden.partition_point(|range| range.end <= at));
            let is_hidden = next.is_some_and(|next| next.start < at + text.len());
            let kind = if is_hidden { BlockKind::Comment } else { BlockKind::Markup };
            blocks.push(Block { kind, lines: (line..line + 1).into(), prose, ..Block::default() });
        }
    }
    if blocks.len() > count {
        blocks.sort_by_key(|block| block.lines.start());
    }
}
