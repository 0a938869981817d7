//! The rules by which a file is digested, those of the site in whose folder it lies or else the built-in ones, and its name there.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use crate::config;
use crate::content;
use crate::error::Error;
use crate::rules::Rules;
use crate::workspace;

/// How standard input is named, which lies in no site.
pub const STANDARD_INPUT: &str = "-";

/// Rules by the folder of their site: each is read once.
pub struct HouseRules {
    built_in: Rules,
    sites: BTreeMap<PathBuf, Rules>,
}

impl HouseRules {
    /// Those that some files need.
    ///
    /// Errors when the settings of one of their sites are faulty.
    pub fn new(files: &[String]) -> Result<Self, Error> {
        let mut sites = BTreeMap::new();
        for site in files.iter().filter_map(|file| site_of(file)) {
            if !sites.contains_key(&site)
                && let Some(rules) = workspace::own_rules(&site)?
            {
                sites.insert(site, rules);
            }
        }
        Ok(Self { built_in: Rules::built_in(), sites })
    }

    /// Those for a file.
    pub fn of(&self, file: &str) -> &Rules {
        // Most files are of no site with rules of its own.
        let site = if self.sites.is_empty() { None } else { site_of(file) };
        site.and_then(|site| self.sites.get(&site)).unwrap_or(&self.built_in)
    }
}

/// What a file is called in its site: the path below the folder of articles, else the name alone. Folders that lie above
/// tell nothing of an article.
pub fn name_in_site(file: &str) -> String {
    if file == STANDARD_INPUT {
        return file.to_owned();
    }
    let path = Path::new(file).canonicalize().unwrap_or_else(|_| file.into());
    let articles = match site_above(&path) {
        Some(site) => Some(site.join(content::ARTICLES)),
        // A site may be without settings.
        None => path.ancestors().skip(1).find(|folder| folder.ends_with(content::ARTICLES)).map(Path::to_owned),
    };
    let folder = articles.filter(|articles| path.starts_with(articles));
    let folder = folder.as_deref().or(path.parent()).unwrap_or(Path::new(""));
    content::relative(folder, &path)
}

/// The nearest folder above a file that holds settings, as seen from the folder in which the command runs.
fn site_of(file: &str) -> Option<PathBuf> {
    if file == STANDARD_INPUT {
        return None;
    }
    let file = Path::new(file).canonicalize().ok()?;
    let site = site_above(&file)?;
    let here = env::current_dir().and_then(|here| here.canonicalize()).ok();
    let below = here.and_then(|here| site.strip_prefix(here).ok());
    Some(below.unwrap_or(site).to_owned())
}

fn site_above(file: &Path) -> Option<&Path> {
    file.ancestors().skip(1).find(|folder| folder.join(config::FILE).is_file())
}
