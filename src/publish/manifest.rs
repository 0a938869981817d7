//! The list of what was sent, kept where it was sent to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::output::is_safe;

/// Its name beside the site's files. It tells nothing that is not published.
pub const NAME: &str = ".daybrief-published.json";

/// What daybrief once sent to a place, by path.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Manifest {
    pub files: BTreeMap<String, Sent>,
}

/// One file as it was sent.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// The hash of what was in it; none when a run was cut before it was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// By what the place told it from later versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

impl Manifest {
    /// Reads the list of a place. One that can't be read counts as none: then nothing there is known to be daybrief's.
    ///
    /// Anyone who may write to the place may have edited it, so only paths inside the site count.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut manifest: Self = serde_json::from_slice(bytes).unwrap_or_default();
        manifest.files.retain(|path, _| is_safe(path) && !path.contains(char::is_control));
        manifest
    }

    /// One file a line, so that a repository keeps only what changed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"{\"files\":{".to_vec();
        for (i, (path, sent)) in self.files.iter().enumerate() {
            out.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
            for part in [serde_json::to_vec(path), serde_json::to_vec(sent)] {
                out.extend(part.unwrap_or_default());
                out.push(b':');
            }
            out.pop();
        }
        out.extend_from_slice(b"\n}}\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back() {
        let sent = Sent { hash: Some("a1".into()), mark: Some("\"x\"".into()) };
        let files = [("a \"b\".html".to_owned(), sent), ("c/ü.css".to_owned(), Sent::default())];
        let manifest = Manifest { files: files.into() };
        assert_eq!(Manifest::parse(&manifest.bytes()), manifest);
        assert_eq!(Manifest::parse(&Manifest::default().bytes()), Manifest::default());
    }

    #[test]
    fn nothing_outside_the_site() {
        let text = r#"{"files":{"../a":{},"/etc/b":{},"c/../../d":{},"":{},"e\nf":{},"ok":{}}}"#;
        assert_eq!(Manifest::parse(text.as_bytes()).files.keys().collect::<Vec<_>>(), ["ok"]);
        assert_eq!(Manifest::parse(b"<html>"), Manifest::default());
    }
}
