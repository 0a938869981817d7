//! Headlines that a page's script put into the middle of a sentence, behind a name.
//!
//! Read as text, such a box says the name once more without a space, then other stories' headlines, then `MORE`:
//! `Senator Dana WhitlockDana WhitlockMayor signs the plan Trade talks stall MORE said on Monday`.

use std::ops::Range;

use memchr::memmem;

/// What ends the box.
const END: &str = " MORE";
/// The box and the name before it are rarely longer, in bytes.
const LONGEST: usize = 700;
const LONGEST_NAME: usize = 60;

/// The boxes in a line, in order.
pub fn find(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut searched = 0;
    for at in memmem::find_iter(line.as_bytes(), END) {
        let end = at + END.len();
        if line[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let from = line.floor_char_boundary(at.saturating_sub(LONGEST)).max(searched);
        searched = at;
        if let Some(joint) = joint(line, from..at) {
            found.push(joint..end);
        }
    }
    found
}

/// The first place in a range where a name follows itself without a space.
fn joint(line: &str, range: Range<usize>) -> Option<usize> {
    let mut before = ' ';
    for (i, c) in line[range.clone()].char_indices() {
        let at = range.start + i;
        if c.is_uppercase() && before.is_lowercase() && repeats(line, range.start, at) {
            return Some(at);
        }
        before = c;
    }
    None
}

/// Whether the word that starts at a place is one of the words right before it.
fn repeats(line: &str, from: usize, at: usize) -> bool {
    let word: &str = line[at..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let start = line.floor_char_boundary(at.saturating_sub(LONGEST_NAME)).max(from);
    word.len() > 1 && line[start..at].split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cuts_from_the_repeated_name_to_its_end() {
        let check = |line: &str, expected: &[&str]| {
            let found: Vec<&str> = super::find(line).into_iter().map(|range| &line[range]).collect();
            assert_eq!(found, expected, "{line}");
        };
        check(
            "Senator Dana WhitlockDana Anne WhitlockMayor signs the plan MORE (N.) said so to Omar SaidOmar SaidTea MORE.",
            &["Dana Anne WhitlockMayor signs the plan MORE", "Omar SaidTea MORE"],
        );
        check("He asked for MORE of it. McDonald wanted MORE, MacArthur less.", &[]);
        check("WhitlockWhitlock", &[]);
    }
}
