//! The list of the files that daybrief wrote to a folder: kept in that folder, so that it goes wherever the folder goes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::{STAGE, is_safe};
use crate::error::Error;

pub use crate::layout::LIST as NAME;

/// A list as it was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    Whole(BTreeSet<String>),
    Absent,
    /// Not as daybrief wrote it.
    Damaged,
}

/// Reads the list of a folder. Anyone may have edited it, so only paths inside the folder count.
pub fn read(folder: &Path) -> Result<Found, Error> {
    let parse = |bytes: &[u8]| serde_json::from_slice::<BTreeSet<String>>(bytes).ok();
    read_as(&folder.join(NAME), parse)
}

/// Reads a list as it was kept beside the site: a path on each line.
pub fn read_lines(file: &Path) -> Result<Found, Error> {
    let parse = |bytes: &[u8]| Some(std::str::from_utf8(bytes).ok()?.lines().map(str::to_owned).collect());
    read_as(file, parse)
}

fn read_as(file: &Path, parse: impl Fn(&[u8]) -> Option<BTreeSet<String>>) -> Result<Found, Error> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Absent),
        Err(error) => return Err(Error::read(file)(error)),
    };
    Ok(parse(&bytes).map_or(Found::Damaged, |mut paths| {
        paths.retain(|path| is_safe(path));
        Found::Whole(paths)
    }))
}

/// Writes the list of a folder, whole or not at all: a JSON array with a path on each line.
pub fn write<'a>(folder: &Path, paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let file = folder.join(NAME);
    let stage = folder.join(STAGE);
    let temporary = stage.join("files");
    let attempt = || -> io::Result<()> {
        fs::create_dir_all(&stage)?;
        let mut out = io::BufWriter::new(File::create(&temporary)?);
        let mut before = "[\n";
        for path in paths {
            write!(out, "{before}{}", serde_json::to_string(path)?)?;
            before = ",\n";
        }
        out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })?;
        out.flush()?;
        fs::rename(&temporary, &file)
    };
    attempt().map_err(Error::write(&file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()).expect("reads"), Found::Absent);
        for paths in [&["a \"b\".html", "c/ü\n.css"][..], &[]] {
            write(folder.path(), paths.iter().copied()).expect("writes");
            let expected = paths.iter().map(|path| (*path).to_owned()).collect();
            assert_eq!(read(folder.path()).expect("reads"), Found::Whole(expected));
        }
    }

    #[test]
    fn what_is_not_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let check = |bytes: &[u8], expected: Found| {
            fs::write(folder.path().join(NAME), bytes).expect("a file");
            assert_eq!(read(folder.path()).expect("reads"), expected, "{}", String::from_utf8_lossy(bytes));
        };
        check(b"[\n\"a.html\",\n\"b.ht", Found::Damaged);
        check(b"[\n\"a.html\"\n]\n\xff\xfe", Found::Damaged);
        check(b"", Found::Damaged);
        check(br#"["../a", "/etc/b", "c/../../d", "", "ok"]"#, Found::Whole(["ok".to_owned()].into()));
    }
}
