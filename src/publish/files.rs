//! What stands in the folder that a site was built into.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint;
use crate::output::list::{self, Found};
use crate::output::{self, strangers};

/// The files to publish, by path with `/` between folders: the hash of what is in each.
pub type Files = BTreeMap<String, String>;

/// Finds them: what the build wrote, and nothing else that may lie there, be it of an earlier build whose list was lost, or
/// someone's keys. Of the rest what is not hidden is named.
///
/// Errors when there is no site in the folder, when it is not known which files are the site's, and when one can't be
/// read.
pub fn find(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Files, Error> {
    let list = list::read(folder)?;
    if list == Found::Absent && !output::made_by_daybrief(folder) {
        let message = format!("there is no site in `{}`", folder.display());
        return Err(Error::usage(message, "build it first: `daybrief build`"));
    }
    let Found::Whole(written) = list else {
        let message = format!("it is not known which files in `{}` the site has", folder.display());
        let hint = format!(
            "build it first: `daybrief build`; if it was copied there, the list of its files, `{}`, was left behind",
            list::NAME
        );
        return Err(Error::usage(message, hint));
    };
    let mut found: Vec<(&String, PathBuf)> = Vec::new();
    for path in &written {
        let file = folder.join(path);
        // What someone took away is no longer of the site.
        let Ok(meta) = fs::symlink_metadata(&file) else { continue };
        let sendable = !path.contains(char::is_control) && !path.contains('\\');
        if meta.is_file() && sendable {
            found.push((path, file));
        } else {
            let why = if sendable { "a link or no regular file" } else { "a name that hosts do not take" };
            diagnostics.push(Diagnostic::warning(format!("not published: {why}")).path(path));
        }
    }
    diagnostics.extend(strangers::unpublished(folder, |path| written.contains(path))?);
    found
        .into_par_iter()
        .map(|(path, file)| {
            let bytes = fs::read(&file).map_err(Error::read(&file))?;
            Ok((path.clone(), hash(&bytes)))
        })
        .collect()
}

/// What tells one content from another.
pub fn hash(bytes: &[u8]) -> String {
    fingerprint::digits(bytes, 32)
}
