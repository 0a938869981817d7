//! The search index within a build: made when what is to be found has changed, and kept otherwise.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::output::{Memory, Output};
use crate::render::{Renderer, places};
use crate::search;
use crate::site::Site;

/// The index of one build; nothing for a site without search.
#[derive(Default)]
pub struct SearchIndex {
    /// The paths of all its files, and what they were made from.
    files: BTreeMap<String, String>,
    /// Those that were made anew.
    made: Vec<(String, Vec<u8>)>,
    memory: Option<Memory>,
    /// How long it took to make; `None` when it was kept.
    time: Option<Duration>,
}

impl SearchIndex {
    pub fn prepare(site: &Site, renderer: &Renderer, output: &Output) -> Result<Self, Error> {
        if !site.config.search {
            return Ok(Self::default());
        }
        let start = Instant::now();
        let memory = output.memory("search");
        let language = &site.config.language;
        let key = search::fingerprint(renderer.search_records(), language);
        let known = memory.files();
        if memory.is_complete() && !known.is_empty() && known.values().all(|known| *known == key) {
            return Ok(Self { files: known.clone(), made: Vec::new(), memory: Some(memory), time: None });
        }
        let made = search::index(renderer.search_records(), language)?;
        let made: Vec<(String, Vec<u8>)> =
            made.into_iter().map(|(path, bytes)| (format!("{}{path}", places::SEARCH_INDEX), bytes)).collect();
        let files = made.iter().map(|(path, _)| (path.clone(), key.clone())).collect();
        Ok(Self { files, made, memory: Some(memory), time: Some(start.elapsed()) })
    }

    /// The paths of all its files, below the site's root.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub fn write(&self, output: &Output) -> Result<(), Error> {
        output.keep(self.files.len() - self.made.len());
        self.made.iter().try_for_each(|(path, bytes)| output.write(path, bytes))
    }

    /// Remembers the index for the next build, once it is in place. How long it took to make, if it was made.
    pub fn note(self) -> Result<Option<Duration>, Error> {
        if let Some(memory) = self.memory {
            memory.note(&self.files)?;
        }
        Ok(self.time)
    }
}
