//! One row of numbers for the judge, and how it is filled.

use std::sync::LazyLock;

/// The numbers of one unit.
pub const WIDTH: usize = 115;
pub type Row = [f32; WIDTH];

/// Fills a row one number after the other.
pub struct Filler {
    row: Row,
    at: usize,
}

impl Default for Filler {
    fn default() -> Self {
        Self { row: [0.0; WIDTH], at: 0 }
    }
}

impl Filler {
    pub fn put(&mut self, value: f32) {
        self.row[self.at] = value;
        self.at += 1;
    }

    pub fn flag(&mut self, value: bool) {
        self.put(f32::from(u8::from(value)));
    }

    /// The full row.
    pub fn done(self) -> Row {
        debug_assert_eq!(self.at, WIDTH);
        self.row
    }
}

/// The logarithm of one and a number, which for whole small ones, as most are, stands in a table.
pub fn log(number: f32) -> f32 {
    static SMALL: LazyLock<[f32; 128]> = LazyLock::new(|| std::array::from_fn(|whole| (whole as f32).ln_1p()));
    let whole = number as usize;
    match SMALL.get(whole) {
        Some(log) if whole as f32 == number => *log,
        _ => number.ln_1p(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_tells_what_is_computed() {
        for number in [0.0, 0.5, 1.0, 2.25, 127.0, 128.0, 1e9] {
            assert_eq!(super::log(number), f32::ln_1p(number));
        }
    }
}
