//! Addresses outside the site, as far as a page may link to them.

use url::Url;

/// The address to link to, when it is an absolute one of the web or of mail; anything else is shown as text. So is one
/// with a user name: `https://bank.example@elsewhere.example/` is made to look like another host.
pub fn external(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    match url.scheme() {
        "http" | "https" if url.host_str().is_some_and(|host| !host.is_empty()) && !has_user(&url) => {}
        "mailto" if url.path().contains('@') => {}
        _ => return None,
    }
    let text = String::from(url);
    // What the parser lets stand, but no URI may hold: strict readers would refuse it.
    let start =
        text.find("//").and_then(|at| text[at + 2..].find('/').map(|slash| at + 2 + slash)).unwrap_or(text.len());
    let (origin, rest) = text.split_at(start);
    if !rest.bytes().any(|byte| needs_code(byte) || byte == b'%') {
        return Some(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(origin);
    let mut fragment = false;
    for (at, c) in rest.char_indices() {
        let bad_code =
            c == '%' && rest.as_bytes()[at + 1..].iter().take(2).filter(|b| b.is_ascii_hexdigit()).nth(1).is_none();
        if c.is_ascii() && (needs_code(c as u8) || bad_code || (c == '#' && fragment)) {
            out.push_str(&format!("%{:02X}", c as u32));
        } else {
            out.push(c);
        }
        fragment |= c == '#';
    }
    Some(out)
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn needs_code(byte: u8) -> bool {
    matches!(byte, b'|' | b'[' | b']' | b'^' | b'`' | b'{' | b'}' | b'\\' | b'"' | b'<' | b'>' | b' ' | b'\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check =
            |address: &str, expected: Option<&str>| assert_eq!(external(address).as_deref(), expected, "{address}");
        check("https://news.example/a?b=c#d", Some("https://news.example/a?b=c#d"));
        check(" HTTP://News.example ", Some("http://news.example/"));
        check("mailto:desk@news.example", Some("mailto:desk@news.example"));
        check("https://news.example/a b|c[1]%zz", Some("https://news.example/a%20b%7Cc%5B1%5D%25zz"));
        check("javascript:alert(1)", None);
        check("data:text/html,x", None);
        check("java\nscript:alert(1)", None);
        check("//news.example/a", None);
        check("/a", None);
        check("https://bank.example@elsewhere.example/", None);
        check("https://:secret@elsewhere.example/", None);
        check("https://", None);
        check("https://[x", None);
        check("", None);
    }
}
