//! A small linear model over categories: a table of weights for single fields and for pairs of them.
//!
//! Its file starts with its fields and how many categories each has, `fields size=2 colour=3`. A line for each field or
//! pair follows, `size colour | weight weight …`, the weights in the order of the combined categories (the last counts
//! fastest).

/// The weights of one model.
#[derive(Debug)]
pub struct Model {
    fields: Vec<(String, usize)>,
    singles: Vec<Single>,
    pairs: Vec<Pair>,
    /// Of all tables, one behind the other.
    weights: Vec<f32>,
}

/// A table of one field.
#[derive(Debug)]
struct Single {
    /// Where its weights start.
    start: usize,
    term: Term,
}

/// A table of two fields.
#[derive(Debug)]
struct Pair {
    start: usize,
    terms: [Term; 2],
}

/// One field of a table.
#[derive(Clone, Copy, Debug)]
struct Term {
    field: usize,
    /// The field's last category.
    last: usize,
    /// How far apart in the table the weights of two neighbouring categories are.
    stride: usize,
}

/// A field's name and how many categories it has.
pub type Field = (&'static str, usize);

impl Model {
    /// Reads a model; errors name the line that is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut model = Self { fields: Vec::new(), singles: Vec::new(), pairs: Vec::new(), weights: Vec::new() };
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let bad = || format!("bad weights: `{line}`");
            if let Some(names) = line.strip_prefix("fields ") {
                model.fields = names.split_whitespace().map(field).collect::<Option<_>>().ok_or_else(bad)?;
            } else {
                model.add(line).ok_or_else(bad)?;
            }
        }
        Ok(model)
    }

    /// Adds the table of a line.
    fn add(&mut self, line: &str) -> Option<()> {
        let (names, weights) = line.split_once('|')?;
        let start = self.weights.len();
        let mut stride = 1;
        let mut term = |name| {
            let field = self.fields.iter().position(|(known, _)| known == name)?;
            let size = self.fields[field].1;
            stride *= size;
            Some(Term { field, last: size - 1, stride: stride / size })
        };
        let terms: Vec<Term> = names.split_whitespace().rev().map(&mut term).collect::<Option<_>>()?;
        match terms[..] {
            [term] => self.singles.push(Single { start, term }),
            [one, two] => self.pairs.push(Pair { start, terms: [one, two] }),
            _ => return None,
        }
        for weight in weights.split_whitespace() {
            self.weights.push(weight.parse().ok()?);
        }
        (self.weights.len() == start + stride).then_some(())
    }

    /// Whether the model speaks of these fields, in this order.
    pub fn speaks_of(&self, fields: &[Field]) -> bool {
        self.fields.iter().map(|(name, size)| (name.as_str(), *size)).eq(fields.iter().copied())
    }

    /// The score of something with these categories; more is likelier.
    pub fn score(&self, values: &[u8]) -> f32 {
        let place = |term: Term| usize::from(values[term.field]).min(term.last) * term.stride;
        let singles = self.singles.iter().map(|Single { start, term }| start + place(*term));
        let pairs = self.pairs.iter().map(|Pair { start, terms: [one, two] }| start + place(*one) + place(*two));
        singles.chain(pairs).map(|at| self.weights[at]).sum()
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
    }

    #[test]
    fn refuses_a_table_of_the_wrong_size() {
        assert!(Model::parse("fields size=2\nsize | 1").is_err());
        assert!(Model::parse("fields size=2\nshape | 1").is_err());
        assert!(Model::parse("fields size=1\nsize size size | 1").is_err());
    }
}
