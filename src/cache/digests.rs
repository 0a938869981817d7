//! Digests kept from one run to the next, so that an article that did not change is not digested again.
//!
//! They stand in a few hundred files, by a hash of the article's path; a file is written anew only when something in it
//! changed. What a build did not use is dropped then, so the cache holds the digests of the site's articles and no
//! more: about one and a half times their size. Whatever can't be trusted is left aside: the worst that can come of it
//! is the time that a build without a cache takes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::sealed::{self, Key, Sealed};
use crate::builder::Read;
use crate::config::Config;
use crate::fingerprint::{self, Fingerprint};

/// How many files there are at most.
const SHELVES: usize = 256;

/// What a file's bytes were made into.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Of the bytes of the article's file; none where it could not be read.
    pub fingerprint: Option<Fingerprint>,
    pub read: Arc<Read>,
}

/// The place of one site's digests.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    key: Key,
}

/// What was found in a cache.
#[derive(Debug, Default)]
pub struct Found {
    /// By path below the content folder, shelf by shelf.
    shelves: Vec<HashMap<Arc<str>, Kept>>,
    /// The shelves that hold nothing of use.
    unusable: BTreeSet<usize>,
    /// Whether some of it was no longer as it was written.
    pub damaged: bool,
}

impl Found {
    pub fn get(&self, path: &str) -> Option<&Kept> {
        self.shelves.get(shelf(path))?.get(path)
    }

    /// The shelves that are to be written anew when these files were read, each with whether its digests were found.
    pub fn stale<'a>(&self, files: impl Iterator<Item = (&'a str, bool)>) -> BTreeSet<usize> {
        let mut stale = self.unusable.clone();
        let mut used = vec![0; SHELVES];
        for (path, found) in files {
            let shelf = shelf(path);
            used[shelf] += usize::from(found);
            if !found {
                stale.insert(shelf);
            }
        }
        // What is not used any more is dropped.
        let holds_more = |(_, (shelf, used)): &(usize, (&HashMap<Arc<str>, Kept>, usize))| shelf.len() > *used;
        stale.extend(self.shelves.iter().zip(used).enumerate().filter(holds_more).map(|(number, _)| number));
        stale
    }
}

impl Cache {
    /// For a site with these settings; `state` is the folder for what daybrief keeps.
    pub fn new(state: &Path, config: &Config) -> Self {
        // The rules of the site's own are all of its settings that a digest depends on.
        Self {
            folder: state.join("digests"),
            key: sealed::key(format!("{:?} {}", config.junk, config.language).as_bytes()),
        }
    }

    /// All that was written by this daybrief with these rules and is whole.
    pub fn load(&self) -> Found {
        let shelves: Vec<Sealed<HashMap<Arc<str>, Kept>>> = (0..SHELVES)
            .into_par_iter()
            .with_max_len(1)
            .map(|number| {
                sealed::read(&self.file(number), &self.key).map(|kept: Vec<Kept>| {
                    kept.into_iter().map(|kept| (Arc::clone(&kept.read.source.path), kept)).collect()
                })
            })
            .collect();
        let mut found = Found::default();
        for (number, shelf) in shelves.into_iter().enumerate() {
            if matches!(shelf, Sealed::Foreign | Sealed::Damaged) {
                found.unusable.insert(number);
            }
            found.damaged |= matches!(shelf, Sealed::Damaged);
            found.shelves.push(shelf.whole().unwrap_or_default());
        }
        found
    }

    /// Writes the files of the stale shelves, and removes those with nothing on them.
    pub fn save<'a>(&self, files: impl Iterator<Item = &'a Kept>, stale: &BTreeSet<usize>) -> io::Result<()> {
        if stale.is_empty() {
            return Ok(());
        }
        let mut shelves: HashMap<usize, Vec<&Kept>> = stale.iter().map(|number| (*number, Vec::new())).collect();
        for kept in files {
            if let Some(shelf) = shelves.get_mut(&shelf(&kept.read.source.path)) {
                shelf.push(kept);
            }
        }
        fs::create_dir_all(&self.folder)?;
        sealed::sweep(&self.folder)?;
        shelves.par_iter().try_for_each(|(number, shelf)| {
            let file = self.file(*number);
            if shelf.is_empty() {
                return match fs::remove_file(&file) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                    _ => Ok(()),
                };
            }
            sealed::write(&file, shelf, &self.key)
        })
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:02x}"))
    }
}

/// The shelf on which a path's digests stand.
pub fn shelf(path: &str) -> usize {
    usize::from(fingerprint::of(path.as_bytes())[0]) % SHELVES
}
