//! Sets of bytes, of which a text is asked in one step for each.

/// ASCII letters and digits.
pub static LETTERS: Bytes = Bytes::new(&[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')]);

/// A set of bytes.
#[derive(Debug)]
pub struct Bytes([bool; 256]);

impl Bytes {
    /// The bytes in these ranges, both ends included.
    pub const fn new(ranges: &[(u8, u8)]) -> Self {
        let mut set = [false; 256];
        let mut range = 0;
        while range < ranges.len() {
            let mut byte = ranges[range].0 as usize;
            while byte <= ranges[range].1 as usize {
                set[byte] = true;
                byte += 1;
            }
            range += 1;
        }
        Self(set)
    }

    /// The first bytes of these characters in UTF-8.
    pub const fn first_of(chars: &[char]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < chars.len() {
            set[chars[at].encode_utf8(&mut [0; 4]).as_bytes()[0] as usize] = true;
            at += 1;
        }
        Self(set)
    }

    /// The bytes of both sets.
    pub const fn or(&self, other: &Self) -> Self {
        let mut set = self.0;
        let mut byte = 0;
        while byte < set.len() {
            set[byte] |= other.0[byte];
            byte += 1;
        }
        Self(set)
    }

    #[inline]
    pub fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// Where the first of them stands at or behind an offset.
    #[inline]
    pub fn find(&self, text: &str, at: usize) -> Option<usize> {
        text.as_bytes()[at..].iter().position(|byte| self.has(*byte)).map(|offset| at + offset)
    }

    /// Where the run of them that starts at an offset ends.
    #[inline]
    pub fn end(&self, text: &str, at: usize) -> usize {
        let run = text.as_bytes()[at..].iter().position(|byte| !self.has(*byte));
        run.map_or(text.len(), |length| at + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_and_the_end_of_a_run() {
        const DIGITS: Bytes = Bytes::new(&[(b'0', b'9'), (0x80, 0xff)]);
        assert_eq!(DIGITS.find("May 31", 0), Some(4));
        assert_eq!(DIGITS.find("May – 31", 0), Some(4));
        assert_eq!(DIGITS.find("May 31", 6), None);
        assert_eq!(DIGITS.end("May 31 x", 4), 6);
        assert_eq!(DIGITS.end("31", 0), 2);
        assert_eq!(DIGITS.end("x", 0), 0);
        static DASHES: Bytes = Bytes::first_of(&['-', '–']);
        assert_eq!((DASHES.find("a-b", 0), DASHES.find("a–b", 0), DASHES.find("ab", 0)), (Some(1), Some(1), None));
    }
}
