//! Cleans the values of headers: links, marks, entities and unprintable characters out of them.

use std::borrow::Cow;

use crate::text::words::letters;

/// A text without what exporters put around it: wikilink brackets, quotation marks, trailing backslashes,
/// entities, control and invisible characters; white space is one space.
pub fn clean(value: &str) -> String {
    let value = printable(&decoded(value));
    let value = value.trim_end_matches(['\\', ' ']);
    let value = unlinked(value);
    unquoted(&value).to_owned()
}

/// The same for an address, if it is one of the web.
pub fn address(value: &str) -> Option<String> {
    let value = decoded(value);
    let value = value.trim().trim_end_matches(['\\', ' ']);
    let value = unquoted(value);
    // `[text](address)` and `<address>`
    let value = value.rsplit_once("](").map_or(value, |(_, target)| target.trim_end_matches(')'));
    let value = value.trim_start_matches('<').trim_end_matches('>').trim();
    let scheme = value.split_once("://")?.0;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let clean = !value.contains(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    (web && clean && host(value).is_some()).then(|| value.to_owned())
}

/// The host of an address, without `www.`.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let well = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    well.then_some(host)
}

/// Whether a text looks like a host name: `news.example`.
pub fn is_host(text: &str) -> bool {
    let Some((name, end)) = text.rsplit_once('.') else { return false };
    let letters = (2..=12).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic());
    letters && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
}

/// A text with its entities (`&amp;`, `&#x2F;`, `&eacute;`) decoded.
pub fn decoded(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((decoded, len)) => {
                out.push_str(&decoded);
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The longest name of an entity, with its marks.
const ENTITY_MAX: usize = 34;

/// The entity at the start of a text that starts with `&`, decoded, and its length.
pub fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(ENTITY_MAX).position(|b| b == b';')?;
    let name = &text[1..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            let c = char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
            Cow::Owned(c.to_string())
        }
        None => Cow::Borrowed(quick_xml::escape::resolve_html5_entity(name)?),
    };
    Some((decoded, end + 1))
}

/// A text in one line without control, direction and invisible characters.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        if c.is_whitespace() {
            if last != ' ' {
                out.push(' ');
                last = ' ';
            }
        } else if !c.is_control() && (!is_invisible(c) || joins(last, c)) {
            out.push(c);
            last = c;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that show nothing: direction marks, zero-width spaces, soft hyphens, tags.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Joiners belong to the spelling of Persian and Indian words and to composed emoji.
fn joins(before: char, c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}') && !before.is_ascii() && !before.is_whitespace()
}

/// `[[target|shown]]` as `shown`, wherever it stands.
fn unlinked(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[[") {
        let Some((link, after)) = link.split_once("]]") else { break };
        out.push_str(before);
        out.push_str(link.rsplit_once('|').map_or(link, |(_, shown)| shown));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A key in small letters and digits: `Date Published`, `date_published` and `datePublished` are one.
pub fn squeezed(key: &str) -> String {
    letters(key).collect()
}

/// A text cut at a word, with an ellipsis, when it is longer than `max` characters.
pub fn cut(text: String, max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max) else { return text };
    let kept = &text[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(kept, _)| kept);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '-', '–', '—', ' ']))
}

/// Whether a text is what a template has in the place of one: `{{title}}` of Obsidian and Web Clipper,
/// `<% tp.file.title %>` of Templater, and nothing but such places and marks between them.
pub fn is_placeholder(text: &str) -> bool {
    let mut rest = text.trim();
    let mut found = false;
    while let Some((before, inside)) = [("{{", "}}"), ("<%", "%>")]
        .iter()
        .filter_map(|(open, close)| {
            let (before, after) = rest.split_once(open)?;
            Some((before, after.split_once(close)?.1))
        })
        .min_by_key(|(before, _)| before.len())
    {
        if before.contains(char::is_alphanumeric) {
            return false;
        }
        (found, rest) = (true, inside);
    }
    found && !rest.contains(char::is_alphanumeric)
}

/// Marks around the whole text taken off, however often.
fn unquoted(mut text: &str) -> &str {
    loop {
        text = text.trim();
        let inner = [('"', '"'), ('\'', '\''), ('“', '”'), ('`', '`')].into_iter().find_map(|(open, close)| {
            text.strip_prefix(open)?.strip_suffix(close).filter(|t| !t.contains([open, close]))
        });
        match inner {
            Some(inner) => text = inner,
            None => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        assert_eq!(clean(value), expected);
    }

    #[test]
    fn values() {
        check(" \"[[Mira Holt]]\" ", "Mira Holt");
        check("[[people/mira|Mira Holt]] of [[Harbour Times]]", "Mira Holt of Harbour Times");
        check("Ferries &amp; caf&eacute;s &#x2F; &bogus; & more \\", "Ferries & cafés / &bogus; & more");
        check("a\u{202e}b\u{200b}c\0d\n e", "abcd e");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("\"One\" and \"two\"", "\"One\" and \"two\"");
        check("“Never again”", "Never again");
    }

    #[test]
    fn placeholders() {
        let check = |text: &str, expected: bool| assert_eq!(is_placeholder(text), expected, "{text}");
        check("{{title}}", true);
        check("{{date}} – {{title}}", true);
        check("<% tp.file.title %>", true);
        check("{{ open", false);
        check("About {{title}}", false);
        check("{{title}} returns", false);
        check("", false);
    }

    #[test]
    fn addresses() {
        let check = |value: &str, expected: Option<&str>| assert_eq!(address(value).as_deref(), expected, "{value}");
        check("https:&#x2F;&#x2F;news.example&#x2F;a?b=1&amp;c=2", Some("https://news.example/a?b=1&c=2"));
        check("[A page](https://news.example/a)", Some("https://news.example/a"));
        check("<http://news.example>\\", Some("http://news.example"));
        check("javascript:alert(1)", None);
        check("/local/", None);
        check("https://", None);
        assert_eq!(host("https://me@www.news.example:80/x"), Some("news.example"));
        assert!(is_host("news.example") && !is_host("Mira Holt") && !is_host("St. Ives"));
    }
}
