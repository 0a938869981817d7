//! HTML without indentation and empty lines.
//!
//! Nothing shown depends on them: preformatted text has its line breaks as character references.

use memchr::memchr;

/// Takes white space from the ends of all lines, and lines that have nothing else.
pub fn squeeze(html: &mut Vec<u8>) {
    html.push(b'\n');
    // Lines that stay as they are wait in `kept..line`, to be moved together.
    let (mut kept, mut line, mut written) = (0, 0, 0);
    while let Some(length) = memchr(b'\n', &html[line..]) {
        let end = line + length;
        let text = &html[line..end];
        let (trimmed, start) = (text.trim_ascii().len(), end - text.trim_ascii_start().len());
        if trimmed == 0 || trimmed < length {
            html.copy_within(kept..line, written);
            written += line - kept;
            if trimmed > 0 {
                html.copy_within(start..start + trimmed, written);
                html[written + trimmed] = b'\n';
                written += trimmed + 1;
            }
            kept = end + 1;
        }
        line = end + 1;
    }
    html.copy_within(kept.., written);
    html.truncate(written + html.len() - kept);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_trimmed(text in "[a \t\n<]{0,40}") {
            let mut html = text.clone().into_bytes();
            squeeze(&mut html);
            let lines = text.split('\n').map(str::trim_ascii).filter(|line| !line.is_empty());
            let expected: String = lines.flat_map(|line| [line, "\n"]).collect();
            prop_assert_eq!(String::from_utf8(html).unwrap(), expected);
        }
    }
}
