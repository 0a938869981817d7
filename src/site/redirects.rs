//! The old addresses that articles name as their `aliases`.

use std::collections::HashMap;

use super::model::{Entry, Redirect, ids};
use crate::diagnostic::Diagnostic;
use crate::digest::article::alias;

/// The redirects that articles ask for; an address asked for twice leads to the first.
pub fn find(entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut out: Vec<Redirect> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (id, entry) in ids(entries) {
        for alias in &entry.digest.front_matter.aliases {
            // What is no path was told when the article was read.
            let Some(path) = alias::file(alias) else { continue };
            if path.strip_suffix("index.html") == Some(&entry.permalink) {
                continue;
            }
            match taken.get(&path.to_lowercase()) {
                Some(first) if out[*first].to == id => {}
                Some(first) => diagnostics.push(
                    Diagnostic::warning(format!("two articles want the old address `{alias}`"))
                        .path(&entries[out[*first].to.0 as usize].source)
                        .path(&entry.source)
                        .hint("it leads to the first; take it out of the `aliases` of one of them"),
                ),
                None => {
                    taken.insert(path.to_lowercase(), out.len());
                    out.push(Redirect { alias: alias.clone(), path, to: id });
                }
            }
        }
    }
    out
}
