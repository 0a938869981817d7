//! Heads of Markdown tables whose last cell is empty: html2text writes `Old bridge | ` above `---|---`, in which Markdown
//! sees one cell above two columns, and no table.

use std::borrow::Cow;

use memchr::memmem;

/// How a delimiter row of html2text begins.
const DELIMITER: &[u8] = b"\n---|---";

/// A text in which such heads have their last cell, every byte at its place: a blank beside the bar becomes one more bar.
pub fn completed(text: Cow<'_, str>) -> Cow<'_, str> {
    let places: Vec<usize> = memmem::find_iter(text.as_bytes(), DELIMITER).filter_map(|at| bar(&text, at)).collect();
    if places.is_empty() {
        return text;
    }
    let mut text = text.into_owned();
    for place in places {
        text.replace_range(place..=place, "|");
    }
    text.into()
}

/// Where a bar is missing from the head that ends before a delimiter row.
fn bar(text: &str, end: usize) -> Option<usize> {
    let start = text[..end].rfind('\n').map_or(0, |feed| feed + 1);
    let head = &text[start..end];
    let delimiter = text[end + 1..].lines().next()?;
    let is_delimiter = delimiter.bytes().all(|byte| matches!(byte, b'-' | b'|' | b':' | b' '));
    let before = head.trim_end().strip_suffix('|')?;
    let cells = before.matches('|').count() + 1;
    let lacks_one = is_delimiter && cells == delimiter.trim_end().trim_end_matches('|').matches('|').count();
    if !lacks_one || before.trim().is_empty() || before.starts_with('|') {
        return None;
    }
    let is_blank = |at: &usize| head.as_bytes().get(*at) == Some(&b' ');
    [Some(before.len() + 1), before.len().checked_sub(1)].into_iter().flatten().find(is_blank).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_get_their_last_cell() {
        let check = |text: &str, expected: &str| assert_eq!(completed(text.into()), expected);
        check("A.\n\nBridge | \n---|---\nLength | 31 m", "A.\n\nBridge ||\n---|---\nLength | 31 m");
        check("Bridge |\r\n---|---\r\nLength | 31 m", "Bridge||\r\n---|---\r\nLength | 31 m");
        check("Bridge | Now | \n---|---|---\n", "Bridge | Now ||\n---|---|---\n");
        for other in [
            "Bridge | Now\n---|---\n",
            "Bridge | \n---|---|---\n",
            "|\n---|---\n",
            "| Bridge |\n---|---\n",
            "Bridge|\n---|---\n",
        ] {
            check(other, other);
        }
    }
}
