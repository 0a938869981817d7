//! A small linear model over categories: a table of weights for single fields and for combinations of them.
//!
//! Its file starts with its fields and how many categories each has, `fields size=2 colour=3`. A line for each combination
//! follows, `size colour | weight weight …`, the weights in the order of the combined categories (the last counts fastest).

/// The weights of one model.
#[derive(Debug)]
pub struct Model {
    fields: Vec<(String, usize)>,
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Table {
    terms: Vec<Term>,
    weights: Vec<f32>,
}

/// One field of a combination.
#[derive(Debug)]
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
        let mut fields = Vec::new();
        let mut tables = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let bad = || format!("bad weights: `{line}`");
            if let Some(names) = line.strip_prefix("fields ") {
                fields = names.split_whitespace().map(field).collect::<Option<_>>().ok_or_else(bad)?;
            } else {
                tables.push(table(line, &fields).ok_or_else(bad)?);
            }
        }
        Ok(Self { fields, tables })
    }

    /// Whether the model speaks of these fields, in this order.
    pub fn speaks_of(&self, fields: &[Field]) -> bool {
        self.fields.iter().map(|(name, size)| (name.as_str(), *size)).eq(fields.iter().copied())
    }

    /// The score of something with these categories; more is likelier.
    pub fn score(&self, values: &[u8]) -> f32 {
        self.tables.iter().map(|table| table.score(values)).sum()
    }
}

impl Table {
    fn score(&self, values: &[u8]) -> f32 {
        let place = |term: &Term| usize::from(values[term.field]).min(term.last) * term.stride;
        // All but a few tables are of one or two fields.
        let at = match &self.terms[..] {
            [one] => place(one),
            [one, two] => place(one) + place(two),
            more => more.iter().map(place).sum(),
        };
        self.weights[at]
    }
}

fn field(text: &str) -> Option<(String, usize)> {
    let (name, size) = text.split_once('=')?;
    Some((name.to_owned(), size.parse().ok().filter(|&size| size > 0)?))
}

fn table(line: &str, known: &[(String, usize)]) -> Option<Table> {
    let (names, weights) = line.split_once('|')?;
    let mut stride = 1;
    let mut term = |name| {
        let field = known.iter().position(|(known, _)| known == name)?;
        let size = known[field].1;
        stride *= size;
        Some(Term { field, last: size - 1, stride: stride / size })
    };
    let terms: Vec<Term> = names.split_whitespace().rev().map(&mut term).collect::<Option<_>>()?;
    let weights: Vec<f32> = weights.split_whitespace().map(|weight| weight.parse().ok()).collect::<Option<_>>()?;
    (stride == weights.len()).then_some(Table { terms, weights })
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
    }
}
