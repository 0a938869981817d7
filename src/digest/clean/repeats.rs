//! Pull quotes: short lines whose words stand in a paragraph of the text already, and who is named below them.
//!
//! Compared are three words at a time, within sentences: a pull quote leaves out the `she said` between two of them.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::rules::pattern;
use crate::text::words::{ByHash, char_at, has_more, hash_lower, plain_run};

const RULE: &str = "pull-quote";
/// A pull quote has so many words.
const SHORTEST: usize = 5;
const LONGEST: usize = 45;
/// One that ends as no sentence does has so many: sub-headings are shorter.
const SHORTEST_OPEN: usize = 8;
/// A line without any sign of a quote has so many: longer ones are text that comes back to what it said.
const LONGEST_PLAIN: usize = 15;
/// Bytes of a word at most, space and marks with it, of several together.
const BYTES: usize = 12;
/// A page has so many quotes with a name below at most: each name is sought in all of the text.
const MOST_SIGNED: usize = 50;
/// Words that are compared at a time.
const AT_A_TIME: usize = 3;

/// Who is named below a quote: `Ada Quill, treasurer`, `— Ada Quill, Quay & Sons`.
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?x)
        ^(?:[-–—―]\s*\p{Lu}[^.!?]{2,80}
        | \p{Lu}[\p{L}.’'-]+(?:\ \p{Lu}[\p{L}.’'-]+){1,3}(?:,\ [^.!?]{2,60})?)$",
    )
});

/// Who says something, beside the quote: in a pull quote nobody does.
static SAYS: LazyLock<Regex> =
    LazyLock::new(|| pattern::built_in(r"[,?!][”\x22’'] [^”\x22]{0,40}\b(?:said|says|told|asked|added|wrote)\b"));

/// Where three words stand in the text: the longest paragraph that has them, and how many words it has.
#[derive(Clone, Copy, Default)]
struct Place {
    unit: usize,
    words: usize,
}

/// A unit that may be a pull quote: a line by itself that is no heading, whatever it is marked with.
struct Candidate {
    unit: usize,
    /// Neither quotation marks nor emphasis nor who spoke shows it to be a quote.
    plain: bool,
    threes: Threes,
}

impl Candidate {
    fn of(at: usize, unit: &Unit<'_>) -> Option<Self> {
        let block = &unit.block;
        let text = block.prose.as_str();
        if unit.verdict != Verdict::Keep || !is_text(block) || text.len() > BYTES * LONGEST {
            return None;
        }
        let quote = quoted(text);
        let alone = quote.len() == text.len();
        let marked = text.starts_with(['"', '“', '‘', '\'', '«', '„']);
        let plain = block.kind == BlockKind::Paragraph && block.marks.is_empty() && !marked && alone;
        let longest = if plain { LONGEST_PLAIN } else { LONGEST };
        // Most paragraphs are longer, and their words need no counting.
        if text.len() > BYTES * longest {
            return None;
        }
        let open = is_open(quote);
        // A post of somebody says what the text quotes of it.
        let post = || ["pic.", "http", "@"].iter().any(|sign| text.contains(sign));
        let fits = !(open && (is_strong(block) || !has_more(text, SHORTEST_OPEN - 1)))
            && !post()
            // Who is quoted in the same line is part of the text.
            && (block.kind == BlockKind::Quotation || text.contains('\n') || alone)
            && !SAYS.is_match(text);
        let threes = fits.then(|| Threes::of(quote)).filter(|threes| (SHORTEST..=longest).contains(&threes.words))?;
        Some(Self { unit: at, plain, threes })
    }

    /// Whether nearly all of it stands in one longer paragraph.
    fn repeats(&self, places: &ByHash<Place>) -> bool {
        let found: Vec<Place> = self.threes.hashes.iter().filter_map(|three| places.get(three).copied()).collect();
        // Of a few words some stand anywhere; and the rest of the paragraph must be more than who says it.
        let longest = found.iter().max_by_key(|place| place.words).copied().unwrap_or_default();
        let together = found.iter().filter(|place| place.unit == longest.unit).count();
        longest.words > self.threes.words + 1 && together * 10 >= found.len() * if found.len() < 4 { 10 } else { 8 }
    }
}

/// Takes out lines that repeat a part of a longer paragraph, quotes with a speaker's name below, and that name.
pub fn mark(units: &mut [Unit<'_>]) {
    // A text that brings nothing of a page along has none of its quotes either.
    if units.iter().any(|unit| matches!(unit.verdict, Verdict::Remove(_) | Verdict::Related { .. })) {
        mark_repeated(units);
        mark_signed(units);
    }
}

fn mark_repeated(units: &mut [Unit<'_>]) {
    let candidates: Vec<Candidate> =
        units.iter().enumerate().filter_map(|(at, unit)| Candidate::of(at, unit)).collect();
    let hashes = candidates.iter().flat_map(|candidate| &candidate.threes.hashes);
    let mut places: ByHash<Place> = hashes.map(|three| (*three, Place::default())).collect();
    if places.is_empty() {
        return;
    }
    for (i, unit) in units.iter().enumerate().filter(|(_, unit)| unit.kept() && is_text(&unit.block)) {
        let Threes { words, hashes } = Threes::of(unit.block.prose.as_str());
        for three in hashes {
            if let Some(place) = places.get_mut(&three).filter(|place| place.words < words) {
                *place = Place { unit: i, words };
            }
        }
    }
    let last = units.iter().rposition(|unit| unit.kept() && is_text(&unit.block));
    for candidate in candidates {
        let at = candidate.unit;
        // A text may end with what it has said.
        let ends = last == Some(at) && candidate.plain;
        if !ends && candidate.repeats(&places) {
            units[at].verdict = Verdict::Remove(RULE);
            if let Some(below) = speaker_below(units, at) {
                units[below].verdict = Verdict::Remove(RULE);
            }
        }
    }
}

fn mark_signed(units: &mut [Unit<'_>]) {
    let first = units.iter().position(|unit| unit.kept() && unit.block.kind == BlockKind::Paragraph);
    let Some(first) = first else { return };
    let signed: Vec<(usize, usize)> = (first + 1..units.len())
        .filter(|at| is_quoted(&units[*at]))
        .filter_map(|at| Some((at, speaker_below(units, at)?)))
        .collect();
    // Several in a row are what people said, one by one, and the text itself.
    let follows = |(_, below): (usize, usize), (at, _): (usize, usize)| {
        units.get(below + 1..at).is_some_and(|between| !between.iter().any(Unit::kept))
    };
    let in_row: Vec<bool> = signed.windows(2).map(|pair| follows(pair[0], pair[1])).collect();
    let alone = |i: usize| !(i > 0 && in_row[i - 1] || in_row.get(i).is_some_and(|follows| *follows));
    let beside: Vec<(usize, usize)> = (0..signed.len())
        .filter(|i| alone(*i))
        .take(MOST_SIGNED)
        .map(|i| signed[i])
        .filter(|(_, below)| is_of_text(units, *below))
        .collect();
    for (quote, speaker) in beside {
        units[quote].verdict = Verdict::Remove(RULE);
        units[speaker].verdict = Verdict::Remove(RULE);
    }
}

/// The line below a quote that names who said it.
fn speaker_below(units: &[Unit<'_>], quote: usize) -> Option<usize> {
    let below = (quote + 1..units.len()).find(|at| !units[*at].verdict.is_of_markup())?;
    let unit = &units[below];
    (unit.kept() && is_text(&unit.block) && SPEAKER.is_match(unit.block.prose.as_str())).then_some(below)
}

/// Whether a unit is a quote and nothing else: it takes a line below it to show that it stands beside the text.
fn is_quoted(unit: &Unit<'_>) -> bool {
    const MARKS: [(char, &[char]); 4] = [('"', &['"']), ('“', &['”']), ('„', &['“', '”']), ('«', &['»'])];
    let text = unit.block.prose.as_str();
    let marks = MARKS.iter().find(|(open, _)| text.starts_with(*open));
    unit.verdict == Verdict::Keep
        && is_text(&unit.block)
        && text.len() <= BYTES * LONGEST
        && marks.is_some_and(|(open, close)| {
            let inside = text[open.len_utf8()..].trim_end_matches('.');
            inside.ends_with(*close) && inside.matches(*close).count() == 1
        })
}

/// Whether a line names somebody of whom a paragraph of the text tells: others sign what they wrote elsewhere.
fn is_of_text(units: &[Unit<'_>], line: usize) -> bool {
    let text = units[line].block.prose.as_str();
    let name = text.split(',').next().unwrap_or_default().trim_start_matches(['-', '–', '—', '―', ' ']);
    // Whoever posts something has an address or a day below it; a bold line heads what follows.
    !is_strong(&units[line].block)
        && !text.contains(['@', '(', '/'])
        && !text.contains(|c: char| c.is_ascii_digit())
        && name.split(' ').nth(1).is_some()
        && units.iter().enumerate().any(|(at, unit)| {
            let paragraph = unit.block.prose.as_str();
            at != line && unit.kept() && paragraph.len() > 2 * text.len() && tells_of(paragraph, name)
        })
}

/// Whether a paragraph has a name, and no article before it: that is a thing's.
fn tells_of(paragraph: &str, name: &str) -> bool {
    const ARTICLES: &str = "the a an der die das den dem le la les el los las il lo gli o os as";
    paragraph.find(name).is_some_and(|at| {
        let before = paragraph[..at].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        !ARTICLES.split(' ').any(|article| article == before)
    })
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

/// A text without the last line that names the speaker.
fn quoted(text: &str) -> &str {
    // Bytes are gone through many times as fast as characters.
    let feed = memchr::memrchr(b'\n', text.as_bytes());
    let dash = memchr::memrchr_iter("—".as_bytes()[0], text.as_bytes()).find(|at| text[*at..].starts_with('—'));
    match feed.max(dash) {
        Some(at) if SPEAKER.is_match(text[at..].trim_start_matches(['\n', '—', ' '])) => &text[..at],
        _ => text,
    }
}

/// What stands together within the sentences of a text, three words at a time, as numbers.
struct Threes {
    /// All words of the text.
    words: usize,
    hashes: Vec<u64>,
}

impl Threes {
    fn of(text: &str) -> Self {
        let mut out = Self { words: 0, hashes: Vec::with_capacity(text.len() / 5) };
        // Of the sentence so far: how many words, and the last two.
        let (mut count, mut last) = (0, [0; AT_A_TIME - 1]);
        let mut at = 0;
        while let Some(c) = char_at(text, at) {
            let start = at;
            let word = if c.is_ascii_alphanumeric() {
                let run = plain_run(text, at);
                at = run.end;
                (run.next.is_ascii() && run.next != b'\'').then_some(run.hash).or_else(|| further(text, start, &mut at))
            } else if c.is_alphanumeric() || is_apostrophe(c) {
                further(text, start, &mut at)
            } else {
                at += c.len_utf8();
                if matches!(c, '.' | '!' | '?' | '…' | '。') {
                    count = 0;
                }
                continue;
            };
            let Some(hash) = word else { continue };
            count += 1;
            out.words += 1;
            if count >= AT_A_TIME {
                out.hashes.push(last.iter().chain([&hash]).fold(0, |sum: u64, word| sum.rotate_left(21) ^ word));
            }
            last = [last[1], hash];
        }
        out
    }
}

/// The hash of the letters, digits and apostrophes that start at an offset and go on at another one, which is moved to
/// their end; none where there are but apostrophes.
fn further(text: &str, start: usize, at: &mut usize) -> Option<u64> {
    let goes_on = |c: &char| c.is_alphanumeric() || is_apostrophe(*c);
    *at += text[*at..].chars().take_while(goes_on).map(char::len_utf8).sum::<usize>();
    let word = text[start..*at].trim_matches(is_apostrophe);
    (!word.is_empty()).then(|| hash_lower(word))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
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
        // In other words, but with the name of somebody in the text.
        check(&[LONG, "“Nobody gets to our bridge.”", "Dana Whitlock, mayor"], &[LONG]);
        check(&[LONG, "„Nobody gets to our bridge“", "— Dana Whitlock"], &[LONG]);
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
        let dance = [
            "They practise for the Flower Dance all spring, the mayor of Northfold says.",
            "“I can’t dance.”",
            "Flower Dance",
        ];
        check(&dance, &dance);
        for below in ["Ada Quill, poet", "— Dana Whitlock (@dana)", "Dana Whitlock, 3 May", "Whitlock"] {
            let lines = [LONG, "“Nobody gets to our bridge.”", below];
            check(&lines, &lines);
        }
        let voices =
            [LONG, "“Nobody gets there.”", "Omar Said, baker", "“Nobody gets to our bridge.”", "Dana Whitlock, mayor"];
        check(&voices, &voices);
        let opening = ["“Nobody gets to our bridge.”", "Dana Whitlock", LONG];
        check(&opening, &opening);
        let asked = [LONG, "“Nobody gets there,” she said. “Nobody.”", "Dana Whitlock, mayor"];
        check(&asked, &asked);
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
