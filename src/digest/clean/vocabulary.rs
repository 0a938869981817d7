//! Which words a unit shares with the rest of the article, and whether it says what another one says.

use foldhash::{HashMap, HashMapExt};

use super::row::Filler;
use super::shape::{Shape, Word};

/// Words of a headline that are compared.
const TITLE: usize = 40;

/// How often words stand in different paragraphs of the article, and how often units say the same.
pub struct Vocabulary {
    /// By hash: the last long unit with the word, and how many have it. Words of one hash count as one.
    slots: Vec<(u32, u8)>,
    same: HashMap<u32, u32>,
    /// For each unit, how many before it say the same.
    before: Vec<u32>,
}

impl Vocabulary {
    pub fn of(shapes: &[Shape], ranges: &[std::ops::Range<usize>], words: &[Word]) -> Self {
        let size = (words.len() * 2).next_power_of_two().clamp(64, 1 << 22);
        let mut slots = vec![(u32::MAX, 0_u8); size];
        let mut same = HashMap::new();
        let mut before = Vec::with_capacity(shapes.len());
        for (i, (shape, range)) in shapes.iter().zip(ranges).enumerate() {
            let count = same.entry(shape.hash).or_insert(0);
            before.push(*count);
            *count += 1;
            if shape.is_long() {
                for word in &words[range.clone()] {
                    let slot = &mut slots[word.hash as usize & (size - 1)];
                    if slot.0 != i as u32 {
                        *slot = (i as u32, slot.1.saturating_add(1));
                    }
                }
            }
        }
        Self { slots, same, before }
    }

    pub fn put(&self, i: usize, shape: &Shape, words: &[Word], headline: &[Word], out: &mut Filler) {
        let own = u8::from(shape.is_long());
        let (mut long, mut shared, mut names, mut shared_names) = (0, 0, 0, 0);
        let mut of_title = 0;
        let title = &headline[..headline.len().min(TITLE)];
        // What a long paragraph has in common with the article shows in its first words.
        for (k, word) in words.iter().take(120).enumerate() {
            if !word.long && !word.capital {
                continue;
            }
            let shared_here = u16::from(self.slots[word.hash as usize & (self.slots.len() - 1)].1 > own);
            if word.long {
                long += 1;
                shared += shared_here;
                of_title += u16::from(title.iter().any(|other| other.hash == word.hash));
            }
            if word.capital && k > 0 {
                names += 1;
                shared_names += shared_here;
            }
        }
        let [long, shared, names, shared_names, of_title] =
            [long, shared, names, shared_names, of_title].map(f32::from);
        let title_long = headline.iter().filter(|word| word.long).count() as f32;
        out.put(if long > 0.0 { shared / long } else { -1.0 });
        out.put(if names > 0.0 { shared_names / names } else { -1.0 });
        out.put(of_title / long.max(1.0));
        out.put((of_title / title_long.max(1.0)).min(2.0));
        out.put(self.before[i].min(4) as f32);
        out.put(self.same.get(&shape.hash).copied().unwrap_or(0).min(5) as f32);
    }
}
