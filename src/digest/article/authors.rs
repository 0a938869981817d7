//! Names in bylines: one or several, with the words and the outlets around them taken off.

use super::values;

/// More names than these are no byline.
const AUTHORS_MAX: usize = 20;

/// The authors among header values, and the outlets and hosts that stood among them.
pub fn read(values: impl Iterator<Item = String>, publisher: Option<&str>) -> (Vec<String>, Vec<String>) {
    let (mut authors, mut outlets): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for value in values {
        let value = value.trim();
        let list = value.starts_with("['") || value.starts_with("[\"");
        let value = if list { value.trim_matches(['[', ']']) } else { value };
        let cleaned = values::clean(value);
        for piece in names(without_by(&cleaned)) {
            let name = values::clean(without_by(&piece));
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            if values::is_host(&name) {
                outlets.push(name);
            } else if is_name(&name)
                && !publisher.is_some_and(same)
                && !authors.iter().any(|author| same(author))
                && authors.len() < AUTHORS_MAX
            {
                authors.push(name);
            }
        }
    }
    (authors, outlets)
}

/// A byline's text without its "By".
fn without_by(text: &str) -> &str {
    let text = text.trim();
    for word in ["written by", "posted by", "by", "von", "par", "por", "автор"] {
        if let Some(start) = text.get(..word.len())
            && start.to_lowercase() == word
            && let rest = &text[word.len()..]
            && rest.starts_with([':', ' '])
        {
            return rest.trim_start_matches([':', ' ']);
        }
    }
    text
}

fn names(text: &str) -> Vec<String> {
    let text = text.replace(" and ", ", ").replace(" & ", ", ").replace(" | ", ", ");
    text.split([',', ';', '\n']).map(values::clean).filter(|piece| !piece.is_empty()).collect()
}

/// Addresses, placeholders and numbers are no names.
fn is_name(name: &str) -> bool {
    let letters = name.chars().any(char::is_alphabetic);
    let placeholder =
        matches!(name.to_lowercase().as_str(), "unknown" | "admin" | "none" | "n/a" | "null" | "anonymous");
    letters && !placeholder && !name.contains("://") && !name.contains('@') && name.chars().count() <= 80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], authors: &[&str], outlets: &[&str]) {
        let read = read(values.iter().map(|value| (*value).to_owned()), Some("Quay Post"));
        assert_eq!(read.0, authors);
        assert_eq!(read.1, outlets);
    }

    #[test]
    fn bylines() {
        check(&["[[Ada Quill]]", "[[Quay Post]]"], &["Ada Quill"], &[]);
        check(&["By: Ada Quill, Tom Reed and Li Wen"], &["Ada Quill", "Tom Reed", "Li Wen"], &[]);
        check(&["Ada Quill; BY TOM REED; Ada Quill"], &["Ada Quill", "TOM REED"], &[]);
        check(&["['Ada Quill', 'Tom Reed']"], &["Ada Quill", "Tom Reed"], &[]);
        check(&["[[quay.example]]"], &[], &["quay.example"]);
        check(&["unknown", "https://social.example/ada", ""], &[], &[]);
        check(&["Bylan Moss"], &["Bylan Moss"], &[]);
    }
}
