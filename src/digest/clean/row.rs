//! One row of numbers for the judge, and how it is filled.

/// The numbers of one unit.
pub const WIDTH: usize = 112;
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
