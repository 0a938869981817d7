//! The judge's trees, asked for several units at once.
//!
//! Walking down tree after tree, a processor guesses wrong at nearly each end. Here every question of a tree is asked,
//! and each answer strikes out the leaves that the walk would leave aside; of those left the first is where it would end.

use std::ops::Range;
use std::sync::LazyLock;

use super::row::{Row, WIDTH};
use super::trees::{BASE, LEAVES, NODES, ROOTS};

/// So many units are asked about at once: four registers full, for which a question is read once.
const LANES: usize = 16;

static FOREST: LazyLock<Vec<Tree>> = LazyLock::new(|| ROOTS.iter().map(|&root| Tree::new(root as i16)).collect());

struct Tree {
    questions: Vec<Question>,
    /// The tree's first leaf.
    leaf: usize,
}

/// Whether a number is above a threshold.
struct Question {
    number: u8,
    threshold: f32,
    /// The leaves, as bits, that are left when it is.
    left: u32,
}

impl Tree {
    fn new(root: i16) -> Self {
        let mut tree = Self { questions: Vec::new(), leaf: first_leaf(root) };
        tree.gather(root);
        tree
    }

    /// Takes in a node and all below it; gives back their leaves, which are numbered from the low side to the high one.
    fn gather(&mut self, at: i16) -> Range<usize> {
        if at < 0 {
            return leaf(at)..leaf(at) + 1;
        }
        let (number, threshold, low, high) = NODES[at as usize];
        let below = self.gather(low);
        let above = self.gather(high);
        let bits = |leaf: usize| (1_u32 << (leaf - self.leaf)) - 1;
        self.questions.push(Question { number, threshold, left: !(bits(below.end) & !bits(below.start)) });
        below.start..above.end
    }
}

fn leaf(at: i16) -> usize {
    (-1 - at) as usize
}

fn first_leaf(mut at: i16) -> usize {
    while at >= 0 {
        at = NODES[at as usize].2;
    }
    leaf(at)
}

/// The log odds that the unit of each row is article text.
pub fn log_odds(rows: &[Row]) -> Vec<f32> {
    rows.chunks(LANES).flat_map(|rows| odds_of(rows).into_iter().take(rows.len())).collect()
}

/// The same number of several units.
type Column = [f32; LANES];

fn odds_of(rows: &[Row]) -> [f32; LANES] {
    let mut columns = [[0.0; LANES]; WIDTH];
    for (lane, row) in rows.iter().enumerate() {
        for (column, value) in columns.iter_mut().zip(row) {
            column[lane] = *value;
        }
    }
    let mut sums = [BASE; LANES];
    for tree in FOREST.iter() {
        for (sum, left) in sums.iter_mut().zip(ask(&tree.questions, &columns)) {
            *sum += LEAVES[tree.leaf + left.trailing_zeros() as usize];
        }
    }
    sums
}

/// The leaves of a tree, as bits, that are left when all its questions are answered. A function of its own, for which
/// the compiler keeps what is left in registers.
#[inline(never)]
fn ask(questions: &[Question], columns: &[Column; WIDTH]) -> [u32; LANES] {
    let mut left = [u32::MAX; LANES];
    for question in questions {
        let column = &columns[usize::from(question.number)];
        for lane in 0..LANES {
            let kept = u32::from(column[lane] <= question.threshold).wrapping_neg();
            left[lane] &= kept | question.left;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a walk down each tree comes to.
    fn walked(row: &Row) -> f32 {
        ROOTS.iter().fold(BASE, |sum, &root| {
            let mut at = root as i16;
            while at >= 0 {
                let (number, threshold, low, high) = NODES[at as usize];
                at = if row[usize::from(number)] <= threshold { low } else { high };
            }
            sum + LEAVES[leaf(at)]
        })
    }

    #[test]
    fn agrees_with_a_walk() {
        // A row for each node, and values around all thresholds of each number.
        let rows: Vec<Row> = (0..NODES.len())
            .map(|i| {
                std::array::from_fn(|number| {
                    let (_, threshold, ..) = NODES[(i * 31 + number * 17) % NODES.len()];
                    threshold + [0.0, 0.001, -0.001][(i + number) % 3]
                })
            })
            .collect();
        let walked: Vec<f32> = rows.iter().map(walked).collect();
        assert_eq!(log_odds(&rows), walked);
    }
}
