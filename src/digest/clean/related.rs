//! Labels whose headline stands on the next line, and lists of other articles under a heading.

use super::headline::{self, is_label, is_sentence};
use super::unit::{self, Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::text::sentence;
use crate::text::words::{count_up_to, has_more};

/// The most headlines that one heading can take.
const LONGEST_LIST: usize = 12;
/// So many paragraphs become one unit a line: each takes time for all that follow.
const MOST_PARTED: usize = 1000;
/// A headline is rarely longer, in words.
const LONGEST_TITLE: usize = 24;
/// The fewest words of one that nothing announces.
const SHORTEST_TITLE: usize = 4;

/// What stands between the headlines of a list without ending it, by the rules that take it.
const BESIDE: [&str; 9] =
    ["byline", "comments", "date", "picture-credit", "player", "reading-time", "share", "time", "updated"];

/// Gives labels and headings of related articles the lines that follow them.
pub fn mark(units: &mut Vec<Unit<'_>>) {
    // Most texts have no list of other articles.
    if !units.iter().any(|unit| opens_list(unit).is_some()) {
        return;
    }
    let prose: Vec<bool> = units.iter().map(headline::is_prose).collect();
    let spaced = headline::is_spaced(units, &prose);
    let (mut at, mut parted) = (0, 0);
    while at < units.len() {
        let Some(rule) = opens_list(&units[at]) else {
            at += 1;
            continue;
        };
        let list = units[at].level();
        at += 1;
        let mut taken = 0;
        // A list of links or items ends where a plain heading has text below: the article goes on.
        let mut listed = false;
        while at < units.len() && taken < LONGEST_LIST && !opens_section(units, at, list) {
            if parted < MOST_PARTED && is_several(&units[at]) {
                unit::part_lines(units, at);
                parted += 1;
            }
            let close = units[at - 1].block.lines.end() == units[at].block.lines.start();
            if !units[at].kept() {
                if !is_beside(&units[at]) {
                    break;
                }
            } else if listed && heads_text(&units[at..]) {
                break;
            } else if is_headline(&units[at].block, close) || spaced && is_one_of_sentences(units, at) {
                let unit = &mut units[at];
                listed |= is_linked(&unit.block) || matches!(unit.block.kind, BlockKind::ListItem { .. });
                unit.verdict = Verdict::Related { title: title_range(&unit.block), rule };
                taken += 1;
            } else if spaced && is_beside_headline(units, at) {
                units[at].verdict = Verdict::Remove(rule);
            } else {
                break;
            }
            at += 1;
        }
    }
}

/// Whether the first of some units is a heading that is no link, with a paragraph below.
fn heads_text(units: &[Unit<'_>]) -> bool {
    let is_plain = |block: &Block| matches!(block.kind, BlockKind::Heading(_)) && !is_linked(block);
    let below = || units[1..].iter().find(|unit| !unit.verdict.is_of_no_text());
    units.first().is_some_and(|unit| is_plain(&unit.block))
        && below().is_some_and(|unit| {
            unit.kept() && unit.block.kind == BlockKind::Paragraph && words(unit.block.prose.as_str()).is_none()
        })
}

/// Whether a unit is several lines of a list: headlines and what stands beside them.
fn is_several(unit: &Unit<'_>) -> bool {
    let text = unit.block.prose.as_str();
    let fits = |line: &str| headline::is_headline_line(line) || is_label(&Unit::of_text(line).block);
    unit.kept() && unit.block.kind == BlockKind::Paragraph && text.contains('\n') && text.lines().all(fits)
}

/// Whether a unit is one of short sentences that stand one below another: news in brief.
fn is_one_of_sentences(units: &[Unit<'_>], at: usize) -> bool {
    let unit = &units[at];
    let before = || unit.is_below(&units[at - 1]) && is_related(&units[at - 1]);
    let behind = || units.get(at + 1).is_some_and(|next| next.is_below(unit) && is_sentence(&next.block));
    is_sentence(&unit.block) && (before() || behind())
}

/// Whether a unit is a word or two right above or below a headline of the list: its section, its number, who published
/// it.
fn is_beside_headline(units: &[Unit<'_>], at: usize) -> bool {
    let unit = &units[at];
    let below = || unit.is_below(&units[at - 1]) && is_related(&units[at - 1]);
    let source = unit.block.prose.as_str().starts_with("From ");
    let from = || {
        source
            && units[at.saturating_sub(LONGEST_LIST)..at]
                .iter()
                .rev()
                .find(|unit| !is_beside(unit))
                .is_some_and(is_related)
    };
    let above =
        || units.get(at + 1).is_some_and(|next| next.is_below(unit) && next.kept() && is_headline(&next.block, false));
    is_label(&unit.block) && (below() || from() || above())
}

fn is_related(unit: &Unit<'_>) -> bool {
    matches!(unit.verdict, Verdict::Related { .. })
}

/// The rule of a unit that has the lines behind it for headlines.
fn opens_list<'r>(unit: &Unit<'r>) -> Option<&'r str> {
    match &unit.verdict {
        Verdict::RelatedList(rule) => Some(rule),
        Verdict::Related { title, rule } if title.is_empty() => Some(rule),
        _ => None,
    }
}

/// Whether a heading opens the text's next section rather than being a headline of a list with a heading of this level:
/// text follows it, and it stands above the list or beside it, or the text before the list has such headings.
fn opens_section(units: &[Unit<'_>], at: usize, list: Option<u8>) -> bool {
    /// How far above such headings are looked for, and text below.
    const FAR: usize = 60;
    /// So many words are a paragraph rather than what a list says below a headline.
    const TEXT: usize = 15;
    let unit = &units[at];
    let Some(own) = unit.level().filter(|_| unit.kept() && !is_linked(&unit.block)) else { return false };
    let mut below = units[at + 1..].iter().take(FAR).filter(|unit| !unit.verdict.is_of_markup());
    let prose = |fewest: usize, unit: &Unit<'_>| {
        let text = unit.block.prose.as_str();
        let long = has_more(text, fewest - 1);
        unit.kept() && unit.block.kind == BlockKind::Paragraph && long && sentence::is_ended(text)
    };
    if list.is_some_and(|list| own < list) {
        return below.next().is_some_and(|unit| prose(3, unit));
    }
    let beside = || units[..at].iter().rev().take(FAR).any(|unit| unit.level() == Some(own) && unit.kept());
    below.next().is_some_and(|unit| prose(TEXT, unit)) && (list == Some(own) || beside())
}

/// Whether a unit stands between headlines of one list without ending it.
fn is_beside(unit: &Unit<'_>) -> bool {
    let no_text = unit.verdict.is_of_no_text();
    let note = matches!(&unit.verdict, Verdict::Remove(rule) if BESIDE.contains(rule));
    no_text || note || matches!(unit.block.kind, BlockKind::Card { .. })
}

fn title_range(block: &Block) -> std::ops::Range<usize> {
    0..block.prose.len()
}

/// Takes out what is a link from end to end and reads as a headline: an article links words of its sentences.
pub fn mark_links(units: &mut Vec<Unit<'_>>) {
    let (mut at, mut parted) = (0, 0);
    while at < units.len() {
        if units[at].verdict == Verdict::Keep && units[at].block.kind == BlockKind::Paragraph {
            let lines = unit::lines(&units[at].block);
            if parted < MOST_PARTED && lines.len() > 1 && lines.iter().all(is_linked_headline) {
                parted += 1;
                let lines = lines.into_iter().map(|block| Unit { block, verdict: Verdict::Keep });
                units.splice(at..=at, lines);
            }
            if is_linked_headline(&units[at].block) {
                let title = bold(&units[at].block).unwrap_or_else(|| title_range(&units[at].block));
                units[at].verdict = Verdict::Related { title, rule: "linked-headline" };
            }
        }
        at += 1;
    }
}

/// Whether a block is a link and reads as a headline.
fn is_linked_headline(block: &Block) -> bool {
    let text = block.prose.as_str();
    let fits = || words(text).is_some_and(|words| words >= SHORTEST_TITLE) && is_open(text);
    is_linked(block) && !text.starts_with(char::is_lowercase) && fits()
}

/// The headline of a card whose other words, how many are reading it or when it was written, are not in bold.
fn bold(block: &Block) -> Option<std::ops::Range<usize>> {
    let strong = block.marks.iter().find(|mark| mark.kind == MarkKind::Strong)?;
    words(&block.prose.as_str()[strong.range.clone()]).filter(|words| *words >= SHORTEST_TITLE)?;
    Some(strong.range.clone())
}

/// How many words are in a line; `None` in what is too long for a headline.
fn words(text: &str) -> Option<usize> {
    let words = count_up_to(text, LONGEST_TITLE + 1);
    (words <= LONGEST_TITLE && !text.contains('\n')).then_some(words)
}

/// Whether links cover nearly all of a block.
fn is_linked(block: &Block) -> bool {
    let links = block.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_)));
    links.map(|mark| mark.range.len()).sum::<usize>() * 5 >= block.prose.len() * 4
}

/// Whether a text ends as no sentence does. Of words that somebody said, those of a headline have no stop at their end.
fn is_open(text: &str) -> bool {
    let said = text.trim_end_matches(['"', '“', '”', '»', '«']);
    let within = said.trim_end();
    !within.ends_with(['.', ':', ';', ',', '…']) && (said.len() == text.len() || !within.ends_with(['!', '?']))
}

/// Whether a block looks like the headline of another article: a link, or a few words without a full stop. A very short
/// line is rather one where it stands `close` behind the others, with no blank line between.
fn is_headline(block: &Block, close: bool) -> bool {
    let text = block.prose.as_str();
    let Some(words) = words(text) else { return false };
    if is_linked(block) {
        return true;
    }
    let open = is_open(text);
    match block.kind {
        BlockKind::ListItem { .. } | BlockKind::Heading(_) => open && words >= 3,
        BlockKind::Paragraph => open && words >= SHORTEST_TITLE + usize::from(!close),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::article;
    use crate::digest::article::lines::Lines;

    #[test]
    fn lines_of_links_are_headlines() {
        let check = |text: &str, expected: &[&str]| {
            let blocks = article::parse(text, &Lines::new(text)).remove(0).blocks;
            let mut units: Vec<Unit> = blocks.into_iter().map(Unit::whole).collect();
            mark_links(&mut units);
            let title = |unit: &Unit| match &unit.verdict {
                Verdict::Related { title, .. } => Some(unit.block.prose.as_str()[title.clone()].to_owned()),
                _ => None,
            };
            assert_eq!(units.iter().filter_map(title).collect::<Vec<_>>(), expected, "{text}");
        };
        let eat = "[Where to eat in the old harbour](https://kettle.example/b)";
        let card = "[![](a.jpg) **Ferries run free of charge** 9.7k viewing now](https://kettle.example/a)";
        check(&format!("{card}\n{eat}\n"), &["Ferries run free of charge", "Where to eat in the old harbour"]);
        check(&format!("{card}\n\nIt rained.\n"), &["Ferries run free of charge"]);
        check(&format!("{eat}\nIt rained in the old harbour.\n"), &[]);
        check(&format!("{eat}\n[Harbour](https://kettle.example/c)\n"), &[]);
    }
}
