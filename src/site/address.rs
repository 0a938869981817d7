//! Where an article's page stands, and what happens when two want one address.

use foldhash::{HashMap, HashMapExt};

use super::model::Entry;
use super::slug;
use crate::diagnostic::Diagnostic;

/// Where the site's own lists stand, and what hosts keep for themselves: a page that would stand there goes into `pages/`.
const KEPT: [&str; 12] = [
    "archive", "articles", "feeds", "pages", "quotes", "search", "sources", "speakers", "stories", "topics", "undated",
    "cgi-bin",
];

/// Gives each page that is no news its permalink, by path: `slug/`.
pub fn assign_pages(pages: &mut [Entry]) -> Vec<Diagnostic> {
    pages.sort_unstable_by(|a, b| (&a.source, a.part).cmp(&(&b.source, b.part)));
    assign_each(pages, |page| {
        let slug = page.traits.slug.as_str();
        let kept = KEPT.contains(&slug) || slug.bytes().all(|b| b.is_ascii_digit());
        if kept { "pages/".to_owned() } else { String::new() }
    })
}

/// Gives each article its permalink: `YYYY/MM/DD/slug/`, or `articles/slug/` without a day.
///
/// Of articles that want one address the first by path keeps it; the others are published beside it under the slug
/// with a mark made from their own path, so that no article is lost; a warning names both.
pub fn assign(entries: &mut [Entry]) -> Vec<Diagnostic> {
    let (mut day, mut folder) = (None, String::from("articles/"));
    assign_each(entries, |entry| {
        if entry.day != day {
            day = entry.day;
            folder = day.map_or_else(|| "articles/".to_owned(), |day| day.format("%Y/%m/%d/").to_string());
        }
        folder.clone()
    })
}

fn assign_each(entries: &mut [Entry], mut folder: impl FnMut(&Entry) -> String) -> Vec<Diagnostic> {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(entries.len());
    let mut diagnostics = Vec::new();
    for i in 0..entries.len() {
        let folder = folder(&entries[i]);
        let slug = &entries[i].traits.slug;
        let wanted = [&folder, slug, "/"].concat();
        let Some(&first) = taken.get(&wanted) else {
            taken.insert(wanted.clone(), i);
            entries[i].permalink = wanted;
            continue;
        };
        let mut mark = slug::mark(&entries[i].source, entries[i].part);
        let mut own = format!("{folder}{slug}-{mark}/");
        while taken.contains_key(&own) {
            mark = slug::mark(&mark, entries[i].part);
            own = format!("{folder}{slug}-{mark}/");
        }
        diagnostics.push(
            Diagnostic::warning(format!("two articles want the address {wanted}"))
                .path(&entries[first].source)
                .path(&entries[i].source)
                .hint(format!("give one of them a `slug:` in its front matter; until then the second is at {own}")),
        );
        taken.insert(own.clone(), i);
        entries[i].permalink = own;
    }
    diagnostics
}
