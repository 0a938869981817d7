//! Where an article's page stands: its slug and permalink, and what happens when two want one address.

use foldhash::{HashMap, HashMapExt};

use super::model::Entry;
use super::slug::slug;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;

/// File names that say nothing of the article.
const GENERIC: [&str; 8] = ["index", "readme", "untitled", "article", "note", "clipping", "new", "document"];

/// The slug of an article: the header's; else the file's name without a day in front, as that stays when a headline
/// is edited; else the title's, where the file's name says nothing or the file holds several articles.
pub fn slug_of(path: &str, several: bool, digest: &Digest) -> String {
    if let Some(own) = digest.front_matter.slug.as_deref().map(slug).filter(|slug| !slug.is_empty()) {
        return own;
    }
    let mut names = path.rsplit('/');
    let file = names.next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if matches!(stem, "index" | "_index") { names.next().unwrap_or(stem) } else { stem };
    let from_name = without_day(&slug(stem)).to_owned();
    let says_nothing = from_name.bytes().all(|b| b.is_ascii_digit() || b == b'-') || GENERIC.contains(&&*from_name);
    if !several && !says_nothing {
        return from_name;
    }
    let from_title = slug(digest.title.as_deref().unwrap_or(path));
    if from_title.is_empty() { format!("article-{}", fingerprint(path, 0)) } else { from_title }
}

/// A slug without a day in front: `2025-03-19-call` and `20250319-call` are `call`.
fn without_day(slug: &str) -> &str {
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = slug.splitn(4, '-');
    if let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        && digits(year, 4)
        && digits(month, 2)
        && digits(day, 2)
    {
        return parts.next().unwrap_or("");
    }
    match slug.split_once('-') {
        Some((day, rest)) if digits(day, 8) => rest,
        _ => slug,
    }
}

fn fingerprint(path: &str, part: usize) -> String {
    blake3::hash(format!("{path}#{part}").as_bytes()).to_hex()[..6].to_owned()
}

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
        let wanted = [&folder, "/", &entries[i].slug, "/"].concat();
        let Some(&first) = taken.get(&wanted) else {
            taken.insert(wanted.clone(), i);
            entries[i].permalink = wanted;
            continue;
        };
        let mut mark = fingerprint(&entries[i].source, entries[i].part);
        let mut own = format!("{folder}/{}-{mark}/", entries[i].slug);
        while taken.contains_key(&own) {
            mark = fingerprint(&mark, entries[i].part);
            own = format!("{folder}/{}-{mark}/", entries[i].slug);
        }
        diagnostics.push(
            Diagnostic::warning(format!("two articles want the address {wanted}"))
                .path(&entries[first].source)
                .path(&entries[i].source)
                .hint(format!("give one of them a `slug:` in its front matter; until then the second is at {own}")),
        );
        entries[i].slug = format!("{}-{mark}", entries[i].slug);
        taken.insert(own.clone(), i);
        entries[i].permalink = own;
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_from_the_file_name() {
        let digest = Digest { title: Some("The headline".into()), ..Digest::default() };
        let check = |path: &str, expected: &str| {
            assert_eq!(slug_of(path, false, &digest), expected, "{path}");
        };
        check("2025-03-19-call.md", "call");
        check("2025-03-19/Call of the day.md", "call-of-the-day");
        check("20250319 call.txt", "call");
        check("2025-03-19.md", "the-headline");
        check("clips/harbour-vote/index.md", "harbour-vote");
        check("2025-03-19/index.md", "the-headline");
        check("Untitled.md", "the-headline");
        assert_eq!(slug_of("all.md", true, &digest), "the-headline");
        assert_eq!(slug_of("….md", false, &Digest { title: Some("…".into()), ..digest }).len(), "article-".len() + 6);
    }
}
