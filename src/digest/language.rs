//! The language an article is written in.

use super::model::{Block, FrontMatter};

/// ISO 639-1, as `en`.
pub fn detect(front_matter: &FrontMatter, _body: &[Block]) -> Option<String> {
    front_matter.language.clone()
}
