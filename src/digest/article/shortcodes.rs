//! Tags of other generators' templates in a text (`{{< figure … >}}`, `{% include … %}`, `{{ page.title }}`): they are not
//! run, so they go, and what stands between them stays.

use std::ops::Range;

use memchr::memmem;

use super::lines::Lines;
use super::notes::{code, without};
use crate::diagnostic::Diagnostic;
use crate::digest::model::{Block, BlockKind};

/// A tag is rarely longer, in bytes.
const LONGEST: usize = 2000;

/// Takes the tags out of blocks: each becomes a comment of its own, which no reader was to see. A warning tells of the first and how many.
pub fn take(input: &str, blocks: Vec<Block>, lines: &Lines, warnings: &mut Vec<Diagnostic>) -> Vec<Block> {
    if !["{{", "{%"].iter().any(|mark| memmem::find(input.as_bytes(), mark.as_bytes()).is_some()) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let (mut first, mut count) = (None, 0);
    for block in blocks {
        let tags = if block.kind == BlockKind::Code || block.kind.rule().is_some() { Vec::new() } else { tags(&block) };
        if tags.is_empty() {
            out.push(block);
            continue;
        }
        count += tags.iter().filter(|tag| tag.whole).count();
        first = first.or_else(|| Some(block.prose.source(tags[0].range.clone())));
        let ranges: Vec<Range<usize>> = tags.iter().map(|tag| tag.range.clone()).collect();
        let mut rest = without(&block, &ranges);
        if !rest.prose.is_empty() || !rest.images.is_empty() {
            let span = rest.prose.source(0..rest.prose.len());
            if rest.images.is_empty() {
                rest.lines = lines.of(span.start..span.end).into();
            }
            out.push(rest);
        }
        out.extend(tags.into_iter().map(|tag| {
            let prose = block.prose.slice(tag.range);
            let span = prose.source(0..prose.len());
            Block { kind: BlockKind::Comment, lines: lines.of(span.start..span.end).into(), prose, ..Block::default() }
        }));
    }
    if let Some(place) = first {
        let message = match count {
            1 => "a tag of a template in the text is taken out: it is not run".to_owned(),
            count => format!("{count} tags of templates in the text are taken out: they are not run"),
        };
        warnings.push(Diagnostic::warning(message).at(input, place, "the first").hint("write there what it shows"));
    }
    out
}

struct Tag {
    range: Range<usize>,
    /// Not only the bracket of a link whose target is a tag.
    whole: bool,
}

/// The tags of a block, in order: `{{ … }}`, `{% … %}`; of a link to one the brackets as well.
fn tags(block: &Block) -> Vec<Tag> {
    let text = block.prose.as_str();
    let in_code = code(&block.marks);
    let mut out: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let end = match text.as_bytes().get(start + 1) {
            Some(b'{') => closing(&text[start..], "}}"),
            Some(b'%') => closing(&text[start..], "%}"),
            _ => None,
        };
        let Some(end) = end.map(|end| start + end).filter(|_| !in_code(start)) else {
            at = start + 1;
            continue;
        };
        at = end;
        let from = out.last().map_or(0, |tag| tag.range.end);
        let label = text[from..start].strip_suffix("](").and_then(|before| before.rfind('[')).map(|open| from + open);
        match label.filter(|_| text[end..].starts_with(')')) {
            Some(open) => {
                out.push(Tag { range: open..open + 1, whole: false });
                out.push(Tag { range: start - 2..end + 1, whole: true });
                at = end + 1;
            }
            None => out.push(Tag { range: start..end, whole: true }),
        }
    }
    out
}

/// Where a tag ends that a text begins with.
fn closing(text: &str, end: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let found = near[2..].find(end)? + 2 + end.len();
    (!near[2..found].contains(['{'])).then_some(found)
}
