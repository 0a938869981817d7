//! The words of a headline, to be compared with those of another.

use crate::text::words;

/// The distinct words of a title, folded, hashed and sorted.
pub fn words(title: &str) -> Vec<u64> {
    let mut out: Vec<u64> = Vec::new();
    let mut word = String::new();
    for c in title.chars().chain([' ']) {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !word.is_empty() {
            let hash = words::hash(&deunicode::deunicode(&word));
            if !out.contains(&hash) {
                out.push(hash);
            }
            word.clear();
        }
        // A headline has no more words than this; a longer one is compared by its start.
        if out.len() == 40 {
            break;
        }
    }
    out.sort_unstable();
    out
}
