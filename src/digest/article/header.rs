//! Where the header of a file stands, and in which notation it is written.

use std::ops::Range;

use super::lines::each_line;

/// A header found at the top of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    pub notation: Notation,
    /// The bytes from the opening to the closing mark, both included.
    pub whole: Range<usize>,
    /// The bytes between the marks (for JSON: the object itself).
    pub inner: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// An object in braces.
    Json,
}

/// What stands at the top of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Top {
    Header(Header),
    /// A header's first lines, but no closing mark: not a header. The range is the opening mark's.
    Unclosed(Range<usize>),
    Text,
}

/// Looks for a header in a part of the text. A rule (`---`) above prose is none.
pub fn find(text: &str, part: Range<usize>) -> Top {
    let skipped = text[part.clone()].len() - text[part.clone()].trim_start().len();
    let part = part.start + skipped..part.end;
    if text[part.clone()].starts_with('{') {
        return json(text, part);
    }
    let mut lines = each_line(text, part.clone());
    let Some(first) = lines.next() else { return Top::Text };
    let notation = match fence(&text[first.clone()]) {
        Some("---") => Notation::Yaml,
        Some("+++") => Notation::Toml,
        _ => return Top::Text,
    };
    let mut inner_start = None;
    let (mut keys, mut others, mut blank_before_keys) = (0, 0, false);
    for line in lines {
        let content = &text[line.clone()];
        let start = *inner_start.get_or_insert(line.start);
        let closes = match notation {
            Notation::Yaml => matches!(fence(content), Some("---" | "...")),
            _ => fence(content) == Some("+++"),
        };
        if closes {
            // An empty header counts; prose between two rules does not.
            if keys < others {
                return Top::Text;
            }
            return Top::Header(Header { notation, whole: first.start..line.end, inner: start..line.start });
        }
        if content.trim().is_empty() {
            blank_before_keys |= keys == 0;
        } else if is_entry(content, notation) {
            keys += 1;
        } else if !content.starts_with([' ', '\t', '-', '#', ']', '}', '\\']) {
            others += 1;
        }
        if keys == 0 && others > 0 {
            return Top::Text;
        }
    }
    if keys >= 2 && !blank_before_keys { Top::Unclosed(first) } else { Top::Text }
}

/// A line that is only a fence; exporters leave white space or a backslash behind it.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_end_matches([' ', '\t', '\\']);
    matches!(line, "---" | "+++" | "...").then_some(line)
}

/// Whether a line starts an entry: `key: value` or `key = value`, at the line's very start.
pub fn is_entry(line: &str, notation: Notation) -> bool {
    match notation {
        Notation::Toml => line.starts_with('[') || key(line, '=').is_some(),
        _ => key(line, ':').is_some(),
    }
}

/// The longest key that is taken for one.
const KEY_MAX: usize = 48;

/// The key of a line and where its value starts.
pub fn key(line: &str, separator: char) -> Option<(&str, usize)> {
    let end = line.char_indices().take(KEY_MAX).find(|&(_, c)| c == separator)?.0;
    let after = end + 1;
    if separator == ':' && !line[after..].is_empty() && !line[after..].starts_with([' ', '\t', '\n', '\r']) {
        return None;
    }
    let key = line[..end].trim_end().trim_matches(['"', '\'']);
    let starts_well = line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '"' | '\'' | '$' | '@'));
    let well = starts_well
        && !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | ':' | '$' | '@' | '?'));
    well.then_some((key, after))
}

/// A JSON header is an object that starts with a quoted key and ends before 1 MiB.
fn json(text: &str, part: Range<usize>) -> Top {
    const MAX: usize = 1 << 20;
    let opens = text[part.start + 1..part.end].trim_start().starts_with(['"', '}']);
    let follows = |end: usize| text[end..part.end].lines().next().is_none_or(|rest| rest.trim().is_empty());
    if !opens {
        return Top::Text;
    }
    let header =
        |end: usize| Top::Header(Header { notation: Notation::Json, whole: part.start..end, inner: part.start..end });
    let mut end = part.end.min(part.start + MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut objects = serde_json::Deserializer::from_str(&text[part.start..end]).into_iter::<serde::de::IgnoredAny>();
    if let Some(Ok(_)) = objects.next() {
        let end = part.start + objects.byte_offset();
        return if follows(end) { header(end) } else { Top::Text };
    }
    // A faulty object ends at the first closing brace at a line's start.
    let closing = each_line(text, part.start..end).find(|line| text[line.clone()].trim_end() == "}");
    closing.map_or(Top::Text, |line| header(line.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(Notation, &str)>) {
        let found = match find(text, 0..text.len()) {
            Top::Header(header) => Some((header.notation, &text[header.inner])),
            _ => None,
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headers() {
        check("---\ntitle: a\n---\ntext", Some((Notation::Yaml, "title: a\n")));
        check("\n---\r\ntitle: a\r\n---\\\r\ntext", Some((Notation::Yaml, "title: a\r\n")));
        check("---\rtitle: a\r---\rtext", Some((Notation::Yaml, "title: a\r")));
        check("---\ntags:\n- a\n- b\n...\n", Some((Notation::Yaml, "tags:\n- a\n- b\n")));
        check("---\n---\ntext", Some((Notation::Yaml, "")));
        check("+++\ntitle = 'a'\n+++\n", Some((Notation::Toml, "title = 'a'\n")));
        check("{\"title\": \"a\"}\n\ntext", Some((Notation::Json, "{\"title\": \"a\"}")));
        check("{\n\"title\": \"a\",,\n}\ntext", Some((Notation::Json, "{\n\"title\": \"a\",,\n}")));
    }

    #[test]
    fn no_headers() {
        check("", None);
        check("---\nShips wait in the harbour.\n\n---\nMore", None);
        check("---\n\nShips wait: all of them.\nAnd wait.\nAnd wait.\n---\nMore", None);
        check("---\ntitle: a\n", None);
        check("{{ shortcode }}\n", None);
        check("{\"a\": 1} is how it starts", None);
        check("text\n---\ntitle: a\n---\n", None);
        assert_eq!(find("---\ntitle: a\ndate: b\n\ntext", 0..25), Top::Unclosed(0..3));
    }
}
