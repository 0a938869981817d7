//! Parts of files, as players and downloads that go on ask for them: one range of bytes (RFC 9110, section 14).

use std::ops::Range;

/// What of a file is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Bytes(Range<usize>),
    /// None of it is where the range is.
    Beyond,
}

/// What a `Range` header asks for of a file of so many bytes. What is no single range of bytes is not heeded, as a server
/// may do.
pub fn asked(header: &str, size: usize) -> Part {
    let range = header.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let Some((first, last)) = range.map(|(first, last)| (first.trim(), last.trim())) else { return Part::Whole };
    let number = |digits: &str| digits.parse::<usize>().ok().filter(|_| !digits.starts_with('+'));
    let part = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Some(first), None) if last.is_empty() => first..size,
        // The last bytes, so many.
        (None, Some(count)) if first.is_empty() => size.saturating_sub(count)..size,
        _ => return Part::Whole,
    };
    if part.start < part.end { Part::Bytes(part) } else { Part::Beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let check = |header: &str, part: Part| assert_eq!(asked(header, 10), part, "{header}");
        check("bytes=0-3", Part::Bytes(0..4));
        check("bytes=4-", Part::Bytes(4..10));
        check("bytes=-3", Part::Bytes(7..10));
        check("bytes=-30", Part::Bytes(0..10));
        check("bytes=8-18446744073709551615", Part::Bytes(8..10));
        for beyond in ["bytes=10-", "bytes=12-13", "bytes=-0"] {
            check(beyond, Part::Beyond);
        }
        for other in ["", "bytes=", "bytes=-", "bytes=3-1", "bytes=0-1,4-5", "lines=0-1", "bytes=+1-2", "bytes=a-b"] {
            check(other, Part::Whole);
        }
        assert_eq!(asked("bytes=0-", 0), Part::Beyond);
    }
}
