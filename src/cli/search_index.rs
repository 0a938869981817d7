//! The search index within a build: made when what is to be found has changed, and left as it is otherwise.

use std::time::{Duration, Instant};

use crate::cache::built::{Built, Standing};
use crate::error::Error;
use crate::output::Output;
use crate::render::{Key, Renderer, places};
use crate::search;
use crate::site::Site;

/// The index of one build; nothing for a site without search.
#[derive(Default)]
pub struct SearchIndex {
    /// Of what all its files are made from.
    key: Key,
    /// The paths and sizes of files that are left as they are.
    left: Vec<(String, u64)>,
    /// The files that were made anew.
    made: Vec<(String, Vec<u8>)>,
    /// How long that took.
    time: Option<Duration>,
}

impl SearchIndex {
    /// `built` is what the build before left, if it kept that.
    pub fn prepare(site: &Site, renderer: &Renderer, output: &Output, built: Option<&Built>) -> Result<Self, Error> {
        if !site.config.search {
            return Ok(Self::default());
        }
        let start = Instant::now();
        let language = &site.config.language;
        let key = search::key(renderer.search_records(), language);
        let known =
            built.and_then(|built| built.known_below(output.folder(), places::SEARCH_INDEX)).unwrap_or_default();
        if !known.is_empty() && known.iter().all(|(path, known, _)| *known == key && output.is_complete(path)) {
            let left = known.into_iter().map(|(path, _, size)| (path.to_owned(), size)).collect();
            return Ok(Self { key, left, ..Self::default() });
        }
        let made = search::index(renderer.search_records(), language)?;
        let made = made.into_iter().map(|(path, bytes)| (format!("{}{path}", places::SEARCH_INDEX), bytes)).collect();
        Ok(Self { key, made, time: Some(start.elapsed()), ..Self::default() })
    }

    /// The paths of all its files, below the site's root.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let left = self.left.iter().map(|(path, _)| path.as_str());
        left.chain(self.made.iter().map(|(path, _)| path.as_str()))
    }

    pub fn write(&self, output: &Output) -> Result<(), Error> {
        self.left.iter().for_each(|(path, size)| output.leave(path, *size));
        self.made.iter().try_for_each(|(path, bytes)| output.write(path, bytes))
    }

    /// What the next build is to know of its files.
    pub fn standing(&self) -> impl Iterator<Item = Standing<'_>> {
        self.paths().map(|path| Standing { path, key: Some(self.key), left: self.time.is_none() })
    }

    /// How long it took to make, if it was made.
    pub fn time(&self) -> Option<Duration> {
        self.time
    }
}
