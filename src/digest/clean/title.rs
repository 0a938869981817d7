//! The headline: found in the text when the header has none, and taken out where the text repeats it.

use super::unit::{Unit, Verdict, links_in};
use crate::digest::model::{Block, BlockKind, FrontMatter};
use crate::text::prose::Prose;

/// A headline is rarely longer, in words.
const LONGEST: usize = 40;
/// How many units of text are looked at for a line that repeats the title.
const NEAR: usize = 400;

/// Marks the headline and the units that repeat it, and tells the headline; empty when there is none.
pub fn mark(front_matter: &FrontMatter, units: &mut [Unit<'_>]) -> String {
    let title = match &front_matter.title {
        Some(title) => title.clone(),
        None => {
            let Some(found) = find(units) else { return String::new() };
            units[found].verdict = Verdict::Title;
            headline(&units[found].block).as_str().to_owned()
        }
    };
    let key = key(&title[..without_site(&title)]);
    if key.len() < 8 {
        return title;
    }
    for unit in units.iter_mut().take(NEAR).filter(|unit| unit.kept()) {
        if repeats(&unit.block, &key) {
            unit.verdict = Verdict::Remove("repeats-title");
        }
    }
    title
}

/// Letters and digits only, in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a block says the title again, perhaps with the site's name behind it.
fn repeats(block: &Block, title: &str) -> bool {
    let text = block.prose.as_str();
    if text.len() > 4 * title.len() + 80 {
        return false;
    }
    key(text) == title || key(headline(block).as_str()) == title
}

/// The unit that is the headline: the heading that speaks most for itself, else the first line when it looks
/// like one.
fn find(units: &mut [Unit<'_>]) -> Option<usize> {
    let first = units.iter().position(|unit| !matches!(unit.verdict, Verdict::Remove("picture" | "markup")))?;
    // No text opens with a pointer to another one: `Opinion | A headline` is this one's headline.
    if matches!(&units[first].verdict, Verdict::Related { .. }) {
        units[first].verdict = Verdict::Keep;
    }
    let start = units.iter().position(|unit| is_paragraph(&unit.block)).unwrap_or(units.len());
    let opening = units[first].block.prose.as_str().to_owned();
    let mut best: Option<(i32, usize)> = None;
    for (i, unit) in units.iter().enumerate().take(start + 1).filter(|(_, unit)| unit.kept()) {
        let BlockKind::Heading(level) = unit.block.kind else { continue };
        let text = unit.block.prose.as_str();
        let count = words(text);
        if count > LONGEST || text.is_empty() {
            continue;
        }
        let linked: usize = links_in(&unit.block, 0..text.len()).map(|(part, _)| part.len()).sum();
        let score = 2 * i32::from(level == 1) + i32::from(level <= 2) + i32::from(count >= 4)
            - 2 * i32::from(linked * 2 > text.len())
            + 2 * i32::from(i == first)
            + i32::from(start - i <= 12)
            + 2 * i32::from(i != first && repeats_start(&opening, text));
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, i));
        }
    }
    if let Some((_, found)) = best.filter(|(score, _)| *score > 0) {
        return Some(found);
    }
    let candidate = &units[first];
    let text = candidate.block.prose.as_str();
    let sentences = text.matches(". ").count() + text.matches("? ").count();
    let looks = candidate.kept()
        && words(text) <= LONGEST
        && sentences < 2
        && !text.contains('\n')
        && !text.ends_with(['.', ',', ';', ':']);
    looks.then_some(first)
}

/// Whether a page's opening line, mostly its title with the site's name, starts with a heading's text.
fn repeats_start(opening: &str, heading: &str) -> bool {
    opening.len() < 600 && words(heading) >= 3 && key(opening).starts_with(&key(heading))
}

/// Text of some length that is no list of links.
fn is_paragraph(block: &Block) -> bool {
    let text = block.prose.as_str();
    let linked: usize = links_in(block, 0..text.len()).map(|(part, _)| part.len()).sum();
    !matches!(block.kind, BlockKind::Heading(_)) && linked * 2 < text.len() && text.split_whitespace().nth(24).is_some()
}

fn words(text: &str) -> usize {
    text.split_whitespace().take(LONGEST + 1).count()
}

/// A headline without the site's name behind it.
pub fn headline(block: &Block) -> Prose {
    block.prose.slice(0..without_site(block.prose.as_str()))
}

/// Where the site's name starts that some pages put behind the headline, with its separator.
///
/// A bar may part several names; a dash is common inside headlines, so only a short tail goes.
fn without_site(title: &str) -> usize {
    let whole = title;
    let mut title = title;
    while let Some(at) = title.rfind(" | ").filter(|at| words(&title[..*at]) >= 3 && words(&title[at + 3..]) <= 4) {
        title = &title[..at];
    }
    if title.len() < whole.len() {
        return title.len();
    }
    let dash = [" - ", " – ", " — ", " » ", " « ", " :: "]
        .iter()
        .filter_map(|dash| title.rfind(dash).map(|at| (at, words(&title[at + dash.len()..]))))
        .max();
    match dash {
        Some((at, tail)) if tail <= 5 && words(&title[..at]) > tail.max(3) => at,
        _ => title.len(),
    }
}
