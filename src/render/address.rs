//! Links inside the site, seen from the page that carries them.

use super::places;
use crate::config::{Config, LinkStyle};

/// Makes the links of one page.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'a> {
    /// The page's folder below the site's root, with a slash at the end; empty for the root.
    folder: &'a str,
    /// How many folders below the root it lies.
    depth: usize,
    style: LinkStyle,
    /// Where links start when the page is shown at any depth.
    root: Option<&'a str>,
}

impl<'a> Linker<'a> {
    /// For the page at a file path, as `2025/03/19/index.html`.
    pub fn new(config: &'a Config, path: &'a str) -> Self {
        let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
        let root = matches!(path, places::NOT_FOUND | places::OFFLINE).then(|| config.base_path());
        Self { folder, depth: folder.matches('/').count(), style: config.links, root }
    }

    /// The page's own folder.
    pub fn folder(&self) -> &'a str {
        self.folder
    }

    /// The link to an address below the site's root: a folder with a slash at its end (the root is empty) or a file.
    pub fn to(&self, target: &str) -> String {
        if let Some(root) = self.root {
            return [root, target].concat();
        }
        let (shared, folders) = shared_folders(self.folder, target);
        let up = self.depth - folders;
        // With room for a fragment behind it.
        let mut link = String::with_capacity(3 * up + target.len() - shared + "index.html#q10".len());
        for _ in 0..up {
            link.push_str("../");
        }
        link.push_str(&target[shared..]);
        if target.is_empty() || target.ends_with('/') {
            match self.style {
                LinkStyle::File => link.push_str("index.html"),
                LinkStyle::Folder if link.is_empty() => link.push_str("./"),
                LinkStyle::Folder => {}
            }
        }
        link
    }

    /// The link to the element with an id on the page in a folder.
    pub fn part_of(&self, folder: &str, id: &str) -> String {
        let mut link = if folder == self.folder { String::new() } else { self.to(folder) };
        link.push('#');
        link.push_str(id);
        link
    }
}

/// How many bytes of both paths are the same whole folders, and how many folders that is.
fn shared_folders(one: &str, other: &str) -> (usize, usize) {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    let slashes = same.enumerate().filter(|(_, (byte, _))| *byte == b'/');
    slashes.fold((0, 0), |(_, folders), (at, _)| (at + 1, folders + 1))
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
        check("2025/03/19/index.html", "2025/03/1/", "../1/index.html");
        check("topics/x/index.html", "", "../../index.html");
        check("topics/x/index.html", "style.css", "../../style.css");
        check("404.html", "topics/", "/daily/topics/");
    }

    #[test]
    fn links_into_pages() {
        let check = |from, expected| {
            let config = Config { links: LinkStyle::File, ..Config::default() };
            assert_eq!(Linker::new(&config, from).part_of("2025/03/19/talks/", "q1"), expected, "{from}");
        };
        check("2025/03/19/talks/index.html", "#q1");
        check("2025/03/19/index.html", "talks/index.html#q1");
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
