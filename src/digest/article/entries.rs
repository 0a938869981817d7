//! The entries of a header and the properties in the text, found by names that are spelt in many ways.

use super::fields::Field;
use super::values::squeezed;
use crate::text::prose::Span;

/// The entries of a header and the properties in the text, by squeezed names.
pub struct Entries<'a> {
    pub text: &'a str,
    pub groups: [Vec<(String, &'a Field)>; 2],
}

impl<'a> Entries<'a> {
    pub fn new(text: &'a str, header: &'a [Field], properties: &'a [Field]) -> Self {
        Self { text, groups: [header, properties].map(named) }
    }

    pub fn has(&self, key: &str) -> bool {
        self.groups.iter().flatten().any(|(name, _)| name == key)
    }

    /// The entries with any of the names, by the order of the names.
    pub fn under(&self, names: &[&str]) -> impl Iterator<Item = &Field> {
        let of = move |group| {
            let group: &Vec<(String, &Field)> = group;
            names.iter().flat_map(|name| group.iter().filter(move |(key, _)| key == name).map(|(_, field)| *field))
        };
        self.groups.iter().flat_map(of)
    }

    /// The entries of the header itself with a name.
    pub fn of_header(&self, name: &str) -> impl Iterator<Item = &Field> {
        self.groups[0].iter().filter(move |(key, _)| key == name).map(|(_, field)| *field)
    }

    pub fn all(&self, names: &[&str]) -> impl Iterator<Item = String> {
        self.under(names).flat_map(|field| field.value.texts())
    }

    /// The field's first line.
    pub fn place(&self, field: &Field) -> Span {
        let entry = &self.text[field.span.start..field.span.end];
        Span::new(field.span.start, field.span.start + entry.find(['\n', '\r']).unwrap_or(entry.len()))
    }
}

fn named(fields: &[Field]) -> Vec<(String, &Field)> {
    fields.iter().map(|field| (squeezed(&field.key), field)).collect()
}
