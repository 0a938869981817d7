//! The headline: found in the text when the header has none, and taken out where the text repeats it.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::kicker::{self, WORDS as KICKER, is_kicker, is_row_of_items};
use super::run::heaviest_run;
use super::unit::{self, Unit, Verdict};
use crate::digest::article::suffix;
use crate::digest::model::{Block, BlockKind, FrontMatter, MarkKind};
use crate::text::sentence;
use crate::text::words::{count_up_to, has_more, letters};

/// A headline is rarely longer, in words.
const LONGEST: usize = 40;
/// How many units of text are looked at for a line that repeats the title.
const NEAR: usize = 400;
/// How far into the text the headline may stand.
const AFTER: usize = 4;
/// A line that a page says several times is rarely longer, in bytes.
const SHORT: usize = 200;
/// What a heading of the first level counts for.
const FIRST_LEVEL: f32 = 3.0;
/// How far below an empty heading its words may stand.
const BELOW: usize = 4;
/// A menu has so many items at least.
const MENU: usize = 3;
/// One has so many characters at most.
const ITEM: usize = 40;
/// How many paragraphs of the text are looked at for a headline's words.
const TOLD: usize = 40;
/// A headline's longer words stand in the text, at least so many of them.
const TOLD_SHARE: f32 = 0.3;
/// Of a headline that is no longer than a section's name, at least so many.
const MOSTLY_TOLD: f32 = 0.5;
/// So many notes stand above a headline at most.
const NOTES: usize = 12;

/// The headline and where it stands.
#[derive(Debug, Default)]
pub struct Heading {
    /// Empty when there is none.
    pub text: String,
    /// The unit that is the headline, or the first that repeats it.
    pub at: Option<usize>,
}

/// Marks the headline and the units that repeat it.
pub fn mark(front_matter: &FrontMatter, units: &mut Vec<Unit<'_>>) -> Heading {
    let mut at = None;
    let text = match &front_matter.title {
        Some(title) => title.clone(),
        None => {
            let Some(found) = find(units) else { return Heading::default() };
            units[found].verdict = Verdict::Title;
            at = Some(found);
            units[found].block.prose.as_str().to_owned()
        }
    };
    let keys: Vec<String> = heads(&text).map(key).filter(|key| key.len() >= 8).collect();
    for (i, unit) in units.iter_mut().enumerate().take(NEAR).filter(|(_, unit)| unit.kept()) {
        if repeats(&unit.block, &keys) {
            unit.verdict = Verdict::Remove("repeats-title");
            at = at.or(Some(i));
        }
    }
    let whole = key(&text);
    for unit in
        units.iter_mut().skip(at.map_or(0, |at| at + 1)).take(NOTES).filter(|unit| unit.verdict == Verdict::Keep)
    {
        if is_most_of(unit.block.prose.as_str(), &whole) {
            unit.verdict = Verdict::Remove("repeats-title");
        }
    }
    if let Some(next) = units.iter_mut().skip(at.map_or(0, |at| at + 1)).find(|unit| unit.kept()) {
        let line = key(next.block.prose.as_str());
        // Right below the headline a line of a few letters is enough.
        if line.len() >= 3 && cuts(&text).any(|head| key(head) == line) {
            next.verdict = Verdict::Remove("repeats-title");
        }
    }
    Heading { text, at }
}

/// The [`letters`] of a text.
fn key(text: &str) -> String {
    letters(text).collect()
}

/// Whether the letters of a text begin with these.
fn opens_with(text: &str, key: &str) -> bool {
    let mut letters = letters(text);
    key.chars().all(|c| letters.next() == Some(c))
}

/// Whether a line near the headline says most of it again, from its first word or to its last: what a player of the story
/// is called.
fn is_most_of(line: &str, title: &str) -> bool {
    let fits = line.len() < SHORT && words(line) > KICKER && !sentence::is_ended(line);
    let line = if fits { key(line) } else { String::new() };
    line.len() < title.len()
        && 10 * line.len() >= 6 * title.len()
        && (title.starts_with(&line) || title.ends_with(&line))
}

/// A title, and what is left of it when the site's name, or what may be one, is taken off its end.
fn heads(title: &str) -> impl Iterator<Item = &str> {
    std::iter::once(title).chain(cuts(title).filter(|head| words(head) >= 3))
}

/// What stands before each kind of separator's last one.
fn cuts(title: &str) -> impl Iterator<Item = &str> {
    suffix::SEPARATORS.iter().filter_map(|separator| Some(title.rsplit_once(separator)?.0))
}

/// Whether a block says the title again, perhaps with the site's name behind it.
fn repeats(block: &Block, keys: &[String]) -> bool {
    let text = block.prose.as_str();
    let longest = keys.iter().map(String::len).max().unwrap_or_default();
    // A head is the start of its title: what begins otherwise has none that says it again.
    let opens = || keys.iter().any(|key| opens_with(text, key));
    longest > 0 && text.len() <= 4 * longest + 80 && opens() && heads(text).any(|head| keys.contains(&key(head)))
}

/// The unit that is the headline: of the headings before the article's text the one that speaks most for itself, else
/// the first line when it looks like one.
fn find(units: &mut Vec<Unit<'_>>) -> Option<usize> {
    let is_beside = |unit: &Unit<'_>| {
        let no_text = unit.verdict.is_of_no_text();
        no_text || matches!(unit.block.kind, BlockKind::Card { .. })
    };
    let first = units.iter().position(|unit| !is_beside(unit))?;
    // No text opens with a pointer to another one: `Opinion | A headline` is this one's headline.
    if matches!(&units[first].verdict, Verdict::Related { .. }) {
        units[first].verdict = Verdict::Keep;
    }
    let (start, end) = heaviest_run(units.iter().map(weight));
    let start = if start == end { units.len() } else { start };
    let text = start..end.max(start);
    heading(units, first, text.clone())
        .or_else(|| below_names(units, first, text))
        .or_else(|| below_menu(units, first))
        .or_else(|| looks_like_one(&units[first]).then_some(first))
        .or_else(|| below_notes(units, first, start).and_then(|found| without_names(units, first, found)))
}

/// The headline of bare text below what pages open with: names of the paper and its section, which go, and what rules took,
/// such as a day or an address. It tells what the text tells, or the byline or the day stands below it.
fn below_names(units: &mut Vec<Unit<'_>>, first: usize, text: Range<usize>) -> Option<usize> {
    let opening = units[first].kept().then(|| units[first].block.prose.as_str());
    let mut lines = opening.iter().flat_map(|opening| opening.lines());
    // Most pages open with more words than a name has: what their text tells need not be known.
    if !lines.clone().all(kicker::may_open_page) {
        return None;
    }
    let told_below = told(&units[text.clone()]);
    if !lines.all(|line| kicker::is_sure_name(line) || share_told(line, &told_below) == 0.0) {
        return None;
    }
    // Nothing is between a section that everybody knows and its headline.
    let section = opening.is_some_and(is_kicker);
    let mut end = text.start;
    let near = if text.is_empty() { first } else { end.min(first + NOTES) };
    for at in (first..near).rev() {
        let mut lines = units[at].block.prose.as_str().lines();
        if units[at].kept() && lines.clone().count() > 1 && lines.all(|line| words(line) <= LONGEST) {
            let before = units.len();
            unit::part_lines(units, at);
            // Lines without text are no units.
            end = end + units.len() - before;
        }
    }
    let next = (first + 1..end).find(|i| units[*i].kept()).filter(|_| section);
    let is_headline = |i: &usize| {
        let unit = &units[*i];
        let line = unit.block.prose.as_str();
        let told = || share_told(line, &told_below);
        is_bare_headline(unit)
            && match words(line) {
                KICKER => !kicker::is_all_names(line) && told() >= MOSTLY_TOLD,
                words => words > KICKER && (next == Some(*i) || told() >= TOLD_SHARE || is_signed(units, *i)),
            }
    };
    let found = (first..end).take(NOTES).find(is_headline)?;
    without_names(units, first, found)
}

/// The first line that may be a headline between what rules took and the text, though the text does not tell of it.
fn below_notes(units: &[Unit<'_>], first: usize, start: usize) -> Option<usize> {
    if units[first].kept() {
        return None;
    }
    let count = |i: &usize| words(units[*i].block.prose.as_str());
    let fits = |i: &usize| is_bare_headline(&units[*i]) && count(i) > 2;
    let lines = || (first + 1..units.len().min(start)).take(NOTES).filter(|i| units[*i].kept()).filter(fits);
    // A few words may be the paper's name.
    lines().take(BELOW).find(|i| count(i) > KICKER).or_else(|| lines().next())
}

/// A headline that was found below the paper's name or its section's: those go.
fn without_names(units: &mut [Unit<'_>], first: usize, found: usize) -> Option<usize> {
    let is_name = |unit: &&mut Unit<'_>| unit.kept() && words(unit.block.prose.as_str()) <= KICKER;
    units[first..found].iter_mut().filter(is_name).for_each(|unit| unit.verdict = Verdict::Remove("kicker"));
    Some(found)
}

/// Whether the byline or the day of publication stands below a headline, a standfirst and a caption between at most.
fn is_signed(units: &[Unit<'_>], headline: usize) -> bool {
    const BETWEEN: usize = 3;
    const NEAR: usize = 8;
    let signs = |unit: &Unit<'_>| matches!(unit.verdict, Verdict::Remove("byline" | "date" | "updated"));
    // Stars and rules are no lines.
    let has_words = |unit: &Unit<'_>| unit.block.prose.as_str().contains(char::is_alphabetic);
    let below = units[headline + 1..].iter().take(NEAR);
    below.filter(|unit| unit.kept() && has_words(unit) || signs(unit)).take(BETWEEN).any(signs)
}

/// Whether a paragraph may be a headline that is not marked as one.
fn is_bare_headline(unit: &Unit<'_>) -> bool {
    unit.block.kind == BlockKind::Paragraph && looks_like_one(unit)
}

/// Whether a line of bare text may be a headline.
fn looks_like_one(unit: &Unit<'_>) -> bool {
    let text = unit.block.prose.as_str();
    let sentences = text.matches(". ").count() + text.matches("? ").count();
    let is_plain = || sentences < 2 && !text.ends_with('.');
    unit.kept()
        && words(text) <= LONGEST
        && (is_plain() || is_capitalised(text))
        && !text.contains('\n')
        && !text.ends_with([',', ';', ':', '。'])
        && !is_row_of_items(text)
}

/// Whether nearly all words of a line begin with a capital, as in American headlines.
fn is_capitalised(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic) && word.len() > 4);
    words().nth(2).is_some() && words().all(|word| word.starts_with(char::is_uppercase))
}

/// The headline below the menu that a pasted page opens with: the first line of more words than its items have.
fn below_menu(units: &[Unit<'_>], first: usize) -> Option<usize> {
    let count = |line: &str| if is_row_of_items(line) { MENU } else { 1 };
    let lines = |unit: &Unit<'_>| unit.block.prose.as_str().lines().map(count).sum::<usize>();
    let items = units[first..].iter().take_while(|unit| !unit.kept() || has_items(unit)).count();
    let menu = &units[first..first + items];
    let shown: usize = menu.iter().filter(|unit| unit.kept() && has_items(unit)).map(lines).sum();
    let unit = units.get(first + items)?;
    (is_bare_headline(unit) && (shown >= MENU || names_menu(menu))).then_some(first + items)
}

/// Takes out what is left of a menu before the headline. Short lines may be verse: what a rule knows tells a menu.
pub fn mark_menu(title: &Heading, units: &mut [Unit<'_>]) {
    let Some(before) = title.at.and_then(|at| units.get_mut(..at)) else { return };
    if names_menu(before) && before.iter().all(|unit| !unit.kept() || has_items(unit)) {
        before.iter_mut().filter(|unit| unit.kept()).for_each(|unit| unit.verdict = Verdict::Remove("menu"));
    }
}

/// Whether each line of a unit is as short as a menu's items are.
fn has_items(unit: &Unit<'_>) -> bool {
    let is_item = |line: &str| words(line) <= KICKER && line.chars().nth(ITEM).is_none() || is_row_of_items(line);
    unit.block.prose.as_str().lines().all(is_item)
}

/// Whether a rule knows one of some units for an item of a menu.
fn names_menu(units: &[Unit<'_>]) -> bool {
    units.iter().any(|unit| matches!(unit.verdict, Verdict::Remove("menu" | "account" | "newsletter")))
}

/// The best of the headings before the text that stands in a range.
fn heading(units: &[Unit<'_>], first: usize, text: Range<usize>) -> Option<usize> {
    let start = text.start;
    let near = &units[..units.len().min(start + AFTER)];
    let emptied = below_empty(near);
    let fits = |i: usize| (1..=LONGEST).contains(&words(units[i].block.prose.as_str()));
    let all: Vec<(usize, f32)> = near
        .iter()
        .enumerate()
        .filter(|&(i, unit)| unit.kept() && fits(i))
        .filter_map(|(i, unit)| Some((i, if emptied == Some(i) { FIRST_LEVEL } else { level(&unit.block)? })))
        .collect();
    // A heading inside the text is a subheading, unless it is the page's one of the first level; where all of those
    // are of one word, they head parts of the page.
    let headline = |i: usize| words(units[i].block.prose.as_str()) > 1;
    let parts = !all.is_empty() && all.iter().all(|&(i, level)| (level >= FIRST_LEVEL) != headline(i));
    let candidates: Vec<(usize, f32)> =
        all.into_iter().filter(|&(i, level)| i <= start || level >= FIRST_LEVEL || parts && level > 1.0).collect();
    let [(only, _)] = candidates[..] else { return best_heading(units, first, text, &candidates) };
    (only == first || words(units[only].block.prose.as_str()) > 1).then_some(only)
}

/// The line that stands where an empty heading of the first level should have it: `#`, a section's name, the headline.
fn below_empty(units: &[Unit<'_>]) -> Option<usize> {
    let empty = |unit: &Unit| unit.block.kind == BlockKind::Markup && unit.block.prose.as_str().trim() == "#";
    let at = units.iter().rposition(empty)?;
    let below = units.iter().enumerate().skip(at + 1).take(BELOW).take_while(|(_, unit)| level(&unit.block).is_none());
    let mut plain = below.filter(|(_, unit)| unit.kept() && linked(&unit.block) == 0);
    let (found, unit) = plain.next()?;
    let text = unit.block.prose.as_str();
    (words(text) >= 4 && !text.ends_with(['.', ':', ',', ';'])).then_some(found)
}

/// How much the level of a heading speaks for it.
fn level(block: &Block) -> Option<f32> {
    match block.kind {
        BlockKind::Heading(1) => Some(FIRST_LEVEL),
        BlockKind::Heading(2) => Some(1.5),
        BlockKind::Heading(_) => Some(0.5),
        _ => None,
    }
}

/// The heading of several that speaks most for itself, if any does.
fn best_heading(units: &[Unit<'_>], first: usize, text: Range<usize>, candidates: &[(usize, f32)]) -> Option<usize> {
    let start = text.start;
    let mut said: HashMap<&str, u32> = HashMap::new();
    for unit in units.iter().filter(|unit| unit.block.prose.len() < SHORT) {
        *said.entry(unit.block.prose.as_str()).or_default() += 1;
    }
    let opening = units[first].block.prose.as_str();
    let opening = if opening.len() < 600 { opening } else { "" };
    let alone = candidates.iter().filter(|(_, level)| *level >= FIRST_LEVEL).count() == 1;
    let told = told(&units[text]);
    let mut best: Option<(f32, usize)> = None;
    for &(i, level) in candidates {
        let unit = &units[i];
        let text = unit.block.prose.as_str();
        let count = words(text);
        let again = said.get(text).is_some_and(|times| *times > 1);
        let flag = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
        let score = level
            + flag(count >= 4, 1.0)
            + flag(count == 1 && i != first, -2.0)
            + flag(2 * linked(&unit.block) > text.len(), -2.0)
            + flag(again && count >= 4, 1.5)
            + flag(i == first, 1.5)
            + flag(i != first && count >= 3 && opens_with(opening, &key(text)), 2.0)
            + flag(count <= 5 && has_year(text), -2.0)
            + flag(i > start, -1.0)
            + flag(alone && count > 2 && level >= FIRST_LEVEL, 1.5)
            + flag(text.starts_with(char::is_lowercase), -1.0)
            // A standfirst.
            + flag(count >= 4 && text.ends_with('.'), -1.5)
            // One word is soon told.
            + flag(count > 1 || i == first, 2.0) * share_told(text, &told)
            - 0.1 * start.saturating_sub(i).min(30) as f32;
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, i));
        }
    }
    best.filter(|(score, _)| *score > 0.0).map(|(_, found)| found)
}

/// The longer words of the text's first paragraphs, in small letters.
fn told(text: &[Unit<'_>]) -> HashSet<String> {
    let paragraphs = text.iter().filter(|unit| unit.kept() && level(&unit.block).is_none()).take(TOLD);
    paragraphs.flat_map(|unit| long_words(unit.block.prose.as_str())).collect()
}

/// The part of a heading's longer words that the text uses: a headline tells what the text tells.
fn share_told(heading: &str, told: &HashSet<String>) -> f32 {
    let (mut all, mut found) = (0, 0);
    for word in long_words(heading) {
        all += 1;
        found += usize::from(told.contains(&word));
    }
    found as f32 / all.max(1) as f32
}

fn long_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase)
}

/// How much a unit speaks for the article's text, before anything is judged.
fn weight(unit: &Unit<'_>) -> f32 {
    let block = &unit.block;
    let text = block.prose.as_str();
    if !unit.kept() || matches!(block.kind, BlockKind::Heading(_)) {
        -0.3
    } else if 2 * linked(block) > text.len() {
        -1.5
    } else if has_more(text, 24) {
        3.0
    } else if has_more(text, 9) && sentence::is_ended(text) {
        1.5
    } else {
        -0.8
    }
}

/// How much of a block's text, in bytes, is links.
fn linked(block: &Block) -> usize {
    block.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_))).map(|mark| mark.range.len()).sum()
}

/// Whether a word is a number of four digits: short headings with a year are mostly days.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
}

fn words(text: &str) -> usize {
    count_up_to(text, LONGEST + 1)
}
