//! The search index of the preview: made when it is first asked for, and where an edit changed it from then on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::render::search::Shard;
use crate::render::{Key, Renderer};
use crate::search;
use crate::workers;

/// The index of one snapshot.
#[derive(Debug, Default)]
pub struct SearchIndex {
    shards: OnceLock<Shards>,
    /// Those of the snapshots before it.
    earlier: Arc<Mutex<Shards>>,
}

/// By name.
type Shards = HashMap<String, Arc<Made>>;

/// A shard's index.
#[derive(Debug)]
struct Made {
    /// Of what it was made from.
    key: Key,
    /// By path below the shard's folder.
    files: HashMap<String, Vec<u8>>,
}

impl SearchIndex {
    /// That of the next snapshot.
    pub fn next(&self) -> Self {
        Self { shards: OnceLock::new(), earlier: Arc::clone(&self.earlier) }
    }

    /// A file by its path below the index's folder. Where a shard can't be made the search page tells that it has none.
    pub fn file(&self, path: &str, renderer: &Renderer, language: &str) -> Option<Vec<u8>> {
        let (shard, name) = path.split_once('/')?;
        self.shards.get_or_init(|| self.make(renderer, language)).get(shard)?.files.get(name).cloned()
    }

    fn make(&self, renderer: &Renderer, language: &str) -> Shards {
        let mut earlier = self.earlier.lock().expect("no thread panics with it");
        let shards = renderer.search_shards();
        let look = |shard| {
            let key = search::key(renderer.search_records(shard), language);
            let known = earlier.get(&shard.name).filter(|known| known.key == key);
            (shard, key, known.cloned())
        };
        let looked: Vec<(&Shard, Key, Option<Arc<Made>>)> = shards.par_iter().map(look).collect();
        let (known, due): (Vec<_>, Vec<_>) = looked.into_iter().partition(|(_, _, known)| known.is_some());
        let known = known.into_iter().filter_map(|(shard, _, known)| Some((shard.name.clone(), known?)));
        let make = |(shard, key, _): &(&Shard, Key, _)| {
            let files = search::index(renderer.search_records(shard), language).ok()?;
            Some((shard.name.clone(), Arc::new(Made { key: *key, files: files.into_iter().collect() })))
        };
        // Others are there where one can't be made.
        let made = workers::at_once(rayon::current_num_threads(), &due, |shard| Ok(make(shard)));
        *earlier = known.chain(made.into_iter().flatten().flatten()).collect();
        earlier.clone()
    }
}
