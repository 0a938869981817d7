//! OPML 2.0 (opml.org): all feeds of the site in one file, for feed readers to take in at once.

use std::fmt::Write;

use super::{subjects, title};
use crate::config::FeedFormat;
use crate::render::labels::Labels;
use crate::render::places::{self, Subject};
use crate::render::text::escape_into;
use crate::site::Site;

/// The list of feeds, each in the first of the site's formats: a reader needs each feed once.
pub fn opml(site: &Site, labels: &Labels) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>");
    escape_into(&mut out, &site.config.title);
    out.push_str("</title></head>\n<body>\n");
    let format = site.config.feeds.first().copied().unwrap_or(FeedFormat::Atom);
    let subjects = subjects(site);
    let groups = subjects.chunk_by(|one, next| std::mem::discriminant(one) == std::mem::discriminant(next));
    for group in groups {
        let name = match group.first() {
            Some(Subject::Topic(_)) => Some(&labels.words.topics),
            Some(Subject::Speaker(_)) => Some(&labels.words.speakers),
            _ => None,
        };
        if let Some(name) = name {
            out.push_str("<outline text=\"");
            escape_into(&mut out, name);
            out.push_str("\">\n");
        }
        for subject in group {
            outline(&mut out, site, *subject, format);
        }
        if name.is_some() {
            out.push_str("</outline>\n");
        }
    }
    out.push_str("</body>\n</opml>\n");
    out
}

fn outline(out: &mut String, site: &Site, subject: Subject, format: FeedFormat) {
    let base = site.config.base_url.as_deref().unwrap_or_default();
    // `rss` is the word for a feed of any format.
    out.push_str("<outline type=\"rss\" text=\"");
    escape_into(out, &title(site, subject));
    out.push_str("\" xmlUrl=\"");
    escape_into(out, base);
    let _ = write!(out, "{}\" htmlUrl=\"", places::feed(site, subject, format));
    escape_into(out, base);
    let _ = writeln!(out, "{}\"/>", places::subject(site, subject));
}
