//! Patterns of files below `content/` that are no articles and are passed over without a word.

use std::fmt;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::de::{Deserialize, Deserializer, Error as _};

/// The setting `ignore`.
#[derive(Clone, Default)]
pub struct Ignore {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Ignore {
    /// Compiles patterns. One without a slash is of a name, in whatever folder it stands; one that ends in a slash is of a
    /// folder with all that is in it.
    ///
    /// Errors when one is no pattern.
    fn new(patterns: Vec<String>) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in &patterns {
            let whole = pattern.strip_prefix("./").unwrap_or(pattern);
            let whole = whole.strip_prefix('/').unwrap_or(whole);
            if whole.trim_matches('/').is_empty() {
                return Err(format!("`{pattern}` is no pattern of files: it has no name"));
            }
            let inside = if whole.ends_with('/') { "**" } else { "" };
            let anywhere = if pattern.trim_end_matches('/').contains('/') { "" } else { "**/" };
            let glob = GlobBuilder::new(&format!("{anywhere}{whole}{inside}")).literal_separator(true).build();
            set.add(glob.map_err(|error| format!("`{pattern}` is no pattern of files: {}", error.kind()))?);
        }
        let set = set.build().map_err(|error| error.to_string())?;
        Ok(Self { patterns, set })
    }

    /// Whether a file is passed over. `path` is below the content folder, with `/` between folders.
    pub fn has(&self, path: &str) -> bool {
        self.set.is_match(path)
    }
}

impl fmt::Debug for Ignore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.patterns.fmt(f)
    }
}

impl PartialEq for Ignore {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl<'de> Deserialize<'de> for Ignore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_not_passed_over_by_mistake() {
        for pattern in ["", "/", "./"] {
            assert!(Ignore::new(vec![pattern.to_owned()]).is_err(), "{pattern}");
        }
        assert!(Ignore::new(vec!["./b.md".into()]).is_ok_and(|ignore| ignore.has("b.md")));
    }

    #[test]
    fn patterns_of_files() {
        let check = |pattern: &str, path: &str, expected: bool| {
            let ignore = Ignore::new(vec![pattern.to_owned()]).expect("a pattern");
            assert_eq!(ignore.has(path), expected, "{pattern} {path}");
        };
        check("_templates/**", "_templates/clip.md", true);
        check("_templates/**", "_templates/more/clip.md", true);
        check("_templates/**", "2026/_templates/clip.md", false);
        check("_templates/", "2026/_templates/clip.md", true);
        check("/_templates/", "2026/_templates/clip.md", false);
        check("*.excalidraw.md", "2026/plan.excalidraw.md", true);
        check("*.excalidraw.md", "2026/plan.md", false);
        check("2026/*.md", "2026/plan.md", true);
        check("2026/*.md", "2026/03/plan.md", false);
        check("**/{daily,people}/*", "notes/daily/a.md", true);
        let fault = Ignore::new(vec!["a[".to_owned()]).expect_err("no pattern");
        assert!(fault.starts_with("`a[` is no pattern of files: "), "{fault}");
    }
}
