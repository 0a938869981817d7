//! Text from articles and settings as it may be shown: nothing invisible, nothing that turns the page's direction, no
//! markup, no character that XML can't hold.

use std::borrow::Cow;

use crate::digest::model::{Block, Passage, Quote};
use crate::text::bytes::Bytes;
use crate::text::words::char_at;

/// Text without control, zero-width and direction characters, and without those that are none; each white space is one
/// space. All that is left may stand in XML 1.0 (section 2.2).
pub fn visible(text: &str) -> Cow<'_, str> {
    match hidden(text) {
        None => Cow::Borrowed(text),
        Some(first) => {
            let mut out = String::with_capacity(text.len());
            push(&mut out, text, first, |_| None);
            Cow::Owned(out)
        }
    }
}

/// What is seen of words of the body, without white space at their ends.
pub fn passage(words: Passage, body: &[Block]) -> Cow<'_, str> {
    match words.text(body) {
        Cow::Borrowed(text) => visible(text.trim()),
        Cow::Owned(text) => Cow::Owned(visible(text.trim()).into_owned()),
    }
}

/// What is seen of a quote: a comma at its end is one of the sentence around it.
pub fn quote<'a>(quote: &Quote, body: &'a [Block]) -> Cow<'a, str> {
    match passage(quote.words, body) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches(',')),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end_matches(',').len());
            Cow::Owned(text)
        }
    }
}

/// Appends text to HTML, as an element's text or inside a quoted attribute.
pub fn escape_into(out: &mut String, text: &str) {
    push(out, text, 0, escaped);
}

/// Copies `text`, of which the bytes before `first` need no look.
fn push(out: &mut String, text: &str, first: usize, escaped: impl Fn(u8) -> Option<&'static str>) {
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, first);
    while let Some(found) = LOOKED_AT.find(text, at) {
        let Some(c) = char_at(text, found) else { break };
        let end = found + c.len_utf8();
        let joined = found > copied && !bytes[found - 1].is_ascii();
        if let Some(entity) = escaped(bytes[found]) {
            out.push_str(&text[copied..found]);
            out.push_str(entity);
            copied = end;
        } else if is_hidden(c, joined) {
            out.push_str(&text[copied..found]);
            if c.is_whitespace() && !out.ends_with(' ') {
                out.push(' ');
            }
            copied = end;
        }
        at = end;
    }
    out.push_str(&text[copied..]);
}

fn escaped(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// Where the first character stands that is not shown.
fn hidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at = HIDDEN.find(text, at)?;
        let c = char_at(text, at)?;
        if is_hidden(c, at > 0 && !bytes[at - 1].is_ascii()) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// First bytes of characters that may be hidden ones.
static HIDDEN: Bytes =
    Bytes::new(&[(0, 0x1f), (0x7f, 0x7f), (0xc2, 0xc2), (0xd8, 0xd8), (0xe1, 0xe2), (0xef, 0xef), (0xf3, 0xf3)]);
/// These, and what has a meaning in HTML.
static LOOKED_AT: Bytes = HIDDEN.or(&Bytes::first_of(&['&', '<', '>', '"']));

/// Whether a character is left out, or stands for a space. Joiners are letters' companions in some scripts and
/// in emoji: they stay after (`joined`) what is not ASCII.
fn is_hidden(c: char, joined: bool) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => !joined,
        c if turns(c) => true,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{2029}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// Whether a character turns the direction of the text around it: embeddings, overrides and isolates.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text of at most `words` words, with an ellipsis when it is cut.
pub fn first_words(text: &str, words: usize) -> Cow<'_, str> {
    let mut ends = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len());
    let end = ends.nth(words.max(1) - 1);
    match (end, ends.next()) {
        (Some(end), Some(_)) => {
            let kept = text[..end].trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '—' || c == '–');
            Cow::Owned(format!("{kept}…"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected, "{text:?}");
        check("plain — “text” é", "plain — “text” é");
        check("ab\u{202e}cd\u{200b}e\u{feff}", "abcde");
        check("a\nb\r\n  c\td", "a b   c d");
        check("\u{0}\u{1b}[31mred\u{9b}", "[31mred");
        check("pass\u{200d}word", "password");
        check("क\u{94d}\u{200d}ष 👩\u{200d}🌾", "क\u{94d}\u{200d}ष 👩\u{200d}🌾");
        check("tag\u{e0041}\u{e007f}", "tag");
        check("\u{2066}x\u{2069}", "x");
        check("a\u{fffe}b\u{ffff}c\u{fffd}", "abc\u{fffd}");
    }

    #[test]
    fn escapes() {
        let check = |text: &str, expected: &str| {
            let mut out = String::from("|");
            escape_into(&mut out, text);
            assert_eq!(&out[1..], expected);
        };
        check("<script>alert(\"&\")</script>", "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;");
        check("plain", "plain");
        check("a\u{202e}<b", "a&lt;b");
    }

    #[test]
    fn cuts_at_words() {
        let check = |text: &str, words, expected: &str| assert_eq!(first_words(text, words), expected);
        check("one two three", 3, "one two three");
        check("one two, three", 2, "one two…");
        check("", 5, "");
        check("one", 0, "one");
    }
}
