//! Tags, categories and keywords of headers as topics.

use super::values;

/// More topics than these are keyword stuffing.
const TOPICS_MAX: usize = 40;

/// Tags that say how the article was saved, not what it is about.
const HOUSEKEEPING: &[&str] = &[
    "article",
    "articles",
    "archive",
    "archived",
    "bookmark",
    "bookmarks",
    "clip",
    "clipped",
    "clipping",
    "clippings",
    "favorite",
    "favorites",
    "favourites",
    "highlights",
    "imported",
    "inbox",
    "instapaper",
    "later",
    "markdownload",
    "matter",
    "obsidian",
    "omnivore",
    "pocket",
    "raindrop",
    "read",
    "readitlater",
    "readlater",
    "readwise",
    "rss",
    "saved",
    "starred",
    "toread",
    "uncategorized",
    "uncategorised",
    "unread",
    "wallabag",
    "web",
    "webclip",
    "webclipper",
    "webclipping",
    "webclippings",
];

/// The topics among header values, each once.
pub fn read(values: impl Iterator<Item = String>) -> Vec<String> {
    let (mut out, mut keys) = (Vec::new(), Vec::new());
    for value in values {
        // One text may hold them all: `a, b`, `a; b`, `#a #b`, `['a', 'b']`.
        let value = value.trim();
        let list = value.starts_with("['") || value.starts_with("[\"");
        let value = if list { value.trim_matches(['[', ']']) } else { value };
        let value = if value.starts_with('#') { value.replace(" #", ",") } else { value.to_owned() };
        let value = value.replace("]] [[", "]],[[");
        for piece in value.split([',', ';', '\n']) {
            let topic = values::clean(piece);
            let topic = values::clean(innermost(topic.trim_start_matches('#')));
            let key = values::squeezed(&topic);
            let known = key.is_empty() || HOUSEKEEPING.contains(&key.as_str()) || topic.chars().count() > 60;
            if !known && !keys.contains(&key) && out.len() < TOPICS_MAX {
                out.push(topic);
                keys.push(key);
            }
        }
    }
    out
}

/// The last part of a nested tag of a note program: `politics` of `news/politics`. `TCP/IP` and `24/7` are names;
/// with spaces it is none.
fn innermost(tag: &str) -> &str {
    let nested = !tag.contains(char::is_whitespace)
        && tag.contains(char::is_lowercase)
        && tag.split('/').all(|part| part.is_empty() || part.starts_with(char::is_alphabetic));
    if nested { tag.trim_end_matches('/').rsplit('/').next().unwrap_or(tag) } else { tag }
}
