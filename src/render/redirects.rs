//! Old addresses of articles: a page at each that leads on, and a list for hosts that redirect by themselves.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{pages, places};
use crate::compressed;
use crate::diagnostic::Diagnostic;
use crate::layout::{LIST, Layout};
use crate::site::Site;

/// All but what stands in an address as it is (RFC 3986, section 2.3), and the slash.
const CODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `_redirects`, as Netlify, Cloudflare Pages and GitLab Pages read it.
pub fn list(site: &Site) -> String {
    let base = site.config.base_path();
    let mut out = String::new();
    for redirect in &site.redirects {
        let from = redirect.path.strip_suffix("index.html").unwrap_or(&redirect.path);
        let from = utf8_percent_encode(from, CODED);
        let _ = writeln!(out, "{base}{from} {base}{} 301", places::article(site, redirect.to));
    }
    out
}

/// Takes out the old addresses for which the site's pages and its other files leave no room; a warning tells of each.
pub fn settle<F: AsRef<str>>(site: &mut Site, files: impl IntoIterator<Item = F>) -> Vec<Diagnostic> {
    let wanted = std::mem::take(&mut site.redirects);
    // Disks and hosts may not tell small letters from capitals.
    let mut taken: Vec<String> = pages::pages(site).iter().map(|page| page.path.to_lowercase()).collect();
    taken.extend(files.into_iter().map(|file| file.as_ref().to_lowercase()));
    if site.config.precompress {
        let twins: Vec<String> = taken.iter().flat_map(|path| compressed::names(path)).collect();
        taken.extend(twins);
    }
    let paths: Vec<String> = wanted.iter().map(|redirect| redirect.path.to_lowercase()).collect();
    let mut layout: Layout =
        taken.iter().map(String::as_str).chain(places::kept_for_search(site)).chain([LIST]).collect();
    let mut refused = Vec::new();
    for (redirect, path) in wanted.into_iter().zip(&paths) {
        if layout.has_room(path) {
            layout.add(path);
            site.redirects.push(redirect);
            continue;
        }
        let other = layout.file_at(path).unwrap_or(path);
        let message = format!("the alias `{}` wants the place of another file of the site, `{other}`", redirect.alias);
        refused.push(
            Diagnostic::warning(message)
                .path(&site.entry(redirect.to).source)
                .hint("take it out of `aliases`: what stands there stays as it is"),
        );
    }
    refused
}
