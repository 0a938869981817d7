//! Plain text that knows where in the input every byte of it stood.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// A half-open range of bytes in the input file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A stretch of plain text with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// Offset in the plain text at which the run starts.
    plain: u32,
    /// Where it stood in the input.
    source: u32,
    source_len: u32,
    /// Whether the bytes are those of the input (else the whole run stands for the whole source range,
    /// as the one byte `&` does for `&amp;`).
    verbatim: bool,
}

/// Plain text, markup taken out, with a map back to the input file.
///
/// Offsets are kept in 32 bits: an input file is at most 4 GiB (the reader refuses far smaller ones).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    text: String,
    /// Mostly one, that needs no memory of its own.
    runs: SmallVec<[Run; 1]>,
}

impl Prose {
    /// Text that stands in the input as it is, from `start` on.
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut prose = Self::default();
        prose.push_verbatim(text, start);
        prose
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends text whose bytes stand in the input from `start` on.
    pub fn push_verbatim(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && (last.source + last.source_len) as usize == start
        {
            last.source_len += text.len() as u32;
        } else {
            self.runs.push(Run {
                plain: self.text.len() as u32,
                source: start as u32,
                source_len: text.len() as u32,
                verbatim: true,
            });
        }
        self.text.push_str(text);
    }

    /// Appends text that stands for other bytes of the input (an entity, a line break).
    pub fn push_replaced(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run {
            plain: self.text.len() as u32,
            source: source.start as u32,
            source_len: source.len() as u32,
            verbatim: false,
        });
        self.text.push_str(text);
    }

    fn run_at(&self, offset: usize) -> usize {
        self.runs.partition_point(|run| run.plain as usize <= offset).saturating_sub(1)
    }

    /// Where a range of the plain text stood in the input. An empty text maps to `0..0`.
    pub fn source(&self, plain: Range<usize>) -> Span {
        let Some(_) = self.runs.first() else { return Span::new(0, 0) };
        let first = &self.runs[self.run_at(plain.start)];
        let start = first.source as usize
            + if first.verbatim { (plain.start - first.plain as usize).min(first.source_len as usize) } else { 0 };
        if plain.end <= plain.start {
            return Span::new(start, start);
        }
        let last = &self.runs[self.run_at(plain.end - 1)];
        let end = last.source as usize
            + if last.verbatim { plain.end - last.plain as usize } else { last.source_len as usize };
        Span::new(start, end)
    }

    /// The part of the text in a range, with its own map.
    ///
    /// Panics when the range does not lie on character boundaries, like slicing a `str`.
    pub fn slice(&self, plain: Range<usize>) -> Self {
        let mut out = Self::default();
        if plain.start >= plain.end {
            return out;
        }
        let mut i = self.run_at(plain.start);
        let mut at = plain.start;
        while at < plain.end {
            let run = self.runs[i];
            let run_end = self.runs.get(i + 1).map_or(self.text.len(), |next| next.plain as usize);
            let stop = run_end.min(plain.end);
            let piece = &self.text[at..stop];
            if run.verbatim {
                out.push_verbatim(piece, run.source as usize + (at - run.plain as usize));
            } else {
                out.push_replaced(piece, run.source as usize..(run.source + run.source_len) as usize);
            }
            at = stop;
            i += 1;
        }
        out
    }

    /// Appends another text with its map.
    pub fn append(&mut self, other: &Self) {
        for (i, run) in other.runs.iter().enumerate() {
            let end = other.runs.get(i + 1).map_or(other.text.len(), |next| next.plain as usize);
            let piece = &other.text[run.plain as usize..end];
            if run.verbatim {
                self.push_verbatim(piece, run.source as usize);
            } else {
                self.push_replaced(piece, run.source as usize..(run.source + run.source_len) as usize);
            }
        }
    }

    /// Takes off what stands behind a place.
    ///
    /// Panics when that is not on a character boundary.
    pub fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while self.runs.last().is_some_and(|run| run.plain as usize >= len) {
            self.runs.pop();
        }
        if let Some(last) = self.runs.last_mut().filter(|run| run.verbatim) {
            last.source_len = last.source_len.min((len - last.plain as usize) as u32);
        }
    }

    /// The range of the text without white space at both ends.
    pub fn trimmed_range(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        start..end.max(start)
    }

    /// The text without white space at both ends, with its map.
    pub fn trimmed(&self) -> Self {
        self.slice(self.trimmed_range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_back_through_replaced_text() {
        // input: `a &amp; b`
        let mut prose = Prose::verbatim("a ", 0);
        prose.push_replaced("&", 2..7);
        prose.push_verbatim(" b", 7);
        assert_eq!(prose.as_str(), "a & b");
        assert_eq!(prose.source(0..5), Span::new(0, 9));
        assert_eq!(prose.source(2..3), Span::new(2, 7));
        assert_eq!(prose.source(4..5), Span::new(8, 9));
        let tail = prose.slice(2..5);
        assert_eq!(tail.as_str(), "& b");
        assert_eq!(tail.source(0..3), Span::new(2, 9));
        assert_eq!(tail.source(1..3), Span::new(7, 9));
        for len in 0..=5 {
            let mut cut = prose.clone();
            cut.truncate(len);
            assert_eq!(cut, prose.slice(0..len));
        }
    }
}
