//! Names that are safe in an address and on every file system.

use crate::digest::Digest;
use crate::fingerprint;
use crate::layout::is_device;

/// The longest slug, in bytes: hosts and file systems allow 255 a component, archives and checkouts less.
const LONGEST: usize = 80;

/// File names that say nothing of the article.
const GENERIC: [&str; 8] = ["index", "readme", "untitled", "article", "note", "clipping", "new", "document"];

/// Lower-case ASCII letters, digits and single hyphens; other scripts are spelt in Latin letters. Empty when the text has
/// neither letter nor digit.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    'text: for c in text.chars() {
        if c.is_ascii() {
            if !push(&mut out, c) {
                break;
            }
        } else if matches!(c, '\u{300}'..='\u{36f}') {
            // A combining accent belongs to the letter before it.
        } else {
            for c in deunicode::deunicode_char(c).unwrap_or("-").chars() {
                if !push(&mut out, c) {
                    break 'text;
                }
            }
        }
    }
    let kept = out.trim_end_matches('-').len();
    out.truncate(kept);
    no_device(out)
}

/// A slug that is a file's name on Windows too.
fn no_device(mut slug: String) -> String {
    if is_device(&slug) {
        slug.push_str("-1");
    }
    slug
}

/// A slug for a name, also when the name has no letter or digit.
pub fn slug_or_hash(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() { fingerprint::digits(name.as_bytes(), 8) } else { slug }
}

/// Adds one ASCII character; false when the slug is full.
fn push(out: &mut String, c: char) -> bool {
    if out.len() >= LONGEST {
        // Better cut at a word than in one.
        if c.is_ascii_alphanumeric()
            && let Some(hyphen) = out.rfind('-').filter(|at| *at > LONGEST / 2)
        {
            out.truncate(hyphen);
        }
        return false;
    }
    if c.is_ascii_alphanumeric() {
        out.push(c.to_ascii_lowercase());
    } else if !out.is_empty() && !out.ends_with('-') && c != '\'' {
        out.push('-');
    }
    true
}

/// The slug of an article: the header's; else the file's name without a day in front, as that stays when a headline
/// is edited; else the title's, where the file's name says nothing or the file holds several articles.
pub fn of_article(path: &str, several: bool, digest: &Digest) -> String {
    if let Some(own) = digest.front_matter.slug.as_deref().map(slug).filter(|slug| !slug.is_empty()) {
        return own;
    }
    let mut names = path.rsplit('/');
    let file = names.next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if matches!(stem, "index" | "_index") { names.next().unwrap_or(stem) } else { stem };
    let from_name = no_device(without_day(&slug(stem)).to_owned());
    let says_nothing = from_name.bytes().all(|b| b.is_ascii_digit() || b == b'-') || GENERIC.contains(&&*from_name);
    if !several && !says_nothing {
        return from_name;
    }
    let from_title = slug(digest.title.as_deref().unwrap_or(path));
    if from_title.is_empty() { format!("article-{}", mark(path, 0)) } else { from_title }
}

/// A slug without a day in front: `2025-03-19-call` and `20250319-call` are `call`.
fn without_day(slug: &str) -> &str {
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = slug.splitn(4, '-');
    if let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        && digits(year, 4)
        && digits(month, 2)
        && digits(day, 2)
    {
        return parts.next().unwrap_or("");
    }
    match slug.split_once('-') {
        Some((day, rest)) if digits(day, 8) => rest,
        _ => slug,
    }
}

/// A mark made from an article's path and its place in the file.
pub fn mark(path: &str, part: usize) -> String {
    fingerprint::digits(format!("{path}#{part}").as_bytes(), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let check = |text: &str, expected: &str| assert_eq!(slug(text), expected, "{text}");
        check("Ministers agree grain corridor: what we know", "ministers-agree-grain-corridor-what-we-know");
        check("Zelensky’s call", "zelenskys-call");
        check("L'été à Łódź — 2025", "lete-a-lodz-2025");
        check("Порт бастует", "port-bastuet");
        check("../../etc/passwd", "etc-passwd");
        check("con", "con-1");
        check("COM1", "com1-1");
        check("…", "");
        assert!(slug(&"word ".repeat(100)).len() <= LONGEST);
        assert!(slug(&"x".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn slugs_come_from_the_file_name() {
        let digest = Digest { title: Some("The headline".into()), ..Digest::default() };
        let check = |path: &str, expected: &str| {
            assert_eq!(of_article(path, false, &digest), expected, "{path}");
        };
        check("2025-03-19-call.md", "call");
        check("2025-03-19/Call of the day.md", "call-of-the-day");
        check("20250319 call.txt", "call");
        check("2025-03-19.md", "the-headline");
        check("2026-03-01-con.md", "con-1");
        check("clips/harbour-vote/index.md", "harbour-vote");
        check("2025-03-19/index.md", "the-headline");
        check("Untitled.md", "the-headline");
        assert_eq!(of_article("all.md", true, &digest), "the-headline");
        assert_eq!(
            of_article("….md", false, &Digest { title: Some("…".into()), ..digest }).len(),
            "article-".len() + 6
        );
    }
}
