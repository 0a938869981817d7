//! How the pages of a site look.

use std::fs;

use super::sources::Sources;
use crate::assets::Versions;
use crate::content;
use crate::error::Error;
use crate::render::Renderer;
use crate::render::labels::Labels;
use crate::render::templates::Templates;
use crate::site::Site;

/// How pages look: templates, words, and the versions of the files they load.
#[derive(Debug)]
pub struct Look {
    templates: Templates,
    labels: Labels,
    versions: Versions,
}

impl Look {
    /// How a site's pages look.
    ///
    /// Errors tell what is wrong with its templates or its words.
    pub fn new(sources: &Sources) -> Result<Self, Error> {
        let language = &sources.config.language;
        let labels = match &sources.words {
            Some(text) => Labels::with_own(language, content::WORDS, text)?,
            None => Labels::new(language),
        };
        let mut versions = Versions::built_in();
        for (path, file) in &sources.statics {
            if versions.has(path) {
                versions.set(path, &fs::read(file).map_err(Error::read(file))?);
            }
        }
        let templates = Templates::new(&sources.templates).map_err(Error::Inputs)?;
        Ok(Self { templates, labels, versions })
    }

    /// What renders the pages of a site in this look.
    pub fn renderer<'a>(&'a self, site: &'a Site) -> Renderer<'a> {
        Renderer::new(site, &self.templates, self.labels.clone(), self.versions.clone())
    }
}
