//! Names that are safe in an address and on every file system.

/// The longest slug, in bytes: hosts and file systems allow 255 a component, archives and checkouts less.
const LONGEST: usize = 80;

/// Device names that Windows refuses as file names.
const RESERVED: [&str; 5] = ["con", "prn", "aux", "nul", "clock"];

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
    let device = RESERVED.contains(&out.as_str())
        || (out.len() == 4
            && (out.starts_with("com") || out.starts_with("lpt"))
            && out.ends_with(|c: char| c.is_ascii_digit()));
    if device {
        out.push_str("-1");
    }
    out
}

/// A slug for a name, also when the name has no letter or digit.
pub fn slug_or_hash(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() { blake3::hash(name.as_bytes()).to_hex()[..8].to_owned() } else { slug }
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
}
