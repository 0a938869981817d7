//! Highlights that a reading app lists below the full text: words that stand there already.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::unit::{Unit, Verdict};
use crate::digest::model::BlockKind;

const RULE: &str = "highlight";

/// Takes out the highlights whose words stand word for word in the text above, and their heading when none is left.
pub fn mark(units: &mut [Unit]) {
    let Some(head) = units.iter().position(heads) else { return };
    let above: Vec<&str> =
        units[..head].iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
    let listed: Vec<usize> = (head..units.len()).filter(|&i| units[i].kept() && !heads(&units[i])).collect();
    let words = listed.iter().map(|&i| units[i].block.prose.as_str().trim());
    let Ok(search) = AhoCorasick::new(words) else { return };
    let repeated: BTreeSet<usize> = above
        .iter()
        .flat_map(|text| search.find_overlapping_iter(*text))
        .map(|found| listed[found.pattern()])
        .collect();
    let all = repeated.len() == listed.len();
    for (i, unit) in units.iter_mut().enumerate().skip(head) {
        if repeated.contains(&i) || all && heads(unit) {
            unit.verdict = Verdict::Remove(RULE);
        }
    }
}

/// Whether a heading opens such a list, as Readwise names it.
fn heads(unit: &Unit) -> bool {
    let text = unit.block.prose.as_str().trim();
    matches!(unit.block.kind, BlockKind::Heading(_))
        && (text == "Highlights" || text.starts_with("New highlights added"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs, the heading and its items; what is left.
    fn check(above: &[&str], items: &[&str], expected: &[&str]) {
        let mut units: Vec<Unit> = above.iter().map(|text| Unit::of_text(text)).collect();
        let mut heading = Unit::of_text("Highlights");
        heading.block.kind = BlockKind::Heading(2);
        units.push(heading);
        units.extend(items.iter().map(|text| Unit::of_text(text)));
        mark(&mut units);
        let left: Vec<&str> = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn words_count_once() {
        check(
            &["“We row,” she said. Rain fell."],
            &["Rain fell.", "“We row,” she said. "],
            &["“We row,” she said. Rain fell."],
        );
        check(&["Rain fell."], &["Rain fell.", "Snow fell."], &["Rain fell.", "Highlights", "Snow fell."]);
        check(&[], &["Rain fell."], &["Highlights", "Rain fell."]);
    }
}
