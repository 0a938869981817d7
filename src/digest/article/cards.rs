//! Cards: links over several paragraphs, as clippers write a picture, a headline and a day that share one link.
//!
//! ```text
//! [![](https://x.example/a.jpg)
//!
//! ### Whales return
//!
//! 2 days ago](https://x.example/w)
//! ```
//!
//! For Markdown a link ends with its paragraph, so that brackets and addresses would stand in the text.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::lines::{each_line, fences};
use crate::digest::model::{Block, BlockKind, Mark, MarkKind};
use crate::text::sentence;

/// A card has at most so many lines and bytes: what is longer is a text with stray brackets.
const LINES: usize = 40;
const BYTES: usize = 4000;
/// Words of a headline; a line with fewer is the name of a section or the like.
const HEADLINE: std::ops::RangeInclusive<usize> = 3..=24;

/// A link over several paragraphs.
pub struct Card<'a> {
    /// With brackets, address and the mark of the list item that it is alone in.
    pub whole: Range<usize>,
    /// What stands in the brackets.
    pub inside: Range<usize>,
    url: &'a str,
}

/// The cards in a part of the input.
pub fn find(input: &str, part: Range<usize>) -> Vec<Card<'_>> {
    let mut found: Vec<Card<'_>> = Vec::new();
    // Most texts have no links at all.
    if memmem::find(input[part.clone()].as_bytes(), b"](").is_none() {
        return found;
    }
    let mut in_code = fences();
    for line in each_line(input, part.clone()) {
        let mut start = line.start;
        if in_code(&input[line.clone()]) || found.last().is_some_and(|card| start < card.whole.end) {
            continue;
        }
        let mut bracket = start + marker(&input[line.clone()]);
        // One card often follows another without a space.
        while let Some(card) = read(&input[..part.end], start, bracket) {
            (start, bracket) = (card.whole.end, card.whole.end);
            found.push(card);
        }
    }
    found
}

/// The bytes in front of a line's text: white space and the mark of a list item.
fn marker(line: &str) -> usize {
    let text = line.trim_start();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < text.len() {
        number.strip_prefix(['.', ')']).unwrap_or(text)
    } else {
        text.strip_prefix(['-', '*', '+']).unwrap_or(text)
    };
    line.len() - rest.trim_start().len()
}

/// The card whose bracket opens at a byte; behind it the line ends, or the next card begins.
fn read(input: &str, start: usize, bracket: usize) -> Option<Card<'_>> {
    let source = &input[bracket..input.floor_char_boundary(bracket + BYTES)];
    let close = closing_bracket(source)?;
    let inside = &source[1..close];
    let (url, len) = target(&source[close + 1..])?;
    let end = close + 1 + len;
    let behind = &source[end..];
    let ends = behind.starts_with('[') || behind.lines().next().is_none_or(|line| line.trim().is_empty());
    let apart = inside.trim().lines().any(|line| line.trim().is_empty()) || inside.starts_with(['\n', '\r']);
    let headline = inside.lines().any(|line| line.trim_start().starts_with("# "));
    let card = ends && apart && !headline && !inside.trim().is_empty();
    card.then(|| Card { whole: start..bracket + end, inside: bracket + 1..bracket + close, url })
}

/// Where the bracket that opens a text is closed.
fn closing_bracket(source: &str) -> Option<usize> {
    let (mut depth, mut lines, mut escaped) = (0_usize, 0, false);
    if !source.starts_with('[') {
        return None;
    }
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            b'\n' => {
                lines += 1;
                if lines > LINES {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// The address in `(address)` or `(address "title")` at the start of a text, and the bytes of it all.
pub fn target(source: &str) -> Option<(&str, usize)> {
    // An address is no longer.
    let inner = source[..source.floor_char_boundary(BYTES)].strip_prefix('(')?;
    let mut depth = 0_usize;
    let stops = |c: char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth > 0 => {
            depth -= 1;
            false
        }
        c => c == ')' || c.is_whitespace(),
    };
    let url = &inner[..inner.find(stops)?];
    let is_address = url.starts_with(['/', '#', '.']) || url.contains(':');
    let rest = &inner[url.len()..];
    let title = match rest.strip_prefix(" \"") {
        Some(title) => 2 + title.find("\")")? + 1,
        None => 0,
    };
    let whole = rest[title..].starts_with(')');
    (is_address && whole).then_some((url, 1 + url.len() + title + 1))
}

/// A part of the input with blanks for its cards, at the same places.
pub fn without<'a>(input: &'a str, part: Range<usize>, cards: &[Card<'_>]) -> Cow<'a, str> {
    if cards.is_empty() {
        return input[part].into();
    }
    let mut out = String::with_capacity(part.len());
    let mut at = part.start;
    for card in cards {
        out.push_str(&input[at..card.whole.start]);
        let blanks = input[card.whole.clone()]
            .bytes()
            .map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' });
        out.extend(blanks);
        at = card.whole.end;
    }
    out.push_str(&input[at..part.end]);
    out.into()
}

impl Card<'_> {
    /// Makes of the blocks inside the brackets the card's headline and what stands beside it. A picture that leads to
    /// itself has its caption in the link, and a text without a headline is a text.
    pub fn mark(&self, blocks: &mut [Block]) {
        let headline = self.headline(blocks);
        let words: usize = blocks.iter().map(|block| block.prose.as_str().split_whitespace().count()).sum();
        let card = !is_picture(self.url) && (headline.is_some() || (1..*HEADLINE.start()).contains(&words));
        for (i, block) in blocks.iter_mut().enumerate().filter(|(_, block)| !block.prose.is_empty()) {
            if card {
                block.kind = BlockKind::Card { headline: headline == Some(i) };
                block.marks.clear();
            }
            if !is_picture(self.url) {
                block.marks.insert(0, Mark { range: 0..block.prose.len(), kind: MarkKind::Link(self.url.to_owned()) });
            }
        }
    }

    /// The first heading, or the first text that has a headline's length, before all one that ends as no sentence does.
    fn headline(&self, blocks: &[Block]) -> Option<usize> {
        let fits = |block: &Block| HEADLINE.contains(&block.prose.as_str().split_whitespace().count());
        let first = |wanted: &dyn Fn(&Block) -> bool| blocks.iter().position(wanted);
        first(&|block| matches!(block.kind, BlockKind::Heading(_)) && !block.prose.is_empty())
            .or_else(|| first(&|block| fits(block) && !sentence::is_ended(block.prose.as_str())))
            .or_else(|| first(&fits))
    }
}

/// Whether an address is that of a picture.
fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"].iter().any(|known| end.eq_ignore_ascii_case(known))
}
