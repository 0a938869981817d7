//! The search index within a build: made where what is to be found has changed, and left as it is otherwise.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::cache::built::{Built, Standing};
use crate::error::Error;
use crate::output::Output;
use crate::render::search::Shard;
use crate::render::{Key, Renderer, places};
use crate::search;
use crate::site::Site;
use crate::workers;

/// The index of one build; nothing for a site without search.
#[derive(Default)]
pub struct SearchIndex {
    files: Vec<File>,
    /// How many shards were made anew, and how long that took.
    made: Option<(usize, Duration)>,
}

struct File {
    /// Below the site's root.
    path: String,
    /// Of what all files of its shard are made from.
    key: Key,
    /// It is the file of the build before.
    left: bool,
}

impl SearchIndex {
    /// Writes what has changed; `built` is what the build before left, if it kept that.
    pub fn write(site: &Site, renderer: &Renderer, output: &Output, built: Option<&Built>) -> Result<Self, Error> {
        if !site.config.search {
            return Ok(Self::default());
        }
        let start = Instant::now();
        let language = &site.config.language;
        let shards = renderer.search_shards();
        let folder = |shard: &Shard| format!("{}{}/", places::SEARCH_INDEX, shard.name);
        let known = |shard: &Shard, key: Key| {
            let known = built?.known_below(output.folder(), &folder(shard), &|file| output.fit(file))?;
            let stands = known.iter().all(|(path, known, _)| *known == key && output.is_complete(path));
            (stands && !known.is_empty()).then_some(known)
        };
        let look = |shard| {
            let key = search::key(renderer.search_records(shard), language);
            (shard, key, known(shard, key))
        };
        let shards: Vec<_> = shards.par_iter().map(look).collect();
        let (mut files, mut due) = (Vec::new(), Vec::new());
        for (shard, key, known) in shards {
            match known {
                Some(known) => files.extend(known.into_iter().map(|(path, _, size)| {
                    output.leave(path, size);
                    File { path: path.to_owned(), key, left: true }
                })),
                None => due.push((shard, key)),
            }
        }
        let made = workers::at_once(rayon::current_num_threads(), &due, |(shard, key)| {
            let write = |(name, bytes): (String, Vec<u8>)| {
                let path = format!("{}{name}", folder(shard));
                output.write(&path, &bytes)?;
                Ok(File { path, key: *key, left: false })
            };
            search::index(renderer.search_records(shard), language)?
                .into_iter()
                .map(write)
                .collect::<Result<Vec<_>, _>>()
        })?;
        files.extend(made.into_iter().flatten());
        Ok(Self { files, made: (!due.is_empty()).then(|| (due.len(), start.elapsed())) })
    }

    /// The paths of all its files, below the site's root.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// What the next build is to know of its files.
    pub fn standing(&self) -> impl Iterator<Item = Standing<'_>> {
        self.files.iter().map(|File { path, key, left }| Standing { path, key: Some(*key), left: *left })
    }

    /// How many shards were made anew, and how long that took; `None` where none was.
    pub fn made(&self) -> Option<(usize, Duration)> {
        self.made
    }
}
