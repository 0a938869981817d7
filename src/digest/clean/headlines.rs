//! Headlines of other stories that stand as bare lines between two paragraphs or below the text, two or more together, or
//! one that tells of nothing that the text tells of.

use std::cell::LazyCell;
use std::ops::Deref;

use foldhash::HashSet;

use super::headline::{is_headline, is_prose, is_sentence, is_spaced};
use super::unit::{self, Unit, Verdict};
use crate::digest::model::BlockKind;
use crate::text::sentence;
use crate::text::words::has_more;

const RULE: &str = "headlines";
/// The most of them that stand together, and with blank lines between them.
const MOST: usize = 12;
const MOST_APART: usize = 4;
/// So many lists of them are taken in a page.
const MOST_LISTS: usize = 1000;
/// The fewest words of one that stands apart from the others, and of one alone.
const SHORTEST_APART: usize = 5;
const SHORTEST_ALONE: usize = 8;
/// One of several has so many: verse, lists and sub-headings have fewer.
const SHORTEST_LONGEST: usize = 7;
/// Words of so many letters tell what a line is about, by their first ones.
const TELLING: usize = 5;
/// A line tells of something else when it has so many such words, and at most this part of them stands in the text.
const LEAST: usize = 3;
const SHARE: usize = 4;

/// Takes such lines for related articles.
pub fn mark(units: &mut Vec<Unit<'_>>) {
    // Before the text stand its own headline and what the story is about.
    let prose: Vec<bool> = units.iter().map(is_prose).collect();
    let Some(first) = prose.iter().position(|prose| *prose) else { return };
    let spaced = is_spaced(units, &prose);
    // Where headings are marked up, no bare line is one.
    let headed = units.iter().any(|unit| unit.kept() && matches!(unit.block.kind, BlockKind::Heading(_)));
    let mut found = between(units, first, &prose, spaced, headed);
    found.extend(headings(units));
    // From the end on: a unit of several lines becomes several.
    for at in found.into_iter().rev().take(MOST_LISTS) {
        let lines = units[at].block.prose.as_str().lines().count();
        if lines > 1 {
            unit::part_lines(units, at);
        }
        for unit in units.iter_mut().skip(at).take(lines) {
            unit.verdict = Verdict::Related { title: 0..unit.block.prose.len(), rule: RULE };
        }
    }
}

/// The headlines between the paragraphs of a text, of which `prose` tells which they are, and below them; `headed` tells
/// that headings are marked up.
fn between(units: &[Unit<'_>], first: usize, prose: &[bool], spaced: bool, headed: bool) -> Vec<usize> {
    // Most articles have no such lines, and nobody asks for their words.
    let told = LazyCell::new(|| -> HashSet<String> {
        let paragraphs = units.iter().zip(prose).filter(|(_, prose)| **prose);
        paragraphs.flat_map(|(unit, _)| telling(unit.block.prose.as_str())).collect()
    });
    let mut found = Vec::new();
    let (mut before, mut at) = (first, first + 1);
    while at < units.len() {
        let run = run(units, at, spaced);
        match run.last() {
            Some(last) => {
                let next = (last + 1..units.len()).find(|i| units[*i].kept());
                if closes(&units[before]) {
                    found.extend(taken(units, &run, &told, spaced, headed || next.is_none_or(|next| !prose[next])));
                }
                before = *last;
                at = last + 1;
            }
            None => {
                before = if units[at].kept() { at } else { before };
                at += 1;
            }
        }
    }
    found
}

/// Headings below the text with nothing below them, two or more.
fn headings(units: &[Unit<'_>]) -> Vec<usize> {
    let is_heading = |unit: &Unit<'_>| {
        let fits = words(unit) >= SHORTEST_APART && matches!(unit.block.kind, BlockKind::Heading(_));
        unit.verdict == Verdict::Keep && fits
    };
    let kept = (0..units.len()).rev().filter(|i| units[*i].kept());
    let mut found: Vec<usize> = kept.take_while(|i| is_heading(&units[*i])).collect();
    found.reverse();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether a unit ends what it says, so that no list that it announces follows.
fn closes(unit: &Unit<'_>) -> bool {
    !matches!(unit.block.kind, BlockKind::Heading(_)) && sentence::is_ended(unit.block.prose.as_str())
}

/// The headlines from a unit on, with nothing between them but what is taken out.
fn run(units: &[Unit<'_>], at: usize, spaced: bool) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for (i, unit) in units.iter().enumerate().skip(at) {
        let block = &unit.block;
        let goes_on = || out.last().is_some_and(|last| spaced && is_together(units, *last, i) && is_sentence(block));
        if unit.verdict == Verdict::Keep && (is_headline(block) || goes_on()) {
            out.push(i);
        } else if unit.kept() || out.is_empty() || unit.verdict == Verdict::Remove("picture") {
            // Behind a picture stands what it shows.
            break;
        }
    }
    out
}

/// Whether no blank line is between two units.
fn is_together(units: &[Unit<'_>], one: usize, other: usize) -> bool {
    units[one..=other].windows(2).all(|pair| pair[1].is_below(&pair[0]))
}

/// Which of a run are other stories' headlines: those that stand together, without blank lines between them, and those
/// apart when they are several. The last of those may be the heading of what follows, unless it is `sure` that it is not.
fn taken(
    units: &[Unit<'_>],
    run: &[usize],
    told: &impl Deref<Target = HashSet<String>>,
    spaced: bool,
    sure: bool,
) -> Vec<usize> {
    let groups: Vec<&[usize]> = run.chunk_by(|one, other| spaced && is_together(units, *one, *other)).collect();
    let lines =
        |group: &[usize]| -> usize { group.iter().map(|i| units[*i].block.prose.as_str().lines().count()).sum() };
    let mut out = Vec::new();
    for apart in groups.chunk_by(|one, other| lines(one) == 1 && lines(other) == 1) {
        let mut members = apart.concat();
        let few = apart.len() <= MOST_APART && members.iter().all(|i| words(&units[*i]) >= SHORTEST_APART);
        if apart.len() > 1 && !few {
            continue;
        }
        let text = |i: usize| units[i].block.prose.as_str();
        if apart.len() > 1 && !sure && members.last().is_some_and(|last| !is_strange(text(*last), told, SHARE)) {
            members.pop();
        }
        let alone = members.len() == 1 && lines(&members) == 1;
        // A question may be an interviewer's.
        let asks = || text(members[0]).ends_with('?');
        if alone && !asks() && is_sentence_like(text(members[0])) && is_strange(text(members[0]), told, usize::MAX)
            || !alone && is_list(units, &members)
        {
            out.extend(members);
        }
    }
    out
}

/// Whether units read as a list of headlines: most of them without a full stop, and not results, names with ages or
/// answers to who, when and where.
fn is_list(units: &[Unit<'_>], members: &[usize]) -> bool {
    let lines: Vec<&str> = members.iter().flat_map(|i| units[*i].block.prose.as_str().lines()).collect();
    let most = |has: fn(&str) -> bool| 2 * lines.iter().filter(|line| has(line)).count() > lines.len();
    let ended = lines.iter().filter(|line| line.ends_with('.')).count();
    (2..=MOST).contains(&lines.len())
        && 3 * ended <= lines.len()
        && lines.iter().any(|line| has_more(line, SHORTEST_LONGEST - 1))
        && !lines[0].ends_with('.')
        && !most(|line| line.contains(|c: char| c.is_ascii_digit()))
        && !lines.iter().all(|line| line.ends_with('?'))
        && !most(|line| line.split_whitespace().take(2).any(|word| word.ends_with(':')))
}

/// Whether a line has words enough, small ones among them, and is no row of names.
fn is_sentence_like(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.clone().nth(SHORTEST_ALONE - 1).is_some() && words.any(|word| word.starts_with(char::is_lowercase))
}

/// Whether a line tells of something that the text does not: at most one of so many of its longer words stands there.
fn is_strange(line: &str, told: &HashSet<String>, share: usize) -> bool {
    let (all, known) =
        telling(line).fold((0, 0), |(all, known), word| (all + 1, known + usize::from(told.contains(&word))));
    all >= LEAST && all / share >= known
}

/// The longer words of a text, by their first letters: a word's forms differ at their ends.
fn telling(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(TELLING - 1).is_some());
    words.map(|word| word.chars().take(TELLING).flat_map(char::to_lowercase).collect())
}

fn words(unit: &Unit<'_>) -> usize {
    unit.block.prose.as_str().split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The council voted on Monday to rebuild the bridge, and to pay for it from the harbour dues.";

    /// Lines of text, blank ones between paragraphs; what is left.
    fn check(text: &[&str], expected: &[&str]) {
        let all = [&[PROSE, ""], text].concat();
        let lines = all.iter().enumerate().filter(|(_, line)| !line.is_empty());
        let mut units: Vec<Unit<'_>> = lines
            .map(|(i, line)| {
                let mut unit = Unit::of_text(line);
                unit.block.lines = (i + 1..i + 2).into();
                unit
            })
            .collect();
        mark(&mut units);
        let left: Vec<&str> = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
        assert_eq!(left, [&[PROSE], expected].concat());
    }

    #[test]
    fn lines_together_are_other_stories() {
        let pair = ["Ferry to the isles runs late again", "Why the old mill has no owner"];
        check(&[pair[0], pair[1], "", PROSE], &[PROSE]);
        check(&[pair[0], pair[1]], &[]);
        check(&[pair[0], pair[1], "It rained. She sells the umbrellas.", "", PROSE], &[PROSE]);
        // Announced, one alone, verse, results, and who and when.
        check(&["They want two things:", "", pair[0], pair[1]], &["They want two things:", pair[0], pair[1]]);
        check(
            &["Bridge tolls and other questions of the week", "", PROSE],
            &["Bridge tolls and other questions of the week", PROSE],
        );
        check(&["Singer of the quay wins first prize for second record", "", PROSE], &[PROSE]);
        let heading = "How nurses learned to distrust every promise";
        check(&[heading, "", PROSE], &[heading, PROSE]);
        check(
            &["She said: \"I want the bridge.\"", "He said: \"It is no bridge.\""],
            &["She said: \"I want the bridge.\"", "He said: \"It is no bridge.\""],
        );
        check(
            &["Tell your friends of the bridge", "Join us at the old mill"],
            &["Tell your friends of the bridge", "Join us at the old mill"],
        );
        check(
            &["Over the hill and far away,", "the piper plays his tune"],
            &["Over the hill and far away,", "the piper plays his tune"],
        );
        check(
            &["Northfold 3 Ostra Rovers 1", "Kettle Town 0 Quay 2"],
            &["Northfold 3 Ostra Rovers 1", "Kettle Town 0 Quay 2"],
        );
        check(
            &["When: Saturday at the old mill", "Where: Northfold, by the quay"],
            &["When: Saturday at the old mill", "Where: Northfold, by the quay"],
        );
    }

    #[test]
    fn the_last_of_lines_apart_may_be_a_subheading() {
        let pair = ["Ferry to the isles is late", "Why the old mill has no owner now"];
        check(&[pair[0], "", pair[1]], &[]);
        check(&[pair[0], "", pair[1], "", PROSE], &[pair[0], pair[1], PROSE]);
        check(&[pair[0], "", pair[1], "", "What the town wants now", "", PROSE], &["What the town wants now", PROSE]);
        check(&[pair[0], "", "What the town wants now", "", PROSE], &[pair[0], "What the town wants now", PROSE]);
    }
}
