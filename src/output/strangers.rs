//! Files in an output folder that are not known to be daybrief's.

use std::io::ErrorKind;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{Paths, STAGE, list};
use crate::content::{is_hidden, relative};
use crate::diagnostic::Diagnostic;
use crate::error::Error;

/// How the list of what was written went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    Absent,
    Damaged,
}

/// At most so many files of others are named.
const NAMED: usize = 5;

/// Whether nothing stands in a folder but what daybrief keeps there for itself, and folders for files that a build which
/// was cut did not come to.
pub fn holds_nothing(folder: &Path) -> Result<bool, Error> {
    let own = |entry: &DirEntry| entry.depth() == 1 && (entry.file_name() == STAGE || entry.file_name() == list::NAME);
    Ok(files(folder, |entry| !own(entry)).next().transpose()?.is_none())
}

/// What is to be said where it is not known any more what daybrief wrote: pages that are gone from the site may still
/// stand in the folder.
pub fn warning(folder: &Path, lost: Lost, now: &Paths) -> Result<Option<Diagnostic>, Error> {
    let others = not_in(folder, |path| now.contains(path))?;
    let what = match lost {
        Lost::Absent => "the list of what daybrief wrote to this folder is lost",
        Lost::Damaged => "the list of what daybrief wrote to this folder is damaged, and made anew",
    };
    if others.is_empty() {
        let damaged = lost == Lost::Damaged;
        return Ok(damaged.then(|| Diagnostic::warning(what).path(folder.display().to_string())));
    }
    let files = if others.len() == 1 { "a file".into() } else { format!("{} files", others.len()) };
    let message = format!("{what}: {files} in it that this site does not have may be of an earlier build");
    let hint = "remove them if they are, or empty the folder and build again; files of your own belong into `static/`";
    let path = |path: &String| folder.join(path).display().to_string();
    Ok(Some(others.iter().take(NAMED).map(path).fold(Diagnostic::warning(message).hint(hint), Diagnostic::path)))
}

/// A warning about files in a folder that a build did not write, and that are not published with it.
pub fn unpublished(folder: &Path, written: impl Fn(&str) -> bool) -> Result<Option<Diagnostic>, Error> {
    let others = not_in(folder, written)?;
    let message = match others.len() {
        0 => return Ok(None),
        1 => "not published: the build did not write the file".to_owned(),
        count => format!("{count} files are not published: the build did not write them"),
    };
    let hint = "remove what earlier builds left there; files of your own belong into `static/`";
    Ok(Some(others.iter().take(NAMED).fold(Diagnostic::warning(message).hint(hint), Diagnostic::path)))
}

/// The paths of files in a folder that are neither known nor hidden.
fn not_in(folder: &Path, known: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
    let mut others = Vec::new();
    for entry in files(folder, |entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        let path = relative(folder, entry?.path());
        if path != list::NAME && !known(&path) {
            others.push(path);
        }
    }
    others.sort();
    Ok(others)
}

/// What is no folder, in a folder and those in it that are looked into.
fn files<'a>(
    folder: &'a Path,
    looked_into: impl Fn(&DirEntry) -> bool + 'a,
) -> impl Iterator<Item = Result<DirEntry, Error>> + 'a {
    let entries = WalkDir::new(folder).into_iter().filter_entry(looked_into);
    // What somebody removed since its folder was read is no file.
    let gone = |error: &walkdir::Error| error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound);
    let files = entries.filter(move |entry| match entry {
        Ok(entry) => !entry.file_type().is_dir(),
        Err(error) => !gone(error),
    });
    files.map(move |entry| {
        entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::read(path)(error.into())
        })
    })
}
