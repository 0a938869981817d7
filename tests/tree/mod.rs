//! What is in a folder, for tests that compare folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The list that daybrief keeps of what it wrote to a folder.
pub const LIST: &str = "daybrief-files.json";

/// All files of a folder but that list and what is in them, by path with `/` between folders; nothing where there is no
/// folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("can be read"))
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != LIST)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_owned();
            (path, fs::read(entry.path()).expect("can be read"))
        })
        .collect()
}
