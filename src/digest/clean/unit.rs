//! A stretch of a block that stays or goes as one, and how blocks are cut into them.

use std::ops::Range;

use super::inserted;
use crate::digest::model::{Block, BlockKind, Image, Mark, MarkKind, Removed};
use crate::rules::junk::{JunkKind, JunkRules, Taken};
use crate::text::prose::Prose;

/// Part of a block, mostly all of it, with what is to become of it.
#[derive(Debug)]
pub struct Unit<'r> {
    pub block: Block,
    pub verdict: Verdict<'r>,
}

/// What is to become of a unit, and the name of the rule that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<'r> {
    Keep,
    /// A rule says that it belongs to the article.
    Text,
    Title,
    Remove(&'r str),
    Credit(&'r str),
    /// It points to another article, whose title stands in this range of its text; empty in a label without title.
    Related {
        title: Range<usize>,
        rule: &'r str,
    },
    /// It heads a list of other articles.
    RelatedList(&'r str),
}

impl Verdict<'_> {
    /// Whether it is of what carries no text and no picture either.
    pub fn is_of_markup(&self) -> bool {
        matches!(self, Self::Remove("markup" | Removed::COMMENT))
    }

    /// Whether it is of what carries no text.
    pub fn is_of_no_text(&self) -> bool {
        self.is_of_markup() || *self == Self::Remove("picture")
    }
}

impl Unit<'_> {
    /// Bare text.
    pub fn of_text(text: &str) -> Self {
        Self { block: Block { prose: Prose::verbatim(text, 0), ..Block::default() }, verdict: Verdict::Keep }
    }

    /// A block as it is: only what carries no text goes.
    pub fn whole(block: Block) -> Self {
        let verdict = if let Some(rule) = block.kind.rule() {
            Verdict::Remove(rule)
        } else if block.prose.is_empty() {
            Verdict::Remove("picture")
        } else {
            Verdict::Keep
        };
        Self { block, verdict }
    }

    pub fn kept(&self) -> bool {
        matches!(self.verdict, Verdict::Keep | Verdict::Text)
    }

    /// The level of a heading, 1 to 6.
    pub fn level(&self) -> Option<u8> {
        match self.block.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        }
    }

    /// Whether no blank line is between a unit and the one before it.
    pub fn is_below(&self, before: &Self) -> bool {
        self.block.lines.start() <= before.block.lines.end()
    }
}

/// Parts a unit of several lines into one unit a line.
pub fn part_lines(units: &mut Vec<Unit<'_>>, at: usize) {
    let Unit { block, verdict } = &units[at];
    let text = block.prose.as_str();
    let mut start = 0;
    let ranges: Vec<Range<usize>> = text
        .split('\n')
        .map(|line| {
            let range = trim(line, start);
            start += line.len() + 1;
            range
        })
        .filter(|range| !range.is_empty())
        .collect();
    let verdict = verdict.clone();
    let parts = split(block, &ranges).into_iter().map(|block| Unit { block, verdict: verdict.clone() });
    let parts: Vec<Unit<'_>> = parts.collect();
    units.splice(at..=at, parts);
}

/// Cuts blocks into units and lets the rules judge them line by line.
pub fn parts<'r>(blocks: Vec<Block>, rules: &'r JunkRules) -> Vec<Unit<'r>> {
    let mut units = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block.kind {
            BlockKind::Card { headline } if !block.prose.is_empty() => units.push(card(block, headline, rules)),
            _ => {
                let unit = Unit::whole(block);
                if unit.kept() { cut(unit.block, rules, &mut units) } else { units.push(unit) }
            }
        }
    }
    units
}

/// Of a card, the headline names another article; what stands beside it goes with it.
fn card<'r>(block: Block, headline: bool, rules: &'r JunkRules) -> Unit<'r> {
    let text = block.prose.as_str();
    let verdict = match rules.whole_line(text, |_| true) {
        Some(taken) if taken.rule.kind != JunkKind::Text => verdict(taken, text.len()),
        _ if headline => Verdict::Related { title: 0..text.len(), rule: "card" },
        _ => Verdict::Remove("card"),
    };
    Unit { block, verdict }
}

fn cut<'r>(block: Block, rules: &'r JunkRules, units: &mut Vec<Unit<'r>>) {
    let text = block.prose.as_str();
    let mut cuts: Vec<(Range<usize>, Verdict<'r>)> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let range = trim(line, start);
        start += line.len() + 1;
        let line = &text[range.clone()];
        let linked = |title: Range<usize>| is_link(&block, range.start + title.start..range.start + title.end);
        if let Some(taken) = rules.whole_line(line, linked) {
            cuts.push((range.clone(), verdict(taken, line.len())));
        } else {
            let mut found: Vec<(Range<usize>, Verdict<'r>)> =
                rules.inside(line).map(|(junk, taken)| (junk.clone(), verdict(taken, junk.len()))).collect();
            found.extend(inserted::find(line).into_iter().map(|junk| (junk, Verdict::Remove("inserted-links"))));
            found.sort_by_key(|(junk, _)| junk.start);
            for (junk, verdict) in found {
                let at = range.start + junk.start..range.start + junk.end;
                if cuts.last().is_none_or(|(last, _)| last.end <= at.start) {
                    cuts.push((at, verdict));
                }
            }
        }
    }
    if cuts.is_empty() {
        units.push(Unit { block, verdict: Verdict::Keep });
        return;
    }
    let mut parts = Vec::with_capacity(2 * cuts.len() + 1);
    let mut at = 0;
    let end = text.len();
    for (range, verdict) in cuts.into_iter().chain([(end..end, Verdict::Keep)]) {
        let between = trim(&text[at..range.start], at);
        at = range.end;
        parts.push((between, Verdict::Keep));
        parts.push((range, verdict));
    }
    parts.retain(|(range, _)| !range.is_empty());
    let (ranges, verdicts): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    units.extend(split(&block, &ranges).into_iter().zip(verdicts).map(|(block, verdict)| Unit { block, verdict }));
}

/// What is to become of a text of some length that a rule took.
fn verdict(taken: Taken<'_>, length: usize) -> Verdict<'_> {
    let Taken { rule, title } = taken;
    let name = &rule.name;
    match rule.kind {
        JunkKind::Remove => Verdict::Remove(name),
        JunkKind::Text => Verdict::Text,
        JunkKind::Credit => Verdict::Credit(name),
        JunkKind::RelatedList => Verdict::RelatedList(name),
        JunkKind::Related => Verdict::Related { title: title.unwrap_or(length..length), rule: name },
    }
}

/// The range of a text that starts at `start`, without white space at its ends.
fn trim(text: &str, start: usize) -> Range<usize> {
    let from = start + text.len() - text.trim_start().len();
    from..(start + text.trim_end().len()).max(from)
}

/// Whether links that start in a range cover nearly all of it.
fn is_link(block: &Block, range: Range<usize>) -> bool {
    let first = block.marks.partition_point(|mark| mark.range.start < range.start);
    let inside = block.marks[first..].iter().take_while(|mark| mark.range.start < range.end);
    let linked: usize = inside.filter(|mark| matches!(mark.kind, MarkKind::Link(_))).map(|mark| mark.range.len()).sum();
    linked * 5 >= range.len() * 4 && linked > 0
}

/// The links that reach into a range of a block's text, cut to it.
pub fn links_in(block: &Block, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, &str)> {
    block.marks.iter().filter_map(move |mark| {
        let MarkKind::Link(url) = &mark.kind else { return None };
        let part = mark.range.start.max(range.start)..mark.range.end.min(range.end);
        (part.start < part.end).then_some((part, url.as_str()))
    })
}

/// The lines of a block of links, each as a block; none when it has one line only or no links.
pub fn lines(block: &Block) -> Vec<Block> {
    let text = block.prose.as_str();
    if block.marks.is_empty() || !text.contains('\n') {
        return Vec::new();
    }
    let mut start = 0;
    let ranges = text.split('\n').map(|line| {
        let range = trim(line, start);
        start += line.len() + 1;
        range
    });
    let ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
    if ranges.iter().all(|range| is_link(block, range.clone())) { split(block, &ranges) } else { Vec::new() }
}

/// The parts of a block in ranges of its text, which are in order and apart; marks and images move along.
///
/// A soft line break is one line feed in the text, so that feeds before a part tell its first line.
fn split(block: &Block, ranges: &[Range<usize>]) -> Vec<Block> {
    let text = block.prose.as_str();
    let feeds = |part: Range<usize>| text[part].bytes().filter(|b| *b == b'\n').count();
    let (mut line, mut at) = (block.lines.start(), 0);
    let mut parts: Vec<Block> = ranges
        .iter()
        .map(|range| {
            let first = line + feeds(at..range.start);
            line = first + feeds(range.clone());
            at = range.end;
            let prose = block.prose.slice(range.clone());
            Block { kind: block.kind.clone(), lines: (first..line + 1).into(), prose, ..Block::default() }
        })
        .collect();
    for mark in &block.marks {
        let first = ranges.partition_point(|range| range.end <= mark.range.start);
        let reached = ranges[first..].iter().take_while(|range| range.start < mark.range.end);
        for (part, range) in parts[first..].iter_mut().zip(reached) {
            let inside = mark.range.start.max(range.start) - range.start..mark.range.end.min(range.end) - range.start;
            part.marks.push(Mark { range: inside, kind: mark.kind.clone() });
        }
    }
    for image in &block.images {
        let nearest = ranges.partition_point(|range| range.end < image.at).min(ranges.len().saturating_sub(1));
        if let (Some(part), Some(range)) = (parts.get_mut(nearest), ranges.get(nearest)) {
            part.images.push(Image { at: image.at.clamp(range.start, range.end) - range.start, ..image.clone() });
        }
    }
    parts
}
