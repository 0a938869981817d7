//! What note-taking programs write into Markdown that Markdown does not know: highlights, comments, callouts, names of
//! blocks, footnotes in the line, as [Obsidian's help](https://help.obsidian.md/syntax) has them; properties in the line
//! and queries of Dataview, commands of Templater.

use std::ops::Range;
use std::{iter, slice};

use memchr::memmem;
use thin_vec::ThinVec;

use super::builder::tidy;
use super::lines::Lines;
use crate::digest::model::{Aside, Block, BlockKind, Image, Mark, MarkKind};
use crate::text::prose::Prose;

const HIGHLIGHT: &str = "==";
const COMMENT: &str = "%%";
const CALLOUT: &str = "[!";
const NAME: &str = "^";
const PROPERTY: &str = "::";
const COMMAND: &str = "<%";

/// The longest command, footnote in the line and property in the line, in bytes.
const COMMAND_MAX: usize = 4000;
const FOOTNOTE_MAX: usize = 1000;
const PROPERTY_MAX: usize = 200;

/// Takes such marks out of blocks. A comment becomes a block of its own; where one goes over several, its place is
/// `hidden`.
pub fn read(input: &str, blocks: Vec<Block>, lines: &Lines, hidden: &mut Vec<Range<usize>>) -> Vec<Block> {
    let has = |mark: &str| memmem::find(input.as_bytes(), mark.as_bytes()).is_some();
    if ![HIGHLIGHT, COMMENT, CALLOUT, NAME, PROPERTY, COMMAND].into_iter().any(has) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    for block in comments(blocks, hidden) {
        if block.kind == BlockKind::Code || block.kind.rule().is_some() {
            out.push(block);
            continue;
        }
        let apart = asides(&block);
        let text = block.prose.as_str();
        let ranges: Vec<Range<usize>> = apart.iter().map(|(range, _)| with_space(text, range)).collect();
        let mut rest = if ranges.is_empty() { block.clone() } else { without(&block, &ranges) };
        rest = highlights(rest);
        if let Some(name) = name(rest.prose.as_str()) {
            rest = without(&rest, &[name]);
        }
        callout(rest, &mut out);
        out.extend(apart.into_iter().map(|(range, kind)| Block {
            kind,
            lines: block.lines,
            prose: block.prose.slice(range),
            ..Block::default()
        }));
    }
    out.retain(|block| !block.prose.is_empty() || !block.images.is_empty());
    head_footnotes(&mut out);
    for block in out.iter_mut().filter(|block| block.images.is_empty()) {
        let span = block.prose.source(0..block.prose.len());
        block.lines = lines.of(span.start..span.end).into();
    }
    out
}

/// Commands, footnotes and properties in the line, in order.
fn asides(block: &Block) -> Vec<(Range<usize>, BlockKind)> {
    let text = block.prose.as_str();
    let in_code = code(&block.marks);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['^', '(', '[', '<']).map(|next| at + next) {
        let rest = &text[start..];
        let aside = command(rest)
            .map(|length| (length, BlockKind::Comment))
            .or_else(|| Some((footnote(rest)?, BlockKind::Aside(Aside::Footnote))))
            .or_else(|| Some((property(rest)?, BlockKind::Aside(Aside::Property))));
        match aside.filter(|_| !in_code(start)) {
            Some((length, kind)) => {
                at = start + length;
                found.push((start..at, kind));
            }
            None => at = start + 1,
        }
    }
    found
}

/// Tells of places in a text whether they are in code.
pub fn code(marks: &[Mark]) -> impl Fn(usize) -> bool + use<> {
    let code = marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| mark.range.clone());
    let code: Vec<Range<usize>> = code.collect();
    move |at| code.get(code.partition_point(|range| range.end <= at)).is_some_and(|range| range.contains(&at))
}

/// A range with the space before it where what follows takes none.
fn with_space(text: &str, range: &Range<usize>) -> Range<usize> {
    let takes_none = text[range.end..].chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'));
    let spaced = takes_none && text[..range.start].ends_with(' ');
    range.start - usize::from(spaced)..range.end
}

/// The length of `<%* … %>` at the start of a text.
fn command(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(COMMAND_MAX)];
    near.strip_prefix(COMMAND)?.find("%>").map(|end| end + 4)
}

/// The length of `^[…]` at the start of a text.
fn footnote(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(FOOTNOTE_MAX)];
    if !near.starts_with("^[") {
        return None;
    }
    let mut depth = 0;
    near.char_indices().skip(1).find_map(|(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at + 1)
    })
}

/// The length of `(rating:: 4)` or `[mood:: glad]` at the start of a text.
fn property(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(PROPERTY_MAX)];
    let close = match near.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = near.find(close)?;
    let (key, value) = near[1..end].split_once(PROPERTY)?;
    let well = key.starts_with(char::is_alphabetic)
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && (value.is_empty() || value.starts_with(' '))
        && !value.contains('\n');
    well.then_some(end + 1)
}

/// A heading with footnotes alone below it goes with them.
fn head_footnotes(blocks: &mut [Block]) {
    let mut below: Option<bool> = None;
    for block in blocks.iter_mut().rev() {
        match block.kind {
            BlockKind::Aside(Aside::Footnote) => below = Some(below.unwrap_or(true)),
            BlockKind::Heading(_) => {
                if below == Some(true) {
                    block.kind = BlockKind::Aside(Aside::Footnote);
                }
                below = None;
            }
            BlockKind::Markup | BlockKind::Comment => {}
            _ => below = Some(false),
        }
    }
}

/// `%%one in a line%%`, and one over several blocks, whose marks stand at the start of a block and in front of a line's
/// end.
fn comments(blocks: Vec<Block>, hidden: &mut Vec<Range<usize>>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    // The last block in which an open comment can end.
    let last = blocks.iter().rposition(|block| block.prose.as_str().trim_end().ends_with(COMMENT));
    let mut open = false;
    for (index, block) in blocks.into_iter().enumerate() {
        let text = block.prose.as_str();
        let place = block.prose.source(0..block.prose.len());
        if open {
            open = !text.trim_end().ends_with(COMMENT);
            if let Some(last) = hidden.last_mut() {
                last.end = place.end.max(last.end);
            }
            out.push(Block { kind: BlockKind::Comment, ..block });
            continue;
        }
        let (found, rest) = commented(text);
        let opens = last.is_some_and(|last| last > index) && rest.is_some_and(|at| at == 0);
        if opens {
            open = true;
            hidden.push(place.start..place.end);
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

/// `==words==`: marks that stand close to the words, as those of emphasis do.
fn highlights(mut block: Block) -> Block {
    let text = block.prose.as_str();
    let in_code = code(&block.marks);
    let mut signs: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for at in memmem::find_iter(text.as_bytes(), HIGHLIGHT) {
        let end = at + HIGHLIGHT.len();
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '=');
        if in_code(at) || before == Some('=') || after == Some('=') {
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
    // `2 ^10` is a power.
    let sound = name.len() > 1
        && name.bytes().any(|b| b.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
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
    let body = without(&block, slice::from_ref(&(0..line_end)));
    head.images.clear();
    head.marks.insert(0, Mark { range: 0..head.prose.len(), kind: MarkKind::Strong });
    out.extend([head, body]);
}

/// A block without ranges of its text, which are in order and apart; white space before and behind one is one.
pub fn without(block: &Block, ranges: &[Range<usize>]) -> Block {
    let text = block.prose.as_str();
    let mut prose = Prose::default();
    // Where each kept stretch stood, and where it stands.
    let mut kept: Vec<(Range<usize>, usize)> = Vec::with_capacity(ranges.len() + 1);
    let mut at = 0;
    for range in ranges.iter().cloned().chain(iter::once(text.len()..text.len())) {
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
