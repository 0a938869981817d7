//! With which key each page was written, so that a page that can't have changed is not made again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::sealed::{self, Sealed};
use crate::render::Key;

/// The pages of one output folder.
#[derive(Debug)]
pub struct PageKeys {
    file: PathBuf,
    key: sealed::Key,
    before: BTreeMap<String, Written>,
}

/// A page as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    key: Key,
    stamp: Stamp,
}

/// A page that stands in the folder.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    pub path: &'a str,
    pub key: Key,
    /// Whether it was [known](PageKeys::known) and left as it was.
    pub left: bool,
}

/// Size and time of change of a file: as long as both stay, so do its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    size: u64,
    seconds: u64,
    nanos: u32,
}

impl Stamp {
    fn of(file: &Path) -> Option<Self> {
        let meta = fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?;
        let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { size: meta.len(), seconds: changed.as_secs(), nanos: changed.subsec_nanos() })
    }
}

impl PageKeys {
    /// What `file` tells; nothing where it is not whole or not this program's.
    pub fn load(file: PathBuf) -> Self {
        let key = sealed::key(b"");
        let before = match sealed::read(&file, &key) {
            Sealed::Whole(before) => before,
            Sealed::Absent | Sealed::Foreign | Sealed::Damaged => BTreeMap::new(),
        };
        Self { file, key, before }
    }

    /// The key with which a page was made and its size in bytes, when it still stands in the folder as it was written.
    pub fn known(&self, folder: &Path, path: &str) -> Option<(Key, u64)> {
        let written = self.before.get(path)?;
        let stands = Stamp::of(&folder.join(path)).as_ref() == Some(&written.stamp);
        stands.then_some((written.key, written.stamp.size))
    }

    /// All paths below `below` that were written, with keys and sizes, when each still stands in the folder as it was
    /// written.
    pub fn known_below(&self, folder: &Path, below: &str) -> Option<Vec<(&str, Key, u64)>> {
        let written = self.before.range(below.to_owned()..).take_while(|(path, _)| path.starts_with(below));
        written.map(|(path, _)| self.known(folder, path).map(|(key, size)| (path.as_str(), key, size))).collect()
    }

    /// Keeps the keys of the pages that now stand in the folder, and no others.
    pub fn save(&self, folder: &Path, pages: Vec<Page>) -> io::Result<()> {
        // Kept as a map is, entry by entry, and smaller than one.
        let written = pages.into_par_iter().filter_map(|Page { path, key, left }| {
            let before = self.before.get(path).filter(|_| left).map(|before| before.stamp.clone());
            Some((path, Written { key, stamp: before.or_else(|| Stamp::of(&folder.join(path)))? }))
        });
        let mut now: Vec<(&str, Written)> = written.collect();
        now.sort_unstable_by_key(|(path, _)| *path);
        let before = self.before.iter().map(|(path, written)| (path.as_str(), written));
        if before.eq(now.iter().map(|(path, written)| (*path, written))) {
            return Ok(());
        }
        sealed::write(&self.file, &now, &self.key)
    }
}
