//! Which article of the site an "Also read" title means, also when its wording differs a little.

use std::collections::HashMap;

use super::model::{ArticleId, Entry, ids};

/// A word that stands in more titles than this tells too little to search by.
const COMMON: usize = 500;

/// How many of a title's rarest words are looked up.
const LOOKED_UP: usize = 4;

/// Notes for each related link the article it means.
pub fn resolve(entries: &mut [Entry]) {
    if entries.iter().all(|entry| entry.digest.related.is_empty()) {
        return;
    }
    let titles = Titles::new(entries);
    let found: Vec<Vec<Option<ArticleId>>> = ids(entries)
        .map(|(id, entry)| entry.digest.related.iter().map(|link| titles.find(&link.title, id, entries)).collect())
        .collect();
    for (entry, related) in entries.iter_mut().zip(found) {
        entry.related = related;
    }
}

/// The words of all titles, and where each stands.
struct Titles {
    words: Vec<Vec<u64>>,
    articles: HashMap<u64, Vec<ArticleId>>,
}

impl Titles {
    fn new(entries: &[Entry]) -> Self {
        let words: Vec<Vec<u64>> = entries.iter().map(|entry| words(&entry.title)).collect();
        let mut articles: HashMap<u64, Vec<ArticleId>> = HashMap::new();
        for (i, words) in words.iter().enumerate() {
            for word in words {
                articles.entry(*word).or_default().push(ArticleId(i as u32));
            }
        }
        Self { words, articles }
    }

    /// The article most like `title`: at least three words, four in five of the words of both together or nine in
    /// ten of the shorter's. Of equals the one nearest in time to `from`.
    fn find(&self, title: &str, from: ArticleId, entries: &[Entry]) -> Option<ArticleId> {
        let wanted = words(title);
        let mut rare: Vec<&Vec<ArticleId>> =
            wanted.iter().filter_map(|word| self.articles.get(word)).filter(|list| list.len() <= COMMON).collect();
        rare.sort_by_key(|list| list.len());
        let mut candidates: Vec<ArticleId> =
            rare.iter().take(LOOKED_UP).flat_map(|list| list.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let days_apart = |id: ArticleId| match (entries[id.0 as usize].day, entries[from.0 as usize].day) {
            (Some(a), Some(b)) => (a - b).num_days().unsigned_abs(),
            _ => u64::MAX,
        };
        candidates
            .into_iter()
            .filter(|id| *id != from)
            .filter_map(|id| {
                let other = &self.words[id.0 as usize];
                let shared = wanted.iter().filter(|word| other.contains(word)).count();
                let shorter = wanted.len().min(other.len());
                let alike = shared >= 3
                    && (shared * 2 * 5 >= (wanted.len() + other.len()) * 4
                        || shorter >= 5 && shared * 10 >= shorter * 9);
                let score = shared * 2000 / (wanted.len() + other.len()).max(1);
                alike.then_some((score, std::cmp::Reverse(days_apart(id)), std::cmp::Reverse(id)))
            })
            .max()
            .map(|(_, _, id)| id.0)
    }
}

/// The distinct words of a title, folded and hashed, in order.
fn words(title: &str) -> Vec<u64> {
    let mut out: Vec<u64> = Vec::new();
    let mut word = String::new();
    for c in title.chars().chain([' ']) {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !word.is_empty() {
            let hash = blake3::hash(deunicode::deunicode(&word).as_bytes());
            let hash = u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"));
            if !out.contains(&hash) {
                out.push(hash);
            }
            word.clear();
        }
        // A headline has no more words than this; a longer one is compared by its start.
        if out.len() == 40 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::config::Config;
    use crate::digest::Digest;
    use crate::digest::model::RelatedLink;
    use crate::site::link::{Source, link};
    use crate::text::prose::Span;

    #[test]
    fn wording_may_differ_a_little() {
        let article = |path: &str, title: &str, related: &[&str]| Source {
            path: path.into(),
            digests: vec![Arc::new(Digest {
                title: Some(title.into()),
                related: related
                    .iter()
                    .map(|title| RelatedLink {
                        title: (*title).into(),
                        url: None,
                        span: Span::new(0, 0),
                        line: 1,
                        rule: "also-read".into(),
                    })
                    .collect(),
                ..Digest::default()
            })],
        };
        let (site, _) = link(
            Config::default(),
            &[
                article("a.md", "Ministers agree grain corridor after night of talks", &[]),
                article(
                    "b.md",
                    "Port strike enters second week",
                    &[
                        "Ministers agree grain corridor after a night of talks",
                        "MINISTERS AGREE GRAIN CORRIDOR",
                        "Grain prices fall after ministers' talks",
                        "Port strike enters second week",
                    ],
                ),
            ],
        );
        let found: Vec<Option<u32>> = site.entries[1].related.iter().map(|id| id.map(|id| id.0)).collect();
        assert_eq!(found, [Some(0), None, None, None]);
    }
}
