//! How the patterns of rules are compiled: with classes that are quick to make and to match.

use std::fmt::Write;
use std::slice;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassBracketed, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem};

/// The most memory that a compiled pattern may take, in bytes.
const SIZE: usize = 64 << 20;

/// Letters, digits and the underscore: the blocks of Unicode that hold letters, without the stops of Arabic and Hindi.
const WORD: [(char, char); 18] = [
    ('0', '9'),
    ('A', 'Z'),
    ('_', '_'),
    ('a', 'z'),
    ('\u{c0}', '\u{60b}'),
    ('\u{60d}', '\u{61a}'),
    ('\u{620}', '\u{6d3}'),
    ('\u{6d5}', '\u{963}'),
    ('\u{966}', '\u{1fff}'),
    // The signs for kelvin and angstrom are a K and an Å without regard to case.
    ('\u{212a}', '\u{212b}'),
    ('\u{2c00}', '\u{2dff}'),
    ('\u{3041}', '\u{d7ff}'),
    ('\u{f900}', '\u{fdff}'),
    ('\u{ff10}', '\u{ff19}'),
    ('\u{ff21}', '\u{ff3a}'),
    ('\u{ff41}', '\u{ff5a}'),
    ('\u{10000}', '\u{1efff}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// The patterns, in their order, of which a pattern is a choice, as text and read: small ones are quick to make, and many
/// are never needed.
pub fn alternatives(pattern: &str) -> Result<Vec<(&str, Ast)>, String> {
    let mut ast = Parser::new().parse(pattern).map_err(|error| error.to_string())?;
    if let Ast::Alternation(choice) = &mut ast
        && !choice.asts.iter().any(sets_flags)
    {
        let text = |ast: &Ast| &pattern[ast.span().start.offset..ast.span().end.offset];
        return Ok(std::mem::take(&mut choice.asts).into_iter().map(|ast| (text(&ast), ast)).collect());
    }
    Ok(vec![(pattern, ast)])
}

/// Whether flags are set for what stands behind, other choices among it.
fn sets_flags(ast: &Ast) -> bool {
    match ast {
        Ast::Flags(_) => true,
        Ast::Concat(concat) => concat.asts.iter().any(sets_flags),
        _ => false,
    }
}

/// Whether a character may stand before a line's first word: white space, an underscore, and all that `\W` matches.
pub fn is_mark(c: char) -> bool {
    c == '_' || c.is_whitespace() || WORD.iter().all(|(first, last)| c < *first || c > *last)
}

/// Whether a class of characters has none but such marks, as far as it tells at a glance.
pub fn is_of_marks(class: &Ast) -> bool {
    match class {
        Ast::ClassPerl(class) => is_space(class) || class.kind == ClassPerlKind::Word && class.negated,
        Ast::ClassBracketed(class) if !class.negated => match &class.kind {
            ClassSet::Item(item) => is_item_of_marks(item),
            ClassSet::BinaryOp(_) => false,
        },
        _ => false,
    }
}

/// The characters of a class that names each of its own.
pub fn listed(class: &ClassBracketed) -> Option<impl Iterator<Item = char> + '_> {
    let ClassSet::Item(item) = &class.kind else { return None };
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        item => slice::from_ref(item),
    };
    let literal = |item: &ClassSetItem| if let ClassSetItem::Literal(literal) = item { Some(literal.c) } else { None };
    (!class.negated && items.iter().all(|item| literal(item).is_some())).then(|| items.iter().filter_map(literal))
}

fn is_item_of_marks(item: &ClassSetItem) -> bool {
    match item {
        ClassSetItem::Literal(literal) => is_mark(literal.c),
        ClassSetItem::Perl(class) => is_space(class),
        ClassSetItem::Union(union) => union.items.iter().all(is_item_of_marks),
        _ => false,
    }
}

fn is_space(class: &ClassPerl) -> bool {
    class.kind == ClassPerlKind::Space && !class.negated
}

/// A pattern with classes that are quick to compile and to match in the place of Unicode's.
///
/// Word boundaries are those of ASCII: those of Unicode send every line with a curly quotation mark down a path that is
/// many times slower. Word characters are whole blocks of Unicode and digits those of ASCII: with its own tables the
/// built-in patterns take three times as long to compile.
pub fn plain_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut brackets = 0;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => {
                brackets += 1;
                out.push(c);
                // At the start of a class its end is a character like any other.
                for literal in ['^', ']'] {
                    if let Some(rest) = chars.as_str().strip_prefix(literal) {
                        out.push(literal);
                        chars = rest.chars();
                    }
                }
                continue;
            }
            ']' => brackets -= 1,
            '\\' => {
                match chars.next() {
                    Some('b') => out.push_str(r"(?-u:\b)"),
                    Some('d') => out.push_str("[0-9]"),
                    // The flag, as all letters are there already, and looking for their capitals takes longest.
                    Some('w') if brackets == 0 => _ = write!(out, "(?-i:[{}])", word_ranges()),
                    Some('W') if brackets == 0 => _ = write!(out, "(?-i:[^{}])", word_ranges()),
                    Some(other) => out.extend([c, other]),
                    None => out.push(c),
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(SIZE).build()
}

fn word_ranges() -> String {
    WORD.iter().map(|(first, last)| format!("\\x{{{:x}}}-\\x{{{:x}}}", u32::from(*first), u32::from(*last))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_comes_apart_where_nothing_is_shared() {
        let check = |pattern: &str, expected: &[&str]| {
            let found: Vec<&str> = alternatives(pattern).unwrap().into_iter().map(|(text, _)| text).collect();
            assert_eq!(found, expected);
        };
        check("a(b|c)|[|]d|", &["a(b|c)", "[|]d", ""]);
        check("(?:a|b)c", &["(?:a|b)c"]);
        check("(?-i)a|b", &["(?-i)a|b"]);
        assert!(alternatives("a(|b").is_err());
    }

    #[test]
    fn classes_stay_classes() {
        let takes =
            |pattern: &str, line: &str| compile(&format!("^{}$", plain_classes(pattern))).unwrap().is_match(line);
        assert!(takes(r"[]\w]+\W[^]\d]", "é]a–b"));
        assert!(!takes(r"[^]\d]", "]"));
        assert!(takes(r"\w+\\w", r"été\w"));
    }
}
