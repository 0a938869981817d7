//! What note-taking programs write into Markdown that Markdown does not know: highlights, comments, callouts, names of
//! blocks, as [Obsidian's help](https://help.obsidian.md/syntax) has them.

use std::ops::Range;

use memchr::memmem;
use thin_vec::ThinVec;

use super::builder::tidy;
use super::lines::Lines;
use crate::digest::model::{Block, BlockKind, Image, Mark, MarkKind};
use crate::text::prose::Prose;

const HIGHLIGHT: &str = "==";
const COMMENT: &str = "%%";
const CALLOUT: &str = "[!";
const NAME: &str = "^";
/// What template languages write around code.
const CODE: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// Takes such marks out of blocks. A comment becomes a block of its own.
pub fn read(input: &str, blocks: Vec<Block>, lines: &Lines) -> Vec<Block> {
    let has = |mark: &str| memmem::find(input.as_bytes(), mark.as_bytes()).is_some();
    let code = CODE.into_iter().map(|(open, _)| open);
    if ![HIGHLIGHT, COMMENT, CALLOUT, NAME].into_iter().chain(code).any(has) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in comments(blocks) {
        if block.kind != BlockKind::Code && is_template_code(block.prose.as_str()) {
            block.kind = BlockKind::Comment;
        }
        if matches!(block.kind, BlockKind::Code | BlockKind::Comment) {
            out.push(block);
            continue;
        }
        let mut block = highlights(block);
        if let Some(name) = name(block.prose.as_str()) {
            block = without(&block, &[name]);
        }
        callout(block, &mut out);
    }
    out.retain(|block| !block.prose.is_empty() || !block.images.is_empty());
    for block in out.iter_mut().filter(|block| block.images.is_empty()) {
        let span = block.prose.source(0..block.prose.len());
        block.lines = lines.of(span.start..span.end).into();
    }
    out
}

/// `%%one in a line%%`, and one over several blocks, whose marks stand at the start of a block and in front of a line's
/// end.
fn comments(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    // The last block in which an open comment can end.
    let last = blocks.iter().rposition(|block| block.prose.as_str().trim_end().ends_with(COMMENT));
    let mut open = false;
    for (index, block) in blocks.into_iter().enumerate() {
        let text = block.prose.as_str();
        if open {
            open = !text.trim_end().ends_with(COMMENT);
            out.push(Block { kind: BlockKind::Comment, ..block });
            continue;
        }
        let (found, rest) = commented(text);
        let opens = last.is_some_and(|last| last > index) && rest.is_some_and(|at| at == 0);
        if opens {
            open = true;
            out.push(Block { kind: BlockKind::Comment, ..block });
        } else if found.is_empty() || block.kind == BlockKind::Code {
            out.push(block);
        } else {
            out.push(without(&block, &found));
            out.extend(found.into_iter().map(|range| Block {
                kind: BlockKind::Comment,
                lines: block.lines,
                prose: block.prose.slice(range),
                ..Block::default()
            }));
        }
    }
    out
}

/// The comments that begin and end in a text, and where one begins that does not end there.
fn commented(text: &str) -> (Vec<Range<usize>>, Option<usize>) {
    let mut found = Vec::new();
    let mut marks = memmem::find_iter(text.as_bytes(), COMMENT).filter(|&at| {
        let inside_word =
            text[..at].ends_with(char::is_alphanumeric) && text[at + 2..].starts_with(char::is_alphanumeric);
        !inside_word
    });
    while let Some(start) = marks.next().filter(|&at| !text[..at].ends_with(|c: char| c.is_ascii_digit())) {
        let Some(end) = marks.next() else { return (found, Some(start)) };
        found.push(start..end + COMMENT.len());
    }
    (found, None)
}

/// Whether a text is nothing but code that a template program left as it is: `<% tp.date.now() %>`, `{{title}}`.
fn is_template_code(text: &str) -> bool {
    let text = text.trim();
    CODE.into_iter().any(|(open, close)| text.starts_with(open) && text.ends_with(close))
}

/// `==words==`: marks that stand close to the words, as those of emphasis do.
fn highlights(mut block: Block) -> Block {
    let text = block.prose.as_str();
    let mut signs: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for at in memmem::find_iter(text.as_bytes(), HIGHLIGHT) {
        let end = at + HIGHLIGHT.len();
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '=');
        let in_code = block.marks.iter().any(|mark| mark.kind == MarkKind::Code && mark.range.contains(&at));
        if in_code || before == Some('=') || after == Some('=') {
            continue;
        }
        match from {
            Some(start) if is_word(before) => {
                signs.extend([start..start + HIGHLIGHT.len(), at..end]);
                from = None;
            }
            _ if is_word(after) => from = Some(at),
            _ => {}
        }
    }
    if signs.is_empty() {
        return block;
    }
    for pair in signs.chunks_exact(2) {
        block.marks.push(Mark { range: pair[0].end..pair[1].start, kind: MarkKind::Highlight });
    }
    block.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    without(&block, &signs)
}

/// ` ^name` at the end of a block, by which links lead to it.
fn name(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end().len();
    let start = text[..end].trim_end_matches(|c: char| !c.is_whitespace()).len();
    let name = text[start..end].strip_prefix(NAME)?;
    let sound = name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    sound.then(|| text[..start].trim_end().len()..text.len())
}

/// `[!note]- Title` in front of a quotation: the title is a paragraph of its own.
fn callout(block: Block, out: &mut Vec<Block>) {
    let text = block.prose.as_str();
    let Some(kind_end) = text.strip_prefix(CALLOUT).and_then(|rest| rest.find(']')).map(|at| CALLOUT.len() + at) else {
        return out.push(block);
    };
    let kind = &text[CALLOUT.len()..kind_end];
    let sound = kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' '));
    if block.kind != BlockKind::Quotation || kind.is_empty() || !sound {
        return out.push(block);
    }
    let after = text[kind_end + 1..].trim_start_matches(['+', '-']);
    let title = text.len() - after.len();
    let line_end = after.find('\n').map_or(text.len(), |at| title + at);
    let mut head = without(&block, &[0..title, line_end..text.len()]);
    let body = without(&block, std::slice::from_ref(&(0..line_end)));
    head.images.clear();
    head.marks.insert(0, Mark { range: 0..head.prose.len(), kind: MarkKind::Strong });
    out.extend([head, body]);
}

/// A block without ranges of its text, which are in order and apart; white space before and behind one is one.
fn without(block: &Block, ranges: &[Range<usize>]) -> Block {
    let text = block.prose.as_str();
    let mut prose = Prose::default();
    // Where each kept stretch stood, and where it stands.
    let mut kept: Vec<(Range<usize>, usize)> = Vec::with_capacity(ranges.len() + 1);
    let mut at = 0;
    for range in ranges.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
        let spaced = prose.as_str().is_empty() || prose.as_str().ends_with(char::is_whitespace);
        let from = at + if spaced { text[at..range.start].len() - text[at..range.start].trim_start().len() } else { 0 };
        kept.push((from..range.start, prose.len()));
        prose.append(&block.prose.slice(from..range.start));
        at = range.end;
    }
    let place = |offset: usize| {
        let (stretch, start) = &kept[kept.partition_point(|(stretch, _)| stretch.end < offset).min(kept.len() - 1)];
        start + offset.clamp(stretch.start, stretch.end) - stretch.start
    };
    let moved = |mark: &Mark| {
        let range = place(mark.range.start)..place(mark.range.end);
        (range.start < range.end || mark.kind == MarkKind::Cell).then(|| Mark { range, kind: mark.kind.clone() })
    };
    let marks: ThinVec<Mark> = block.marks.iter().filter_map(moved).collect();
    let images = block.images.iter().map(|image| Image { at: place(image.at), ..image.clone() }).collect();
    let mut block = Block { kind: block.kind.clone(), lines: block.lines, prose, marks, images };
    tidy(&mut block);
    block
}
