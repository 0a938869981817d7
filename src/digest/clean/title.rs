//! The headline: found in the text when the header has none, and taken out where the text repeats it.

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, FrontMatter};
use crate::text::prose::Prose;

/// A headline is rarely longer, in words.
const LONGEST: usize = 40;
/// How many units of text are looked at for a line that repeats the title.
const NEAR: usize = 400;

/// Marks the headline and the units that repeat it.
pub fn mark(front_matter: &FrontMatter, units: &mut [Unit<'_>]) {
    let title = match &front_matter.title {
        Some(title) => title.clone(),
        None => {
            let Some(found) = find(units) else { return };
            units[found].verdict = Verdict::Title;
            headline(&units[found].block).as_str().to_owned()
        }
    };
    let key = key(&title[..without_site(&title)]);
    if key.len() < 8 {
        return;
    }
    for unit in units.iter_mut().take(NEAR).filter(|unit| unit.kept()) {
        if repeats(&unit.block, &key) {
            unit.verdict = Verdict::Remove("repeats-title");
        }
    }
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

/// The unit that is the headline: the first heading of level one, else the first line when it looks like one.
fn find(units: &[Unit<'_>]) -> Option<usize> {
    let kept = |unit: &Unit<'_>| unit.kept() && words(unit.block.prose.as_str()) <= LONGEST;
    let first = units.iter().position(Unit::kept)?;
    let level = |unit: &Unit<'_>| match unit.block.kind {
        BlockKind::Heading(level) if kept(unit) => Some(level),
        _ => None,
    };
    if let Some(found) = units.iter().position(|unit| level(unit) == Some(1)) {
        return Some(found);
    }
    let candidate = &units[first];
    let text = candidate.block.prose.as_str();
    let looks = kept(candidate) && !text.contains('\n') && !text.ends_with(['.', ',', ';', ':']);
    (level(candidate).is_some() || looks).then_some(first)
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
    let long_enough = |at: usize, least: usize| words(&title[..at]) >= least;
    if let Some((at, _)) = title.match_indices(" | ").find(|(at, _)| long_enough(*at, 3)) {
        return at;
    }
    let dash = [" - ", " – ", " — ", " » ", " « ", " :: "]
        .iter()
        .filter_map(|dash| title.rfind(dash).map(|at| (at, words(&title[at + dash.len()..]))))
        .max();
    match dash {
        Some((at, tail)) if tail <= 5 && long_enough(at, 4.max(tail + 1)) => at,
        _ => title.len(),
    }
}
