//! What a line has when a pattern matches it, as far as the pattern tells: how the line starts, a text that stands in it,
//! the characters that it can open with.

use std::borrow::Cow;

use regex_syntax::ast::{Ast, ClassPerl, ClassPerlKind, RepetitionKind, RepetitionRange};

use super::pattern::{is_mark, is_of_marks, listed};

/// What is less [`telling`] than this stands in too many lines; but few lines start with it.
const LEAST: usize = 2;
/// Of a start so many characters tell enough.
const START: usize = 6;
/// A pattern that starts in more ways than these is not followed further.
const WAYS: usize = 200;
/// Texts of more ways than these are sought part by part.
const TEXTS: usize = 8;
/// What stands for a digit, or several in a row.
pub const DIGITS: char = '0';

/// What a line has when a pattern matches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub text: Text,
    /// One of these as its first character.
    pub opens: Option<Box<[char]>>,
}

/// The text that a line has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// One of these at its start, marks before it aside and digits in a row as one.
    Start(Vec<String>),
    /// One of these anywhere.
    Inside(Vec<String>),
    Unknown,
}

impl Need {
    /// Of a pattern over whole lines, with and without regard to case.
    pub fn of(pattern: &Ast) -> Self {
        let starts = starts(pattern);
        if telling(&starts) > 0 {
            return Self { text: Text::Start(starts), opens: None };
        }
        let opens = Opening::of(pattern).filter(|opening| !opening.passes).map(|opening| opening.chars);
        // Few lines open with a mark, and those that do are sooner tried than sought for a text.
        let marked = opens.as_ref().is_some_and(|chars| chars.iter().copied().all(is_mark));
        let inside = needed(pattern).filter(|texts| !marked && telling(texts) >= LEAST);
        Self { text: inside.map_or(Text::Unknown, Text::Inside), opens: opens.map(Vec::into_boxed_slice) }
    }
}

/// What the match of a pattern can open with.
struct Opening {
    /// In lower case.
    chars: Vec<char>,
    /// The pattern matches the empty text too.
    passes: bool,
}

impl Opening {
    /// `None` where it is not told, or where there are many ways.
    fn of(ast: &Ast) -> Option<Self> {
        match ast {
            Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => Some(Self { chars: Vec::new(), passes: true }),
            Ast::Literal(literal) => Some(Self { chars: vec![lower_char(literal.c)], passes: false }),
            Ast::Group(group) => Self::of(&group.ast),
            Ast::Concat(concat) => Self::of_each(&concat.asts),
            Ast::Alternation(alternation) => alternation.asts.iter().map(Self::of).reduce(|one, other| {
                let (mut one, other) = (one?, other?);
                one.chars.extend(other.chars);
                Some(Self { passes: one.passes | other.passes, ..one })
            })?,
            Ast::Repetition(repetition) => {
                let once = Self::of(&repetition.ast)?;
                Some(Self { passes: once.passes | !at_least_once(&repetition.op.kind), ..once })
            }
            Ast::ClassBracketed(class) => Some(Self { chars: listed(class)?.map(lower_char).collect(), passes: false }),
            Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => None,
        }
    }

    /// Of patterns one behind another.
    fn of_each(asts: &[Ast]) -> Option<Self> {
        let mut out = Self { chars: Vec::new(), passes: true };
        for ast in asts {
            let next = Self::of(ast)?;
            out.chars.extend(next.chars);
            if !next.passes {
                return Some(Self { passes: false, ..out });
            }
        }
        Some(out)
    }
}

/// How a match may start, as far as it is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Start {
    /// Without the marks before it.
    text: String,
    /// What comes next in the pattern comes next in the match.
    open: bool,
}

impl Start {
    /// Adds what comes next, unless it is a mark before all else or one more digit.
    fn push(&mut self, c: char) {
        let c = if c.is_ascii_digit() { DIGITS } else { c };
        let adds = if c == DIGITS { !self.text.ends_with(DIGITS) } else { !(self.text.is_empty() && is_mark(c)) };
        if adds {
            push_lower(&mut self.text, c);
            self.open = self.text.chars().count() < START;
        }
    }
}

/// Texts one of which each match starts with, marks before them aside; an empty one where the start is not told.
fn starts(ast: &Ast) -> Vec<String> {
    let ways = follow(ast, vec![Start { text: String::new(), open: true }]);
    let mut texts: Vec<String> = ways.into_iter().map(|start| start.text).collect();
    texts.sort_unstable();
    // What starts with one text starts with another that is the front of it.
    texts.dedup_by(|later, kept| later.starts_with(kept.as_str()));
    texts
}

/// The starts with what the next part of a pattern adds to those that are open.
fn follow(ast: &Ast, mut ways: Vec<Start>) -> Vec<Start> {
    if ways.len() > WAYS {
        ways.iter_mut().for_each(|start| start.open = false);
    }
    if ways.iter().all(|start| !start.open) {
        return ways;
    }
    match ast {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => ways,
        Ast::Literal(literal) => {
            ways.iter_mut().filter(|start| start.open).for_each(|start| start.push(literal.c));
            ways
        }
        Ast::Group(group) => follow(&group.ast, ways),
        Ast::Concat(concat) => concat.asts.iter().fold(ways, |ways, ast| follow(ast, ways)),
        Ast::Alternation(alternation) => {
            let (open, mut out): (Vec<_>, Vec<_>) = ways.into_iter().partition(|start| start.open);
            out.extend(alternation.asts.iter().flat_map(|ast| follow(ast, open.clone())));
            out
        }
        Ast::Repetition(repetition) => {
            let (open, mut out): (Vec<_>, Vec<_>) = ways.into_iter().partition(|start| start.open);
            let mut once = follow(&repetition.ast, open.clone());
            // It may come once more; marks alone change nothing, nor do more digits.
            let digits = matches!(&*repetition.ast, Ast::ClassPerl(class) if is_digit(class));
            if !digits && !matches!(repetition.op.kind, RepetitionKind::ZeroOrOne) {
                once.iter_mut().for_each(|start| start.open &= start.text.is_empty());
            }
            out.extend(once);
            if !at_least_once(&repetition.op.kind) {
                out.extend(open);
            }
            out.sort_unstable();
            out.dedup();
            out
        }
        Ast::ClassPerl(class) if is_digit(class) => {
            ways.iter_mut().filter(|start| start.open).for_each(|start| start.push(DIGITS));
            ways
        }
        Ast::ClassBracketed(class) if listed(class).is_some() => {
            let (open, mut out): (Vec<_>, Vec<_>) = ways.into_iter().partition(|start| start.open);
            let with = |start: &Start, c| {
                let mut start = start.clone();
                start.push(c);
                start
            };
            out.extend(listed(class).into_iter().flatten().flat_map(|c| open.iter().map(move |start| with(start, c))));
            out
        }
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => {
            let marks = is_of_marks(ast);
            ways.iter_mut().for_each(|start| start.open &= marks && start.text.is_empty());
            ways
        }
    }
}

fn is_digit(class: &ClassPerl) -> bool {
    class.kind == ClassPerlKind::Digit && !class.negated
}

/// Letters beyond ASCII in lower case, one by one as patterns are read; what they take for one letter without regard to
/// case is one, as the long s is an s and the sigma at a word's end a sigma.
pub fn lower(text: &str) -> Cow<'_, str> {
    // Dashes and curly quotation marks are most of what stands in English lines beside ASCII.
    let stays = |c: char| c.is_ascii() || matches!(c, '\u{2010}'..='\u{203a}') || one_form(c) == c && !has_lower(c);
    if text.is_ascii() || text.chars().all(stays) {
        return text.into();
    }
    text.chars().flat_map(char::to_lowercase).map(one_form).collect()
}

/// Adds a character as [`lower`] has it.
fn push_lower(text: &mut String, c: char) {
    if c.is_ascii() {
        text.push(c);
    } else {
        text.push_str(&lower(c.encode_utf8(&mut [0; 4])));
    }
}

/// What a letter in lower case is taken for without regard to case.
pub fn one_form(c: char) -> char {
    match c {
        'ſ' => 's',
        'ς' => 'σ',
        c => c,
    }
}

/// A character in lower case; of what becomes several, the first.
pub fn lower_char(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { one_form(c.to_lowercase().next().unwrap_or(c)) }
}

fn has_lower(c: char) -> bool {
    c.to_lowercase().next() != Some(c)
}

/// Texts one of which stands in whatever the pattern matches, whatever the case of ASCII letters; `None` where nothing is
/// told.
fn needed(ast: &Ast) -> Option<Vec<String>> {
    match ast {
        Ast::Literal(literal) => Some(vec![lower(&literal.c.to_string()).into_owned()]),
        Ast::Group(group) => needed(&group.ast),
        Ast::Repetition(repetition) => at_least_once(&repetition.op.kind).then(|| needed(&repetition.ast)).flatten(),
        Ast::Alternation(alternation) => {
            let texts: Option<Vec<_>> = alternation.asts.iter().map(needed).collect();
            Some(texts?.concat())
        }
        Ast::ClassBracketed(class) => Some(listed(class)?.map(|c| lower(&c.to_string()).into_owned()).collect()),
        Ast::Concat(concat) => {
            let mut choices = Vec::new();
            let mut row = vec![String::new()];
            for part in &concat.asts {
                match all_of(part) {
                    Some(texts) if row.len() * texts.len() <= TEXTS => row = joined(&row, &texts),
                    Some(texts) => choices.push(std::mem::replace(&mut row, texts)),
                    None => {
                        choices.push(std::mem::replace(&mut row, vec![String::new()]));
                        choices.extend(needed(part));
                    }
                }
            }
            choices.push(row);
            choices.into_iter().max_by_key(|texts| telling(texts)).map(shortest)
        }
        _ => None,
    }
}

/// All texts that a pattern matches, when they are few.
fn all_of(ast: &Ast) -> Option<Vec<String>> {
    let texts = match ast {
        // What has no width parts nothing.
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => vec![String::new()],
        Ast::Literal(_) | Ast::ClassBracketed(_) => needed(ast)?,
        Ast::Group(group) => all_of(&group.ast)?,
        Ast::Alternation(alternation) => alternation.asts.iter().map(all_of).collect::<Option<Vec<_>>>()?.concat(),
        Ast::Concat(concat) => concat.asts.iter().try_fold(vec![String::new()], |row, part| {
            let texts = all_of(part)?;
            (row.len() * texts.len() <= TEXTS).then(|| joined(&row, &texts))
        })?,
        Ast::Repetition(repetition) if matches!(repetition.op.kind, RepetitionKind::ZeroOrOne) => {
            let mut texts = all_of(&repetition.ast)?;
            texts.push(String::new());
            texts
        }
        Ast::Repetition(_) | Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => return None,
    };
    (texts.len() <= TEXTS).then_some(texts)
}

/// Each of some texts with each of others behind it.
fn joined(fronts: &[String], ends: &[String]) -> Vec<String> {
    fronts.iter().flat_map(|front| ends.iter().map(move |end| format!("{front}{end}"))).collect()
}

/// Of some texts those that hold no other one.
fn shortest(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable_by_key(String::len);
    let mut out: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        if !out.iter().any(|shorter| text.contains(shorter.as_str())) {
            out.push(text);
        }
    }
    out
}

fn at_least_once(kind: &RepetitionKind) -> bool {
    match kind {
        RepetitionKind::OneOrMore => true,
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => false,
        RepetitionKind::Range(
            RepetitionRange::Exactly(least) | RepetitionRange::AtLeast(least) | RepetitionRange::Bounded(least, _),
        ) => *least > 0,
    }
}

/// How much the least telling of some texts tells: its length in characters. A bracket, a bar, a sign of copyright, of
/// an address, of percent or of a rising price stands in fewer lines than most pairs of letters.
fn telling(texts: &[String]) -> usize {
    let weight = |c: char| {
        if matches!(c, '(' | '[' | '|' | '/' | '@' | '©' | '%' | '▲' | '▼' | '△' | '▽') { 3 } else { 1 }
    };
    texts.iter().map(|text| text.chars().map(weight).sum()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use regex_syntax::ast::parse::Parser;

    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        needed(&Parser::new().parse(pattern).unwrap())
    }

    #[test]
    fn needs_the_longest_of_what_must_stand_there() {
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(of(r"(?:also|must) read\b.*"), texts(&["also read", "must read"]));
        assert_eq!(
            of(r"\d(?:the|our) (?:big )?site.*"),
            texts(&["the site", "our site", "the big site", "our big site"])
        );
        assert_eq!(of("(?:a1|b2|c3)(?:d4|e5|f6)"), texts(&["d4", "e5", "f6"]));
        assert_eq!(of(r".* is (?:part|a member) of .*"), texts(&[" is part of ", " is a member of "]));
        assert_eq!(of(r"comments?\W*"), texts(&["comment"]));
        assert_eq!(of(r"(?:facebook|TWITTER)+ \d"), texts(&["TWITTER", "facebook"]));
        assert_eq!(of(r"(?:share )?[xy]{2}").map(|texts| telling(&texts)), Some(1));
        assert_eq!(of(r"[A-Z]\w+ ?[|/] ?[a-z]?.*"), texts(&["|", "/"]));
        assert_eq!(of(r"\w+|read"), None);
    }

    #[test]
    fn starts_are_told_where_letters_stand_first() {
        let check = |pattern: &str, expected: &[&str]| {
            assert_eq!(starts(&Parser::new().parse(pattern).unwrap()), expected, "{pattern}");
        };
        check(r"[(\[]?\s*(?:also|must)[ -]*read\b.*", &["also ", "also-", "alsore", "must ", "must-", "mustre"]);
        check(r"(?:click|tap) (?:here|to)", &["click ", "tap he", "tap to"]);
        check(r"\(?ads?:", &["ad:", "ads:"]);
        check(r"(?:the )?story", &["story", "the st"]);
        check(r"\W*©? ?(?:x+y|[а-я]?z)", &[""]);
        check(r".*app", &[""]);
        check(r"\d{1,2}[:.]\d\d ?(?:a|h)", &["0.0 a", "0.0 h", "0.0a", "0.0h", "0:0 a", "0:0 h", "0:0a", "0:0h"]);
        check(r"24/7|\d*(?:\d+ )+views", &["0 ", "0/0"]);
    }
}
