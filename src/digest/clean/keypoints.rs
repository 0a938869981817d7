//! Key points: a list or a summary between the headline and the text that tells in short what the text tells.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::BlockKind;
use crate::rules::pattern;
use crate::text::sentence;
use crate::text::words::{ByHash, has_more, hash_lower};

const RULE: &str = "key-points";
/// The text opens with a paragraph of so many words.
const LONG: usize = 15;
/// The text has at least so many of them: what is a list above all is no summary of anything.
const FEWEST: usize = 3;
/// A point has at most so many words, a summary so many.
const LONGEST: usize = 24;
const LONGEST_SUMMARY: usize = 60;
/// So much of the points' words must stand in the text, in percent: below a label that says what they are, and without.
const TOLD_BELOW_LABEL: usize = 45;
const TOLD: usize = 60;
/// Of longer words the first letters are compared: `vandals` with `vandalised`.
const STEM: usize = 5;

/// What heads such a list.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?i)^(?:(?:what|here(?:['’]s| is) what|things) you (?:need|should) to? ?know|(?:quick |article |story )?summary|key (?:points|takeaways|findings|facts)|(?:top |main |the |quick )?(?:takeaways|highlights|points)|at a glance|in (?:short|brief|summary)|the (?:gist|bottom line)|tl;?dr|quick (?:read|take|facts))\s*:?$",
    )
});

/// Takes key points and their label out; the headline stands at `title`.
pub fn mark(units: &mut [Unit<'_>], title: Option<usize>) {
    let from = title.map_or(0, |title| title + 1);
    let text = |unit: &Unit<'_>| {
        let words = unit.block.prose.as_str();
        unit.kept() && unit.block.kind == BlockKind::Paragraph && has_more(words, LONG - 1) && sentence::is_ended(words)
    };
    let label = (from..units.len())
        .take_while(|&i| !text(&units[i]))
        .find(|&i| units[i].kept() && is_label(units[i].block.prose.as_str()));
    let below = label.map_or(from, |label| label + 1);
    // A summary right below its label is a paragraph as well; behind a button the text begins.
    let next = label.and_then(|_| (below..units.len()).find(|&i| !units[i].verdict.is_of_no_text()));
    let summary = next.filter(|&i| text(&units[i]));
    let Some(first) = (summary.map_or(below, |summary| summary + 1)..units.len()).find(|&i| text(&units[i])) else {
        return;
    };
    let is_item = |unit: &Unit<'_>| unit.kept() && matches!(unit.block.kind, BlockKind::ListItem { .. });
    let points: Vec<usize> = match summary {
        Some(summary) => vec![summary],
        None => (below..first).filter(|&i| is_item(&units[i])).collect(),
    };
    let longest = if summary.is_some() { LONGEST_SUMMARY } else { LONGEST };
    let short = |i: &usize| !has_more(units[*i].block.prose.as_str(), longest);
    if points.is_empty()
        || !points.iter().all(short)
        || units[first..].iter().filter(|unit| text(unit)).count() < FEWEST
    {
        return;
    }
    // A list that a sentence opens is the text's own.
    let opener = units[below..points[0]].iter().rev().find(|unit| unit.kept());
    let opens = |unit: &Unit<'_>| {
        let text = unit.block.prose.as_str();
        let told = unit.block.kind == BlockKind::Paragraph && has_more(text, OPENER - 1);
        text.ends_with(':') || label.is_none() && told
    };
    if opener.is_some_and(opens) {
        return;
    }
    let least = if label.is_some() { TOLD_BELOW_LABEL } else { TOLD };
    if share_told(&points, first, units) >= least {
        points.iter().chain(&label).for_each(|&i| units[i].verdict = Verdict::Remove(RULE));
    }
}

/// A line of so many words may open a list.
const OPENER: usize = 6;

fn is_label(text: &str) -> bool {
    text.len() < 60 && LABEL.is_match(text.trim())
}

/// How much of what the points say the text says, in percent of their longer words and numbers.
fn share_told(points: &[usize], first: usize, units: &[Unit<'_>]) -> usize {
    let of = |i: &usize| stems(units[*i].block.prose.as_str());
    let mut told: ByHash<bool> = points.iter().flat_map(of).map(|stem| (stem, false)).collect();
    for unit in units[first..].iter().filter(|unit| unit.kept()) {
        for stem in stems(unit.block.prose.as_str()) {
            if let Some(told) = told.get_mut(&stem) {
                *told = true;
            }
        }
    }
    told.values().filter(|told| **told).count() * 100 / told.len().max(1)
}

/// The longer words and the numbers of a text, without their endings, as numbers.
fn stems(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let tells = |word: &&str| word.len() > 3 || word.starts_with(|c: char| c.is_ascii_digit());
    words.filter(tells).map(|word| {
        let end = word.char_indices().nth(STEM).map_or(word.len(), |(end, _)| end);
        hash_lower(&word[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: [&str; 3] = [
        "The council of Northfold voted on Monday to rebuild the old river bridge, which has been closed since the floods.",
        "Mayor Dana Whitlock said the bridge would open again before the winter, and that the ferries would run for free.",
        "The work costs nine million crowns, which the harbour pays from its dues over the next four years, she said.",
    ];

    fn check(above: &[(&str, bool)], expected: &[&str]) {
        let mut units: Vec<Unit> = above.iter().map(|(text, item)| of(text, *item)).collect();
        units.extend(TEXT.iter().map(|text| of(text, false)));
        mark(&mut units, None);
        let left = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str());
        assert_eq!(left.filter(|text| !TEXT.contains(text)).collect::<Vec<_>>(), expected);
    }

    fn of(text: &str, item: bool) -> Unit<'static> {
        let mut unit = Unit::of_text(text);
        if item {
            unit.block.kind = BlockKind::ListItem { depth: 0, number: None };
        }
        unit
    }

    #[test]
    fn points_say_what_the_text_says() {
        let points =
            [("Northfold to rebuild river bridge for nine million", true), ("Ferries run free until winter", true)];
        check(&points, &[]);
        check(&[("What you need to know:", false), points[0], points[1]], &[]);
        check(
            &[
                ("Summary", false),
                (
                    "Northfold's council will rebuild the old bridge, and ferries will run for free until it is open.",
                    false,
                ),
            ],
            &[],
        );
    }

    #[test]
    fn what_is_new_stays() {
        let points = [("A tunnel was too dear, experts found", true), ("Ferries run free", true)];
        check(&points, &[points[0].0, points[1].0]);
        check(&[("Open are:", false), ("The bridge", true)], &["Open are:", "The bridge"]);
        check(&[("The bridge will open", false)], &["The bridge will open"]);
    }
}
