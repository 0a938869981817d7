//! How the patterns of rules are compiled: with classes that are quick to make and to match.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;
use std::slice;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    self, AssertionKind, Ast, ClassBracketed, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem, ClassUnicode,
    ClassUnicodeKind, Flag, Flags, GroupKind, Position, Span, Visitor,
};

/// The most memory that a compiled pattern may take, in bytes.
pub const SIZE: usize = 64 << 20;

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

/// Capitals and small letters are told apart in Latin, Greek, Cyrillic and Armenian.
const CASED: &str = r"\x{0}-\x{17f}\x{370}-\x{45f}\x{531}-\x{587}";

/// Rarer letters of theirs, which may be capitals or small ones: one by one they would be most of what is to compile.
const CASED_EITHER: &str = r"\x{180}-\x{24f}\x{460}-\x{530}\x{1e00}-\x{1fff}";

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
/// many times slower. Letters and word characters are whole blocks of Unicode, capitals those of a few scripts, and digits
/// those of ASCII: with its own tables the built-in patterns take three times as long to compile. A pattern that says
/// itself what Unicode is to it stays as it is, and so does one that is not valid.
pub fn plain_classes(pattern: &str) -> String {
    let Ok(ast) = Parser::new().parse(pattern) else { return pattern.to_owned() };
    let Ok(edits) = ast::visit(&ast, Edits::default());
    if edits.sets_unicode {
        return pattern.to_owned();
    }
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut at = 0;
    for (span, plain) in edits.list {
        out.push_str(&pattern[at..span.start.offset]);
        out.push_str(&plain);
        at = span.end.offset;
    }
    out.push_str(&pattern[at..]);
    out
}

/// What is to stand in the place of parts of a pattern, in their order.
#[derive(Default)]
struct Edits {
    list: Vec<(Span, Cow<'static, str>)>,
    sets_unicode: bool,
}

impl Edits {
    fn insert(&mut self, at: Position, text: &'static str) {
        self.list.push((Span::splat(at), text.into()));
    }

    fn note_flags(&mut self, flags: &Flags) {
        self.sets_unicode |= flags.flag_state(Flag::Unicode).is_some();
    }
}

impl Visitor for Edits {
    type Output = Self;
    type Err = Infallible;

    fn finish(self) -> Result<Self, Infallible> {
        Ok(self)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
        match ast {
            Ast::Flags(set) => self.note_flags(&set.flags),
            Ast::Group(group) => {
                if let GroupKind::NonCapturing(flags) = &group.kind {
                    self.note_flags(flags);
                }
            }
            Ast::Assertion(assertion) => {
                let plain = match assertion.kind {
                    AssertionKind::WordBoundary => r"(?-u:\b)",
                    AssertionKind::WordBoundaryStart | AssertionKind::WordBoundaryStartAngle => r"(?-u:\b{start})",
                    AssertionKind::WordBoundaryEnd | AssertionKind::WordBoundaryEndAngle => r"(?-u:\b{end})",
                    AssertionKind::WordBoundaryStartHalf => r"(?-u:\b{start-half})",
                    AssertionKind::WordBoundaryEndHalf => r"(?-u:\b{end-half})",
                    _ => return Ok(()),
                };
                self.list.push((assertion.span, plain.into()));
            }
            Ast::ClassPerl(class) => {
                // The flag, as all letters are there already, and looking for their capitals takes longest.
                let plain = match (&class.kind, class.negated) {
                    (ClassPerlKind::Digit, false) => "[0-9]".into(),
                    (ClassPerlKind::Word, false) => format!("(?-i:[{}])", ranges(&WORD)).into(),
                    (ClassPerlKind::Word, true) => format!("(?-i:[^{}])", ranges(&WORD)).into(),
                    _ => return Ok(()),
                };
                self.list.push((class.span, plain));
            }
            Ast::ClassUnicode(class) => {
                if let Some(plain) = plain_unicode(class) {
                    let flags = if is_letters(class) { "-i" } else { "" };
                    self.list.push((class.span, format!("(?{flags}:[{plain}])").into()));
                }
            }
            Ast::ClassBracketed(class) if has_all_letters(class) => self.insert(class.span.start, "(?-i:"),
            _ => {}
        }
        Ok(())
    }

    fn visit_post(&mut self, ast: &Ast) -> Result<(), Infallible> {
        if let Ast::ClassBracketed(class) = ast
            && has_all_letters(class)
        {
            self.insert(class.span.end, ")");
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Infallible> {
        match item {
            ClassSetItem::Perl(class) if !class.negated => match class.kind {
                ClassPerlKind::Digit => self.list.push((class.span, "[0-9]".into())),
                ClassPerlKind::Word => self.list.push((class.span, format!("[{}]", ranges(&WORD)).into())),
                ClassPerlKind::Space => {}
            },
            ClassSetItem::Unicode(class) => {
                if let Some(plain) = plain_unicode(class) {
                    self.list.push((class.span, format!("[{plain}]").into()));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether what is written behind a pattern would be part of a comment at its end.
pub fn ends_in_comment(pattern: &str) -> bool {
    let read = Parser::new().parse_with_comments(pattern);
    read.is_ok_and(|read| read.comments.last().is_some_and(|last| last.span.end.offset == pattern.len()))
}

/// Why a pattern is none, and which of its characters are at fault.
pub fn fault(pattern: &str) -> Option<(String, Range<usize>)> {
    let range = |span: &Span| span.start.offset..span.end.offset;
    match regex_syntax::parse(pattern).err()? {
        regex_syntax::Error::Parse(error) => Some((error.kind().to_string(), range(error.span()))),
        regex_syntax::Error::Translate(error) => Some((error.kind().to_string(), range(error.span()))),
        error => Some((error.to_string(), 0..pattern.len())),
    }
}

/// A pattern that stands in the code, with [`plain_classes`].
///
/// # Panics
///
/// Where it is not valid, which the first test of the module shows that has it.
pub fn built_in(pattern: &str) -> Regex {
    compile(&plain_classes(pattern)).expect("a valid pattern")
}

pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(SIZE).build()
}

/// Whether a class has all letters, so that its capitals need not be looked for, which takes longest.
fn has_all_letters(class: &ClassBracketed) -> bool {
    let is_all = |item: &ClassSetItem| match item {
        ClassSetItem::Perl(class) => class.kind == ClassPerlKind::Word && !class.negated,
        ClassSetItem::Unicode(class) => is_letters(class),
        _ => false,
    };
    match &class.kind {
        ClassSet::Item(ClassSetItem::Union(union)) => union.items.iter().any(is_all),
        ClassSet::Item(item) => is_all(item),
        ClassSet::BinaryOp(_) => false,
    }
}

fn is_letters(class: &ClassUnicode) -> bool {
    !class.negated && class.kind == ClassUnicodeKind::OneLetter('L')
}

/// What stands between the brackets of a class for letters, capitals or small letters.
fn plain_unicode(class: &ClassUnicode) -> Option<String> {
    match &class.kind {
        _ if class.negated => None,
        ClassUnicodeKind::OneLetter('L') => Some(ranges(WORD.iter().filter(|(first, _)| !matches!(first, '0' | '_')))),
        ClassUnicodeKind::Named(name) if matches!(name.as_str(), "Lu" | "Ll") => {
            Some(format!(r"[\p{{{name}}}&&[{CASED}]]{CASED_EITHER}"))
        }
        _ => None,
    }
}

fn ranges<'a>(ranges: impl IntoIterator<Item = &'a (char, char)>) -> String {
    let range = |(first, last): &(char, char)| format!("\\x{{{:x}}}-\\x{{{:x}}}", u32::from(*first), u32::from(*last));
    ranges.into_iter().map(range).collect()
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
        assert!(takes(r"a] \w+", "a] éa") && takes(r"[a&&[^\d]]\w", "aé"));
        assert!(takes(r"to\b{start}.*\b{end-half}", "to go") || takes(r"to \b{start}go\b{end}", "to go"));
        let cased = |pattern: &str, line: &str| takes(&format!("(?i:{pattern})"), line);
        assert!(cased(r"[\p{L}.'-]+ \p{L}[\w-]", "É.x-'Ж éß") && !cased(r"[\p{L}.'-]", "1"));
        assert!(cased(r"(?-i:\p{Lu}[\p{Ll}\d]+) X", "Ángel1 x") && !cased(r"(?-i:\p{Lu}\p{Ll})", "ÁN"));
        assert!(cased(r"(?-i:[\p{Lu}\d]\p{Ll}) \p{Lu}", "Жы a") && cased(r"(?-i:\p{Lu}\p{Lu})", "ẤẤ"));
        assert!(takes(r"[^\p{L}\d]\P{L}", "-1") && !takes(r"[^\p{L}]", "é") && cased(r"[^\w-]", "."));
        assert!(takes(r"(?-u:\w)é", "aé") && !takes(r"(?-u:\w)", "é"));
        assert!(takes("(?x) \\w \\b # \\d [\n \\d", "a1") || takes("(?x) \\w # \\d [\n \\d", "é1"));
    }
}
