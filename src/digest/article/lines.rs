//! Lines of the input: their numbers by byte offset, and walking over them.

use std::ops::Range;

/// Line numbers by byte offset. A line ends with a line feed, as in editors and in messages.
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn new(input: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', input.as_bytes()).map(|i| i + 1));
        Self { starts }
    }

    /// The 1-based line of a byte.
    pub fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The 1-based, half-open lines of a range of bytes.
    pub fn of(&self, range: Range<usize>) -> Range<usize> {
        let first = self.at(range.start);
        first..self.at(range.end.saturating_sub(1).max(range.start)) + 1
    }

    /// The bytes of a 1-based line, with its line feed.
    pub fn bytes(&self, line: usize, len: usize) -> Range<usize> {
        self.starts[line - 1]..self.starts.get(line).copied().unwrap_or(len)
    }
}

/// The lines of a part of the text without their ends: line feed, carriage return, or both (old Macs wrote
/// the second alone).
pub fn each_line(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let bytes = &text.as_bytes()[..part.end];
    let mut at = part.start;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |i| start + i);
        at = if bytes[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
        Some(start..end)
    })
}

/// Tells of the lines of a text, one after another, whether they are of a fenced block of code.
pub fn fences() -> impl FnMut(&str) -> bool {
    let mut open: Option<(char, usize)> = None;
    move |line| {
        let line = line.trim();
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| line.chars().take_while(|c| *c == mark).count());
        match open {
            Some((fence, least)) => {
                let closes = mark == Some(fence) && length >= least && line.chars().all(|c| c == fence);
                open.take_if(|_| closes);
                true
            }
            None => {
                open = mark.filter(|_| length >= 3).map(|mark| (mark, length));
                open.is_some()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_of_line_ends() {
        let text = "a\r\nb\n\nc\rd";
        let lines: Vec<&str> = each_line(text, 0..text.len()).map(|line| &text[line]).collect();
        assert_eq!(lines, ["a", "b", "", "c", "d"]);
        let numbers = Lines::new(text);
        assert_eq!((numbers.at(0), numbers.at(3), numbers.at(text.len())), (1, 2, 4));
    }
}
