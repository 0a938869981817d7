//! Which numbers a table may have: a first question before a table that is larger than a processor's nearest cache.

/// So many bits of a number's product are its place.
const WIDTH: u32 = 16;
const WORDS: usize = 1 << (WIDTH - 6);

/// A set of numbers, small enough for a processor's nearest cache: of others it has some, too.
#[derive(Debug)]
pub struct Bits(Box<[u64; WORDS]>);

impl Default for Bits {
    fn default() -> Self {
        Self(Box::new([0; WORDS]))
    }
}

impl Bits {
    fn place(number: u32) -> (usize, u64) {
        let bit = number.wrapping_mul(0x9e37_79b1) >> (32 - WIDTH);
        ((bit >> 6) as usize, 1 << (bit & 63))
    }

    pub fn insert(&mut self, number: u32) {
        let (word, bit) = Self::place(number);
        self.0[word] |= bit;
    }

    #[inline]
    pub fn has(&self, number: u32) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_there() {
        let mut bits = Bits::default();
        let numbers = || (0..1000_u32).map(|n| n.wrapping_mul(0x0101_8031));
        numbers().for_each(|n| bits.insert(n));
        assert!(numbers().all(|n| bits.has(n)));
        assert!(numbers().filter(|n| bits.has(n ^ 0x5555_5555)).count() < 100);
    }
}
