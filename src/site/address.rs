//! Where an article's page stands, and what happens when two want one address.

use foldhash::{HashMap, HashMapExt};

use super::model::Entry;
use super::slug;
use crate::diagnostic::Diagnostic;

/// Gives each article its permalink: `YYYY/MM/DD/slug/`, or `articles/slug/` without a day.
///
/// Of articles that want one address the first by path keeps it; the others are published beside it under the slug
/// with a mark made from their own path, so that no article is lost; a warning names both.
pub fn assign(entries: &mut [Entry]) -> Vec<Diagnostic> {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(entries.len());
    let mut diagnostics = Vec::new();
    let mut folder = String::from("articles");
    for i in 0..entries.len() {
        let day = entries[i].day;
        if i == 0 || day != entries[i - 1].day {
            folder = day.map_or_else(|| "articles".to_owned(), |day| day.format("%Y/%m/%d").to_string());
        }
        let slug = &entries[i].traits.slug;
        let wanted = [&folder, "/", slug, "/"].concat();
        let Some(&first) = taken.get(&wanted) else {
            taken.insert(wanted.clone(), i);
            entries[i].permalink = wanted;
            continue;
        };
        let mut mark = slug::mark(&entries[i].source, entries[i].part);
        let mut own = format!("{folder}/{slug}-{mark}/");
        while taken.contains_key(&own) {
            mark = slug::mark(&mark, entries[i].part);
            own = format!("{folder}/{slug}-{mark}/");
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
