//! Files that only the program that wrote them reads, and only when they are whole.

use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fingerprint::{self, Fingerprint, Hasher};

/// The first bytes of each file.
const MAGIC: &[u8] = b"kept by daybrief\n";

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
    let temporary = file.with_extension("new");
    fs::write(&temporary, bytes)?;
    fs::rename(&temporary, file)
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
