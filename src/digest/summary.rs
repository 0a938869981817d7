//! Picks the sentences that carry the news.

use super::model::{AttributedQuote, Block, BlockKind, Sentence};
use crate::rules::Rules;
use crate::text::sentence;

pub fn summarise(_title: Option<&str>, body: &[Block], _quotes: &[AttributedQuote], _rules: &Rules) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (index, block) in body.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph) {
        for range in sentence::split(block.prose.as_str()) {
            let text = block.prose.as_str()[range.clone()].to_owned();
            out.push(Sentence { text, span: block.prose.source(range), block: index });
            if out.len() == 3 {
                return out;
            }
        }
    }
    out
}
