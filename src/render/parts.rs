//! Long lists in parts whose bounds stay where they are while the list grows.
//!
//! Lists stand newest first. Full parts are counted from the oldest item on, so that a new item changes the
//! newest part alone; that one holds what is left, between one page's worth and just under two.

use std::num::NonZeroU32;
use std::ops::Range;

/// Which part of a list a page shows: the newest, or a full one by number, the oldest being 1.
pub type Part = Option<NonZeroU32>;

/// A list cut into parts.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    len: usize,
    size: usize,
}

impl Parts {
    pub fn new(len: usize, size: usize) -> Self {
        Self { len, size: size.max(1) }
    }

    /// How many full parts lie behind the newest.
    fn full(&self) -> u32 {
        u32::try_from((self.len / self.size).saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// All parts, the newest first.
    pub fn all(&self) -> impl Iterator<Item = Part> + use<> {
        std::iter::once(None).chain((1..=self.full()).rev().map(NonZeroU32::new))
    }

    /// The items of a part, as indexes into the list.
    pub fn items(&self, part: Part) -> Range<usize> {
        match part {
            None => 0..self.len - self.full() as usize * self.size,
            Some(number) => {
                let end = self.len.saturating_sub((number.get() as usize - 1) * self.size);
                end.saturating_sub(self.size)..end
            }
        }
    }

    /// The part before it in reading order.
    pub fn newer(&self, part: Part) -> Option<Part> {
        part.map(|number| if number.get() < self.full() { number.checked_add(1) } else { None })
    }

    /// The part after it in reading order.
    pub fn older(&self, part: Part) -> Option<Part> {
        let older = match part {
            None => self.full(),
            Some(number) => number.get() - 1,
        };
        NonZeroU32::new(older).map(Some)
    }
}

/// The folder of a part of the list at `folder`.
pub fn folder(folder: &str, part: Part) -> String {
    match part {
        None => folder.to_owned(),
        Some(number) => format!("{folder}page/{number}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_list_once() {
        for len in 0..40 {
            for size in 1..7 {
                let parts = Parts::new(len, size);
                let mut next = 0;
                for part in parts.all() {
                    let items = parts.items(part);
                    assert_eq!(items.start, next, "{len} by {size}: {part:?}");
                    assert!(items.len() < 2 * size && (items.len() >= size || len < size));
                    next = items.end;
                }
                assert_eq!(next, len);
            }
        }
    }

    #[test]
    fn full_parts_stay() {
        // Items are numbered from the oldest, so an item keeps its number when the list grows.
        let numbers =
            |len: usize, part: Part| Parts::new(len, 3).items(part).map(|index| len - 1 - index).collect::<Vec<_>>();
        let first = NonZeroU32::new(1);
        assert_eq!(numbers(6, first), [2, 1, 0]);
        assert_eq!(numbers(12, first), [2, 1, 0]);
        assert_eq!(numbers(8, None), [7, 6, 5, 4, 3]);
        assert_eq!(numbers(9, None), [8, 7, 6]);
    }

    #[test]
    fn neighbours() {
        let parts = Parts::new(10, 3);
        let part = |number: u32| NonZeroU32::new(number);
        assert_eq!(parts.all().collect::<Vec<_>>(), [None, part(2), part(1)]);
        assert_eq!((parts.newer(None), parts.older(None)), (None, Some(part(2))));
        assert_eq!((parts.newer(part(2)), parts.older(part(2))), (Some(None), Some(part(1))));
        assert_eq!((parts.newer(part(1)), parts.older(part(1))), (Some(part(2)), None));
    }
}
