//! Highlights as Readwise exports them: an article of which only the passages are there that somebody marked.

use std::slice;

use super::notes::without;
use crate::digest::model::{Aside, Block, BlockKind, MarkKind};

/// What stands behind each passage, as a link.
const VIEW: &str = "View Highlight";

/// Takes the links and the reader's own notes off the passages, and the headings of a list that is the whole text.
pub fn read(blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|block| view(block).is_some()) {
        return blocks;
    }
    let is_text =
        |block: &&Block| !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Markup | BlockKind::Aside(_));
    let alone = blocks.iter().find(is_text).is_some_and(|first| view(first).is_some());
    let mut out = Vec::with_capacity(2 * blocks.len());
    for mut block in blocks {
        if let Some(start) = view(&block) {
            let whole = block.prose.len();
            let link = Block {
                kind: BlockKind::Markup,
                lines: block.lines,
                prose: block.prose.slice(start + 1..whole),
                ..Block::default()
            };
            let passage = without(&block, slice::from_ref(&(start..whole)));
            out.extend([passage, link]);
            continue;
        }
        let text = block.prose.as_str();
        match block.kind {
            BlockKind::Heading(_) if alone && (text == "Highlights" || text.starts_with("New highlights added")) => {
                block.kind = BlockKind::Markup;
            }
            BlockKind::ListItem { depth: 1.., .. } if text.starts_with("Note:") || text.starts_with("Tags:") => {
                block.kind = BlockKind::Aside(Aside::Note);
            }
            _ => {}
        }
        out.push(block);
    }
    out
}

/// Where the link behind a passage starts, with its bracket.
fn view(block: &Block) -> Option<usize> {
    let text = block.prose.as_str();
    let link = block.marks.iter().rev().find(|mark| matches!(mark.kind, MarkKind::Link(_)))?;
    let before = text[..link.range.start].strip_suffix('(')?;
    let is_view = text[link.range.clone()] == *VIEW && &text[link.range.end..] == ")";
    (is_view && before.ends_with(' ')).then(|| before.len() - 1)
}
