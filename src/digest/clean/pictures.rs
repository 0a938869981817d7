//! Which words a unit shares with the alternative texts of pictures beside it: captions often say the same.

use super::row::Filler;
use super::shape::{Shape, Word};
use super::unit::Unit;

/// A caption stands at most so many units from its picture.
const NEAR: usize = 2;
/// So many words are compared.
const MOST: usize = 60;

/// The words of each unit's pictures.
pub struct Pictures {
    words: Vec<Vec<Word>>,
}

impl Pictures {
    pub fn of(units: &[Unit<'_>]) -> Self {
        let words = units
            .iter()
            .map(|unit| {
                let mut words = Vec::new();
                for image in unit.block.images.iter().take(NEAR) {
                    Shape::of(&Unit::of_text(&image.alt), &mut words);
                }
                words.truncate(MOST);
                words
            })
            .collect();
        Self { words }
    }

    pub fn put(&self, i: usize, words: &[Word], out: &mut Filler) {
        let (from, to) = (i.saturating_sub(NEAR), (i + NEAR + 1).min(self.words.len()));
        let own = words.iter().take(MOST).filter(|word| word.long);
        let share = |alt: &Vec<Word>| {
            let all = own.clone().count().max(3) as f32;
            own.clone().filter(|word| alt.iter().any(|other| other.hash == word.hash)).count() as f32 / all
        };
        let shares = self.words[from..to].iter().filter(|alt| !alt.is_empty()).map(share);
        out.put(shares.fold(0.0, f32::max));
    }
}
