//! The built-in look, carried inside the binary: templates and static files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use crate::fingerprint;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct TemplateFiles;

#[derive(RustEmbed)]
#[folder = "static/"]
struct StaticFiles;

/// The built-in templates: file name and text, by name.
pub fn templates() -> impl Iterator<Item = (Cow<'static, str>, String)> {
    // Beside them stands the reference of what they see.
    TemplateFiles::iter().filter(|name| name.ends_with(".html")).filter_map(|name| {
        let file = TemplateFiles::get(&name)?;
        Some((name, String::from_utf8_lossy(&file.data).into_owned()))
    })
}

/// The built-in static files: path below the site's root and bytes, by path.
pub fn static_files() -> impl Iterator<Item = (Cow<'static, str>, Cow<'static, [u8]>)> {
    StaticFiles::iter().filter_map(|name| StaticFiles::get(&name).map(|file| (name, file.data)))
}

/// The links to files that pages load, by path below the site's root, with a mark that tells one version from the next
/// (`style.css?v=0d3c1f9a`), so that a host may let browsers keep such a file for a year.
#[derive(Clone, Debug)]
pub struct Versions(BTreeMap<String, String>);

impl Versions {
    /// Those of the built-in files.
    pub fn built_in() -> Self {
        Self(static_files().map(|(path, bytes)| (path.to_string(), marked(&path, &bytes))).collect())
    }

    /// Takes note of a file of the site's own; only those that stand in for a built-in one are linked by name.
    pub fn set(&mut self, path: &str, bytes: &[u8]) {
        self.0.insert(path.to_owned(), marked(path, bytes));
    }

    /// A path with the mark of its version, for a link.
    pub fn link<'p>(&'p self, path: &'p str) -> &'p str {
        self.0.get(path).map_or(path, String::as_str)
    }

    /// Whether a file of this path is linked by pages.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The paths of all files with a mark.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn marked(path: &str, bytes: &[u8]) -> String {
    format!("{path}?v={}", fingerprint::digits(bytes, 8))
}
