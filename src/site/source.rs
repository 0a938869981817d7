//! What the site is linked from: the digests of each file, and what linking needs of each, worked out once.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::stories::signature::{Reader, Signature};
use super::stories::terms::Common;
use super::{headline, slug};
use crate::digest::Digest;
use crate::text::words;

/// The articles of one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Below the content folder, with `/` between folders.
    pub path: String,
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
    /// The words of the body.
    pub words: usize,
    /// A hash of the whole digest: what is made of a digest alone changes only when it does.
    pub stamp: [u8; 32],
    /// The distinct words of the headline, hashed and sorted.
    pub title: Vec<u64>,
    /// The same of each related link's title.
    pub related: Vec<Vec<u64>>,
    pub signature: Signature,
}

impl Article {
    /// The headline, or where there is none the `path` of its file.
    pub fn title(&self, path: &str) -> String {
        self.digest.title.clone().unwrap_or_else(|| path.to_owned())
    }
}

impl Source {
    pub fn new(path: impl Into<String>, digests: impl IntoIterator<Item = Digest>) -> Self {
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
        digests.into_iter().map(|digest| self.article(path, several, digest)).collect()
    }

    fn article(&self, path: &str, several: bool, digest: Digest) -> Article {
        let bytes = postcard::to_extend(&digest, Vec::with_capacity(1 << 13)).unwrap_or_default();
        let traits = Traits {
            stamp: blake3::hash(&bytes).into(),
            slug: slug::of_article(path, several, &digest),
            words: digest.body.iter().map(|block| words::count(block.prose.as_str())).sum(),
            title: digest.title.as_deref().map(headline::words).unwrap_or_default(),
            related: digest.related.iter().map(|link| headline::words(&link.title)).collect(),
            signature: Reader::new(&self.0).read(&digest),
        };
        Article { digest: Arc::new(digest), traits: Arc::new(traits) }
    }
}

impl Default for Weigher {
    fn default() -> Self {
        Self::new()
    }
}
