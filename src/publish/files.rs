//! What stands in the folder that a site was built into.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::manifest;
use crate::content::relative;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint;
use crate::output;

/// The files to publish, by path with `/` between folders: the hash of what is in each.
pub type Files = BTreeMap<String, String>;

/// Finds them in the folder that a site was built into. Links, devices and pipes are named as passed over.
///
/// Errors when there is no site in the folder, and when a file can't be read.
pub fn find(site: &Path, folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Files, Error> {
    if !output::holds_site(site, folder)? {
        let message = format!("there is no site in `{}`", folder.display());
        return Err(Error::usage(message, "build it first: `daybrief build`"));
    }
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    let other_runs = |name: &std::ffi::OsStr| name == output::STAGE || name == manifest::NAME;
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !other_runs(entry.file_name())) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::read(path)(error.into())
        })?;
        let path = relative(folder, entry.path());
        if entry.file_type().is_dir() {
            continue;
        }
        let sendable = entry.path().to_str().is_some() && !path.contains(char::is_control) && !path.contains('\\');
        if !entry.file_type().is_file() || !sendable {
            let why = if sendable { "a link or no regular file" } else { "a name that hosts do not take" };
            diagnostics.push(Diagnostic::warning(format!("not published: {why}")).path(path));
            continue;
        }
        found.push((path, entry.into_path()));
    }
    found
        .into_par_iter()
        .map(|(path, file)| {
            let bytes = fs::read(&file).map_err(Error::read(&file))?;
            Ok((path, hash(&bytes)))
        })
        .collect()
}

/// What tells one content from another.
pub fn hash(bytes: &[u8]) -> String {
    fingerprint::digits(bytes, 32)
}
