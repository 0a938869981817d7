//! What Obsidian and its plugins write where Markdown has a language or a description.

/// Whether a fenced block of this language is a program's query or button, and no text.
pub fn is_query(language: &str) -> bool {
    let name = language.split_whitespace().next().unwrap_or_default();
    matches!(name, "dataview" | "dataviewjs" | "tasks" | "query" | "button")
}

/// What a picture shows, without the size that Obsidian has there: `![[map.png|400]]`, `![A map|400x300](map.png)`.
pub fn without_size(alt: &str) -> &str {
    let (rest, size) = alt.rsplit_once('|').unwrap_or(("", alt));
    let is_size =
        size.starts_with(|c: char| c.is_ascii_digit()) && size.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    if is_size { rest } else { alt }
}
