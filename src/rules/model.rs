//! A small linear model over categories: a table of weights for single fields and for pairs of them.
//!
//! Its file starts with its fields and how many categories each has, `fields size=2 colour=3`. A line for each field or
//! pair follows, `size colour | weight weight …`, the weights in the order of the combined categories (the last counts
//! fastest).

/// The weights of one model.
#[derive(Debug)]
pub struct Model {
    fields: Vec<(String, usize)>,
    /// Those of single fields, then those of pairs.
    tables: Vec<Table>,
    /// Of all tables, one behind the other; nothing behind them.
    weights: Box<[f32; MOST]>,
}

/// No model has more weights. It is a power of two: what is left of a place by [`weight`](Model::weight) is always inside.
const MOST: usize = 2048;

/// A table of one field or two.
#[derive(Debug)]
struct Table {
    /// Where its weights start.
    start: u16,
    /// The first one counts fastest. A table of one field has it twice, the second time with no stride.
    fields: [usize; 2],
    /// How far apart in the table the weights of two neighbouring categories of the second field are.
    stride: u16,
}

/// A field's name and how many categories it has.
pub type Field = (&'static str, usize);

/// So many are scored side by side: no sum waits for another.
const SIDE_BY_SIDE: usize = 16;

impl Model {
    /// Reads a model; errors name the line that is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut model = Self { fields: Vec::new(), tables: Vec::new(), weights: Box::new([0.0; MOST]) };
        let mut end = 0;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let bad = || format!("bad weights: `{line}`");
            if let Some(names) = line.strip_prefix("fields ") {
                model.fields = names.split_whitespace().map(field).collect::<Option<_>>().ok_or_else(bad)?;
            } else {
                end = model.add(line, end).ok_or_else(bad)?;
            }
        }
        // Sums of decimals depend on their order, and weights are fitted in this one.
        model.tables.sort_by_key(|table| table.stride > 0);
        Ok(model)
    }

    /// Adds the table of a line behind the others, and tells where its weights end.
    fn add(&mut self, line: &str, start: usize) -> Option<usize> {
        let (names, weights) = line.split_once('|')?;
        let place = |name| self.fields.iter().position(|(known, _)| known == name);
        let fields: Vec<usize> = names.split_whitespace().rev().map(place).collect::<Option<_>>()?;
        let end = start + fields.iter().map(|&field| self.fields[field].1).product::<usize>();
        let (fields, stride) = match fields[..] {
            [one] => ([one, one], 0),
            [one, other] => ([one, other], self.fields[one].1 as u16),
            _ => return None,
        };
        let weights: Vec<f32> = weights.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
        self.tables.push(Table { start: start as u16, fields, stride });
        let own = self.weights.get_mut(start..end).filter(|own| own.len() == weights.len())?;
        own.copy_from_slice(&weights);
        Some(end)
    }

    /// Whether the model speaks of these fields, in this order.
    pub fn speaks_of(&self, fields: &[Field]) -> bool {
        self.fields.iter().map(|(name, size)| (name.as_str(), *size)).eq(fields.iter().copied())
    }

    /// The category of a value: the last one stands for all beyond it.
    #[inline]
    fn category(&self, field: usize, value: u8) -> u16 {
        u16::from(value).min(self.fields[field].1 as u16 - 1)
    }

    #[inline]
    fn weight(&self, place: u16) -> f32 {
        self.weights[usize::from(place) % MOST]
    }

    /// The score of something with these categories; more is likelier.
    pub fn score(&self, values: &[u8]) -> f32 {
        let weight = |table: &Table| {
            let [one, other] = table.fields.map(|field| self.category(field, values[field]));
            self.weight(table.start + one + other * table.stride)
        };
        self.tables.iter().map(weight).sum()
    }

    /// The scores of several things with their categories.
    pub fn scores<T, const FIELDS: usize>(&self, things: &[(T, [u8; FIELDS])]) -> Vec<f32> {
        let mut scores = Vec::with_capacity(things.len().next_multiple_of(SIDE_BY_SIDE));
        for few in things.chunks(SIDE_BY_SIDE) {
            let mut columns = [[0; SIDE_BY_SIDE]; FIELDS];
            for (at, (_, values)) in few.iter().enumerate() {
                for (field, column) in columns.iter_mut().enumerate() {
                    column[at] = self.category(field, values[field]);
                }
            }
            let mut sums = [0.0; SIDE_BY_SIDE];
            for table in &self.tables {
                let [one, other] = table.fields.map(|field| &columns[field]);
                let mut places = [table.start; SIDE_BY_SIDE];
                for (at, place) in places.iter_mut().enumerate() {
                    *place += one[at] + other[at] * table.stride;
                }
                for (sum, place) in sums.iter_mut().zip(places) {
                    *sum += self.weight(place);
                }
            }
            scores.extend_from_slice(&sums);
        }
        scores.truncate(things.len());
        scores
    }
}

fn field(text: &str) -> Option<(String, usize)> {
    let (name, size) = text.split_once('=')?;
    Some((name.to_owned(), size.parse().ok().filter(|&size| size > 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_weights() {
        let text = "# a comment\nfields size=2 colour=3\nsize | 1 2\ncolour size | 0 10 20 30 40 50\n";
        let model = Model::parse(text).unwrap();
        assert!(model.speaks_of(&[("size", 2), ("colour", 3)]));
        assert_eq!(model.score(&[0, 0]), 1.0);
        assert_eq!(model.score(&[1, 2]), 52.0);
        assert_eq!(model.score(&[9, 1]), 32.0);
        let things: Vec<((), [u8; 2])> = (0..20).map(|n| ((), [n % 2, n / 2])).collect();
        let scores: Vec<f32> = things.iter().map(|(_, values)| model.score(values)).collect();
        assert_eq!(model.scores(&things), scores);
    }

    #[test]
    fn refuses_a_table_of_the_wrong_size() {
        assert!(Model::parse("fields size=2\nsize | 1").is_err());
        assert!(Model::parse("fields size=2\nshape | 1").is_err());
        assert!(Model::parse("fields size=1\nsize size size | 1").is_err());
    }
}
