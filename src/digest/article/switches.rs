//! Entries of a header by which an article is kept off the site (`draft: true`, `publish: false`) or is no news
//! (`page: true`).

use super::date;
use super::entries::Entries;
use super::values::{self, cut};
use crate::diagnostic::Diagnostic;

/// The names and the answer that holds an article back: daybrief's own, that of Obsidian Publish, Jekyll's, and one that
/// several programs have.
const SWITCHES: [(&str, bool); 4] = [("draft", true), ("publish", false), ("published", false), ("private", true)];
/// What WordPress and others call the state of a text that is not to be seen. Any other state is the user's own business.
const STATES: [&str; 4] = ["draft", "pending", "private", "unpublished"];

/// What holds the article back, as it is told to the user, if anything does. One whose header says so in words that can't
/// be read is held back: better not published than by mistake.
pub fn draft(entries: &Entries<'_>, warnings: &mut Vec<Diagnostic>) -> Option<String> {
    for (name, holds) in SWITCHES {
        let Some(field) = entries.of_header(name).next() else { continue };
        // Of a list the first: `draft: [true]`.
        let value = field.value.text().or_else(|| field.value.texts().into_iter().next());
        let Some(value) = value.map(|value| values::clean(&value)) else { continue };
        let told =
            || if name == "draft" { name.to_owned() } else { format!("`{}: {}`", field.key, cut(value.clone(), 60)) };
        match value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" if holds => return Some(told()),
            "false" | "no" | "off" | "0" if !holds => return Some(told()),
            "true" | "yes" | "on" | "1" | "false" | "no" | "off" | "0" | "" | "none" | "null" => {}
            // The day of publication, which is read as such, with a warning of its own when it is none.
            _ if name == "published" || name == "publish" && date::moment(&value, Default::default).is_some() => {}
            _ => {
                let key = &field.key;
                warnings.push(
                    Diagnostic::warning(format!(
                        "`{key}` in the header is neither true nor false: {}",
                        cut(value.clone(), 60)
                    ))
                    .at(entries.text, entries.place(field), "held back")
                    .hint(format!("write `{key}: true` or `{key}: false`")),
                );
                return Some(told());
            }
        }
    }
    let state = entries.of_header("status").find_map(|field| Some((field, field.value.text()?)));
    state
        .filter(|(_, state)| STATES.contains(&state.trim().to_ascii_lowercase().as_str()))
        .map(|(field, state)| format!("`{}: {}`", field.key, state.trim()))
}

/// Whether the text is no news but a page that stands by itself. Where `page` says so or not, it decides.
pub fn page(entries: &Entries<'_>) -> bool {
    let value = |name: &str| {
        let field = entries.of_header(name).next()?;
        Some(field.value.text()?.trim().to_ascii_lowercase())
    };
    match value("page").as_deref() {
        Some("true" | "yes" | "on" | "1") => true,
        Some("false" | "no" | "off" | "0") => false,
        _ => ["type", "layout"].iter().any(|name| value(name).as_deref() == Some("page")),
    }
}
