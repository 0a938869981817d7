//! What stands in an output folder since the last build, so that a page that can't have changed is not made again, and
//! nothing is when all of it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::edition::Edition;
use super::sealed;
use crate::render::Key;

/// Paths of files below an output folder.
type Paths<'a> = BTreeSet<Cow<'a, str>>;

/// Whether a file may be read and written by those who may read and write a new one.
type Fit<'a> = &'a (dyn Fn(&fs::Metadata) -> bool + Sync);

/// What the last build left in one output folder.
#[derive(Debug)]
pub struct Built {
    file: PathBuf,
    key: sealed::Key,
    edition: Option<Edition>,
    files: BTreeMap<String, Written>,
}

/// A file as it was written.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    key: Option<Key>,
    stamp: Stamp,
}

/// A file that stands in the folder.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub path: &'a str,
    /// Of what it is made from, where that has a key.
    pub key: Option<Key>,
    /// Whether it was [known](Built::known) and left as it was.
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
    fn of(file: &Path, fit: Fit) -> Option<Self> {
        let meta = fs::symlink_metadata(file).ok().filter(|meta| meta.is_file() && fit(meta))?;
        let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { size: meta.len(), seconds: changed.as_secs(), nanos: changed.subsec_nanos() })
    }
}

impl Built {
    /// What `file` tells; nothing where it is not whole or not this program's.
    pub fn load(file: PathBuf) -> Self {
        let key = sealed::key(b"");
        let (edition, files) = sealed::read(&file, &key).whole().unwrap_or_default();
        Self { file, key, edition, files }
    }

    /// What stands there was made as this edition.
    pub fn edition(&self) -> Option<&Edition> {
        self.edition.as_ref()
    }

    /// Whether each of these files stands in the folder as the last build left it, and it left no others.
    pub fn stands<'a>(&self, folder: &Path, paths: impl Iterator<Item = &'a String>, fit: Fit) -> bool {
        let stands = |(path, written): (&String, &Written)| written.stands(&folder.join(path), fit);
        self.files.keys().eq(paths) && self.files.par_iter().all(stands)
    }

    /// The key of what a file was made from and its size in bytes, when it still stands in the folder as it was written.
    pub fn known(&self, folder: &Path, path: &str, fit: Fit) -> Option<(Key, u64)> {
        let written = self.files.get(path)?;
        let key = written.key?;
        written.stands(&folder.join(path), fit).then_some((key, written.stamp.size))
    }

    /// All paths below `below` that were written, with keys and sizes, when each still stands in the folder as it was
    /// written.
    pub fn known_below(&self, folder: &Path, below: &str, fit: Fit) -> Option<Vec<(&str, Key, u64)>> {
        let written = self.files.range(below.to_owned()..).take_while(|(path, _)| path.starts_with(below));
        written.map(|(path, _)| self.known(folder, path, fit).map(|(key, size)| (path.as_str(), key, size))).collect()
    }

    /// Keeps that the files at all these paths now stand in the folder, and what is known of some of them.
    pub fn save(&self, folder: &Path, edition: &Edition, paths: &Paths, known: &[Standing]) -> io::Result<()> {
        let known: HashMap<&str, &Standing> = known.iter().map(|standing| (standing.path, standing)).collect();
        let written = paths.par_iter().filter_map(|path| {
            let path = &**path;
            let (key, left) = known.get(path).map_or((None, false), |standing| (standing.key, standing.left));
            let before = self.files.get(path).filter(|_| left).map(|before| before.stamp.clone());
            Some((path, Written { key, stamp: before.or_else(|| Stamp::of(&folder.join(path), &|_| true))? }))
        });
        // Kept as a map is, entry by entry in order, and smaller than one.
        let files: Vec<(&str, Written)> = written.collect();
        self.file.parent().map_or(Ok(()), fs::create_dir_all)?;
        sealed::write(&self.file, &(Some(edition), files), &self.key)
    }
}

impl Written {
    fn stands(&self, file: &Path, fit: Fit) -> bool {
        Stamp::of(file, fit).as_ref() == Some(&self.stamp)
    }
}
