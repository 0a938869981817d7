//! Where a site may be published to, as settings and command line name it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The branch that is published to when none is named: the one that hosts have by custom.
const BRANCH: &str = "gh-pages";

/// A place that a site is published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Folder(PathBuf),
    /// A branch of a repository; `remote` is a name that the site's own repository knows, an address, or a path.
    Git {
        remote: String,
        branch: String,
    },
    /// A bucket that speaks S3; `prefix` is empty or what stands before each path, without slashes at its ends.
    Bucket {
        bucket: String,
        prefix: String,
    },
}

impl Target {
    /// Reads a folder, `git:REMOTE#BRANCH` or `s3://BUCKET/PREFIX`. Paths are relative to `base`.
    ///
    /// Errors when it is none of these.
    pub fn parse(text: &str, base: &Path) -> Result<Self, Error> {
        if let Some(rest) = text.strip_prefix("git:") {
            let (remote, branch) = rest.rsplit_once('#').unwrap_or((rest, BRANCH));
            let branch = if branch.is_empty() { BRANCH } else { branch };
            let faulty = branch.starts_with(['-', '/']) || branch.contains(|c: char| " ~^:?*[\\".contains(c));
            if faulty || branch.contains("..") || branch.chars().any(char::is_control) {
                return Err(Error::usage(format!("`{branch}` is no name of a branch"), "name one like `gh-pages`"));
            }
            if remote.starts_with('-') {
                return Err(refused(text));
            }
            let remote = match remote {
                "" => "origin".to_owned(),
                path if is_path(path) => absolute(base, path)?.display().to_string(),
                other => other.to_owned(),
            };
            return Ok(Self::Git { remote, branch: branch.to_owned() });
        }
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
            let parts =
                prefix.split('/').all(|part| !matches!(part, "." | "..") && (prefix.is_empty() || !part.is_empty()));
            if bucket.is_empty() || bucket.contains('@') || !parts || text.contains(char::is_control) {
                return Err(refused(text));
            }
            return Ok(Self::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() });
        }
        if text.contains("://") || text.split('/').next().is_some_and(|host| host.contains('@') && host.contains(':')) {
            let hint = format!("for a git repository write `git:{0}`; for a bucket, `s3://BUCKET`", shown(text));
            return Err(Error::usage(format!("`{}` is no place to publish to", shown(text)), hint));
        }
        if let Some(rest) = text.strip_prefix("s3:") {
            let hint = format!("write it as `s3://{}`", rest.trim_start_matches('/'));
            return Err(Error::usage(format!("`{text}` is no place to publish to"), hint));
        }
        if text.is_empty() || text.starts_with("~/") || names_a_host(text) {
            return Err(refused(text));
        }
        absolute(base, text).map(Self::Folder)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Git { remote, branch } => write!(f, "git:{}#{branch}", shown(remote)),
            Self::Bucket { bucket, prefix } if prefix.is_empty() => write!(f, "s3://{bucket}"),
            Self::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

/// Whether a text is meant for another program, as `rsync:host:/srv/www` or `host:/srv/www`. A single letter is a drive.
fn names_a_host(text: &str) -> bool {
    let first = text.split(['/', '\\']).next().unwrap_or_default();
    first.find(':').is_some_and(|colon| colon != 1)
}

fn refused(text: &str) -> Error {
    let hint =
        "name a folder by its whole path, a branch as `git:origin#gh-pages`, or a bucket as `s3://bucket/prefix`";
    Error::usage(format!("`{}` is no place to publish to", shown(text)), hint)
}

fn absolute(base: &Path, path: &str) -> Result<PathBuf, Error> {
    std::path::absolute(base.join(path)).map_err(Error::read(path))
}

/// Whether a remote is a path on this machine, rather than a name, an address, or `host:path`.
pub fn is_path(remote: &str) -> bool {
    let first = remote.split('/').next().unwrap_or_default();
    !remote.contains("://") && !first.contains(':') && (remote.contains(['/', '\\']) || remote.starts_with('.'))
}

/// Whether a remote is a name that a repository gives to an address.
pub fn is_name(remote: &str) -> bool {
    !is_path(remote) && !remote.contains(':')
}

/// An address as it may be shown: without name and password of a user.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host = rest.split('/').next().unwrap_or_default();
    match host.rsplit_once('@') {
        Some((user, _)) => format!("{scheme}://{}", &rest[user.len() + 1..]),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match Target::parse(text, Path::new("/site")) {
            Ok(target) => target.to_string(),
            Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn places() {
        assert_eq!(read("../www"), "/site/../www");
        assert_eq!(read("/srv/www"), "/srv/www");
        assert_eq!(read("./a:b"), "/site/a:b");
        assert_eq!(read("git:"), "git:origin#gh-pages");
        assert_eq!(read("git:#pages"), "git:origin#pages");
        assert_eq!(read("git:../there.git#site/a"), "git:/site/../there.git#site/a");
        assert_eq!(read("git:git@host.example:me/site.git"), "git:git@host.example:me/site.git#gh-pages");
        assert_eq!(read("git:https://me:secret@host.example/site.git#b"), "git:https://host.example/site.git#b");
        assert_eq!(read("s3://news/daily/"), "s3://news/daily");
        assert_eq!(read("s3://news"), "s3://news");
    }

    #[test]
    fn no_places() {
        for text in [
            "",
            "~/www",
            "s3://",
            "s3:///x",
            "s3://b/../c",
            "s3://b//c",
            "s3:b/c",
            "gs://b",
            "git:--upload-pack=x",
            "me@host:x",
            "host:/srv/www",
            "rsync:host:/srv/www",
        ] {
            assert!(read(text).ends_with("is no place to publish to"), "{text}: {}", read(text));
        }
        assert!(!read("https://me:secret@host.example/x").contains("secret"));
        for branch in ["-f", "a..b", "a b", "a:b"] {
            assert!(read(&format!("git:origin#{branch}")).contains("no name of a branch"), "{branch}");
        }
    }
}
