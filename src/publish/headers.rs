//! How long browsers may keep a file: what `_headers` tells other hosts, for those that take it with each file.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::Error;

/// Keep it, but ask each time whether it is still the same: what hosts of static sites send by custom.
const ASK: &str = "public, max-age=0, must-revalidate";

/// The rules of a site's `_headers` about caching.
#[derive(Debug, Default)]
pub struct CacheRules {
    /// Address, in which one `*` stands for anything, and value.
    rules: Vec<(String, String)>,
    base_path: String,
}

impl CacheRules {
    /// Those of a built site; none when it has no such file.
    pub fn read(folder: &Path, base_path: &str) -> Result<Self, Error> {
        let file = folder.join("_headers");
        match fs::read(&file) {
            Ok(bytes) => Ok(Self::parse(&String::from_utf8_lossy(&bytes), base_path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::parse("", base_path)),
            Err(error) => Err(Error::read(&file)(error)),
        }
    }

    fn parse(text: &str, base_path: &str) -> Self {
        let mut rules = Vec::new();
        let mut address = "";
        for line in text.lines() {
            if !line.starts_with([' ', '\t']) {
                address = line.trim_end();
            } else if let Some((name, value)) = line.split_once(':')
                && name.trim().eq_ignore_ascii_case("cache-control")
            {
                rules.push((address.to_owned(), value.trim().to_owned()));
            }
        }
        Self { rules, base_path: base_path.to_owned() }
    }

    /// The `Cache-Control` of a file; of several rules the last counts.
    pub fn of(&self, path: &str) -> &str {
        let address = format!("{}{path}", self.base_path);
        let fits = |pattern: &str| match pattern.split_once('*') {
            Some((start, end)) => {
                address.len() >= start.len() + end.len() && address.starts_with(start) && address.ends_with(end)
            }
            None => address == pattern,
        };
        self.rules.iter().rev().find(|(pattern, _)| fits(pattern)).map_or(ASK, |(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caching() {
        let text = "/d/*\n  X-Frame-Options: DENY\n\n/d/style.css\n  Cache-Control: public, max-age=9\n\n\
                    # pictures\n/d/*.png\n  cache-control: max-age=5\n";
        let rules = CacheRules::parse(text, "/d/");
        assert_eq!(rules.of("style.css"), "public, max-age=9");
        assert_eq!(rules.of("a/b.png"), "max-age=5");
        assert_eq!(rules.of("index.html"), ASK);
        assert_eq!(CacheRules::parse("", "/").of("style.css"), ASK);
    }
}
