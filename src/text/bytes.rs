//! Sets of bytes, of which a text is asked in one step for each.

/// ASCII letters and digits.
pub static LETTERS: Bytes = Bytes::new(&[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')]);

/// A set of bytes.
#[derive(Debug)]
pub struct Bytes {
    has: [bool; 256],
    /// The same as ranges, both ends included, of which none goes over from ASCII to the rest.
    ranges: [(u8, u8); RANGES],
    count: usize,
}

/// The most ranges that a set's bytes make.
const RANGES: usize = 13;
/// Bytes that are asked for in one step.
const STEP: usize = 16;

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
        Self::of(set)
    }

    /// The first bytes of these characters in UTF-8.
    pub const fn first_of(chars: &[char]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < chars.len() {
            set[chars[at].encode_utf8(&mut [0; 4]).as_bytes()[0] as usize] = true;
            at += 1;
        }
        Self::of(set)
    }

    /// The bytes of both sets.
    pub const fn or(&self, other: &Self) -> Self {
        let mut set = self.has;
        let mut byte = 0;
        while byte < set.len() {
            set[byte] |= other.has[byte];
            byte += 1;
        }
        Self::of(set)
    }

    const fn of(has: [bool; 256]) -> Self {
        let mut ranges = [(0, 0); RANGES];
        let (mut count, mut byte) = (0, 0);
        while byte < has.len() {
            let first = byte;
            while byte < has.len() && has[byte] && (byte != 0x80 || first == 0x80) {
                byte += 1;
            }
            if byte > first {
                ranges[count] = (first as u8, (byte - 1) as u8);
                count += 1;
            } else {
                byte += 1;
            }
        }
        assert!(count > 0, "a set without bytes is never found");
        Self { has, ranges, count }
    }

    #[inline]
    pub fn has(&self, byte: u8) -> bool {
        self.has[usize::from(byte)]
    }

    /// Where the first of them stands at or behind an offset. Inlined, so that the ranges are constants of the code.
    #[inline(always)]
    pub fn find(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        while let Some(step) = bytes[at..].first_chunk() {
            let [low, high] = self.found(step);
            if low | high != 0 {
                let (found, offset) = if low != 0 { (low, 0) } else { (high, STEP / 2) };
                return Some(at + offset + found.trailing_zeros() as usize / 8);
            }
            at += STEP;
        }
        bytes[at..].iter().position(|byte| self.has(*byte)).map(|offset| at + offset)
    }

    /// The bytes of a step that are in the set, as two numbers with the high bits of these bytes set.
    #[inline(always)]
    fn found(&self, step: &[u8; STEP]) -> [u64; 2] {
        const EACH: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = EACH * 0x80;
        let (halves, _) = step.as_chunks();
        let mut found = [0; 2];
        for (half, found) in halves.iter().zip(&mut found) {
            let half = u64::from_le_bytes(*half);
            let low = half & !HIGH;
            // High bits that stay set where the low bits are those of none of the set's bytes, in ASCII and beyond.
            let (mut no_ascii, mut no_other) = (HIGH, HIGH);
            let mut range = 0;
            while range < self.count {
                let (first, last) = self.ranges[range];
                let (first_low, last_low) = (first & 0x7f, last & 0x7f);
                let outside = if first == last {
                    (low ^ (EACH * u64::from(first_low))) + EACH * 0x7f
                } else {
                    !(low + EACH * u64::from(0x80 - first_low)) | (low + EACH * u64::from(0x7f - last_low))
                };
                *(if first < 0x80 { &mut no_ascii } else { &mut no_other }) &= outside;
                range += 1;
            }
            *found = HIGH & !if_set(half, no_other, no_ascii);
        }
        found
    }

    /// Where the run of them that starts at an offset ends.
    #[inline]
    pub fn end(&self, text: &str, at: usize) -> usize {
        let run = text.as_bytes()[at..].iter().position(|byte| !self.has(*byte));
        run.map_or(text.len(), |length| at + length)
    }
}

/// The bits of the one where those of the mask are set, and of the other elsewhere.
#[inline(always)]
fn if_set(mask: u64, one: u64, other: u64) -> u64 {
    one & mask | other & !mask
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
        for length in 0..40 {
            let text = ".".repeat(length);
            assert_eq!(DIGITS.find(&text, 0), None);
            assert_eq!(DIGITS.find(&(text + "9.8"), 0), Some(length));
        }
        static MIXED: Bytes =
            Bytes::new(&[(0, 2), (b'!', b'!'), (b'a', b'f'), (0x7e, 0x82), (0xc3, 0xc3), (0xe0, 0xe5)]);
        for c in ('\0'..='\u{2fff}').filter(|c| c.len_utf8() < 3 || (*c as u32).is_multiple_of(64)) {
            let text = format!("----{c}-----------{c}");
            let first = text.bytes().position(|byte| MIXED.has(byte));
            assert_eq!(MIXED.find(&text, 0), first, "{c:?}");
        }
        assert_eq!(DIGITS.end("May 31 x", 4), 6);
        assert_eq!(DIGITS.end("31", 0), 2);
        assert_eq!(DIGITS.end("x", 0), 0);
        static DASHES: Bytes = Bytes::first_of(&['-', '–']);
        assert_eq!((DASHES.find("a-b", 0), DASHES.find("a–b", 0), DASHES.find("ab", 0)), (Some(1), Some(1), None));
    }
}
