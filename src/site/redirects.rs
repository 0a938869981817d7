//! The old addresses that articles name as their `aliases`.

use std::collections::HashMap;

use super::model::{Entry, Redirect, ids};
use crate::diagnostic::Diagnostic;

/// A part of an address longer than this many bytes is refused: disks take 255, with room for what hosts add.
const PART_MAX: usize = 100;

/// Names that Windows keeps for devices (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The redirects that articles ask for; an address asked for twice leads to the first.
///
/// Note-taking programs keep other names of a note under `aliases`: what is no address is passed over without a word.
pub fn find(entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut out: Vec<Redirect> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (id, entry) in ids(entries) {
        for alias in entry.digest.front_matter.aliases.iter().filter(|alias| is_address(alias)) {
            let Some(path) = file(alias) else {
                diagnostics.push(
                    Diagnostic::warning(format!("the alias `{alias}` can't be an address of the site"))
                        .path(&entry.source)
                        .hint("write it as `/2019/05/old-name/`, in letters, digits, `-`, `_`, `.` and `~`"),
                );
                continue;
            };
            if path.strip_suffix("index.html") == Some(&entry.permalink) {
                continue;
            }
            match taken.get(&path.to_ascii_lowercase()) {
                Some(first) if out[*first].to == id => {}
                Some(first) => diagnostics.push(
                    Diagnostic::warning(format!("two articles want the old address `{alias}`"))
                        .path(&entries[out[*first].to.0 as usize].source)
                        .path(&entry.source)
                        .hint("it leads to the first; take it out of the `aliases` of one of them"),
                ),
                None => {
                    taken.insert(path.to_ascii_lowercase(), out.len());
                    out.push(Redirect { path, to: id });
                }
            }
        }
    }
    out
}

/// Whether an alias is meant as an address of the site.
fn is_address(alias: &str) -> bool {
    !alias.contains("://") && !alias.contains(char::is_whitespace) && (alias.contains('/') || alias.ends_with(".html"))
}

/// The file below the site's root that is shown at an old address, if every host can have it.
fn file(alias: &str) -> Option<String> {
    let path = alias.split(['?', '#']).next()?.trim_matches('/');
    path.split('/').all(is_safe).then(|| {
        let page = path.to_ascii_lowercase();
        if page.ends_with(".html") || page.ends_with(".htm") { path.to_owned() } else { format!("{path}/index.html") }
    })
}

fn is_safe(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    !part.is_empty()
        && part.len() <= PART_MAX
        && !part.starts_with(['.', '_'])
        && !part.ends_with('.')
        && !device
        && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_old_addresses() {
        let check = |alias: &str, expected: Option<&str>| {
            assert_eq!(file(alias).filter(|_| is_address(alias)).as_deref(), expected, "{alias}");
        };
        check("/2019/05/old-name/", Some("2019/05/old-name/index.html"));
        check("2019/05/old-name", Some("2019/05/old-name/index.html"));
        check("old.html", Some("old.html"));
        check("/news/a.php?id=3", Some("news/a.php/index.html"));
        check("The harbour story", None);
        check("harbour", None);
        check("/", None);
        check("/../secret/", None);
        check("/a//b/", None);
        check("/.git/x/", None);
        check("/aux/x/", None);
        check("/новости/x/", None);
        check("https://other.example/x/", None);
    }
}
