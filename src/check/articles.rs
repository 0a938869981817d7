//! Articles that were read without fault and still deserve a look.

use std::collections::HashMap;

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::digest::model::QuoteKind;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::site::Site;
use crate::site::model::Entry;

/// A name of more words than this is most likely none.
const NAME_MAX: usize = 5;

/// What is to be said of each article, in the site's order.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut bodies: HashMap<Fingerprint, &Entry> = HashMap::with_capacity(site.entries.len());
    let mut originals: HashMap<String, &Entry> = HashMap::with_capacity(site.entries.len());
    for entry in &site.entries {
        let digest = &entry.digest;
        let note = |message: String| Diagnostic::note(message).path(&entry.source);
        if digest.body.iter().all(|block| block.prose.as_str().trim().is_empty()) {
            let nothing_else = digest.removed.is_empty() && digest.related.is_empty() && digest.credits.is_empty();
            let (message, hint) = match nothing_else {
                true => ("the article has a headline and no text", "add its text, or remove the file"),
                false => (
                    "the article is empty after cleaning",
                    "look with `daybrief digest --explain` at what was taken out and why",
                ),
            };
            out.push(Diagnostic::warning(message).path(&entry.source).hint(hint));
        } else if let Some(first) = bodies.get(&fingerprint(entry)) {
            out.push(
                Diagnostic::warning("two articles have the same text")
                    .path(&first.source)
                    .path(&entry.source)
                    .hint("take one of them out, or mark it as a draft"),
            );
        } else {
            bodies.insert(fingerprint(entry), entry);
            let original = digest.front_matter.url.as_deref().and_then(original);
            if let Some(first) = original.and_then(|address| originals.insert(address, entry)) {
                out.push(
                    Diagnostic::warning("two articles have the same source: one text was clipped twice")
                        .path(&first.source)
                        .path(&entry.source)
                        .hint("take the older one out, or mark it as a draft"),
                );
            }
        }
        if digest.quotes.is_empty() {
            out.push(note("nobody is quoted in the article".into()));
        }
        let unnamed =
            digest.quotes.iter().filter(|quote| quote.quote.kind == QuoteKind::Direct && quote.speaker.is_none());
        match unnamed.count() {
            0 => {}
            1 => out.push(note("a quote has no speaker".into())),
            count => out.push(note(format!("{count} quotes have no speaker"))),
        }
        let mut names: Vec<&str> = digest
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref()?.name.as_deref())
            .filter(|name| is_odd(name))
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            out.push(note(format!("`{name}` is an odd name for a speaker")));
        }
    }
    out
}

/// The address of an original without what differs from one visit to the next: the place on the page, and the marks that
/// campaigns and social networks append.
fn original(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    let is_mark = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "mc_cid" | "mc_eid");
    let query: Vec<String> =
        url.query_pairs().filter(|(name, _)| !is_mark(name)).map(|(name, value)| format!("{name}={value}")).collect();
    url.set_fragment(None);
    url.set_query(None);
    let host = url.host_str()?;
    let path = url.path().trim_end_matches('/');
    // The front page of a newspaper is the source of many.
    if path.is_empty() && query.is_empty() {
        return None;
    }
    Some(format!("{}{path}?{}", host.strip_prefix("www.").unwrap_or(host), query.join("&")))
}

fn fingerprint(entry: &Entry) -> Fingerprint {
    let mut hasher = Hasher::new();
    for block in &entry.digest.body {
        hasher.update(block.prose.as_str().as_bytes());
        hasher.update(b"\n");
    }
    hasher.finish()
}

fn is_odd(name: &str) -> bool {
    name.split_whitespace().count() > NAME_MAX
        || name.chars().any(|c| c.is_ascii_digit() || "@/:;!?\"()[]".contains(c))
        || name.chars().next().is_none_or(|first| first.is_lowercase())
}
