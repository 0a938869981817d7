//! Bytes of a file to text, keeping the way back to the file's own byte offsets.

use std::borrow::Cow;

use super::prose::Span;

/// The text of a file, and where its bytes stood when decoding moved them.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    pub text: String,
    /// The encoding the file turned out to have, when it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// `(offset in text, offset in file)` at each place where the distance between the two changes, ascending.
    shifts: Vec<(u32, u32)>,
}

impl Decoded {
    /// A span of the text as a span of the file.
    pub fn in_file(&self, span: Span) -> Span {
        Span::new(self.offset_in_file(span.start), self.offset_in_file(span.end))
    }

    fn offset_in_file(&self, offset: usize) -> usize {
        let i = self.shifts.partition_point(|&(text, _)| text as usize <= offset);
        match i.checked_sub(1) {
            None => offset,
            Some(i) => self.shifts[i].1 as usize + (offset - self.shifts[i].0 as usize),
        }
    }
}

/// Decodes a file: UTF-8 as it is (a byte order mark stays in the text, so offsets hold); UTF-16 by its byte
/// order mark; UTF-8 with a few faulty bytes with U+FFFD in their place; anything else as Windows-1252, what
/// old Windows programs write.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, ..Decoded::default() },
        Err(error) => error.into_bytes(),
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE"),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE"),
        bytes => eight_bit(bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &'static str) -> Decoded {
    let mut out = Decoded { encoding: Some(name), ..Decoded::default() };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut at = 2;
    for c in char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        out.shifts.push((out.text.len() as u32, at as u32));
        out.text.push(c);
        at += 2 * c.len_utf16();
    }
    out.shifts.push((out.text.len() as u32, at as u32));
    // A byte without its other half, as of a file that was cut.
    if bytes.len() % 2 == 1 {
        out.text.push(char::REPLACEMENT_CHARACTER);
        out.shifts.push((out.text.len() as u32, at as u32 + 1));
    }
    out
}

fn eight_bit(bytes: &[u8]) -> Decoded {
    let faulty: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // Windows-1252 text read as UTF-8 is faulty nearly everywhere beyond ASCII; a cut or damaged UTF-8 file is so here and there.
    let windows = faulty * 2 > beyond_ascii && !bytes.contains(&0);
    let mut out =
        Decoded { encoding: Some(if windows { "Windows-1252" } else { "damaged UTF-8" }), ..Decoded::default() };
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        out.text.push_str(chunk.valid());
        at += chunk.valid().len();
        if chunk.invalid().is_empty() {
            continue;
        }
        out.shifts.push((out.text.len() as u32, at as u32));
        let replaced = if windows {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0
        } else {
            Cow::Borrowed("\u{fffd}")
        };
        out.text.push_str(&replaced);
        at += chunk.invalid().len();
        out.shifts.push((out.text.len() as u32, at as u32));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: Option<&str>) -> Decoded {
        let decoded = decode(bytes.to_vec());
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.encoding, encoding);
        decoded
    }

    #[test]
    fn encodings() {
        check("“a”".as_bytes(), "“a”", None);
        let windows = check(b"\x93a\x94 b", "“a” b", Some("Windows-1252"));
        assert_eq!(windows.in_file(Span::new(3, 4)), Span::new(1, 2));
        assert_eq!(windows.in_file(Span::new(8, 9)), Span::new(4, 5));
        let damaged = check("é\u{fe}é\u{fe}é b".replace('\u{fe}', "x").as_bytes(), "éxéxé b", None);
        assert_eq!(damaged.in_file(Span::new(0, 2)), Span::new(0, 2));
        let cut = check(b"\xc3\xa9\xc3\xa9\xc3\xa9 a\xe2\x80", "ééé a\u{fffd}", Some("damaged UTF-8"));
        assert_eq!(cut.in_file(Span::new(7, 8)), Span::new(7, 8));
        let wide = check(b"\xff\xfea\0\x1c\x20b\0", "a“b", Some("UTF-16LE"));
        assert_eq!(wide.in_file(Span::new(4, 5)), Span::new(6, 8));
        let cut = check(b"\xff\xfea\0b", "a\u{fffd}", Some("UTF-16LE"));
        assert_eq!(cut.in_file(Span::new(1, 4)), Span::new(4, 5));
    }
}
