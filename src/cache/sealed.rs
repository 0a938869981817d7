//! Files that only the program that wrote them reads, and only when they are whole.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::Path;
use std::process;
use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fingerprint::{self, Fingerprint, Hasher};

/// The first bytes of each file.
const MAGIC: &[u8] = b"kept by daybrief\n";

/// The ending of a file that is being written.
const UNFINISHED: &str = "new";

/// No run takes so long to write a file.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A hash of all that the content of a file depends on besides what stands in it.
pub type Key = Fingerprint;

/// What a file holds.
#[derive(Debug)]
pub enum Sealed<T> {
    Whole(T),
    Absent,
    /// Written by another daybrief, or with other settings.
    Foreign,
    Damaged,
}

impl<T> Sealed<T> {
    /// The value, made into another.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Sealed<U> {
        match self {
            Self::Whole(value) => Sealed::Whole(with(value)),
            Self::Absent => Sealed::Absent,
            Self::Foreign => Sealed::Foreign,
            Self::Damaged => Sealed::Damaged,
        }
    }

    /// The value, where the file is whole.
    pub fn whole(self) -> Option<T> {
        match self {
            Self::Whole(value) => Some(value),
            Self::Absent | Self::Foreign | Self::Damaged => None,
        }
    }
}

/// The key of this program with these settings. A program built anew may work otherwise without bearing another
/// version, so when it was built counts too.
pub fn key(settings: &[u8]) -> Key {
    let meta = std::env::current_exe().and_then(fs::metadata);
    let built = meta.as_ref().ok().and_then(|meta| meta.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let program = format!("{} {built:?} {:?}", env!("CARGO_PKG_VERSION"), meta.map(|meta| meta.len()).ok());
    Hasher::new().update(program.as_bytes()).update(settings).finish()
}

/// Reads a file that was written with the same key.
pub fn read<T: DeserializeOwned>(file: &Path, key: &Key) -> Sealed<T> {
    match fs::read(file) {
        Ok(bytes) => open(&bytes, key),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Sealed::Absent,
        Err(_) => Sealed::Damaged,
    }
}

/// Writes a file: what it is, the key, a checksum, and the value.
pub fn write<T: Serialize + ?Sized>(file: &Path, value: &T, key: &Key) -> io::Result<()> {
    let head = [MAGIC, key, &[0; size_of::<Fingerprint>()]].concat();
    let start = head.len();
    let mut bytes = postcard::to_io(value, head).map_err(io::Error::other)?;
    let checksum = fingerprint::of(&bytes[start..]);
    bytes[start - checksum.len()..start].copy_from_slice(&checksum);
    // Of this run alone: another one may be writing the same file.
    let temporary = file.with_extension(format!("{}-{:x}.{UNFINISHED}", process::id(), RandomState::new().hash_one(0)));
    let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, file));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Removes what runs that were killed left in a folder of such files.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_none_or(|ending| ending != UNFINISHED) {
            continue;
        }
        let age = fs::metadata(&file).and_then(|meta| meta.modified()).ok().and_then(|made| made.elapsed().ok());
        if age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(&file);
        }
    }
    Ok(())
}

fn open<T: DeserializeOwned>(bytes: &[u8], key: &Key) -> Sealed<T> {
    let Some(rest) = bytes.strip_prefix(MAGIC) else { return Sealed::Damaged };
    let Some((by, rest)) = rest.split_first_chunk() else { return Sealed::Damaged };
    if by != key {
        return Sealed::Foreign;
    }
    let Some((checksum, value)) = rest.split_first_chunk() else { return Sealed::Damaged };
    if fingerprint::of(value) != *checksum {
        return Sealed::Damaged;
    }
    postcard::from_bytes(value).map_or(Sealed::Damaged, Sealed::Whole)
}
