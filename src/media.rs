//! The media types of files, by their names.

/// The media type of a file, as a `Content-Type` header says it: text is UTF-8.
pub fn media_type(name: &str) -> String {
    let media = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = media.type_() == "text" || matches!(media.subtype().as_str(), "json" | "javascript" | "xml");
    if is_text { format!("{media}; charset=utf-8") } else { media.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        assert_eq!(media_type("a/style.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("a/feed.json"), "application/json; charset=utf-8");
        assert_eq!(media_type("a/pic.png"), "image/png");
        assert_eq!(media_type("a/none"), "application/octet-stream");
    }
}
