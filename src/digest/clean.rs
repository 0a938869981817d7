//! Parts blocks into body, related links, credits and removed lines, naming the rule for each.

use super::model::{Block, BlockKind, Cleaned, FrontMatter, Removed};
use crate::rules::Rules;

/// Parts the blocks of an article.
pub fn clean(_front_matter: &FrontMatter, blocks: Vec<Block>, _rules: &Rules) -> Cleaned {
    let mut out = Cleaned::default();
    for block in blocks {
        if block.kind == BlockKind::Markup || block.prose.is_empty() {
            let span = block.prose.source(0..block.prose.len());
            let text = block.prose.as_str().to_owned();
            out.removed.push(Removed { line: block.lines.start, text, span, rule: "markup".into() });
        } else {
            out.body.push(block);
        }
    }
    out
}
