//! Files of one folder by their paths: where one stands there can be no folder of that name, and the other way round.

use foldhash::HashSet;

/// Whether Windows keeps a name for a device (learn.microsoft.com, "Naming Files, Paths, and Namespaces"), with any ending.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    match stem.strip_prefix("com").or(stem.strip_prefix("lpt")) {
        Some(number) => matches!(number, "¹" | "²" | "³") || number.len() == 1 && number.as_bytes()[0].is_ascii_digit(),
        None => matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$"),
    }
}

/// In the folder that a site is built into: the list of the files that daybrief wrote there. It tells nothing that does not
/// stand beside it, and is not published. Not hidden, as copies and checks of a site leave out or refuse what is.
pub const LIST: &str = "daybrief-files.json";

/// The folders of a site.
pub const ARTICLES: &str = "content";
pub const TEMPLATES: &str = "templates";
pub const STATICS: &str = "static";

/// The paths of files, with `/` between folders.
#[derive(Debug, Default)]
pub struct Layout<'a> {
    files: HashSet<&'a str>,
    folders: HashSet<&'a str>,
}

impl<'a> Layout<'a> {
    pub fn add(&mut self, path: &'a str) {
        self.files.insert(path);
        self.folders.extend(folders(path));
    }

    /// The file at this path, or the one that stands where it needs a folder.
    pub fn file_at(&self, path: &str) -> Option<&'a str> {
        std::iter::once(path).chain(folders(path)).find_map(|path| self.files.get(path).copied())
    }

    /// Whether a file may stand at this path beside all others.
    pub fn has_room(&self, path: &str) -> bool {
        self.file_at(path).is_none() && !self.folders.contains(path)
    }

    /// Whether a file at this path, which is none of these, keeps one of them from its place.
    pub fn is_blocked_by(&self, path: &str) -> bool {
        !self.files.contains(path) && !self.has_room(path)
    }
}

impl<'a> FromIterator<&'a str> for Layout<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(paths: I) -> Self {
        let mut layout = Self::default();
        paths.into_iter().for_each(|path| layout.add(path));
        layout
    }
}

/// The folders that a file lies in.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices() {
        for name in ["con", "NUL.txt", "aux .a.b", "COM0", "com9", "lpt1.html", "COM¹", "CONIN$"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "com", "com10", "coma", "lpt", "con1", "icon", "clock", "comé"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn room_for_files() {
        let layout: Layout = ["a/b/c.html", "d"].into_iter().collect();
        let check = |path: &str, room: bool, blocks: bool| {
            assert_eq!((layout.has_room(path), layout.is_blocked_by(path)), (room, blocks), "{path}");
        };
        check("d", false, false);
        check("d/e", false, true);
        check("a", false, true);
        check("a/b", false, true);
        check("a/b/c.html/d", false, true);
        check("a/c.html", true, false);
        check("a/bc", true, false);
        assert_eq!(layout.file_at("d/e/f"), Some("d"));
        assert_eq!(layout.file_at("a/b"), None);
    }
}
