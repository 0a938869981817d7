//! Which articles are of which newspaper: spellings of a name and the host of its site are one.

use std::cmp::Reverse;

use foldhash::HashMap;

use super::model::{Entry, Publisher, newest_first};
use super::names::Names;
use crate::digest::article::values::{host, is_host};
use crate::text::words::letters;

/// How often each name was used.
type Uses<'a> = HashMap<&'a str, usize>;

/// The newspapers of articles, by name.
///
/// An article that has the host of its address for a name is of the newspaper that all named articles from that host are
/// of, else of the one whose name the host spells (`harbourtimes.example`, *The Harbour Times*).
pub fn find(entries: &[Entry]) -> Vec<Publisher> {
    let mut spellings: HashMap<String, Uses> = HashMap::default();
    let mut hosts: HashMap<&str, Uses> = HashMap::default();
    for digest in entries.iter().map(|entry| &entry.digest) {
        let Some(name) = digest.publisher.as_deref().filter(|name| !is_host(name)) else { continue };
        *spellings.entry(key(name)).or_default().entry(name).or_default() += 1;
        if let Some(host) = digest.front_matter.url.as_deref().and_then(host) {
            *hosts.entry(host).or_default().entry(name).or_default() += 1;
        }
    }
    let spelled = |key: &str| spellings.get(key).map(commonest);
    // Where several newspapers have one host, it names none of them.
    let hosted = |host: &str| {
        let names = hosts.get(host)?;
        let mut keys = names.keys().map(|name| key(name));
        let first = keys.next()?;
        keys.all(|key| key == first).then(|| spelled(&first)).flatten()
    };
    let mut names = Names::default();
    for (id, entry) in newest_first(entries) {
        let Some(name) = entry.digest.publisher.as_deref() else { continue };
        let known = if is_host(name) {
            hosted(name).or_else(|| name.split('.').find_map(|label| spelled(&key(label))))
        } else {
            spelled(&key(name))
        };
        names.add(known.unwrap_or(name), id);
    }
    let publisher = |(slug, name, articles)| Publisher { name, slug, articles };
    let mut publishers: Vec<Publisher> = names.into_rows().into_iter().map(publisher).collect();
    publishers.sort_by_cached_key(|publisher| (publisher.name.to_lowercase(), publisher.slug.clone()));
    publishers
}

/// Letters and digits of a name without its article, in small letters.
fn key(name: &str) -> String {
    let rest =
        name.get(..4).filter(|start| start.eq_ignore_ascii_case("the ")).map_or(name, |start| &name[start.len()..]);
    letters(rest).collect()
}

fn commonest<'a>(uses: &Uses<'a>) -> &'a str {
    uses.iter().max_by_key(|(name, count)| (**count, Reverse(**name))).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::digest::digest;
    use crate::rules::Rules;
    use crate::site::link::link;
    use crate::site::source::Source;

    /// Articles by the name and address of their newspaper; the names that the site has, and how many articles each.
    fn check(articles: &[(&str, &str)], expected: &[(&str, usize)]) {
        let rules = Rules::built_in();
        let source = |(i, (name, host)): (usize, &(&str, &str))| {
            let name = if name.is_empty() { String::new() } else { format!("publisher: {name}\n") };
            let path = format!("{i}.md");
            let text = format!("---\ntitle: Gulls {i}\n{name}source: https://{host}/{i}\n---\nThey came.\n");
            Source::new(&*path, digest(&path, &text, &rules))
        };
        let sources: Vec<Source> = articles.iter().enumerate().map(source).collect();
        let (site, _) = link(Config::default(), &sources);
        let found: Vec<_> = site.publishers.iter().map(|found| (found.name.as_str(), found.articles.len())).collect();
        assert_eq!(found, expected, "{articles:?}");
    }

    #[test]
    fn names_and_hosts() {
        check(&[("Quay Post", "quay.example"), ("", "quay.example")], &[("Quay Post", 2)]);
        check(
            &[("The Quay Post", "a.example"), ("Quay Post", "b.example"), ("Quay Post", "b.example")],
            &[("Quay Post", 3)],
        );
        check(&[("Quay & Post", "a.example"), ("", "www.quaypost.co.example")], &[("Quay & Post", 2)]);
        check(
            &[("Quay Post", "all.example"), ("Pier Mail", "all.example"), ("", "all.example")],
            &[("all.example", 1), ("Pier Mail", 1), ("Quay Post", 1)],
        );
        check(&[("", "quay.example"), ("", "quay.example")], &[("quay.example", 2)]);
    }
}
