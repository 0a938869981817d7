//! The service worker of a site that can be read offline: which files it keeps, and under which version.

use serde::Serialize;

use super::address::Linker;
use super::keys::Keys;
use super::pages::{Page, PageKind};
use super::places;
use crate::assets::Versions;
use crate::fingerprint::{self, Hasher};
use crate::site::Site;

/// What it does, whatever the site.
const SCRIPT: &str = include_str!("offline.js");

/// Articles of the newest edition that are kept, the first ones: a phone has to hold them.
const MOST: usize = 60;

/// What the worker is told of the site.
#[derive(Serialize)]
struct Edition {
    /// Another one as soon as one of the files is.
    version: String,
    /// Kept from the start; addresses seen from the site's root.
    files: Vec<String>,
    /// The page that stands in for one that is not kept.
    instead: &'static str,
}

/// The worker as JavaScript.
pub fn script(site: &Site, versions: &Versions, keys: &Keys) -> String {
    let mut pages = vec![(PageKind::Front, String::new())];
    if let Some(edition) = site.newest() {
        pages.push((PageKind::Edition(edition.day, None), places::day(edition.day)));
        let articles = edition.articles.iter().take(MOST);
        pages.extend(articles.map(|id| (PageKind::Article(*id), places::article(site, *id).to_owned())));
    }
    let linker = Linker::new(&site.config, "");
    let mut hasher = Hasher::new();
    let mut files = Vec::new();
    for (kind, folder) in pages {
        files.push(linker.to(&folder));
        let key = keys.of(&Page { path: format!("{folder}index.html"), kind });
        hasher.update(&key.unwrap_or_default());
    }
    let assets = versions.paths().filter(|path| *path != "search.js").map(|path| versions.link(path).to_owned());
    files.extend(assets);
    files.push(places::OFFLINE.to_owned());
    files.iter().for_each(|file| _ = hasher.update(file.as_bytes()));
    let version = fingerprint::hex(hasher.finish(), 16);
    let edition = serde_json::to_string(&Edition { version, files, instead: places::OFFLINE }).unwrap_or_default();
    format!("const edition = {edition};\n{SCRIPT}")
}
