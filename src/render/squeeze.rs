//! HTML without indentation and empty lines.
//!
//! Nothing shown depends on them: preformatted text has its line breaks as character references.

use memchr::memchr;

/// Takes white space from the ends of all lines, and lines that have nothing else.
pub fn squeeze(html: &mut Vec<u8>) {
    let (mut read, mut written) = (0, 0);
    while read < html.len() {
        let end = memchr(b'\n', &html[read..]).map_or(html.len(), |length| read + length);
        let line = &html[read..end];
        let start = read + line.len() - line.trim_ascii_start().len();
        let length = line.trim_ascii().len();
        if length > 0 {
            html.copy_within(start..start + length, written);
            written += length;
            // The last line may have been as long as all that is left.
            if written < html.len() {
                html[written] = b'\n';
            } else {
                html.push(b'\n');
            }
            written += 1;
        }
        read = end + 1;
    }
    html.truncate(written);
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
