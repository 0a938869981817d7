//! A small table of words, for lists that are asked for each word of each text: they must fit the processor's caches beside
//! all else.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::words::Same;

/// Bits of an entry that tell the word's value.
const VALUE: u32 = 16;

/// Words, by their hashes, with a number for each.
#[derive(Debug, Default)]
pub struct Table(HashSet<Entry, BuildHasherDefault<Same>>);

/// The lower 48 bits of a word's hash above its number.
///
/// That a word of a text is taken for one of 20,000 in a table has a chance below 1 in 10¹⁰.
#[derive(Clone, Copy, Debug)]
struct Entry(u64);

impl Entry {
    #[inline]
    fn new(hash: u64, value: u16) -> Self {
        Self(hash << VALUE | u64::from(value))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.0 >> VALUE == other.0 >> VALUE
    }
}

impl Eq for Entry {}

impl Hash for Entry {
    /// The library's tables take the lowest bits and the highest seven.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0 >> VALUE | self.0 & 0xff << 56);
    }
}

impl FromIterator<(u64, u16)> for Table {
    fn from_iter<I: IntoIterator<Item = (u64, u16)>>(words: I) -> Self {
        Self(words.into_iter().map(|(hash, value)| Entry::new(hash, value)).collect())
    }
}

impl Table {
    /// The number of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<u16> {
        self.0.get(&Entry::new(hash, 0)).map(|entry| entry.0 as u16)
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
