//! Which of many patterns can match a line at all: those of which it has what each of their matches has.
//!
//! Most patterns tell how their matches start, and then only a line's first letters are looked at; of the others mostly
//! some text is known that stands anywhere in them, or the few characters that they can open with. One automaton for all
//! those texts takes more memory than a processor's caches hold, and waits for it at nearly each byte; here bits tell
//! first whether four bytes belong to any text at all.

use foldhash::HashMap;
use smallvec::SmallVec;

use super::need::{DIGITS, Need, Text, lower, lower_char, one_form};
use super::pattern::is_mark;
use crate::text::bits::Bits;
use crate::text::words::ByHash;

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

/// The front of a line as a number, character by character (FNV-1a).
struct Front(u64);

impl Front {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn push(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(u32::from(c.to_ascii_lowercase()))).wrapping_mul(0x0100_0000_01b3);
    }

    fn key(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// What matches start with, in lower case, and the patterns that need it.
#[derive(Debug, Default)]
struct Starts {
    /// By [`Front::key`]: a pattern more is no fault.
    patterns_of: ByHash<SmallVec<[usize; 2]>>,
    /// All fronts of all starts.
    fronts: Bits,
}

impl Starts {
    fn insert(&mut self, text: &str, pattern: usize) {
        let mut front = Front::new();
        for c in text.chars() {
            front.push(c);
            self.fronts.insert(front.key() as u32);
        }
        self.patterns_of.entry(front.key()).or_default().push(pattern);
    }

    /// The patterns that need what a line starts with.
    fn find(&self, line: &str, found: &mut Found) {
        let mut front = Front::new();
        let mut digits = false;
        for c in line.chars().flat_map(char::to_lowercase).map(one_form) {
            if digits && c.is_ascii_digit() {
                continue;
            }
            digits = c.is_ascii_digit();
            front.push(if digits { DIGITS } else { c });
            if !self.fronts.has(front.key() as u32) {
                return;
            }
            if let Some(patterns) = self.patterns_of.get(&front.key()) {
                found.extend_from_slice(patterns);
            }
        }
    }
}

/// What matches hold: letters beyond ASCII in lower case, those of ASCII in either.
#[derive(Debug, Default)]
struct Texts {
    texts: Vec<Sought>,
    /// The windows of the texts that are as long as one.
    windows: Bits,
    /// Those of the others.
    shorter: Bits,
    /// For each byte, which lengths of shorter texts start with it, as bits.
    lengths_of: Vec<u8>,
    /// The texts by their windows.
    of_window: HashMap<u32, SmallVec<[usize; 2]>>,
}

/// A text that stands in all lines that a pattern matches, or another one of its own.
#[derive(Debug)]
struct Sought {
    text: Box<str>,
    pattern: usize,
    /// Where its window stands.
    at: usize,
}

/// Bytes that are looked at together.
const WINDOW: usize = 4;
/// All bytes in the case of small letters.
const SMALL: u32 = 0x2020_2020;
/// How much of a window texts of one to three bytes are.
const MASKS: [u32; WINDOW - 1] = [0xff, 0xffff, 0xff_ffff];

/// Up to four bytes as a number, the first one lowest, the same for either case of ASCII letters.
fn window(bytes: &[u8]) -> u32 {
    let number = bytes.iter().take(WINDOW).rev().fold(0, |number, byte| number << 8 | u32::from(*byte)) | SMALL;
    MASKS.get(bytes.len().wrapping_sub(1)).map_or(number, |mask| number & mask)
}

/// How rare a byte is: spaces and the commonest letters of English are not.
fn rarity(byte: u8) -> usize {
    const COMMON: &[u8] = b" etaoinsrhldcumfpgwybvkxjqz";
    COMMON.iter().position(|other| *other == byte.to_ascii_lowercase()).unwrap_or(COMMON.len())
}

impl Texts {
    fn new(texts: Vec<(&str, usize)>) -> Self {
        let mut out = Self { lengths_of: vec![0; 256], ..Self::default() };
        for (text, pattern) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let bytes = text.as_bytes();
            let rare = |at: &usize| bytes[*at..*at + WINDOW].iter().map(|byte| rarity(*byte)).sum::<usize>();
            let at = (0..(bytes.len() + 1).saturating_sub(WINDOW)).max_by_key(rare).unwrap_or(0);
            let window = window(&bytes[at..]);
            if bytes.len() < WINDOW {
                out.shorter.insert(window);
                out.lengths_of[usize::from(bytes[0] | SMALL as u8)] |= 1 << (bytes.len() - 1);
            } else {
                out.windows.insert(window);
            }
            out.of_window.entry(window).or_default().push(out.texts.len());
            out.texts.push(Sought { text: text.into(), pattern, at });
        }
        out
    }

    /// The patterns whose texts stand in a line.
    fn find(&self, line: &str, found: &mut Found) {
        let line = lower(line);
        let bytes = line.as_bytes();
        let mut check = |window: u32, at: usize| {
            for sought in self.of_window.get(&window).into_iter().flatten().map(|text| &self.texts[*text]) {
                let stands = at.checked_sub(sought.at).and_then(|from| bytes.get(from..from + sought.text.len()));
                if stands.is_some_and(|stands| stands.eq_ignore_ascii_case(sought.text.as_bytes())) {
                    found.push(sought.pattern);
                }
            }
        };
        let mut window = 0;
        for (at, byte) in bytes.iter().enumerate().rev() {
            window = window << 8 | u32::from(*byte | SMALL as u8);
            if self.windows.has(window) {
                check(window, at);
            }
            let lengths = self.lengths_of[usize::from(window as u8)];
            if lengths != 0 {
                for (length, mask) in MASKS.iter().enumerate() {
                    if lengths >> length & 1 != 0 && self.shorter.has(window & mask) {
                        check(window & mask, at);
                    }
                }
            }
        }
    }
}

impl Prefilter {
    /// For patterns with these needs.
    pub fn new<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Self {
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
        Self { starts, inside: Texts::new(inside), always, opens }
    }

    /// The numbers of the patterns that may match a whole line, in their order.
    pub fn candidates(&self, line: &str) -> Found {
        let mut found = Found::from_slice(&self.always);
        self.starts.find(line.trim_start_matches(is_mark), &mut found);
        if !self.inside.texts.is_empty() {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;
    use regex_syntax::ast::parse::Parser;

    use super::*;

    fn filter(patterns: &[&str]) -> Prefilter {
        let needs: Vec<Need> =
            patterns.iter().map(|pattern| Need::of(&Parser::new().parse(pattern).unwrap())).collect();
        Prefilter::new(&needs)
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
                prop::sample::select(vec!["a", "[bc]", "st|", "(d|ef)+", "(ab|C)?", r"\(", "(?:x y|y)", "z{1,2}", r"\b", r"\W*", "[(_ ]?", "(?: x|-)*", r"\d", r"\d{2,}", "[12]", "(?:1|x)?", ".*"]),
                1..6,
            ),
            line in "[abcdefstxyzABCDEFSTXYZ (ſ_12-]{0,12}",
        ) {
            let pattern = parts.concat();
            let regex = Regex::new(&format!("^(?i:{pattern})$")).unwrap();
            let filter = filter(&[&pattern]);
            prop_assert!(!regex.is_match(&line) || filter.candidates(&line)[..] == [0], "{} {}", pattern, line);
        }
    }
}
