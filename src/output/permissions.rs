//! Who may read and write a file that is made now: what one made under other circumstances is to let them do too.

use std::fs::{self, File, Metadata};
use std::path::Path;

/// The permissions of a new file and a new folder; nothing where they can't be told, or where the system has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Permissions(Option<New>);

#[derive(Clone, Copy, Debug)]
struct New {
    file: u32,
    folder: u32,
}

impl Permissions {
    /// Those of files that are made in a folder from now on, tried with a folder of this name, which is removed again. They
    /// depend on the process and on the disk.
    pub fn of_new(trial: &Path) -> Self {
        let attempt = || -> Option<New> {
            fs::create_dir(trial).ok()?;
            let file = trial.join("0");
            File::create(&file).ok()?;
            Some(New { file: mode(&fs::metadata(&file).ok()?)?, folder: mode(&fs::metadata(trial).ok()?)? })
        };
        let new = attempt();
        let _ = fs::remove_dir_all(trial);
        Self(new)
    }

    /// Whether a file has those of a new one.
    pub fn fit(self, file: &Metadata) -> bool {
        self.0.is_none_or(|new| mode(file).is_none_or(|mode| mode == new.file))
    }

    /// Gives the folders that a file lies in those of new ones. Where that may not be done they stay as they are.
    pub fn mend_above(self, top: &Path, file: &Path) {
        for folder in file.ancestors().skip(1).take_while(|folder| *folder != top) {
            self.mend(folder);
        }
    }

    /// Gives a folder those of a new one, where it was made as `file` was: with what is no longer given to new files.
    pub fn mend_with(self, folder: &Path, file: &Path) {
        let (Ok(file), Ok(now)) = (fs::symlink_metadata(file), fs::metadata(folder)) else { return };
        // A folder has the permission to enter besides.
        if !self.fit(&file) && mode(&file) == mode(&now).map(|mode| mode & 0o666) {
            self.mend(folder);
        }
    }

    fn mend(self, folder: &Path) {
        let (Some(new), Ok(meta)) = (self.0, fs::metadata(folder)) else { return };
        if mode(&meta).is_some_and(|mode| mode != new.folder) {
            let _ = set(folder, &meta, new.folder);
        }
    }
}

#[cfg(unix)]
fn mode(meta: &Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(meta.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn set(folder: &Path, meta: &Metadata, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // What is beyond them, as whose group new files get, stays.
    let mode = meta.permissions().mode() & !0o777 | mode;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set(_: &Path, _: &Metadata, _: u32) -> std::io::Result<()> {
    Ok(())
}
