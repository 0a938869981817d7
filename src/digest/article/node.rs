//! A value of a header in whatever notation.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value as it is spelled; what it means, the key decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Empty,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl From<toml::Value> for Node {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Node::Text(text),
            toml::Value::Array(items) => Node::List(items.into_iter().map(Node::from).collect()),
            toml::Value::Table(table) => Node::Map(table.into_iter().map(|(key, value)| (key, value.into())).collect()),
            other => Node::Text(other.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text, a list or a table")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Empty)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Node::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut out = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Node, Node>()? {
            out.push((key.text().unwrap_or_default(), value));
        }
        Ok(Node::Map(out))
    }
}

impl Node {
    /// The value as one text: a list's first item, a table's `name`.
    pub fn text(&self) -> Option<String> {
        self.texts().into_iter().next()
    }

    /// The value as a list of texts.
    pub fn texts(&self) -> Vec<String> {
        let mut out = Vec::new();
        self.collect(&mut out);
        out
    }

    fn collect(&self, out: &mut Vec<String>) {
        match self {
            Node::Empty => {}
            Node::Text(text) => out.push(text.clone()),
            // `[[Name]]` without quotes is a list in a list for YAML.
            Node::List(items) => items.iter().for_each(|item| item.collect(out)),
            Node::Map(entries) => match entries.iter().find(|(key, _)| key == "name") {
                Some((_, name)) => name.collect(out),
                // `talks: day two` in a list is a table for YAML.
                None => out.extend(entries.iter().map(|(key, value)| {
                    format!("{key}: {}", value.text().unwrap_or_default()).trim_end_matches([' ', ':']).to_owned()
                })),
            },
        }
    }
}
