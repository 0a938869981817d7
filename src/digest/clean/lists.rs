//! Which list a unit is an item of, and what its items look like: menus are lists of short links.

use super::row::{Filler, log};
use super::shape::Shape;

/// Items that follow each other.
#[derive(Clone, Copy, Default)]
struct List {
    items: f32,
    /// Means over the items.
    words: f32,
    linked: f32,
}

/// The list of each unit.
pub struct Lists {
    of: Vec<List>,
}

impl Lists {
    pub fn of(shapes: &[Shape]) -> Self {
        let mut of = Vec::with_capacity(shapes.len());
        for same in shapes.chunk_by(|a, b| a.item && b.item) {
            let items = same.len() as f32;
            let mean = |number: fn(&Shape) -> f32| same.iter().map(number).sum::<f32>() / items;
            let list = List { items, words: mean(|shape| shape.words), linked: mean(|shape| shape.linked) };
            let list = if same[0].item { list } else { List::default() };
            of.resize(of.len() + same.len(), list);
        }
        Self { of }
    }

    pub fn put(&self, i: usize, shapes: &[Shape], out: &mut Filler) {
        let item = |at: Option<usize>| at.and_then(|at| shapes.get(at)).is_some_and(|shape| shape.item);
        let list = &self.of[i];
        out.flag(shapes[i].item);
        out.flag(shapes[i].row);
        out.flag(shapes[i].numbered);
        out.put(log(list.items));
        out.flag(item(i.checked_sub(1)));
        out.flag(item(Some(i + 1)));
        out.put(list.words);
        out.put(list.linked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_in_a_row_are_one_list() {
        let shape = |item, words| Shape { item, words, ..Shape::default() };
        let shapes = [shape(false, 20.0), shape(true, 2.0), shape(true, 4.0), shape(false, 9.0), shape(true, 5.0)];
        let lists = Lists::of(&shapes);
        let of: Vec<(f32, f32)> = lists.of.iter().map(|list| (list.items, list.words)).collect();
        assert_eq!(of, [(0.0, 0.0), (2.0, 3.0), (2.0, 3.0), (0.0, 0.0), (1.0, 5.0)]);
    }
}
