//! Names and the articles that bear them, by what they look like in an address.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::HashMap;

use super::model::ArticleId;
use super::slug::slug_or_hash;

/// Articles, and as which of all names each bore its own.
type Bearers = Vec<(usize, ArticleId)>;

/// Names and the articles that bear them.
#[derive(Default)]
pub struct Names<'a> {
    /// For each spelling, the articles that have it, newest first.
    spellings: HashMap<&'a str, Bearers>,
    /// The names so far.
    len: usize,
}

impl<'a> Names<'a> {
    pub fn add(&mut self, name: &'a str, id: ArticleId) {
        self.spellings.entry(name).or_default().push((self.len, id));
        self.len += 1;
    }

    /// Names that share a slug are one: the slug, the commonest spelling and the articles, newest first; by slug.
    pub fn into_rows(self) -> Vec<(String, String, Vec<ArticleId>)> {
        let mut by_slug: BTreeMap<String, Vec<(&str, Bearers)>> = BTreeMap::new();
        for (name, articles) in self.spellings {
            by_slug.entry(slug_or_hash(name)).or_default().push((name, articles));
        }
        let row = |(slug, spellings): (String, Vec<(&str, Bearers)>)| {
            let common = spellings.iter().max_by_key(|(name, articles)| (articles.len(), Reverse(*name)));
            let name = common.expect("a slug has a spelling").0.to_owned();
            let mut articles: Bearers = spellings.into_iter().flat_map(|(_, articles)| articles).collect();
            articles.sort_unstable();
            articles.dedup_by_key(|(_, id)| *id);
            (slug, name, articles.into_iter().map(|(_, id)| id).collect())
        };
        by_slug.into_iter().map(row).collect()
    }
}
