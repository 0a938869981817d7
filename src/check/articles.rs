//! Articles that were read without fault and still deserve a look.

use std::collections::HashMap;

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
