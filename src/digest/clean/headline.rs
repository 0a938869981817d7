//! What a bare line looks like that is another story's headline, and how such lines stand on a page.

use super::unit::Unit;
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::text::sentence;
use crate::text::words::{count_up_to, has_more};

/// Words of a headline.
const WORDS: std::ops::RangeInclusive<usize> = 4..=22;
/// A paragraph of prose has so many words at least.
const PROSE: usize = 12;

/// Whether each line of a block reads as a headline: a few words from a capital, a figure or a quotation on, without a
/// full stop.
pub fn is_headline(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && !is_stressed(block) && block.prose.as_str().lines().all(is_headline_line)
}

/// Whether a line reads as a headline.
pub fn is_headline_line(line: &str) -> bool {
    let line = line.trim();
    let open = !line.ends_with([',', ';', ':', '…']) && (line.ends_with('?') || !sentence::is_ended(line));
    open && WORDS.contains(&words(line)) && opens(line) && !is_quotation(line) && !speaks_to_reader(line)
}

/// Whether a block is a short sentence or two from a capital on.
pub fn is_sentence(block: &Block) -> bool {
    let text = block.prose.as_str();
    block.kind == BlockKind::Paragraph
        && text.ends_with('.')
        && WORDS.contains(&words(text))
        && opens(text)
        && !text.contains(['\n', '"', '“', '”'])
        && sentence::split(text).len() <= 2
}

/// Whether a line is a word or two that may stand beside a headline: who published it, its section, its number.
pub fn is_label(block: &Block) -> bool {
    let text = block.prose.as_str();
    block.kind == BlockKind::Paragraph
        && (1..*WORDS.start()).contains(&words(text))
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !text.ends_with(['.', ',', ';', ':', '?', '!'])
        && !text.contains('\n')
}

/// Whether a unit is a paragraph of sentences.
pub fn is_prose(unit: &Unit<'_>) -> bool {
    let text = unit.block.prose.as_str();
    unit.kept() && unit.block.kind == BlockKind::Paragraph && sentence::is_ended(text) && has_more(text, PROSE - 1)
}

/// Whether blank lines are between the paragraphs of a page: only then lines without them belong together. `prose` tells
/// which units are [prose](is_prose).
pub fn is_spaced(units: &[Unit<'_>], prose: &[bool]) -> bool {
    let pairs = units.windows(2).zip(prose.windows(2)).filter(|(_, prose)| prose.iter().all(|prose| *prose));
    let (all, below) =
        pairs.fold((0, 0), |(all, below), (pair, _)| (all + 1, below + usize::from(pair[1].is_below(&pair[0]))));
    below * 5 <= all
}

fn words(text: &str) -> usize {
    count_up_to(text, WORDS.end() + 1)
}

/// Whether a text opens as a sentence does, and is not all in capitals.
fn opens(text: &str) -> bool {
    let inner = text.trim_start_matches(['"', '“', '‘', '\'', '«', '$', '£', '€']);
    inner.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && text.chars().any(char::is_lowercase)
}

/// Whether quotation marks are around a whole line.
fn is_quotation(line: &str) -> bool {
    [('"', '"'), ('“', '”'), ('‘', '’'), ('\'', '\''), ('«', '»')]
        .iter()
        .any(|&(open, close)| line.starts_with(open) && line.ends_with(close))
}

/// Whether a line speaks to the reader or for the paper, as no headline of news does, or is an address.
fn speaks_to_reader(line: &str) -> bool {
    const WORDS: [&str; 8] = ["you", "your", "you’re", "you're", "our", "us", "we", "we’re"];
    let word = |word: &str| word.trim_matches(|c: char| c.is_ascii_punctuation() || c == '’').to_lowercase();
    line.contains("://")
        || line.contains('@')
        || line.split_whitespace().any(|other| WORDS.contains(&word(other).as_str()))
}

/// Whether all of a block is set in bold or italics, as subheadings and captions are.
fn is_stressed(block: &Block) -> bool {
    let stress = block.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis));
    let stressed: usize = stress.map(|mark| mark.range.len()).sum();
    stressed * 5 >= block.prose.len() * 4 && stressed > 0
}
