//! Where a setting stands in its file, for messages about it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Where a key stands, by the keys and numbers of entries that lead to it: `["junk", "0", "line"]`; the start of the file
/// where there is none.
pub fn key(text: &str, path: &[&str]) -> Range<usize> {
    let find = || {
        let root = DeTable::parse(text).ok()?;
        let (last, above) = path.split_last()?;
        let mut value = &DeValue::Table(root.into_inner());
        for step in above {
            value = value.as_table().and_then(|table| entry(table, step)).map_or_else(
                || value.as_array()?.get(step.parse::<usize>().ok()?).map(|value| value.get_ref()),
                |(_, value)| Some(value),
            )?;
        }
        entry(value.as_table()?, last).map(|(span, _)| span)
    };
    find().unwrap_or(0..0)
}

fn entry<'t>(table: &'t DeTable<'_>, wanted: &str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == wanted)?;
    Some((key.span(), value.get_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_not_what_looks_like_them() {
        let check = |text: &str, path: &[&str], at: usize| assert_eq!(key(text, path).start, at, "{text}");
        check("# size\na = \"size\"\nsize = 0", &["size"], 18);
        check("size = 1\n[theme]\nsize = 0", &["theme", "size"], 17);
        check("theme.size = 0", &["theme", "size"], 6);
        check("[[junk]]\nline = 1\n[[junk]]\nline = 2", &["junk", "1", "line"], 27);
        check("a = 1", &["b"], 0);
        check("a = ", &["a"], 0);
    }
}
