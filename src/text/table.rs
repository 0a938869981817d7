//! A small table of words, for lists that are asked for each word of each text: they must fit the processor's caches beside
//! all else.

/// Bits of an entry that tell the word's value.
const VALUE: u32 = 16;

/// Words, by their hashes, with a number for each.
///
/// An entry is the lower 48 bits of a word's hash above its number and one; 0 stands where none is. That a word of a text
/// is taken for one of 20,000 in a table has a chance below 1 in 10¹⁰.
#[derive(Debug)]
pub struct Table {
    /// A power of two of them, of which half are used at most. A word's entry stands at the place that the hash tells, or
    /// in the row of entries from there on.
    entries: Box<[u64]>,
}

impl Default for Table {
    fn default() -> Self {
        Self { entries: Box::new([0]) }
    }
}

impl FromIterator<(u64, u16)> for Table {
    fn from_iter<I: IntoIterator<Item = (u64, u16)>>(words: I) -> Self {
        let words: Vec<_> = words.into_iter().collect();
        let mut table = Self { entries: vec![0; (2 * words.len() + 1).next_power_of_two()].into() };
        for (hash, value) in words {
            let place = table.place(hash);
            table.entries[place] = hash << VALUE | u64::from(value + 1);
        }
        table
    }
}

impl Table {
    /// The number of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<u16> {
        let entry = self.entries[self.place(hash)];
        (entry as u16).checked_sub(1)
    }

    /// Loads the place where the word with this hash may stand, and waits for nothing.
    #[inline]
    pub fn fetch(&self, hash: u64) {
        std::hint::black_box(self.entries[hash as usize & (self.entries.len() - 1)]);
    }

    /// Where the word with this hash stands, or would stand.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let last = self.entries.len() - 1;
        let mut place = hash as usize & last;
        while self.entries[place] != 0 && self.entries[place] >> VALUE != hash << VALUE >> VALUE {
            place = (place + 1) & last;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::hash;

    #[test]
    fn each_word_has_its_number() {
        let hash = |n: u32| hash(&n.to_string());
        let table: Table = (0..20_000).map(|n| (hash(n), n as u16)).collect();
        assert!((0..20_000).all(|n| table.get(hash(n)) == Some(n as u16)));
        assert!((20_000..100_000).all(|n| table.get(hash(n)).is_none()));
    }
}
