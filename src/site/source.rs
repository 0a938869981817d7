//! What the site is linked from: the digests of each file, and what linking needs of each, worked out once.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::stories::signature::{Reader, Signature};
use super::stories::terms::Common;
use super::{headline, slug};
use crate::digest::Digest;

/// The articles of one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Below the content folder, with `/` between folders.
    pub path: Arc<str>,
    pub articles: Vec<Article>,
}

/// An article as it is linked. Cheap to clone; as long as nothing of it changes, clones share both parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    pub digest: Arc<Digest>,
    pub traits: Arc<Traits>,
}

/// What follows from a digest alone and is needed whenever the site is linked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Traits {
    /// What its address ends in, should no other article want the same.
    pub slug: String,
    /// The distinct words of the headline, hashed and sorted.
    pub title: Vec<u64>,
    /// The same of each related link's title.
    pub related: Vec<Vec<u64>>,
    pub signature: Signature,
}

impl Source {
    pub fn new(path: impl Into<Arc<str>>, digests: impl IntoIterator<Item = Digest>) -> Self {
        let path = path.into();
        let articles = Weigher::new().articles(&path, digests.into_iter().collect());
        Self { path, articles }
    }
}

/// Works out the traits of articles.
#[derive(Debug)]
pub struct Weigher(Common);

impl Weigher {
    pub fn new() -> Self {
        Self(Common::new())
    }

    /// The articles of the file at `path`.
    pub fn articles(&self, path: &str, digests: Vec<Digest>) -> Vec<Article> {
        let several = digests.len() > 1;
        // Collected, they would lie in the memory of the digests.
        let mut articles = Vec::with_capacity(digests.len());
        articles.extend(digests.into_iter().map(|digest| self.article(path, several, digest)));
        articles
    }

    fn article(&self, path: &str, several: bool, mut digest: Digest) -> Article {
        // No page tells it.
        digest.quotes.iter_mut().for_each(|quote| quote.evidence = None);
        let traits = Traits {
            slug: slug::of_article(path, several, &digest),
            title: digest.title.as_deref().map(headline::words).unwrap_or_default(),
            related: digest.related.iter().map(|link| headline::words(&link.title)).collect(),
            signature: Reader::new(&self.0).read(&digest),
        };
        // A site holds many, and only copies take just the memory that they need: an allocator that is asked to shrink a
        // block to more than half of it leaves it as it is.
        Article { digest: Arc::new(digest.clone()), traits: Arc::new(traits.clone()) }
    }
}

impl Default for Weigher {
    fn default() -> Self {
        Self::new()
    }
}
