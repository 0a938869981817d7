//! Which of many patterns can match a line at all: those that find in it a text which each of their matches holds.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};

/// Texts shorter than this, in characters, stand in too many lines to tell anything.
const SHORTEST: usize = 2;

/// Tells the patterns that are worth trying on a line.
#[derive(Debug)]
pub struct Prefilter {
    /// Letters beyond ASCII in lower case, those of ASCII in either.
    texts: AhoCorasick,
    /// For each text, the pattern that needs it or another one of its own.
    pattern_of: Vec<usize>,
    /// The patterns that need no text.
    always: Vec<usize>,
}

impl Prefilter {
    /// For patterns in the syntax of the crate `regex`, with and without regard to case.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let (mut texts, mut pattern_of, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (i, pattern) in patterns.into_iter().enumerate() {
            let ast = Parser::new().parse(pattern).map_err(|error| error.to_string())?;
            match needed(&ast).filter(|texts| shortest(texts) >= SHORTEST) {
                Some(needed) => {
                    pattern_of.resize(pattern_of.len() + needed.len(), i);
                    texts.extend(needed);
                }
                None => always.push(i),
            }
        }
        let mut builder = AhoCorasick::builder();
        // No slower here than a DFA, and smaller.
        let builder = builder.kind(Some(AhoCorasickKind::ContiguousNFA)).ascii_case_insensitive(true);
        let texts = builder.build(texts).map_err(|error| error.to_string())?;
        Ok(Self { texts, pattern_of, always })
    }

    /// The numbers of the patterns that may match, in their order.
    pub fn candidates(&self, line: &str) -> Vec<usize> {
        let mut found = self.always.clone();
        let lower = lower(line);
        found.extend(self.texts.find_overlapping_iter(&*lower).map(|text| self.pattern_of[text.pattern().as_usize()]));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Letters beyond ASCII in lower case, one by one as patterns are read; what they take for one letter without regard to
/// case is one, as the long s is an s and the sigma at a word's end a sigma.
fn lower(text: &str) -> Cow<'_, str> {
    let one = |c: char| match c {
        'ſ' => 's',
        'ς' => 'σ',
        c => c,
    };
    // Dashes and curly quotation marks are most of what stands in English lines beside ASCII.
    let stays = |c: char| c.is_ascii() || matches!(c, '\u{2010}'..='\u{203a}') || one(c) == c && !has_lower(c);
    if text.is_ascii() || text.chars().all(stays) {
        return text.into();
    }
    text.chars().flat_map(char::to_lowercase).map(one).collect()
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
        Ast::Concat(concat) => {
            let mut choices = Vec::new();
            let mut row = String::new();
            for part in &concat.asts {
                match part {
                    Ast::Literal(literal) => row.push_str(&lower(&literal.c.to_string())),
                    // What has no width parts nothing.
                    Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => {}
                    other => {
                        choices.push(vec![std::mem::take(&mut row)]);
                        choices.extend(needed(other));
                    }
                }
            }
            choices.push(vec![row]);
            choices.into_iter().max_by_key(|texts| shortest(texts))
        }
        _ => None,
    }
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

/// The length of the shortest of some texts, in characters: the longer, the more it tells.
fn shortest(texts: &[String]) -> usize {
    texts.iter().map(|text| text.chars().count()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        needed(&Parser::new().parse(pattern).unwrap())
    }

    #[test]
    fn needs_the_longest_of_what_must_stand_there() {
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(of(r"(?:also|must) read\b.*"), texts(&[" read"]));
        assert_eq!(of(r"comments?\W*"), texts(&["comment"]));
        assert_eq!(of(r"(?:facebook|TWITTER)+ \d"), texts(&["facebook", "TWITTER"]));
        assert_eq!(of(r"(?:share )?[xy]{2}").map(|texts| shortest(&texts)), Some(0));
        assert_eq!(of(r"\w+|read"), None);
    }

    #[test]
    fn a_pattern_is_tried_where_its_text_stands() {
        let filter = Prefilter::new(["read more.*", r"\d+", "ПОДЕЛИТЬСЯ", "read (?:on|more)"]).unwrap();
        assert_eq!(filter.candidates("READ MORE"), [0, 1, 3]);
        assert_eq!(filter.candidates("поделиться"), [1, 2]);
        assert_eq!(filter.candidates("Say no more"), [1]);
        assert_eq!(Prefilter::new(["περισσότερα νέα", "ΚΟΣΜΟΣ"]).unwrap().candidates("Κόσμος ΚΟΣΜΟΣ"), [1]);
    }

    proptest! {
        /// No pattern is passed over that matches.
        #[test]
        fn none_is_missed(
            parts in prop::collection::vec(
                prop::sample::select(vec!["a", "[bc]", "st|", "(d|ef)+", "(ab|C)?", r"\(", "(?:x y|y)", "z{1,2}", r"\b"]),
                1..6,
            ),
            line in "[abcdefstxyzABCDEFSTXYZ (ſ]{0,12}",
        ) {
            let pattern = parts.concat();
            let regex = Regex::new(&format!("(?i:{pattern})")).unwrap();
            let filter = Prefilter::new([pattern.as_str()]).unwrap();
            prop_assert!(!regex.is_match(&line) || filter.candidates(&line) == [0], "{} {}", pattern, line);
        }
    }
}
