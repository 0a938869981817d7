//! A folder of this machine, or one that is mounted.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

use super::Job;
use super::send::Place;
use crate::content::relative;
use crate::error::Error;
use crate::output::permissions::Permissions;
use crate::output::{self, STAGE, canonical};

pub struct Folder {
    folder: PathBuf,
    /// Files are written here first, and moved into place whole.
    stage: PathBuf,
    /// Those of new files; not known to a dry run, which makes none.
    permissions: Permissions,
    number: AtomicUsize,
}

impl Folder {
    /// Errors when the folder is the built site itself, or holds or lies in what the site is made from.
    pub fn open(job: &Job, folder: &Path) -> Result<Self, Error> {
        let folder = canonical(folder)?;
        let built = canonical(job.folder)?;
        if folder.starts_with(&built) || built.starts_with(&folder) {
            let message = format!("`{}` is the folder that the site is built into, or around it", folder.display());
            return Err(Error::usage(message, "name another folder to publish to"));
        }
        output::apart_from_sources(job.site, &folder)?;
        let stage = folder.join(STAGE);
        let mut permissions = Permissions::default();
        if !job.dry_run {
            fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
            match fs::remove_dir_all(&stage) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::write(&stage)(error)),
                _ => {}
            }
            permissions = Permissions::of_new(&stage);
            permissions.mend_with(&folder, &folder.join("index.html"));
        }
        Ok(Self { folder, stage, permissions, number: AtomicUsize::new(0) })
    }

    fn place(&self, from: &Path, to: &Path) -> io::Result<()> {
        let Err(error) = fs::rename(from, to) else {
            self.permissions.mend_above(&self.folder, to);
            return Ok(());
        };
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        fs::create_dir_all(to.parent().unwrap_or(&self.folder))?;
        fs::rename(from, to)
    }

    /// Size and time of the last change: what `rsync` goes by. A file that can't be read and written as a new one has
    /// another than it had when it was sent.
    fn mark(&self, meta: &Metadata) -> String {
        let changed = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let other = if self.permissions.fit(meta) { "" } else { " other permissions" };
        format!("{} {}.{:09}{other}", meta.len(), changed.as_secs(), changed.subsec_nanos())
    }
}

impl Place for Folder {
    fn name(&self) -> String {
        self.folder.display().to_string()
    }

    fn list(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut files = BTreeMap::new();
        if !self.folder.exists() {
            return Ok(files);
        }
        for entry in WalkDir::new(&self.folder).into_iter().filter_entry(|entry| entry.path() != self.stage) {
            let told = |error: walkdir::Error| {
                let path = error.path().unwrap_or(&self.folder).to_owned();
                Error::read(path)(error.into())
            };
            let entry = entry.map_err(told)?;
            if !entry.file_type().is_dir() {
                files.insert(relative(&self.folder, entry.path()), self.mark(&entry.metadata().map_err(told)?));
            }
        }
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let file = self.folder.join(path);
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::read(&file)(error)),
        }
    }

    fn holds(&self, path: &str, _mark: &str, bytes: &[u8]) -> bool {
        let file = self.folder.join(path);
        let regular =
            |meta: Metadata| meta.is_file() && meta.len() == bytes.len() as u64 && self.permissions.fit(&meta);
        fs::symlink_metadata(&file).is_ok_and(regular) && fs::read(&file).is_ok_and(|there| there == bytes)
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<String, Error> {
        let to = self.folder.join(path);
        let from = self.stage.join(self.number.fetch_add(1, Ordering::Relaxed).to_string());
        let attempt = || -> io::Result<String> {
            if let Err(error) = fs::write(&from, &bytes) {
                if error.kind() != io::ErrorKind::NotFound {
                    return Err(error);
                }
                fs::create_dir_all(&self.stage)?;
                fs::write(&from, &bytes)?;
            }
            let mark = self.mark(&fs::symlink_metadata(&from)?);
            self.place(&from, &to)?;
            Ok(mark)
        };
        attempt().map_err(Error::write(&to))
    }

    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        for path in paths {
            let file = self.folder.join(path);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::write(&file)(error)),
                _ => {}
            }
            output::remove_empty(&self.folder, &file);
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Empty unless something failed; what is left over goes with the next run at the latest.
        let _ = fs::remove_dir_all(&self.stage);
    }
}
