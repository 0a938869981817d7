//! Short forms of first names: which two may be one person's.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::text::fold::fold;

/// For each first name, folded, the families it belongs to: one a line.
static FAMILIES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut families: HashMap<String, Vec<u16>> = HashMap::default();
    let lines = include_str!("words/nicknames.txt").lines().filter(|line| !line.starts_with('#'));
    for (family, line) in lines.enumerate() {
        for name in line.split_whitespace() {
            families.entry(fold(name)).or_default().push(family as u16);
        }
    }
    families
});

/// Whether one first name is a short form of the other, or both of a third: Bob and Robert; both [folded](fold).
pub fn same(a: &str, b: &str) -> bool {
    match (FAMILIES.get(a), FAMILIES.get(b)) {
        (Some(a), Some(b)) => a.iter().any(|family| b.contains(family)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        assert!(same("bob", "robert"));
        assert!(!same("bob", "bil"));
        assert!(same("wiliam", "bil"));
    }
}
