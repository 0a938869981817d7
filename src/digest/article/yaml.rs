//! One entry of a YAML header: by itself where it is as simple as nearly all are, else by the library.

use super::node::Node;

/// Items of a list beyond this many make it a case for the library, which counts.
const ITEMS_MAX: usize = 100;

/// The value of an entry; `value` is what stands behind its key's colon. `None` where it is no YAML.
pub fn read(chunk: &str, value: &str) -> Option<Node> {
    simple(value).or_else(|| parsed(chunk))
}

/// A value that has nothing special about it: a text on the key's line, quoted or not, or a list of such texts.
fn simple(value: &str) -> Option<Node> {
    let value = value.trim_ascii_end();
    if let Some(items) = value.strip_prefix('\n') {
        let indent = &items[..items.len() - items.trim_start_matches(' ').len()];
        return list(items.split('\n').map(|line| line.strip_prefix(indent)?.strip_prefix("- ")));
    }
    let value = value.strip_prefix(' ')?.trim_start_matches(' ');
    if let Some(items) = value.strip_prefix('[').and_then(|items| items.strip_suffix(']')) {
        return list(items.split(',').map(Some));
    }
    quoted(value).or_else(|| plain(value)).map(|text| Node::Text(text.to_owned()))
}

/// The texts of a list, when each item is one.
fn list<'a>(items: impl Iterator<Item = Option<&'a str>>) -> Option<Node> {
    let item = |text: Option<&str>| {
        let text = text?.trim_matches(' ');
        Some(Node::Text(quoted(text).or_else(|| word(text))?.to_owned()))
    };
    let nodes: Vec<Node> = items.take(ITEMS_MAX + 1).map(item).collect::<Option<_>>()?;
    (nodes.len() <= ITEMS_MAX).then_some(Node::List(nodes))
}

/// What stands between quotation marks, with none of their kind and nothing escaped.
fn quoted(value: &str) -> Option<&str> {
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let text = value[1..].strip_suffix(mark)?;
    (!text.contains([mark, '\\', '\u{feff}']) && !text.contains(char::is_control)).then_some(text)
}

/// A text without quotation marks on the key's line. Numbers, dates and truth values stay as they are spelled.
fn plain(value: &str) -> Option<&str> {
    let simple = value.starts_with(char::is_alphanumeric)
        && !value.contains(char::is_control)
        && !value.contains(": ")
        && !value.ends_with(':')
        && !value.contains(" #")
        && !is_null(value);
    simple.then_some(value)
}

/// A list's item without quotation marks: letters, digits, spaces, and the marks that stand inside words.
fn word(text: &str) -> Option<&str> {
    let simple = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '’');
    (text.starts_with(char::is_alphabetic) && text.chars().all(simple) && !is_null(text) && !is_truth(text))
        .then_some(text)
}

fn is_truth(value: &str) -> bool {
    value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
}

fn is_null(value: &str) -> bool {
    matches!(value, "null" | "Null" | "NULL")
}

/// The value by the library. Anchors and aliases are refused: they serve no header and blow up others.
fn parsed(chunk: &str) -> Option<Node> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: serde_saphyr::options::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: 16,
            flow_nesting_limit: 16,
            max_nodes: 4_000,
            max_events: 10_000,
            max_documents: 1,
        },
    };
    match serde_saphyr::from_str_with_options(chunk, options).ok()? {
        Node::Map(mut entries) if entries.len() == 1 => entries.pop().map(|(_, value)| value),
        _ => None,
    }
}

/// Whether a value, or an item of it, is an anchor or an alias.
pub fn has_anchor(value: &str) -> bool {
    let items = value.split(['\n', ',', '[']).map(|item| item.trim_start_matches([' ', '-']));
    items.filter_map(|item| item.strip_prefix(['&', '*'])).any(|name| name.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Node {
        Node::Text(text.to_owned())
    }

    #[test]
    fn common_values_need_no_parser() {
        let check = |value: &str, expected: Node| assert_eq!(simple(value), Some(expected), "{value}");
        check(" The boats of Ostra", text("The boats of Ostra"));
        check(" \"Ostra: the boats\"", text("Ostra: the boats"));
        check(" 'Ostra — 3 boats'", text("Ostra — 3 boats"));
        check(" \"Ostra's boats\"", text("Ostra's boats"));
        check(" 2026-03-19", text("2026-03-19"));
        let list = || Node::List(vec![text("ferries"), text("Ostra: harbour")]);
        check(" [ferries, \"Ostra: harbour\"]", list());
        check("\n  - ferries\n  - 'Ostra: harbour'", list());
        assert_eq!(simple(" [ferries, \"Ostra, harbour\"]"), None);
        assert_eq!(simple("\n- ferries\n  - Ostra"), None);
        // The library reads the first as a truth value and takes neither of the others.
        for value in [" [True]", " Ostra\u{7f}", "\n- \"ferries\"\u{a0}"] {
            assert_eq!(simple(value), None, "{value:?}");
        }
    }

    proptest! {
        /// Whatever is read without the library is what the library reads.
        #[test]
        fn reads_as_the_library(
            (before, after) in prop::sample::select(vec![
                (" ", ""), (" \"", "\""), (" '", "'"), (" [", "]"), (" [\"", "\"]"), ("\n- ", ""), ("\n  - ", ""), ("", ""),
            ]),
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    " ", "\n", "\n- ", "\n  - ", "[", "]", ", ", ",", "\"", "'", "a", "Ostra", "null", "true", "True", "no",
                    "12", "1.5", "e3", "-", ": ", ":", " #", "#", "\\", "é", "“", "&", "*", "!", "|", ">", "%", "@", "`", "~",
                    "{", "}", "\t", "\r", "\u{a0}", "\u{2028}", "0x1F", ".inf", "?", "? ", "\", \"", "\u{7f}", "\u{feff}",
                ]),
                0..6,
            ),
        ) {
            let value = format!("{before}{}{after}", parts.concat());
            // Numbers and truth values stay as they are spelled, which the library does not know of.
            if let Some(node) = simple(&value)
                && !matches!(&node, Node::Text(text) if text.starts_with(char::is_numeric) || is_truth(text))
            {
                prop_assert_eq!(Some(node), parsed(&format!("key:{value}")), "{:?}", value);
            }
        }
    }
}
