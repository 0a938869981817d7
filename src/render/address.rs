//! Links inside the site, seen from the page that carries them.

use super::places;
use crate::config::{Config, LinkStyle};

/// Makes the links of one page.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'a> {
    /// The page's folder below the site's root, with a slash at the end; empty for the root.
    folder: &'a str,
    style: LinkStyle,
    /// Where links start when the page is shown at any depth.
    root: Option<&'a str>,
}

impl<'a> Linker<'a> {
    /// For the page at a file path, as `2025/03/19/index.html`.
    pub fn new(config: &'a Config, path: &'a str) -> Self {
        let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
        let root = matches!(path, places::NOT_FOUND | places::OFFLINE).then(|| config.base_path());
        Self { folder, style: config.links, root }
    }

    /// The page's own folder.
    pub fn folder(&self) -> &'a str {
        self.folder
    }

    /// The link to an address below the site's root: a folder with a slash at its end (the root is empty) or a
    /// file, either with or without a fragment.
    pub fn to(&self, target: &str) -> String {
        if let Some(root) = self.root {
            return format!("{root}{target}");
        }
        let (path, fragment) = target.split_at(memchr::memchr(b'#', target.as_bytes()).unwrap_or(target.len()));
        if path == self.folder && !fragment.is_empty() {
            return fragment.to_owned();
        }
        let shared = shared_folders(self.folder, path);
        let up = self.folder[shared..].bytes().filter(|byte| *byte == b'/').count();
        let mut link = String::with_capacity(3 * up + target.len() - shared + "index.html".len());
        for _ in 0..up {
            link.push_str("../");
        }
        link.push_str(&path[shared..]);
        if path.is_empty() || path.ends_with('/') {
            match self.style {
                LinkStyle::File => link.push_str("index.html"),
                LinkStyle::Folder if link.is_empty() => link.push_str("./"),
                LinkStyle::Folder => {}
            }
        }
        link.push_str(fragment);
        link
    }
}

/// How many bytes of both paths are the same whole folders.
fn shared_folders(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(links: LinkStyle, from: &str, to: &str, expected: &str) {
        let config = Config { links, base_url: Some("https://a.example/daily/".into()), ..Config::default() };
        assert_eq!(Linker::new(&config, from).to(to), expected, "{from} -> {to}");
    }

    #[test]
    fn links_to_files() {
        let check = |from, to, expected| check(LinkStyle::File, from, to, expected);
        check("index.html", "", "index.html");
        check("index.html", "2025/03/19/", "2025/03/19/index.html");
        check("2025/03/19/index.html", "2025/03/18/", "../18/index.html");
        check("2025/03/19/talks/index.html", "2025/03/19/", "../index.html");
        check("2025/03/19/talks/index.html", "2025/03/19/talks/#q1", "#q1");
        check("2025/03/19/index.html", "2025/03/19/talks/#q1", "talks/index.html#q1");
        check("2025/03/19/index.html", "2025/03/1/", "../1/index.html");
        check("topics/x/index.html", "", "../../index.html");
        check("topics/x/index.html", "style.css", "../../style.css");
        check("404.html", "topics/", "/daily/topics/");
    }

    #[test]
    fn links_to_folders() {
        let check = |from, to, expected| check(LinkStyle::Folder, from, to, expected);
        check("index.html", "", "./");
        check("topics/x/index.html", "topics/x/", "./");
        check("topics/x/index.html", "topics/", "../");
        check("topics/x/index.html", "topics/y/", "../y/");
        check("index.html", "feed.xml", "feed.xml");
    }
}
