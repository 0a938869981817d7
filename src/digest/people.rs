//! Who is named: full names, short mentions, roles, and which mentions are one person.

use super::model::{Block, Person};
use crate::rules::Rules;

pub fn find(_body: &[Block], _rules: &Rules) -> Vec<Person> {
    Vec::new()
}
