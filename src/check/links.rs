//! Links of the rendered pages: those inside the site must lead to a page and a place on it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::render::Renderer;
use crate::render::pages::{Page, PageKind};
use crate::site::Site;

/// Stands for the site's address where it has none.
const NOWHERE: &str = "https://site.invalid/";

/// What the links of a site come to.
#[derive(Debug, Default)]
pub struct Links {
    /// One message for each dead link, however many pages carry it.
    pub diagnostics: Vec<Diagnostic>,
    /// Each address outside the site, with the first page or article file that links to it.
    pub outside: BTreeMap<String, String>,
}

/// What one page links to.
#[derive(Default)]
struct Found {
    ids: Vec<u64>,
    /// Targets with a place on them: page, hash of the place, and the whole link.
    places: Vec<(usize, u64, String)>,
    dead: Vec<String>,
    outside: Vec<String>,
}

/// Renders every page and follows its links. `files` are the paths of the static files.
///
/// Errors are those of the site's own templates.
pub fn check(site: &Site, renderer: &Renderer, pages: &[Page], files: &[&str]) -> Result<Links, Box<Diagnostic>> {
    let base = site.config.base_url.as_deref().unwrap_or(NOWHERE);
    // Base addresses were read as such; a faulty one has no links of its own.
    let Ok(base) = Url::parse(base) else { return Ok(Links::default()) };
    let mut known: HashMap<&str, Option<usize>> = files.iter().map(|file| (*file, None)).collect();
    known.extend(pages.iter().enumerate().map(|(index, page)| (page.path.as_str(), Some(index))));
    let found: Vec<Found> = pages
        .par_iter()
        .map(|page| {
            if page.path.ends_with(".html") {
                follow(&renderer.render(page)?, page, &base, &known)
            } else {
                Ok(Found::default())
            }
        })
        .collect::<Result<_, _>>()?;

    let mut links = Links::default();
    let mut dead: BTreeMap<&str, (usize, &Page)> = BTreeMap::new();
    for (page, on) in pages.iter().zip(&found) {
        let places = on.places.iter().filter(|(target, place, _)| found[*target].ids.binary_search(place).is_err());
        for link in on.dead.iter().chain(places.map(|(_, _, link)| link)) {
            dead.entry(link).or_insert((0, page)).0 += 1;
        }
        for address in &on.outside {
            links.outside.entry(address.clone()).or_insert_with(|| origin(site, page));
        }
    }
    links.diagnostics = dead
        .into_iter()
        .map(|(link, (count, page))| {
            let more = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
            Diagnostic::error(format!("the link to `{link}` leads nowhere, on the page {}{more}", page.path))
                .path(origin(site, page))
                .hint("mend the template or the article that it comes from")
        })
        .collect();
    Ok(links)
}

/// The file of the user's that a page comes from, or the page itself.
fn origin(site: &Site, page: &Page) -> String {
    match page.kind {
        PageKind::Article(id) => site.entry(id).source.to_string(),
        _ => page.path.clone(),
    }
}

fn follow(
    html: &[u8],
    page: &Page,
    base: &Url,
    known: &HashMap<&str, Option<usize>>,
) -> Result<Found, Box<Diagnostic>> {
    let mut found = Found::default();
    let Ok(here) = base.join(&page.path) else { return Ok(found) };
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            let value = String::from_utf8_lossy(value);
            match name.as_slice() {
                b"id" => found.ids.push(hash(&value)),
                b"href" | b"src" => found.link(&value, &here, base, known),
                _ => {}
            }
        }
    }
    found.ids.sort_unstable();
    Ok(found)
}

impl Found {
    fn link(&mut self, link: &str, here: &Url, base: &Url, known: &HashMap<&str, Option<usize>>) {
        let Ok(target) = here.join(link) else { return self.dead.push(link.to_owned()) };
        if !matches!(target.scheme(), "http" | "https") {
            return;
        }
        let inside = target.origin() == base.origin();
        let Some(path) = target.path().strip_prefix(base.path()).filter(|_| inside) else {
            return self.outside.push(target.to_string());
        };
        let path = percent_decode_str(path).decode_utf8_lossy();
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() };
        let shown = || target.as_str().strip_prefix(base.as_str()).unwrap_or(target.as_str()).to_owned();
        match (known.get(file.as_str()), target.fragment()) {
            (None, _) => self.dead.push(shown()),
            (Some(Some(index)), Some(place)) if !place.is_empty() && place != "top" && !place.starts_with(":~:") => {
                let place = percent_decode_str(place).decode_utf8_lossy();
                self.places.push((*index, hash(&place), shown()));
            }
            _ => {}
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
