//! Pages to disk as they are made: writes only what differs, removes only what it once wrote.
//!
//! What differs is written into a folder aside and put in place when all of it is there, so that a build which fails or
//! is killed leaves the last good site as it was.

pub mod list;
mod lock;
pub mod permissions;
pub mod strangers;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::compressed;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::layout::{self, Layout};
use crate::render::places;
use list::Found;
pub use lock::lock;
use permissions::Permissions;
use strangers::Lost;

/// The folder beside a site's content where daybrief keeps what it needs from one run to the next.
pub const STATE: &str = ".daybrief-cache";

/// The folder in the output folder where files wait until all are there; that of a killed run is removed by the next.
pub const STAGE: &str = ".daybrief-tmp";

/// What the first page of a site made by daybrief holds.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"daybrief\">";

/// A file larger than this is more than some hosts take: 25 MiB is the limit of Cloudflare Pages (its documentation,
/// "Limits", 2026).
const LARGE: usize = 25 << 20;

/// What a build came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files written, found equal, and removed.
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Files that are too large for some hosts, by path.
    pub large: Vec<String>,
    /// What is to be said of the folder, this time alone.
    pub findings: Vec<Diagnostic>,
}

/// An output folder during one build. Dropped without [`Output::finish`], it leaves all older files in place.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    /// Where it is kept how the last build left the folder.
    built: PathBuf,
    /// The files that daybrief once wrote to this folder.
    before: BTreeSet<String>,
    /// That is not known any more, though there are files in it.
    lost: Option<Lost>,
    /// Files of others that stand where this build has some of its own.
    taken: BTreeSet<String>,
    permissions: Permissions,
    /// The folder was made for this build.
    made: bool,
    /// Nothing stood in the folder: no file needs to be compared with an older one.
    empty: bool,
    /// Whether compressed twins stand beside text files.
    compress: bool,
    stage: PathBuf,
    /// Files that wait in the stage folder, and where they belong.
    staged: Mutex<Vec<Staged>>,
    unchanged: AtomicUsize,
    large: Mutex<Vec<String>>,
    number: AtomicUsize,
    /// Held for the length of the build, so that two builds do not write into each other.
    _lock: File,
}

/// A file that waits to be put in place.
#[derive(Debug)]
struct Staged {
    /// Its name in the stage folder.
    number: usize,
    /// Where it belongs below the output folder.
    path: Box<str>,
    /// Whether it takes the place of another.
    replaces: bool,
}

/// The paths of files below the output folder.
pub type Paths<'a> = BTreeSet<Cow<'a, str>>;

impl Output {
    /// Opens a folder to build into, made when absent; `site` is the folder that holds the content.
    ///
    /// Errors when another build is at work on it, when it holds files that daybrief did not make, and when it would
    /// swallow the site's own sources.
    pub fn open(site: &Path, folder: &Path) -> Result<Self, Error> {
        let folder = canonical(folder)?;
        apart_from_sources(site, &folder)?;
        let made = !folder.exists();
        fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
        let lock = lock::lock(site, &folder)?;
        let state = site.join(STATE);
        let beside = state.join(format!("{}.files", lock::key(&folder)));
        let empty = strangers::holds_nothing(&folder)?;
        let (before, lost) = match known_files(&folder, &beside)? {
            Found::Whole(paths) => (paths, None),
            _ if empty => (BTreeSet::new(), None),
            Found::Damaged => (BTreeSet::new(), Some(Lost::Damaged)),
            Found::Absent if made_by_daybrief(&folder) => (BTreeSet::new(), Some(Lost::Absent)),
            Found::Absent => {
                let message = format!("`{}` has files in it that daybrief did not make", folder.display());
                return Err(Error::usage(message, "empty the folder, or name another one with `--out DIR`"));
            }
        };
        let stage = folder.join(STAGE);
        match fs::remove_dir_all(&stage) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::write(&stage)(error)),
            _ => {}
        }
        let permissions = Permissions::of_new(&stage);
        Ok(Self {
            folder,
            built: beside.with_extension("built"),
            before,
            lost,
            taken: BTreeSet::new(),
            permissions,
            made,
            empty,
            compress: false,
            stage,
            staged: Mutex::default(),
            unchanged: AtomicUsize::new(0),
            large: Mutex::default(),
            number: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// With `compress`, `.br` and `.gz` twins stand beside text files.
    pub fn with_twins(mut self, compress: bool) -> Self {
        self.compress = compress;
        self
    }

    /// The folder that is written to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it is kept how the last build left the folder.
    pub fn built(&self) -> PathBuf {
        self.built.clone()
    }

    /// Whether a file may be read and written as a new one may.
    pub fn fit(&self, file: &fs::Metadata) -> bool {
        self.permissions.fit(file)
    }

    /// The files that earlier builds left, by path.
    pub fn before(&self) -> impl Iterator<Item = &String> {
        self.before.iter()
    }

    /// Whether nothing is missing beside a file that stands in the folder.
    pub fn is_complete(&self, path: &str) -> bool {
        !self.compress || compressed::names(path).all(|twin| self.folder.join(twin).is_file())
    }

    /// Leaves a file of so many bytes as it is, which holds what it should.
    pub fn leave(&self, path: &str, size: u64) {
        self.note_size(path, size);
        self.unchanged.fetch_add(1, Ordering::Relaxed);
    }

    fn note_size(&self, path: &str, size: u64) {
        if size > LARGE as u64 {
            self.large.lock().expect("no thread panics with it").push(path.to_owned());
        }
    }

    /// Notes what is about to be written, before it is: a run that is killed still leaves the list complete.
    pub fn expect<'a>(&mut self, paths: impl Iterator<Item = &'a str>) -> Result<Paths<'a>, Error> {
        let mut now: Paths = paths.map(Cow::Borrowed).collect();
        if self.compress {
            let twins: Vec<Cow<str>> = now.iter().flat_map(|path| compressed::names(path)).map(Cow::Owned).collect();
            now.extend(twins);
        }
        let new: Vec<&str> = now.iter().map(|path| &**path).filter(|path| !self.before.contains(*path)).collect();
        if self.lost.is_none() && !self.empty {
            let is_there = |path: &str| fs::symlink_metadata(self.folder.join(path)).is_ok_and(|meta| !meta.is_dir());
            self.taken = new.iter().filter(|path| is_there(path)).map(|path| (*path).to_owned()).collect();
        }
        if !new.is_empty() {
            let before = self.before.iter().map(String::as_str);
            let new = new.into_iter().filter(|path| !self.taken.contains(*path));
            let all: BTreeSet<&str> = new.chain(before).collect();
            list::write(&self.folder, all.into_iter())?;
        }
        Ok(now)
    }

    /// Writes one file unless it is there with the same bytes. `path` is relative, with `/` between folders.
    ///
    /// It is in place after [`Output::finish`].
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        debug_assert!(is_safe(path), "{path}");
        self.note_size(path, bytes.len() as u64);
        let (same, replaces) = if self.empty { (false, false) } else { self.compare(path, bytes) };
        if same {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.stage(path, replaces, bytes)?;
        }
        if self.compress {
            for (name, encode) in compressed::twins(path) {
                let there = self.folder.join(&name).is_file();
                if !(same && there) {
                    self.stage(&name, there, &encode(bytes))?;
                }
            }
        }
        Ok(())
    }

    /// Whether a file is there with these bytes and as a new one may be used, and whether it is there at all.
    fn compare(&self, path: &str, bytes: &[u8]) -> (bool, bool) {
        let file = self.folder.join(path);
        match fs::metadata(&file) {
            Ok(meta) if meta.is_file() && meta.len() == bytes.len() as u64 && self.fit(&meta) => {
                (fs::read(&file).is_ok_and(|old| old == bytes), true)
            }
            other => (false, other.is_ok()),
        }
    }

    fn stage(&self, path: &str, replaces: bool, bytes: &[u8]) -> Result<(), Error> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let from = self.waiting(number);
        let to = self.folder.join(path);
        let written = fs::write(&from, bytes).or_else(|error| {
            if error.kind() != io::ErrorKind::NotFound {
                return Err(error);
            }
            fs::create_dir_all(&self.stage)?;
            fs::write(&from, bytes)
        });
        written.map_err(Error::write(&to))?;
        if let (false, Some(folder)) = (replaces, to.parent()) {
            // Made now, so that little is left to do when all is put in place; a fault is met again there.
            let _ = fs::create_dir_all(folder);
        }
        self.staged.lock().expect("no thread panics with it").push(Staged { number, path: path.into(), replaces });
        Ok(())
    }

    /// Where a file waits to be put in place.
    fn waiting(&self, number: usize) -> PathBuf {
        self.stage.join(number.to_string())
    }

    /// Puts in place what was written; then removes what an earlier build wrote and this one did not expect, with the
    /// folders that are empty then. Only what keeps a new file from its place is removed before: a file where there is a
    /// folder now, and the other way round.
    pub fn finish(mut self, now: &Paths) -> Result<Counts, Error> {
        let old: Vec<&String> = self.before.iter().filter(|path| !now.contains(path.as_str())).collect();
        // Most builds remove nothing.
        let layout = if old.is_empty() { Layout::default() } else { now.iter().map(|path| &**path).collect() };
        let (blocking, old): (Vec<&String>, Vec<&String>) =
            old.into_iter().partition(|path| layout.is_blocked_by(path));
        let mut staged = std::mem::take(self.staged.get_mut().expect("no thread panics with it"));
        if let Some(file) = staged.iter().find(|file| self.taken.contains(&*file.path)) {
            return Err(in_the_way(&self.folder.join(&*file.path)));
        }
        let mut removed = self.remove(&blocking)?;
        self.permissions.mend_with(&self.folder, &self.folder.join("index.html"));
        // New pages first and removed ones last: no link leads nowhere in between.
        staged.sort_unstable_by_key(|file| file.replaces);
        let (new, replacing) = staged.split_at(staged.partition_point(|file| !file.replaces));
        for files in [new, replacing] {
            files.par_iter().try_for_each(|file| self.place(file))?;
        }
        removed += self.remove(&old)?;
        if self.lost.is_some() || !now.iter().eq(self.before.iter()) {
            list::write(&self.folder, now.iter().map(|path| &**path))?;
        }
        let findings = self.lost.map(|lost| strangers::warning(&self.folder, lost, now)).transpose()?;
        let mut large = std::mem::take(self.large.get_mut().expect("no thread panics with it"));
        large.sort();
        Ok(Counts {
            written: staged.len(),
            unchanged: *self.unchanged.get_mut(),
            removed,
            large,
            findings: findings.into_iter().flatten().collect(),
        })
    }

    /// Removes files of an earlier build, and the folders that are empty then; how many were there. A folder that has the
    /// name of a file now is no such file.
    fn remove(&self, paths: &[&String]) -> Result<usize, Error> {
        let mut removed = 0;
        for path in paths {
            let file = self.folder.join(path);
            match fs::remove_file(&file) {
                Ok(()) => removed += 1,
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(_) if file.is_dir() => continue,
                Err(error) => return Err(Error::write(&file)(error)),
            }
            remove_empty(&self.folder, &file);
        }
        Ok(removed)
    }

    fn place(&self, file: &Staged) -> Result<(), Error> {
        let from = self.waiting(file.number);
        let to = self.folder.join(&*file.path);
        let Err(error) = fs::rename(&from, &to) else {
            if file.replaces {
                self.permissions.mend_above(&self.folder, &to);
            }
            return Ok(());
        };
        if to.is_dir() {
            // An empty folder where a file belongs goes; any other is the user's.
            fs::remove_dir(&to).map_err(|_| in_the_way(&to))?;
        } else if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
            let folder = to.parent().unwrap_or(&self.folder);
            if let Err(error) = fs::create_dir_all(folder) {
                let file = folder.ancestors().find(|path| path.is_file());
                return Err(file.map_or_else(|| Error::write(&to)(error), in_the_way));
            }
        } else {
            return Err(Error::write(&to)(error));
        }
        fs::rename(&from, &to).map_err(Error::write(&to))
    }
}

/// What to say of a file where the site has a folder, or a folder where it has a file.
fn in_the_way(path: &Path) -> Error {
    let message = format!("`{}` is in the way of the site's files, and not known as one of them", path.display());
    Error::usage(message, "move it elsewhere, or remove it if it is of no use")
}

impl Drop for Output {
    fn drop(&mut self) {
        // Empty after `finish`; what is left over goes with the next build at the latest.
        let _ = fs::remove_dir_all(&self.stage);
        // A build that failed leaves no trace; of one that did not, something stands in it.
        if self.made {
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// Errors when a folder that is to be written holds what the site is made from, or lies in it.
pub fn apart_from_sources(site: &Path, folder: &Path) -> Result<(), Error> {
    let site = site.canonicalize().map_err(Error::read(site))?;
    let own = [layout::ARTICLES, layout::TEMPLATES, layout::STATICS].map(|name| site.join(name));
    if site.starts_with(folder) || own.iter().any(|own| folder.starts_with(own)) {
        let message = format!("`{}` holds the site's own sources", folder.display());
        return Err(Error::usage(message, "name another folder"));
    }
    Ok(())
}

/// Removes the folders that are empty after a file was, up to the one that holds all.
pub fn remove_empty(top: &Path, file: &Path) {
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != top) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
}

/// The true path of a folder that may not be there yet.
pub fn canonical(folder: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(folder).map_err(Error::read(folder))?;
    let Some(there) = absolute.ancestors().find(|ancestor| ancestor.exists()) else { return Ok(absolute) };
    let below = absolute.strip_prefix(there).unwrap_or(Path::new(""));
    let there = there.canonicalize().map_err(Error::read(there))?;
    // Joining nothing would add a slash.
    Ok(below.iter().fold(there, |path, part| path.join(part)))
}

/// Whether a line of the list is a path inside the folder: the list is a file that anyone may have edited.
pub fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\'))
}

/// The files that daybrief wrote to a folder. Their list once stood `beside` the site: such a one moves into the folder.
fn known_files(folder: &Path, beside: &Path) -> Result<Found, Error> {
    let found = list::read(folder)?;
    if found != Found::Absent {
        return Ok(found);
    }
    let found = list::read_lines(beside)?;
    if let Found::Whole(paths) = &found {
        list::write(folder, paths.iter().map(String::as_str))?;
    }
    if found != Found::Absent {
        let _ = fs::remove_file(beside);
    }
    Ok(found)
}

/// Whether a site of daybrief's is in a folder, as files tell that stand there in every site. A site may have its own in
/// the place of either.
pub fn made_by_daybrief(folder: &Path) -> bool {
    let tells = |file: &str, words: &str| fs::read_to_string(folder.join(file)).is_ok_and(|text| text.contains(words));
    tells(places::NO_JEKYLL, places::MADE_BY) || tells("index.html", GENERATOR)
}
