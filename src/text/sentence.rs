//! Splits prose into sentences.

mod boundary;
mod pairs;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

/// The sentences of a text as byte ranges, in order, without the white space between them.
///
/// A quotation or bracket of moderate length is never cut inside: `“Wait. It is late,” she said.` is one sentence.
/// A closing mark belongs to the sentence it closes. Made for English, German, French, Spanish, Portuguese, Russian
/// and Ukrainian; scripts with full stops of their own (`。`, `।`, `؟`) are split at those. Linear in the text.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let pairs = pairs::find(text);
    let mut pair = 0;
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(stop) = boundary::next_stop(text, at) {
        at = stop.run.end;
        while pairs.get(pair).is_some_and(|range| range.end <= stop.run.start) {
            pair += 1;
        }
        let around = pairs.get(pair).filter(|range| range.start < stop.run.start);
        if let Some(cut) = boundary::cut(text, start, &stop, around) {
            push(&mut out, text, start..cut);
            start = cut;
            at = cut;
        }
    }
    push(&mut out, text, start..text.len());
    out
}

/// Whether a text ends like a sentence, closing marks behind its end or not.
pub fn is_ended(text: &str) -> bool {
    let text = text.trim_end();
    if text.ends_with('.') {
        return true;
    }
    let inner = text.trim_end_matches(['"', '”', '’', '\'', '»', '“', '«', '›', ')', ']', '」', '』', '）']).trim_end();
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

/// Where the next sentence is glued to a text that has no stop, such as a headline: `the river planThe council said`.
pub fn joint(text: &str) -> Option<usize> {
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let glued = c.is_uppercase() && (before.is_lowercase() || before.is_numeric() || "?!”)".contains(before));
        before = c;
        let word = text[at..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        (glued && words::is_starter(word) && text[at + word.len()..].starts_with([' ', ','])).then_some(at)
    })
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = text[range.clone()].trim_start();
    let start = range.end - piece.len();
    let end = start + piece.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}
