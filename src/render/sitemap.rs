//! What search engines read: the list of all pages, and where it is.

use std::fmt::Write;

use chrono::{Days, NaiveDate};

use super::pages::{Page, PageKind, SITEMAP_SIZE, pages};
use super::text::{escape_into, visible};
use super::{moment, places};
use crate::site::Site;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap, or the index of its parts where it is too long for one file.
pub fn sitemap(site: &Site) -> String {
    let pages = pages(site);
    let listed: Vec<&Page> = pages.iter().filter(|page| page.kind.is_listed()).collect();
    if listed.len() <= SITEMAP_SIZE {
        return urls(site, &listed);
    }
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for number in 1..=listed.len().div_ceil(SITEMAP_SIZE) {
        entry(site, &mut out, "sitemap", &format!("sitemap-{number}.xml"), None);
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One part of a long sitemap, counted from 1.
pub fn part(site: &Site, number: usize) -> String {
    let pages = pages(site);
    let listed: Vec<&Page> = pages
        .iter()
        .filter(|page| page.kind.is_listed())
        .skip(number.saturating_sub(1) * SITEMAP_SIZE)
        .take(SITEMAP_SIZE)
        .collect();
    urls(site, &listed)
}

fn urls(site: &Site, pages: &[&Page]) -> String {
    let mut out = String::with_capacity(pages.len() * 100 + 200);
    let _ = writeln!(out, "{HEAD}<urlset xmlns=\"{NAMESPACE}\">");
    for page in pages {
        let changed = match page.kind {
            PageKind::Article(id) => {
                let entry = site.entry(id);
                entry.updated.map(|(day, _)| day).or(entry.day)
            }
            PageKind::Edition(day, _) => Some(day),
            _ => None,
        };
        let path = page.path.strip_suffix("index.html").unwrap_or(&page.path);
        entry(site, &mut out, "url", path, changed);
    }
    out.push_str("</urlset>\n");
    out
}

fn entry(site: &Site, out: &mut String, element: &str, path: &str, changed: Option<NaiveDate>) {
    let _ = write!(out, "<{element}><loc>");
    escape_into(out, site.config.base_url.as_deref().unwrap_or_default());
    escape_into(out, path);
    out.push_str("</loc>");
    if let Some(day) = changed {
        let _ = write!(out, "<lastmod>{day}</lastmod>");
    }
    let _ = writeln!(out, "</{element}>");
}

/// News search wants the articles of two days, and at most so many.
const NEWS_DAYS: u64 = 2;
const NEWS_SIZE: usize = 1000;

/// The news sitemap: the articles of the newest edition's day and the day before, newest first.
///
/// Two days are counted from that edition, not from today: the same articles give the same file.
pub fn news(site: &Site) -> String {
    let config = &site.config;
    let mut out =
        format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
    let newest = site.newest().map(|edition| edition.day);
    let first = newest.and_then(|day| day.checked_sub_days(Days::new(NEWS_DAYS - 1))).or(newest);
    let editions = first.into_iter().flat_map(|first| site.editions.range(first..).rev());
    for id in editions.flat_map(|(_, edition)| &edition.articles).take(NEWS_SIZE) {
        let entry = site.entry(*id);
        let Some(day) = entry.day else { continue };
        let address = config.absolute(&entry.permalink).unwrap_or_default();
        let language = entry.digest.language.as_deref().unwrap_or(&config.language);
        let published = moment::iso(config.time_zone, day, entry.time);
        let fields = [
            ("<url><loc>", address.as_str()),
            ("</loc><news:news><news:publication><news:name>", config.publisher()),
            ("</news:name><news:language>", language),
            ("</news:language></news:publication><news:publication_date>", &published),
            ("</news:publication_date><news:title>", &visible(entry.title())),
        ];
        for (tag, text) in fields {
            out.push_str(tag);
            escape_into(&mut out, text);
        }
        out.push_str("</news:title></news:news></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`: everything may be read.
pub fn robots(site: &Site) -> String {
    let mut out = String::from("User-agent: *\nDisallow:\n");
    for (place, start) in [(places::SITEMAP, "\n"), (places::NEWS_SITEMAP, "")] {
        if let Some(address) = site.config.absolute(place) {
            let _ = writeln!(out, "{start}Sitemap: {address}");
        }
    }
    out
}
