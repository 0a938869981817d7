//! Old addresses of an article: which texts are paths of the site, and the file that is shown at each.

use percent_encoding::percent_decode_str;

use super::values;
use crate::layout::is_device;

/// A part of an address longer than this many bytes is refused: disks take 255, with room for what hosts add.
const PART_MAX: usize = 100;

/// Whether a text is another name of a note, as Obsidian keeps them under `aliases` too: words, and no folder.
pub fn is_name(alias: &str) -> bool {
    alias.contains(char::is_whitespace) && !alias.contains('/')
}

/// The file below the site's root that is shown at an old address, if it is a path that every host can have: with or
/// without a slash at either end, as it is read or as browsers encode it.
pub fn file(alias: &str) -> Option<String> {
    let decoded = percent_decode_str(alias).decode_utf8().ok()?;
    let path = decoded.strip_prefix('/').unwrap_or(&decoded);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some("index.html".into());
    }
    path.split('/').all(is_safe).then(|| {
        let page = path.to_ascii_lowercase();
        if page.ends_with(".html") || page.ends_with(".htm") { path.to_owned() } else { format!("{path}/index.html") }
    })
}

fn is_safe(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= PART_MAX
        && !part.starts_with(['.', '_'])
        && !part.ends_with('.')
        && !is_device(part)
        && part.bytes().all(|b| !b.is_ascii() || b.is_ascii_alphanumeric() || b" -_.~".contains(&b))
        && values::printable(part) == part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_notes() {
        assert!(is_name("The harbour story") && is_name("What’s new?\tAll of it"));
        assert!(!is_name("/The harbour story") && !is_name("harbour") && !is_name("old name/x"));
    }

    #[test]
    fn files_of_old_addresses() {
        let check = |alias: &str, expected: Option<&str>| assert_eq!(file(alias).as_deref(), expected, "{alias}");
        check("/2019/05/old-name/", Some("2019/05/old-name/index.html"));
        check("2019/05/old-name", Some("2019/05/old-name/index.html"));
        check("old.html", Some("old.html"));
        check("harbour", Some("harbour/index.html"));
        check("5", Some("5/index.html"));
        check("/The harbour story", Some("The harbour story/index.html"));
        check("/with space/é/", Some("with space/é/index.html"));
        check("/with%20space/%C3%A9/", Some("with space/é/index.html"));
        check("/новости/x/", Some("новости/x/index.html"));
        check("/", Some("index.html"));
        check("/news/a.php?id=3", None);
        check("/a/#part", None);
        check("/a /b/", None);
        check("/../secret/", None);
        check("/%2e%2e/secret/", None);
        check("/a%0d%0ab/", None);
        check("/a%FFb/", None);
        check("/100%/", None);
        check("/a//b/", None);
        check("//other.example/x", None);
        check("/.git/x/", None);
        check("/_redirects", None);
        check("/aux/x/", None);
        check("/com1/x/", None);
        check("/com/x/", Some("com/x/index.html"));
        check("/a\u{202e}b/", None);
        check("https://other.example/x/", None);
    }
}
