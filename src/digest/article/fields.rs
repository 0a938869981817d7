//! The entries of a header, read one at a time, so that a faulty one harms no other.

use std::ops::Range;

use super::header::{self, Header, Notation};
use super::lines::each_line;
use super::node::Node;
use super::yaml;
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;

/// One entry of a header.
#[derive(Debug)]
pub struct Field {
    pub key: String,
    pub value: Node,
    pub span: Span,
}

/// An entry longer than this is no metadata, and is not read.
const ENTRY_MAX: usize = 64 << 10;
/// Entries beyond this many are not read.
const ENTRIES_MAX: usize = 1000;
/// Lines without a key beyond this many are told in one warning.
const KEYLESS_MAX: usize = 10;

/// The entries of a header, in its order.
pub fn read(text: &str, header: &Header, warnings: &mut Vec<Diagnostic>) -> Vec<Field> {
    if header.notation == Notation::Json
        && header.inner.len() <= ENTRY_MAX
        && let Ok(Node::Map(entries)) = serde_json::from_str(&text[header.inner.clone()])
    {
        if entries.len() > ENTRIES_MAX {
            warnings.push(too_many(entries.len()).at(text, Span::new(header.inner.start, header.inner.start), ""));
        }
        let span = Span::new(header.inner.start, header.inner.end);
        return flattened(entries).map(|(key, value)| Field { key, value, span }).collect();
    }
    let mut out = Vec::new();
    let mut table = None;
    let entries = entries(text, header, warnings);
    if let Some(first) = entries.get(ENTRIES_MAX) {
        let place = Span::new(first.start, first.start);
        warnings.push(too_many(entries.len()).at(text, place, "from here on they are left out"));
    }
    for entry in entries.into_iter().take(ENTRIES_MAX) {
        let chunk = &text[entry.clone()];
        if header.notation == Notation::Toml && chunk.starts_with('[') {
            table = Some(chunk.trim().trim_matches(['[', ']']).trim().to_owned());
            continue;
        }
        let separator = if header.notation == Notation::Toml { '=' } else { ':' };
        let Some((key, value)) = header::key(chunk, separator) else { continue };
        if table.as_ref().is_some_and(|table| !is_shelf(table)) {
            continue;
        }
        let span = Span::new(entry.start, entry.start + chunk.trim_end().len());
        if chunk.len() > ENTRY_MAX {
            let place = Span::new(entry.start, entry.start + key.len());
            warnings.push(
                Diagnostic::warning(format!("`{key}` in the header is too long and was left out"))
                    .at(text, place, "")
                    .hint(format!("a value may have {} KiB", ENTRY_MAX >> 10)),
            );
            continue;
        }
        let node = match (header.notation, &chunk[value..]) {
            (Notation::Yaml, value) => yaml::read(chunk, value),
            (Notation::Toml, _) => toml(chunk),
            (Notation::Json, value) => serde_json::from_str(value.trim().trim_end_matches(',')).ok(),
        };
        let node = node.unwrap_or_else(|| {
            let first = chunk.lines().next().unwrap_or_default().trim_end();
            let place = Span::new(entry.start, entry.start + first.len());
            let fault = match header.notation {
                Notation::Yaml if yaml::has_anchor(&chunk[value..]) => unsupported(key),
                notation => faulty(key, notation),
            };
            warnings.push(fault.at(text, place, "read as it stands"));
            leniently(&chunk[value..])
        });
        match node {
            Node::Map(entries) if is_shelf(key) => {
                out.extend(flattened(entries).map(|(key, value)| Field { key, value, span }));
            }
            value => out.push(Field { key: key.to_owned(), value, span }),
        }
    }
    out
}

fn too_many(entries: usize) -> Diagnostic {
    Diagnostic::warning(format!("the header has {entries} entries, of which {ENTRIES_MAX} are read"))
        .hint("end the header where the text begins, with a line like the first one")
}

fn faulty(key: &str, notation: Notation) -> Diagnostic {
    let (name, example) = match notation {
        Notation::Yaml => ("YAML", ": \"…\""),
        Notation::Toml => ("TOML", " = \"…\""),
        Notation::Json => ("JSON", ": \"…\","),
    };
    Diagnostic::warning(format!("`{key}` in the header is not valid {name}"))
        .hint(format!("put the value in quotes: `{key}{example}`"))
}

fn unsupported(key: &str) -> Diagnostic {
    Diagnostic::warning(format!("`{key}` in the header uses an anchor of YAML, which is not supported"))
        .hint("write the value itself, without `&name` or `*name`")
}

/// Tables in which other generators keep what daybrief has at the top.
fn is_shelf(key: &str) -> bool {
    matches!(key, "taxonomies" | "extra" | "params")
}

fn flattened(entries: Vec<(String, Node)>) -> impl Iterator<Item = (String, Node)> {
    entries.into_iter().take(ENTRIES_MAX).flat_map(|(key, value)| match value {
        Node::Map(inner) if is_shelf(&key) => inner,
        value => vec![(key, value)],
    })
}

/// The entries as ranges: a line with a key at its start, and the lines that go on with it.
fn entries(text: &str, header: &Header, warnings: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = Open::No;
    let mut keyless = 0;
    let mut more: Option<Range<usize>> = None;
    for line in each_line(text, header.inner.clone()) {
        let mut content = &text[line.clone()];
        let mut start = line.start;
        if header.notation == Notation::Json {
            start += content.len() - content.trim_start().len();
            content = content.trim();
        }
        let goes_on = content.trim().is_empty() || content.starts_with([' ', '\t', '-', '#', ']', '}', '"', '\'']);
        if let Open::Until(mark) = open {
            out.last_mut().expect("an open entry").end = line.end;
            if content.contains(mark) {
                open = Open::No;
            }
        } else if header::is_entry(content, header.notation) {
            out.push(start..line.end);
            open = Open::after(content, &text[line.end..header.inner.end]);
        } else if let Some(last) = out.last_mut()
            && (goes_on || open == Open::Bracket)
        {
            last.end = line.end;
        } else if !goes_on && !content.starts_with(['{', '\\']) {
            keyless += 1;
            if keyless > KEYLESS_MAX {
                more.get_or_insert(line);
                continue;
            }
            warnings.push(
                Diagnostic::warning("a line of the header has no key")
                    .at(text, Span::new(line.start, line.end), "left out")
                    .hint("write `key: value`"),
            );
        }
    }
    if let Some(first) = more {
        let others = keyless - KEYLESS_MAX;
        let message = format!("more lines of the header have no key: {others} from here on");
        warnings.push(Diagnostic::warning(message).at(text, Span::new(first.start, first.end), "left out"));
    }
    out
}

/// Whether an entry goes on over lines that do not look like it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    No,
    /// A bracket is open: on to the next line with a key.
    Bracket,
    /// A text over several lines is open: on to its closing mark.
    Until(&'static str),
}

impl Open {
    fn after(line: &str, rest: &str) -> Self {
        for mark in ["\"\"\"", "'''"] {
            if line.matches(mark).count() == 1 && rest.contains(mark) {
                return Open::Until(mark);
            }
        }
        let line = line.trim_end();
        if line.contains(['[', '{']) && !line.ends_with([']', '}']) { Open::Bracket } else { Open::No }
    }
}

/// One entry as TOML.
fn toml(chunk: &str) -> Option<Node> {
    let table: toml::Table = toml::from_str(chunk).ok()?;
    table.into_iter().next().map(|(_, value)| value.into())
}

/// A value that no parser takes: a list when it looks like one, else its text.
fn leniently(value: &str) -> Node {
    let mut lines = each_line(value, 0..value.len()).map(|line| value[line].trim()).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let item = |text: &str| Node::Text(unquoted(text).to_owned());
    if first.is_empty() || rest.first().is_some_and(|line| line.starts_with("- ")) {
        let rest = rest.iter().map(|line| item(line.strip_prefix("- ").unwrap_or(line)));
        return Node::List(rest.collect());
    }
    if let Some(list) = first.strip_prefix('[').and_then(|list| list.trim_end_matches(',').strip_suffix(']'))
        && !list.starts_with('[')
    {
        return Node::List(list.split(',').map(item).collect());
    }
    let mut text = unquoted(first).to_owned();
    for line in rest {
        text.push(' ');
        text.push_str(line);
    }
    Node::Text(text)
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'']).trim()
}

#[cfg(test)]
mod tests {
    use super::super::header::Top;
    use super::*;

    #[test]
    fn what_is_left_out_is_told() {
        let check = |lines: String, read: usize, told: usize, last: &str| {
            let text = format!("---\n{lines}---\n\nThey came.\n");
            let Top::Header(header) = header::find(&text, 0..text.len()) else { panic!("a header: {text}") };
            let mut warnings = Vec::new();
            assert_eq!(super::read(&text, &header, &mut warnings).len(), read);
            assert_eq!((warnings.len(), warnings.last().map(|told| told.message.as_str())), (told, Some(last)));
        };
        let keys: String = (0..1005).map(|n| format!("key{n}: a\n")).collect();
        check(keys, 1000, 1, "the header has 1005 entries, of which 1000 are read");
        let keyless: String = (0..13).map(|n| format!("key{n}: a\nno key\n")).collect();
        check(keyless, 13, 11, "more lines of the header have no key: 3 from here on");
    }
}
