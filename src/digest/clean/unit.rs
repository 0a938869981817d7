//! A stretch of a block that stays or goes as one, and how blocks are cut into them.

use std::ops::Range;

use super::inserted;
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::rules::junk::{Compiled, JunkKind, JunkRules};
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

impl Unit<'_> {
    /// Bare text.
    pub fn of_text(text: &str) -> Self {
        Self { block: Block { prose: Prose::verbatim(text, 0), ..Block::default() }, verdict: Verdict::Keep }
    }

    pub fn kept(&self) -> bool {
        self.verdict == Verdict::Keep
    }
}

/// Cuts blocks into units and lets the rules judge them line by line.
pub fn parts<'r>(blocks: Vec<Block>, rules: &'r JunkRules) -> Vec<Unit<'r>> {
    let mut units = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind == BlockKind::Markup {
            units.push(Unit { block, verdict: Verdict::Remove("markup") });
        } else if block.prose.is_empty() {
            units.push(Unit { block, verdict: Verdict::Remove("picture") });
        } else {
            cut(block, rules, &mut units);
        }
    }
    units
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
        if let Some(rule) = rules.whole_line(line, linked) {
            cuts.push((range.clone(), verdict(rule, line)));
        } else {
            let mut found: Vec<(Range<usize>, Verdict<'r>)> =
                rules.inside(line).map(|(junk, rule)| (junk.clone(), verdict(rule, &line[junk]))).collect();
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
    let mut at = 0;
    let end = text.len();
    for (range, verdict) in cuts.into_iter().chain([(end..end, Verdict::Keep)]) {
        let between = trim(&text[at..range.start], at);
        if !between.is_empty() {
            units.push(Unit { block: slice(&block, between), verdict: Verdict::Keep });
        }
        at = range.end;
        if !range.is_empty() {
            units.push(Unit { block: slice(&block, range), verdict });
        }
    }
}

fn verdict<'r>(rule: &'r Compiled, line: &str) -> Verdict<'r> {
    let name = &rule.name;
    match rule.kind {
        JunkKind::Remove => Verdict::Remove(name),
        JunkKind::Credit => Verdict::Credit(name),
        JunkKind::RelatedList => Verdict::RelatedList(name),
        JunkKind::Related => Verdict::Related { title: rule.title(line).unwrap_or(line.len()..line.len()), rule: name },
    }
}

/// The range of a text that starts at `start`, without white space at its ends.
fn trim(text: &str, start: usize) -> Range<usize> {
    let from = start + text.len() - text.trim_start().len();
    from..(start + text.trim_end().len()).max(from)
}

/// Whether a link covers nearly all of a range.
fn is_link(block: &Block, range: Range<usize>) -> bool {
    let linked: usize = links_in(block, range.clone()).map(|(part, _)| part.len()).sum();
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

/// The part of a block in a range of its text, marks and images moved along.
///
/// A soft line break is one line feed in the text, so that feeds before a part tell its first line.
pub fn slice(block: &Block, range: Range<usize>) -> Block {
    let text = block.prose.as_str();
    let feeds = |part: &str| part.bytes().filter(|b| *b == b'\n').count();
    let first = block.lines.start + feeds(&text[..range.start]);
    let shift = |at: usize| at.clamp(range.start, range.end) - range.start;
    let last = range.end == text.len();
    Block {
        kind: block.kind.clone(),
        lines: first..first + feeds(&text[range.clone()]) + 1,
        prose: block.prose.slice(range.clone()),
        marks: block
            .marks
            .iter()
            .filter(|mark| mark.range.start < range.end && mark.range.end > range.start)
            .map(|mark| crate::digest::model::Mark {
                range: shift(mark.range.start)..shift(mark.range.end),
                kind: mark.kind.clone(),
            })
            .collect(),
        images: block
            .images
            .iter()
            .filter(|image| range.contains(&image.at) || (last && image.at == range.end))
            .map(|image| crate::digest::model::Image { at: shift(image.at), ..image.clone() })
            .collect(),
    }
}
