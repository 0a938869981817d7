//! Quotations and brackets as units that a sentence is not cut in.

use std::ops::Range;

use crate::text::bytes::Bytes;

/// Longer ones are cut inside like other text: they are speeches, or their mark was never closed.
const LONGEST: usize = 420;

/// Of ASCII, which nearly all characters are, only these open, close or end anything.
static MARKS: Bytes =
    Bytes::new(&[(b'(', b')'), (b'[', b'['), (b']', b']'), (b'"', b'"'), (b'\n', b'\n'), (0x80, 0xff)]);

/// The quotations and bracketed asides of a text, joined where they overlap, in order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // Most paragraphs have no mark that opens anything, which is seen in a fraction of the time.
    if memchr::memchr3(b'(', b'[', b'"', text.as_bytes()).is_none() && text.is_ascii() {
        return out;
    }
    let mut quote: Option<(usize, char)> = None;
    let mut bracket: Option<(usize, char)> = None;
    let mut end = 0;
    while let Some(at) = MARKS.find(text, end) {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let mut rest = text[at..].chars();
        let Some(c) = rest.next() else { break };
        let after = rest.next().unwrap_or(' ');
        end = at + c.len_utf8();
        match c {
            '(' | '[' => bracket = Some((at, if c == '(' { ')' } else { ']' })),
            '\n' if after == '\n' => (quote, bracket) = (None, None),
            _ if bracket.is_some_and(|(_, close)| close == c) => close(&mut out, &mut bracket, end),
            // A straight mark opens after a gap and before a word; elsewhere it closes.
            '"' if opens_after(before) && !after.is_whitespace() => quote = Some((at, '"')),
            _ if quote.is_some_and(|(_, close)| closes(close, c)) => close(&mut out, &mut quote, end),
            _ => {
                if let Some(close) = closing_mark(c).filter(|_| opens_after(before)) {
                    quote = Some((at, close));
                }
            }
        }
    }
    out
}

/// Whether a mark may open a quotation after this character.
fn opens_after(before: char) -> bool {
    before.is_whitespace()
        || matches!(before, '(' | '[' | '—' | '–' | '-' | '‘' | '\'' | ':' | '.' | ',' | '。' | '，' | '：')
        || !before.is_ascii() && before.is_alphabetic()
}

/// The mark that closes what this one opens: where languages differ, the commoner stands here (see [`closes`]).
fn closing_mark(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

fn closes(expected: char, c: char) -> bool {
    c == expected || expected == '“' && c == '”'
}

fn close(out: &mut Vec<Range<usize>>, open: &mut Option<(usize, char)>, end: usize) {
    let Some((start, _)) = open.take() else { return };
    if end - start > LONGEST {
        return;
    }
    let mut start = start;
    // Pairs close in order of their ends, so only the last ones can overlap.
    while let Some(last) = out.last().filter(|last| last.end > start) {
        start = start.min(last.start);
        out.pop();
    }
    out.push(start..end);
}
