//! Which paths of a site changed: told by the system, or, on disks that tell nothing, looked for again and again.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::config;
use crate::content::{ARTICLES, STATICS, TEMPLATES, WORDS};
use crate::error::Error;

/// Saving one file is several events: what comes within this time belongs together.
const QUIET: Duration = Duration::from_millis(8);

/// Many files may change in a row: so long is waited for the last at most.
const PATIENCE: Duration = Duration::from_millis(250);

/// How often is looked where nothing is told. Looking tells times by whole seconds, so more often would find no more.
const LOOK: Duration = Duration::from_secs(1);

/// The folders that are watched with all that is in them.
const FOLDERS: [&str; 3] = [ARTICLES, TEMPLATES, STATICS];

/// Disks on other machines: changes made there are not told here.
const REMOTE: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "vboxsf",
    "virtiofs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
];

/// A watch on a site's folder.
pub struct Watch {
    folder: PathBuf,
    watcher: Mutex<Box<dyn Watcher + Send>>,
    events: Receiver<notify::Result<Event>>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Watch").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Watch {
    /// Errors when the folder can't be watched in either way.
    pub fn new(folder: &Path, looking: bool) -> Result<Self, Error> {
        let folder = folder.canonicalize().map_err(Error::read(folder))?;
        let told = (!looking && !is_remote(&folder)).then(|| Self::start(&folder, false));
        // The system may have no room for another watch.
        match told {
            Some(Ok(watch)) => Ok(watch),
            _ => Self::start(&folder, true).map_err(|error| Error::read(&folder)(std::io::Error::other(error))),
        }
    }

    fn start(folder: &Path, looking: bool) -> notify::Result<Self> {
        let (sender, events) = channel();
        let config = Config::default().with_follow_symlinks(false).with_poll_interval(LOOK);
        let mut watcher: Box<dyn Watcher + Send> = if looking {
            Box::new(PollWatcher::new(sender, config)?)
        } else {
            Box::new(RecommendedWatcher::new(sender, config)?)
        };
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        for name in FOLDERS {
            let below = folder.join(name);
            if below.is_dir() {
                watcher.watch(&below, RecursiveMode::Recursive)?;
            }
        }
        Ok(Self { folder: folder.to_owned(), watcher: Mutex::new(watcher), events })
    }

    /// Waits for a change; the paths below the site's folder that may be concerned, an empty one for all of them.
    /// `None` when no more can come.
    pub fn next(&self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut paths = BTreeSet::new();
            self.note(self.events.recv().ok()?, &mut paths);
            let first = Instant::now();
            while first.elapsed() < PATIENCE {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.note(event, &mut paths),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            if !paths.is_empty() {
                return Some(paths);
            }
        }
    }

    fn note(&self, event: notify::Result<Event>, paths: &mut BTreeSet<PathBuf>) {
        // Where something went amiss, events were lost: everything is looked at.
        let Ok(event) = event else {
            paths.insert(PathBuf::new());
            return;
        };
        if event.need_rescan() {
            paths.insert(PathBuf::new());
        }
        // That a file is read, by this program too, is no change.
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        };
        for path in event.paths.iter().filter(|_| is_change) {
            let Ok(below) = path.strip_prefix(&self.folder) else { continue };
            let top = below.iter().next().unwrap_or_default();
            if let Some(name) = FOLDERS.iter().find(|name| top == **name) {
                if below == Path::new(name) {
                    self.watch_again(path);
                }
                paths.insert(below.to_owned());
            } else if below == Path::new(config::FILE) || below == Path::new(WORDS) {
                paths.insert(below.to_owned());
            }
        }
    }

    /// A folder that was made, or removed and made again, has no watch yet.
    fn watch_again(&self, folder: &Path) {
        if folder.is_dir()
            && let Ok(mut watcher) = self.watcher.lock()
        {
            // Without it the site goes on; what is missed then is seen after the next change elsewhere.
            let _ = watcher.watch(folder, RecursiveMode::Recursive);
        }
    }
}

/// Whether a folder lies on another machine, as far as the system's list of mounts tells.
fn is_remote(folder: &Path) -> bool {
    let Ok(mounts) = fs::read_to_string("/proc/self/mounts") else { return false };
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let (point, kind) = (fields.next()?, fields.next()?);
            folder.starts_with(point.replace("\\040", " ")).then_some((point.len(), kind))
        })
        .max_by_key(|(depth, _)| *depth);
    kind.is_some_and(|(_, kind)| REMOTE.contains(&kind))
}
