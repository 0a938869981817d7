//! HTML without indentation and empty lines.
//!
//! Nothing shown depends on them: preformatted text of articles has its line breaks as character references, and what a
//! site's own templates have in elements where white space counts is left alone.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memchr;

/// Elements in which white space counts.
const VERBATIM: [&str; 3] = ["pre", "textarea", "script"];

/// Takes white space from the ends of all lines, and lines that have nothing else. `own`: whether a site's own templates
/// may have had a hand in it; the built-in ones have no line break where white space counts.
pub fn squeeze(html: &mut Vec<u8>, own: bool) {
    html.push(b'\n');
    let verbatim = if own { verbatim(html) } else { Vec::new() };
    let mut ranges = verbatim.iter().peekable();
    // Lines that stay as they are wait in `kept..line`, to be moved together.
    let (mut kept, mut line, mut written) = (0, 0, 0);
    while let Some(length) = memchr(b'\n', &html[line..]) {
        let end = line + length;
        let text = &html[line..end];
        let (mut from, mut to) = (end - text.trim_ascii_start().len(), line + text.trim_ascii_end().len());
        while ranges.next_if(|range| range.end <= line).is_some() {}
        if ranges.peek().is_some_and(|range| range.start < line) {
            from = line;
        }
        // The element that is open at the line's end, which may be another.
        while ranges.peek().is_some_and(|range| range.end <= end) {
            ranges.next();
        }
        let open = ranges.peek().is_some_and(|range| range.start < end);
        if open {
            to = end;
        }
        let blank = from >= to && !open;
        if blank || from > line || to < end {
            html.copy_within(kept..line, written);
            written += line - kept;
            if !blank {
                html.copy_within(from..to, written);
                html[written + to - from] = b'\n';
                written += to - from + 1;
            }
            kept = end + 1;
        }
        line = end + 1;
    }
    html.copy_within(kept.., written);
    html.truncate(written + html.len() - kept);
}

/// From the start of each such element's tag to its closing tag, where that is on another line.
fn verbatim(html: &[u8]) -> Vec<Range<usize>> {
    static TAGS: LazyLock<AhoCorasick> = LazyLock::new(|| tags("<"));
    static ENDS: LazyLock<AhoCorasick> = LazyLock::new(|| tags("</"));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(tag) = TAGS.find(&html[at..]) {
        let (start, named) = (at + tag.start(), at + tag.end());
        at = named;
        if html.get(named).is_none_or(u8::is_ascii_alphanumeric) {
            continue;
        }
        let close = ENDS.find_iter(&html[named..]).find(|end| end.pattern() == tag.pattern());
        at = close.map_or(html.len(), |close| named + close.start());
        if memchr(b'\n', &html[start..at]).is_some() {
            out.push(start..at);
        }
    }
    out
}

fn tags(lead: &str) -> AhoCorasick {
    let names = VERBATIM.map(|name| format!("{lead}{name}"));
    AhoCorasick::builder().ascii_case_insensitive(true).build(names).expect("three words are few enough")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_trimmed(text in "[a \t\n<]{0,40}") {
            let mut html = text.clone().into_bytes();
            squeeze(&mut html, true);
            let lines = text.split('\n').map(str::trim_ascii).filter(|line| !line.is_empty());
            let expected: String = lines.flat_map(|line| [line, "\n"]).collect();
            prop_assert_eq!(String::from_utf8(html).unwrap(), expected);
        }
    }

    #[test]
    fn white_space_stays_where_it_counts() {
        let check = |text: &str, expected: &str| {
            let mut html = text.as_bytes().to_vec();
            squeeze(&mut html, true);
            assert_eq!(String::from_utf8(html).unwrap(), expected);
        };
        check("  <pre>  \n  a \n\n b\n </pre>  \n  c", "<pre>  \n  a \n\n b\n </pre>\nc\n");
        check(" <TextArea x>\n\n a </textarea> \n\n b", "<TextArea x>\n\n a </textarea>\nb\n");
        check(" <script src=x></script> \n <p> ", "<script src=x></script>\n<p>\n");
        check("<script>\n `<pre>\n  `\n</script>\n  b", "<script>\n `<pre>\n  `\n</script>\nb\n");
        check("<pre>\n a</pre> <pre>\n b </pre> \n c", "<pre>\n a</pre> <pre>\n b </pre>\nc\n");
        check("<prefix>\n a", "<prefix>\na\n");
        check("<pre>\n a \n", "<pre>\n a \n\n");
    }
}
