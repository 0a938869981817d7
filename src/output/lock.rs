//! One run at a time on an output folder.

use std::fs::{self, File};
use std::path::Path;

use super::{STATE, canonical};
use crate::error::Error;
use crate::fingerprint;

/// While it is held, no other run writes or publishes what was built into this folder.
///
/// It is the folder itself that is locked, so that nothing has to be written beside the site; where a system or a disk
/// locks no folders, a file that is kept for that.
pub fn lock(site: &Path, folder: &Path) -> Result<File, Error> {
    let folder = canonical(folder)?;
    let busy = || {
        let message = format!("another run of daybrief is at work on `{}`", folder.display());
        Error::usage(message, "wait for it to end")
    };
    if let Ok(itself) = File::open(&folder) {
        match itself.try_lock() {
            Ok(()) => return Ok(itself),
            Err(fs::TryLockError::WouldBlock) => return Err(busy()),
            Err(fs::TryLockError::Error(_)) => {}
        }
    }
    let state = site.join(STATE);
    fs::create_dir_all(&state).map_err(Error::write(&state))?;
    let path = state.join(format!("{}.lock", key(&folder)));
    let lock = File::create(&path).map_err(Error::write(&path))?;
    match lock.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(busy()),
        _ => Ok(lock),
    }
}

/// What tells one output folder of a site from another.
pub fn key(folder: &Path) -> String {
    fingerprint::digits(folder.as_os_str().as_encoded_bytes(), 16)
}
