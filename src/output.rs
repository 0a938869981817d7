//! Pages to disk as they are made: writes only what differs, removes only what it once wrote.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::Error;

/// The folder beside a site's content where daybrief keeps what it needs from one run to the next.
pub const STATE: &str = ".daybrief-cache";

/// Half-written files carry this at the start of their name; leftovers of a killed run are removed by the next.
const TEMPORARY: &str = ".daybrief-tmp-";

/// What the first page of a site made by daybrief holds.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"daybrief\">";

/// How many files were written, found equal, and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// An output folder during one build. Dropped without [`Output::finish`], it leaves all older files in place.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    /// The list of files that daybrief once wrote to this folder.
    list: PathBuf,
    before: BTreeSet<String>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    number: AtomicUsize,
    /// Held for the length of the build, so that two builds do not write into each other.
    _lock: File,
}

impl Output {
    /// Opens a folder to build into, made when absent; `site` is the folder that holds the content.
    ///
    /// Errors when another build is at work on it, when it holds files that daybrief did not make, and when it would
    /// swallow the site's own sources.
    pub fn open(site: &Path, folder: &Path) -> Result<Self, Error> {
        let folder = canonical(folder)?;
        let site = site.canonicalize().map_err(Error::read(site))?;
        let own = ["content", "templates", "static"].map(|name| site.join(name));
        if site.starts_with(&folder) || own.iter().any(|own| folder.starts_with(own)) {
            let message = format!("`{}` holds the site's own sources", folder.display());
            return Err(Error::usage(message, "name another folder with `--out DIR`"));
        }
        fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
        let state = site.join(STATE);
        fs::create_dir_all(&state).map_err(Error::write(&state))?;
        let key = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
        let lock_path = state.join(format!("{}.lock", &key[..16]));
        let lock = File::create(&lock_path).map_err(Error::write(&lock_path))?;
        if let Err(fs::TryLockError::WouldBlock) = lock.try_lock() {
            let message = format!("another build is writing `{}`", folder.display());
            return Err(Error::usage(message, "wait for it to end"));
        }
        let list = state.join(format!("{}.files", &key[..16]));
        let before = match fs::read_to_string(&list) {
            Ok(text) => text.lines().filter(|line| is_safe(line)).map(str::to_owned).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !is_empty(&folder)? && !made_by_daybrief(&folder) {
                    let message = format!("`{}` has files in it that daybrief did not make", folder.display());
                    return Err(Error::usage(message, "empty the folder, or name another one with `--out DIR`"));
                }
                BTreeSet::new()
            }
            Err(error) => return Err(Error::read(&list)(error)),
        };
        let output = Self {
            folder,
            list,
            before,
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            number: AtomicUsize::new(0),
            _lock: lock,
        };
        output.remove_leftovers();
        Ok(output)
    }

    /// Notes what is about to be written, before it is: a run that is killed still leaves the list complete.
    pub fn expect<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<BTreeSet<String>, Error> {
        let now: BTreeSet<String> = paths.map(str::to_owned).collect();
        if !now.is_subset(&self.before) {
            self.keep_list(&now.union(&self.before).cloned().collect())?;
        }
        Ok(now)
    }

    /// Writes one file unless it is there with the same bytes. `path` is relative, with `/` between folders.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        debug_assert!(is_safe(path), "{path}");
        let file = self.folder.join(path);
        if holds(&file, bytes) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        let folder = file.parent().unwrap_or(&self.folder);
        let temporary = folder.join(format!("{TEMPORARY}{}", self.number.fetch_add(1, Ordering::Relaxed)));
        let attempt = || -> io::Result<()> {
            fs::write(&temporary, bytes).or_else(|error| {
                if error.kind() != io::ErrorKind::NotFound {
                    return Err(error);
                }
                fs::create_dir_all(folder)?;
                fs::write(&temporary, bytes)
            })?;
            // A folder where a file belongs is in the way: an empty one goes, any other is the user's.
            if file.is_dir() {
                fs::remove_dir(&file)?;
            }
            fs::rename(&temporary, &file)
        };
        attempt().map_err(|error| {
            let _ = fs::remove_file(&temporary);
            Error::write(&file)(error)
        })?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Copies one file unless it is there with the same bytes.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        let bytes = fs::read(from).map_err(Error::read(from))?;
        self.write(path, &bytes)
    }

    /// Removes what an earlier build wrote and this one did not expect, with the folders that are empty then.
    pub fn finish(self, now: &BTreeSet<String>) -> Result<Counts, Error> {
        let mut removed = 0;
        for path in self.before.difference(now) {
            let file = self.folder.join(path);
            match fs::remove_file(&file) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::write(&file)(error)),
            }
            let mut folder = file.parent();
            while let Some(empty) = folder.filter(|folder| *folder != self.folder) {
                if fs::remove_dir(empty).is_err() {
                    break;
                }
                folder = empty.parent();
            }
        }
        if *now != self.before {
            self.keep_list(now)?;
        }
        Ok(Counts { written: self.written.into_inner(), unchanged: self.unchanged.into_inner(), removed })
    }

    fn keep_list(&self, paths: &BTreeSet<String>) -> Result<(), Error> {
        let temporary = self.list.with_extension("new");
        let attempt = || -> io::Result<()> {
            let mut file = io::BufWriter::new(File::create(&temporary)?);
            for path in paths {
                writeln!(file, "{path}")?;
            }
            file.flush()?;
            fs::rename(&temporary, &self.list)
        };
        attempt().map_err(Error::write(&self.list))
    }

    /// Half-written files of a run that was killed.
    fn remove_leftovers(&self) {
        let folders: BTreeSet<&Path> =
            self.before.iter().filter_map(|path| Path::new(path).parent()).chain([Path::new("")]).collect();
        for folder in folders {
            let Ok(entries) = fs::read_dir(self.folder.join(folder)) else { continue };
            for entry in entries.flatten() {
                if entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// The true path of a folder that may not be there yet.
fn canonical(folder: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(folder).map_err(Error::read(folder))?;
    let Some(there) = absolute.ancestors().find(|ancestor| ancestor.exists()) else { return Ok(absolute) };
    let below = absolute.strip_prefix(there).unwrap_or(Path::new(""));
    let there = there.canonicalize().map_err(Error::read(there))?;
    // Joining nothing would add a slash.
    Ok(below.iter().fold(there, |path, part| path.join(part)))
}

/// Whether a line of the list is a path inside the folder: the list is a file that anyone may have edited.
fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\'))
}

fn holds(file: &Path, bytes: &[u8]) -> bool {
    match fs::metadata(file) {
        Ok(meta) if meta.is_file() && meta.len() == bytes.len() as u64 => fs::read(file).is_ok_and(|old| old == bytes),
        _ => false,
    }
}

fn is_empty(folder: &Path) -> Result<bool, Error> {
    Ok(fs::read_dir(folder).map_err(Error::read(folder))?.next().is_none())
}

fn made_by_daybrief(folder: &Path) -> bool {
    fs::read_to_string(folder.join("index.html")).is_ok_and(|page| page.contains(GENERATOR))
}
