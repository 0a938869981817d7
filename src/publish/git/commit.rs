//! Makes a commit of files that are in no work tree, by `git fast-import`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::command::Git;
use crate::error::Error;
use crate::publish::files::Files;
use crate::publish::manifest;
use crate::publish::plan::{Act, Step};

/// Who makes commits where git knows no name.
const NOBODY: &str = "daybrief <daybrief@localhost>";

/// What a commit is made of.
pub struct Change<'a> {
    /// The built site.
    pub folder: &'a Path,
    pub steps: &'a [Step],
    pub manifest: Vec<u8>,
    pub message: String,
    /// In seconds since 1970.
    pub time: i64,
}

/// By what git names each file's content.
pub fn ids(git: &Git, folder: &Path, files: &Files) -> Result<BTreeMap<String, String>, Error> {
    let folder = std::path::absolute(folder).map_err(Error::read(folder))?;
    let ids = git.feed(&["hash-object", "--no-filters", "--stdin-paths"], |out| {
        files.keys().try_for_each(|path| writeln!(out, "{}", folder.join(path).display()))
    })?;
    let ids = String::from_utf8_lossy(&ids);
    if ids.lines().count() != files.len() {
        let message = format!("git can't tell the files of `{}` apart", folder.display());
        return Err(Error::usage(message, "give the folder a name without line ends"));
    }
    Ok(files.keys().cloned().zip(ids.lines().map(str::to_owned)).collect())
}

/// Makes a commit on top of another and puts it under a name of its own.
pub fn make(git: &Git, place: &str, parent: Option<&str>, change: &Change) -> Result<(), Error> {
    // `git var` fails where git would not know whom to name.
    let who = git.line(&["var", "GIT_COMMITTER_IDENT"]);
    let who = who.as_deref().ok().and_then(|who| who.rsplitn(3, ' ').nth(2)).unwrap_or(NOBODY);
    let mut fault = None;
    let made = git.feed(&["fast-import", "--quiet", "--force"], |out| {
        // A stream that is cut before its last word makes nothing.
        writeln!(out, "feature done\ncommit {place}\ncommitter {who} {} +0000", change.time)?;
        write!(out, "data {}\n{}\n", change.message.len(), change.message)?;
        if let Some(parent) = parent {
            writeln!(out, "from {parent}")?;
        }
        for step in change.steps.iter().filter(|step| step.act == Act::Remove) {
            writeln!(out, "D {}", quoted(&step.path))?;
        }
        for step in change.steps.iter().filter(|step| step.act != Act::Remove) {
            let file = change.folder.join(&step.path);
            match fs::read(&file) {
                Ok(bytes) => blob(out, &step.path, &bytes)?,
                Err(error) => {
                    fault = Some(Error::read(&file)(error));
                    return Ok(());
                }
            }
        }
        blob(out, manifest::NAME, &change.manifest)?;
        writeln!(out, "done")
    });
    match fault {
        Some(fault) => Err(fault),
        None => made.map(|_| ()),
    }
}

fn blob(out: &mut dyn Write, path: &str, bytes: &[u8]) -> io::Result<()> {
    write!(out, "M 100644 inline {}\ndata {}\n", quoted(path), bytes.len())?;
    out.write_all(bytes)?;
    out.write_all(b"\n")
}

/// A path as `git fast-import` reads it.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}
