//! Pull quotes: short lines whose words stand in a paragraph of the text already, and who is named below them.
//!
//! Compared are three words at a time, within sentences: a pull quote leaves out the `she said` between two of them.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::text::words::{ByHash, hash_lower};

const RULE: &str = "pull-quote";
/// A pull quote has so many words.
const SHORTEST: usize = 5;
const LONGEST: usize = 45;
/// One that ends as no sentence does has so many: sub-headings are shorter.
const SHORTEST_OPEN: usize = 8;
/// A line without any sign of a quote has so many: longer ones are text that comes back to what it said.
const LONGEST_PLAIN: usize = 15;
/// Words that are compared at a time.
const AT_A_TIME: usize = 3;

/// Who is named below a quote: `Ada Quill, treasurer`, `— Ada Quill, Quay & Sons`.
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        ^(?:[-–—―]\s*\p{Lu}[^.!?]{2,80}
        | \p{Lu}[\p{L}.’'-]+(?:\ \p{Lu}[\p{L}.’'-]+){1,3}(?:,\ [^.!?]{2,60})?)$",
    )
    .expect("a valid pattern")
});

/// Who says something, beside the quote: in a pull quote nobody does.
static SAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[,?!][”\x22’'] [^”\x22]{0,40}\b(?:said|says|told|asked|added|wrote)\b").expect("a valid pattern")
});

/// Where three words stand in the text: the longest paragraph that has them, and how many words it has.
#[derive(Clone, Copy, Default)]
struct Place {
    unit: usize,
    words: usize,
}

/// Takes out lines that repeat a part of a longer paragraph, and who is named below.
pub fn mark(units: &mut [Unit<'_>]) {
    // A text that brings nothing of a page along has none of its quotes either.
    if !units.iter().any(|unit| matches!(unit.verdict, Verdict::Remove(_) | Verdict::Related { .. })) {
        return;
    }
    let candidates: Vec<(usize, Vec<Vec<u64>>)> = (0..units.len())
        .filter(|&i| may_repeat(&units[i]))
        .map(|i| (i, sentences(quoted(units[i].block.prose.as_str()))))
        .filter(|(i, sentences)| {
            let longest = if is_plain(&units[*i].block) { LONGEST_PLAIN } else { LONGEST };
            (SHORTEST..=longest).contains(&sentences.iter().map(Vec::len).sum())
        })
        .collect();
    let mut places: ByHash<Place> =
        candidates.iter().flat_map(|(_, sentences)| threes(sentences)).map(|three| (three, Place::default())).collect();
    if places.is_empty() {
        return;
    }
    for (i, unit) in units.iter().enumerate().filter(|(_, unit)| unit.kept() && is_text(&unit.block)) {
        let sentences = sentences(unit.block.prose.as_str());
        let words = sentences.iter().map(Vec::len).sum();
        for three in threes(&sentences) {
            if let Some(place) = places.get_mut(&three).filter(|place| place.words < words) {
                *place = Place { unit: i, words };
            }
        }
    }
    let last = units.iter().rposition(|unit| unit.kept() && is_text(&unit.block));
    for (i, sentences) in candidates {
        // A text may end with what it has said.
        let ends = last == Some(i) && is_plain(&units[i].block);
        if !ends && repeats(&sentences, &places) {
            units[i].verdict = Verdict::Remove(RULE);
            let below = units[i + 1..].iter_mut().find(|unit| !unit.verdict.is_of_markup());
            if let Some(unit) = below.filter(|unit| unit.kept() && is_text(&unit.block) && names(&unit.block)) {
                unit.verdict = Verdict::Remove(RULE);
            }
        }
    }
}

/// Whether nearly all of a line stands in one longer paragraph.
fn repeats(sentences: &[Vec<u64>], places: &ByHash<Place>) -> bool {
    let words: usize = sentences.iter().map(Vec::len).sum();
    let found: Vec<Place> = threes(sentences).filter_map(|three| places.get(&three).copied()).collect();
    // Of a few words some stand anywhere; and the rest of the paragraph must be more than who says it.
    let longest = found.iter().max_by_key(|place| place.words).copied().unwrap_or_default();
    let together = found.iter().filter(|place| place.unit == longest.unit).count();
    longest.words > words + 1 && together * 10 >= found.len() * if found.len() < 4 { 10 } else { 8 }
}

/// Whether a unit may be a pull quote: a line by itself that is no heading, whatever it is marked with.
fn may_repeat(unit: &Unit<'_>) -> bool {
    let block = &unit.block;
    let text = block.prose.as_str();
    let open = is_open(quoted(text));
    // A post of somebody says what the text quotes of it.
    let post = || ["pic.", "http", "@"].iter().any(|sign| text.contains(sign));
    unit.verdict == Verdict::Keep
        && is_text(block)
        && text.len() < 12 * LONGEST
        && !(open && (is_strong(block) || text.split_whitespace().nth(SHORTEST_OPEN - 1).is_none()))
        && !post()
        // Who is quoted in the same line is part of the text.
        && (block.kind == BlockKind::Quotation || text.contains('\n') || quoted(text).len() == text.len())
        && !SAYS.is_match(text)
}

/// Whether neither quotation marks nor emphasis nor who spoke shows a block to be a quote.
fn is_plain(block: &Block) -> bool {
    let text = block.prose.as_str();
    let marked = text.starts_with(['"', '“', '‘', '\'', '«', '„']);
    block.kind == BlockKind::Paragraph && block.marks.is_empty() && !marked && quoted(text).len() == text.len()
}

fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation)
}

fn is_strong(block: &Block) -> bool {
    let strong = block.marks.iter().filter(|mark| mark.kind == MarkKind::Strong);
    strong.map(|mark| mark.range.len()).sum::<usize>() + 2 >= block.prose.len()
}

/// Whether a text ends as no sentence does.
fn is_open(text: &str) -> bool {
    !text.trim_end_matches(['"', '”', '’', '\'', '»', ' ']).ends_with(['.', '!', '?', '…'])
}

fn names(block: &Block) -> bool {
    SPEAKER.is_match(block.prose.as_str())
}

/// A text without the last line that names the speaker.
fn quoted(text: &str) -> &str {
    match text.rsplit_once(['\n', '—']) {
        Some((quote, below)) if SPEAKER.is_match(below.trim_start_matches(['—', ' '])) => quote,
        _ => text,
    }
}

/// The words of each sentence, as numbers.
fn sentences(text: &str) -> Vec<Vec<u64>> {
    let is_apostrophe = |c: char| matches!(c, '\'' | '’');
    let words = |sentence: &str| {
        let words = sentence.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c));
        words.map(|word| word.trim_matches(is_apostrophe)).filter(|word| !word.is_empty()).map(hash_lower).collect()
    };
    text.split(['.', '!', '?', '…', '。']).map(words).collect()
}

/// What stands together, three words at a time; of shorter sentences all.
fn threes(sentences: &[Vec<u64>]) -> impl Iterator<Item = u64> {
    let mix = |words: &[u64]| words.iter().fold(0_u64, |sum, word| sum.rotate_left(21) ^ word);
    sentences.iter().flat_map(move |words| words.windows(AT_A_TIME).map(mix))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "“It’s the finest bridge for miles,” said Mayor Dana Whitlock. “It’s got lamps. It’s just that \
        you can’t get to it, Omar.” She has asked for a road.";

    fn check(lines: &[&str], expected: &[&str]) {
        let mut units: Vec<Unit> = lines.iter().map(|text| Unit::of_text(text)).collect();
        units.push(Unit { verdict: Verdict::Remove("share"), ..Unit::of_text("Share") });
        mark(&mut units);
        let left: Vec<&str> = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn what_a_paragraph_says_goes() {
        let quotes = [
            "\"It's the finest bridge for miles. It's just that you can't get to it.\"",
            "“It’s just that you can’t get to it, Omar.”\nDana Whitlock, mayor",
            "“It’s just that you can’t get to it.”\n— Dana Whitlock",
        ];
        for quote in quotes {
            check(&[LONG, quote, "It rained."], &[LONG, "It rained."]);
            check(&[quote, LONG], &[LONG]);
        }
        check(&[LONG, quotes[0], "— Dana Whitlock, mayor", "Omar Said"], &[LONG, "Omar Said"]);
        check(&[LONG, quotes[0], "Dana Whitlock", "It rained."], &[LONG, "It rained."]);
    }

    #[test]
    fn what_is_said_once_stays() {
        let others = [
            "“It’s the finest bridge for miles,” the mayor said.",
            "She has asked.",
            "It’s got lamps, and it’s just as well.",
            "“It’s the finest day of my life.”",
            "It’s the finest bridge for miles",
            "“It’s just that you can’t get to it,” she said.",
            "“It’s just that you can’t get to it.” — Dana Whitlock",
            "It’s the finest bridge for miles, say those who have seen it from the water and from the air.",
        ];
        for other in others {
            check(&[LONG, other, "Omar Said, 41"], &[LONG, other, "Omar Said, 41"]);
        }
        // A refrain is no part of a longer paragraph.
        check(
            &["The bridge is still closed.", LONG, "The bridge is still closed."],
            &["The bridge is still closed.", LONG, "The bridge is still closed."],
        );
        let turn = "The boat that left the quay on Monday with nine goats on board has not come back since then.";
        let longer = format!("{turn} Nobody has heard of it, and nobody has asked.").replace(". N", ", n");
        check(&[&longer, turn], &[&longer, turn]);
        check(&[&longer, &format!("“{turn}”")], &[&longer]);
        let mut heading = Unit::of_text("It’s the finest bridge for miles");
        heading.block.kind = BlockKind::Heading(3);
        let share = Unit { verdict: Verdict::Remove("share"), ..Unit::of_text("Share") };
        let mut units = [heading, Unit::of_text(LONG), share];
        mark(&mut units);
        assert!(units[0].kept());
        // Nothing but text.
        let mut units = [Unit::of_text("“It’s just that you can’t get to it.”"), Unit::of_text(LONG)];
        mark(&mut units);
        assert!(units[0].kept());
    }
}
