//! The classes of words in a table that is small: it is asked for each word of each text, and must fit the processor's
//! caches beside all else.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use foldhash::{HashMap, HashMapExt};

use super::Class;
use crate::text::words::{ByHash, Same};

/// Bits of an entry that tell the place of the word's classes.
const PLACE: u32 = 16;

/// Words, by their hashes, with their classes.
#[derive(Debug, Default)]
pub struct Table {
    entries: HashSet<Entry, BuildHasherDefault<Same>>,
    /// The sets of classes that words have; there are few.
    classes: Vec<Class>,
}

/// The lower 48 bits of a word's hash above the place of its classes.
///
/// That a word of a text is taken for one of 20,000 in a table has a chance below 1 in 10¹⁰.
#[derive(Clone, Copy, Debug)]
struct Entry(u64);

impl Entry {
    #[inline]
    fn new(hash: u64, place: u16) -> Self {
        Self(hash << PLACE | u64::from(place))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.0 >> PLACE == other.0 >> PLACE
    }
}

impl Eq for Entry {}

impl Hash for Entry {
    /// The library's tables take the lowest bits and the highest seven.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0 >> PLACE | self.0 & 0xff << 56);
    }
}

impl Table {
    /// Of words with their classes.
    pub fn new(words: &ByHash<Class>) -> Self {
        let mut table = Self::default();
        let mut places = HashMap::new();
        table.entries.reserve(words.len());
        for (&hash, &class) in words {
            let Ok(next) = u16::try_from(places.len()) else { break };
            let place = *places.entry(class).or_insert(next);
            if place == next {
                table.classes.push(class);
            }
            table.entries.insert(Entry::new(hash, place));
        }
        table
    }

    /// The classes of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<Class> {
        let entry = self.entries.get(&Entry::new(hash, 0))?;
        Some(self.classes[usize::from(entry.0 as u16)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::hash;

    #[test]
    fn each_word_has_its_classes() {
        let class = |n: u64| Class(1 << (n % 7) | 1 << (n % 38));
        let words: ByHash<Class> = (0..20_000).map(|n| (hash(&n.to_string()), class(n))).collect();
        let table = Table::new(&words);
        assert!((0..20_000).all(|n| table.get(hash(&n.to_string())) == Some(class(n))));
        assert!((20_000..100_000).all(|n| table.get(hash(&n.to_string())).is_none()));
    }
}
