//! Old addresses of articles: a page at each that leads on, and a list for hosts that redirect by themselves.

use std::collections::HashSet;
use std::fmt::Write;

use super::pages::{Page, PageKind};
use super::places;
use crate::diagnostic::Diagnostic;
use crate::site::Site;

/// `_redirects`, as Netlify, Cloudflare Pages and GitLab Pages read it.
pub fn list(site: &Site) -> String {
    let base = site.config.base_path();
    let mut out = String::new();
    for redirect in &site.redirects {
        let from = redirect.path.strip_suffix("index.html").unwrap_or(&redirect.path);
        let _ = writeln!(out, "{base}{from} {base}{} 301", places::article(site, redirect.to));
    }
    out
}

/// Warnings about old addresses that are those of other pages.
pub fn refused(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let kept: HashSet<usize> = pages
        .iter()
        .filter_map(|page| match page.kind {
            PageKind::Redirect(index) => Some(index),
            _ => None,
        })
        .collect();
    let refused = site.redirects.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    refused
        .map(|(_, redirect)| {
            Diagnostic::warning(format!("the alias `{}` is the address of a page of the site", redirect.path))
                .path(&site.entry(redirect.to).source)
                .hint("take it out of `aliases`: the page there stays as it is")
        })
        .collect()
}
