//! Which of many patterns can match a line at all: those of which it has what each of their matches has.
//!
//! Most patterns tell how their matches start, and then only a line's first letters are looked at; of the others mostly
//! some text is known that stands anywhere in them, or the few characters that they can open with.

use std::borrow::Cow;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::{self, DFA};
use foldhash::HashMap;
use regex_syntax::ast::{Ast, ClassPerlKind, RepetitionKind, RepetitionRange};
use smallvec::SmallVec;

use super::pattern::{is_mark, is_of_marks, listed};

/// What is less [`telling`] than this stands in too many lines; but few lines start with it.
const LEAST: usize = 2;
/// Of a start so many characters tell enough.
const START: usize = 6;
/// A start's bytes at most, in lines too.
const START_BYTES: usize = 64;
/// A pattern that starts in more ways than these is not followed further.
const WAYS: usize = 200;

/// The numbers of patterns: few lines have more.
pub type Found = SmallVec<[usize; 32]>;

/// Tells the patterns that are worth trying on a line.
#[derive(Debug)]
pub struct Prefilter {
    starts: Starts,
    inside: Texts,
    /// The patterns of which neither is known.
    always: Vec<usize>,
    /// For each pattern, what its matches open with, where that is told.
    opens: Vec<Option<Box<[char]>>>,
}

/// What matches start with, in lower case, and the patterns that need it.
#[derive(Debug, Default)]
struct Starts {
    patterns_of: HashMap<String, SmallVec<[usize; 2]>>,
    /// Bytes of the longest.
    longest: usize,
}

impl Starts {
    fn insert(&mut self, text: &str, pattern: usize) {
        self.longest = self.longest.max(text.len());
        self.patterns_of.entry(text.to_ascii_lowercase()).or_default().push(pattern);
    }

    /// The patterns that need what a line starts with.
    fn find(&self, line: &str, found: &mut Found) {
        let start = lower(&line[..line.floor_char_boundary(START_BYTES)]).to_ascii_lowercase();
        for length in 1..=self.longest.min(start.len()) {
            if let Some(patterns) = start.get(..length).and_then(|text| self.patterns_of.get(text)) {
                found.extend_from_slice(patterns);
            }
        }
    }
}

/// What matches hold: letters beyond ASCII in lower case, those of ASCII in either.
#[derive(Debug)]
struct Texts {
    automaton: DFA,
    /// For each text, the pattern that needs it or another one of its own.
    pattern_of: Vec<usize>,
}

impl Texts {
    fn new(texts: Vec<(&str, usize)>) -> Result<Self, String> {
        let (texts, pattern_of): (Vec<&str>, Vec<usize>) = texts.into_iter().unzip();
        let automaton = dfa::Builder::new().ascii_case_insensitive(true).prefilter(false).build(texts);
        Ok(Self { automaton: automaton.map_err(|error| error.to_string())?, pattern_of })
    }

    /// The patterns whose texts stand in a line.
    fn find(&self, line: &str, found: &mut Found) {
        // It was built for searches that start anywhere.
        let Ok(mut state) = self.automaton.start_state(Anchored::No) else { return };
        for byte in lower(line).bytes() {
            state = self.automaton.next_state(Anchored::No, state, byte);
            if self.automaton.is_match(state) {
                let texts = (0..self.automaton.match_len(state)).map(|i| self.automaton.match_pattern(state, i));
                found.extend(texts.map(|text| self.pattern_of[text.as_usize()]));
            }
        }
    }
}

/// What a line has when a pattern matches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    text: Text,
    /// One of these as its first character.
    opens: Option<Box<[char]>>,
}

/// The text that a line has.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    /// One of these at its start, marks before it aside.
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

impl Prefilter {
    /// For patterns with these needs.
    pub fn new<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Result<Self, String> {
        let (mut starts, mut inside, mut always) = (Starts::default(), Vec::new(), Vec::new());
        let mut opens = Vec::new();
        for (i, need) in needs.into_iter().enumerate() {
            match &need.text {
                Text::Start(texts) => texts.iter().for_each(|text| starts.insert(text, i)),
                Text::Inside(texts) => inside.extend(texts.iter().map(|text| (text.as_str(), i))),
                Text::Unknown => always.push(i),
            }
            opens.push(need.opens.clone());
        }
        Ok(Self { starts, inside: Texts::new(inside)?, always, opens })
    }

    /// The numbers of the patterns that may match a whole line, in their order.
    pub fn candidates(&self, line: &str) -> Found {
        let mut found = Found::from_slice(&self.always);
        self.starts.find(line.trim_start_matches(is_mark), &mut found);
        if !self.inside.pattern_of.is_empty() {
            self.inside.find(line, &mut found);
        }
        let first = line.chars().next().map(lower_char);
        let opens = |i: &usize| self.opens[*i].as_ref().is_none_or(|chars| first.is_some_and(|c| chars.contains(&c)));
        found.retain(|i| opens(i));
        found.sort_unstable();
        found.dedup();
        found
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
    /// Adds what comes next, unless it is a mark before all else.
    fn push(&mut self, c: char) {
        if !(self.text.is_empty() && is_mark(c)) {
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
            // It may come once more; marks alone change nothing.
            if !matches!(repetition.op.kind, RepetitionKind::ZeroOrOne) {
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
        Ast::ClassPerl(class) if class.kind == ClassPerlKind::Digit && !class.negated => {
            let (open, mut out): (Vec<_>, Vec<_>) = ways.into_iter().partition(|start| start.open);
            let closed = |start: &Start, digit| Start { text: format!("{}{digit}", start.text), open: false };
            out.extend(open.iter().flat_map(|start| ('0'..='9').map(|digit| closed(start, digit))));
            out
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

/// Letters beyond ASCII in lower case, one by one as patterns are read; what they take for one letter without regard to
/// case is one, as the long s is an s and the sigma at a word's end a sigma.
fn lower(text: &str) -> Cow<'_, str> {
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
fn one_form(c: char) -> char {
    match c {
        'ſ' => 's',
        'ς' => 'σ',
        c => c,
    }
}

/// A character in lower case; of what becomes several, the first.
fn lower_char(c: char) -> char {
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
            let mut row = String::new();
            for part in &concat.asts {
                match part {
                    Ast::Literal(literal) => push_lower(&mut row, literal.c),
                    // What has no width parts nothing.
                    Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => {}
                    other => {
                        choices.push(vec![std::mem::take(&mut row)]);
                        choices.extend(needed(other));
                    }
                }
            }
            choices.push(vec![row]);
            choices.into_iter().max_by_key(|texts| telling(texts))
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

/// How much the least telling of some texts tells: its length in characters. A bracket, a bar, a sign of copyright, of
/// percent or of a rising price stands in fewer lines than most pairs of letters.
fn telling(texts: &[String]) -> usize {
    let weight =
        |c: char| if matches!(c, '(' | '[' | '|' | '/' | '©' | '%' | '▲' | '▼' | '△' | '▽') { 3 } else { 1 };
    texts.iter().map(|text| text.chars().map(weight).sum()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;
    use regex_syntax::ast::parse::Parser;

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
    }

    fn filter(patterns: &[&str]) -> Prefilter {
        let needs: Vec<Need> =
            patterns.iter().map(|pattern| Need::of(&Parser::new().parse(pattern).unwrap())).collect();
        Prefilter::new(&needs).unwrap()
    }

    #[test]
    fn a_pattern_is_tried_where_its_text_stands() {
        let english = filter(&["read more.*", r"\d+", "ПОДЕЛИТЬСЯ", "read (?:on|more)"]);
        assert_eq!(english.candidates("READ MORE")[..], [0, 3]);
        assert_eq!(english.candidates("поделиться")[..], [2]);
        assert!(english.candidates("Say no more").is_empty());
        assert_eq!(english.candidates("(40)")[..], [1]);
        assert_eq!(english.candidates("– “Read on")[..], [3]);
        assert_eq!(filter(&["περισσότερα νέα", "ΚΟΣΜΟΣ"]).candidates("Κοσμοσ")[..], [1]);
    }

    #[test]
    fn a_pattern_is_tried_where_a_match_can_open() {
        let marks = filter(&[r"(?:#\w+\s*)+", r"[-–*]{2,}", r"(?:©|\(c\) \w+).*", r"[_ ]?É?[^a]*"]);
        assert_eq!(marks.candidates("#ferries")[..], [0, 3]);
        assert_eq!(marks.candidates("–––")[..], [1, 3]);
        assert_eq!(marks.candidates("(C) Ostra")[..], [2, 3]);
        assert_eq!(marks.candidates("Ostra")[..], [3]);
        assert_eq!(filter(&["[Éñ]?-.*"]).candidates("é-")[..], [0]);
    }

    proptest! {
        /// No pattern is passed over that matches.
        #[test]
        fn none_is_missed(
            parts in prop::collection::vec(
                prop::sample::select(vec!["a", "[bc]", "st|", "(d|ef)+", "(ab|C)?", r"\(", "(?:x y|y)", "z{1,2}", r"\b", r"\W*", "[(_ ]?", "(?: x|-)*", r"\d"]),
                1..6,
            ),
            line in "[abcdefstxyzABCDEFSTXYZ (ſ_1-]{0,12}",
        ) {
            let pattern = parts.concat();
            let regex = Regex::new(&format!("^(?i:{pattern})$")).unwrap();
            let filter = filter(&[&pattern]);
            prop_assert!(!regex.is_match(&line) || filter.candidates(&line)[..] == [0], "{} {}", pattern, line);
        }
    }
}
