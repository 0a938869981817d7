//! Rules that take junk lines, each with its own examples.

use std::fmt::Write;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::prefilter::Prefilter;
use crate::text::sentence;

/// Lines longer than this, in bytes, are paragraphs to a rule that says nothing of length.
const LONGEST: usize = 160;

/// One rule as it is written in `junk.toml` or in a site's settings under `[[junk]]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct JunkRule {
    /// Shown as `rule` beside each line it takes.
    pub name: String,
    #[serde(default)]
    pub kind: JunkKind,
    /// A regular expression (crate `regex`) over a whole line of plain text, without regard to case.
    /// A rule of kind `related` names the other article's headline with a group `title`.
    pub line: String,
    /// Words that start junk glued to a paragraph: the rule then looks inside lines, where a sentence has ended.
    #[serde(default)]
    pub leads: Vec<String>,
    /// The most bytes that a line of this kind has.
    pub longest: Option<usize>,
    /// Take the line only when its title is a link.
    #[serde(default)]
    pub linked: bool,
    /// Lines it must take: a site's are tried when its rules are read.
    #[serde(default)]
    pub removes: Vec<String>,
    /// Lines it must not take.
    #[serde(default)]
    pub keeps: Vec<String>,
}

/// What becomes of a line that a rule takes.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum JunkKind {
    #[default]
    Remove,
    /// It points to another article; without a title, the next line has it.
    Related,
    /// It heads a list of other articles.
    RelatedList,
    /// It names agencies or contributors.
    Credit,
    /// It belongs to the article, whatever it looks like.
    Text,
}

/// The rules, compiled.
#[derive(Debug)]
pub struct JunkRules {
    rules: Vec<Compiled>,
    /// From short lines to long ones.
    tiers: Vec<Tier>,
    leads: AhoCorasick,
    /// For each lead, the rule that it starts.
    inside: Vec<Compiled>,
}

/// Finds the rules that may take a line of some length: most of a text stands in lines that are too long for most rules.
#[derive(Debug)]
struct Tier {
    /// The most bytes of a line.
    longest: usize,
    prefilter: Prefilter,
    /// For each pattern of the prefilter, its rule.
    rules: Vec<usize>,
}

impl Tier {
    /// For lines of more than `shorter` bytes, and at most `longest`.
    fn new(shorter: usize, longest: usize, rules: &[(&JunkRule, Compiled)]) -> Result<Self, String> {
        let reach: Vec<usize> = (0..rules.len()).filter(|&i| rules[i].1.longest > shorter).collect();
        let prefilter = Prefilter::new(reach.iter().map(|&i| rules[i].0.line.as_str()))?;
        Ok(Self { longest, prefilter, rules: reach })
    }
}

/// A rule and what it needs beside its pattern.
#[derive(Debug)]
pub struct Compiled {
    pub name: String,
    pub kind: JunkKind,
    linked: bool,
    longest: usize,
    pattern: String,
    /// Compiled when a line first may match: many a rule is never asked.
    regex: OnceLock<Regex>,
}

impl Compiled {
    fn new(rule: &JunkRule) -> Self {
        Self {
            name: rule.name.clone(),
            kind: rule.kind,
            linked: rule.linked,
            longest: rule.longest.unwrap_or(LONGEST),
            pattern: pattern(rule),
            regex: OnceLock::new(),
        }
    }

    /// `None` where the pattern is not valid; those of the built-in rules are, as a test shows, and a site's own are
    /// compiled when they are read.
    fn regex(&self) -> Option<&Regex> {
        if let Some(regex) = self.regex.get() {
            return Some(regex);
        }
        let regex = compile(&self.pattern).ok()?;
        Some(self.regex.get_or_init(|| regex))
    }

    fn takes(&self, line: &str) -> bool {
        line.len() <= self.longest && self.regex().is_some_and(|regex| regex.is_match(line))
    }

    /// Where the other article's title stands in a line that the rule takes.
    pub fn title(&self, line: &str) -> Option<Range<usize>> {
        if self.kind != JunkKind::Related {
            return None;
        }
        self.regex()?.captures(line)?.name("title").map(|title| title.range())
    }
}

#[derive(Deserialize)]
struct File {
    junk: Vec<JunkRule>,
}

impl JunkRules {
    /// The built-in rules with a site's own before them.
    ///
    /// Errors name the site's rule that is no valid pattern or fails one of its examples; those of the built-in rules
    /// are tried by a test.
    pub fn new(own: &[JunkRule]) -> Result<Self, String> {
        own.iter().try_for_each(try_out)?;
        let built_in = built_in()?;
        let (inside, whole): (Vec<&JunkRule>, _) = own.iter().chain(&built_in).partition(|rule| !rule.leads.is_empty());
        let mut leads = Vec::new();
        let mut lead_rules = Vec::new();
        for rule in inside {
            for lead in &rule.leads {
                leads.push(lead.as_str());
                lead_rules.push(Compiled::new(rule));
            }
        }
        let rules: Vec<(&JunkRule, Compiled)> = whole.into_iter().map(|rule| (rule, Compiled::new(rule))).collect();
        let mut bounds = vec![0, LONGEST, 2 * LONGEST];
        bounds.push(rules.iter().map(|(_, rule)| rule.longest).max().unwrap_or_default().max(2 * LONGEST));
        let tiers = bounds.windows(2).map(|pair| Tier::new(pair[0], pair[1], &rules)).collect::<Result<_, _>>()?;
        Ok(Self {
            rules: rules.into_iter().map(|(_, rule)| rule).collect(),
            tiers,
            leads: AhoCorasick::builder().ascii_case_insensitive(true).build(leads).map_err(|e| e.to_string())?,
            inside: lead_rules,
        })
    }

    /// The first rule that takes a whole line, white space at both ends taken off; `linked` tells whether a range
    /// of the line is a link.
    pub fn whole_line(&self, line: &str, linked: impl Fn(Range<usize>) -> bool) -> Option<&Compiled> {
        let tier = self.tiers.iter().find(|tier| line.len() <= tier.longest)?;
        let candidates = tier.prefilter.candidates(line);
        candidates
            .into_iter()
            .map(|index| &self.rules[tier.rules[index]])
            .find(|rule| rule.takes(line) && (!rule.linked || rule.title(line).is_some_and(&linked)))
    }

    /// Junk glued to article text inside a line: where it stands, and the rule that takes it.
    pub fn inside<'r>(&'r self, line: &str) -> impl Iterator<Item = (Range<usize>, &'r Compiled)> {
        let mut end = 0;
        self.leads.find_iter(line).filter_map(move |lead| {
            let rule = &self.inside[lead.pattern().as_usize()];
            let before = line[..lead.start()].trim_end();
            let glued = before.ends_with(['.', '!', '?', '"', '”', '’', '\'', ')', '»', '…', ':', '।']);
            if !glued || lead.start() < end {
                return None;
            }
            let rest = &line[lead.start()..];
            let found = rule.regex()?.find(rest)?;
            let length = if found.end() == rest.len() { other_headline(rest) } else { found.end() };
            end = lead.start() + length;
            Some((lead.start()..end, rule))
        })
    }
}

/// How much of the end of a line is another article's headline, and what points to it: what is behind belongs to the
/// article when it begins without a gap (`Read: The river planThe council said …`), or when the line ends as a text does
/// and not as a headline.
fn other_headline(rest: &str) -> usize {
    /// Bytes of a headline at most.
    const HEADLINE: usize = 220;
    if let Some(joint) = sentence::joint(rest).filter(|at| *at <= HEADLINE) {
        joint
    } else if sentence::is_ended(rest) {
        sentence::split(rest).first().map_or(rest.len(), |first| first.end)
    } else {
        rest.len()
    }
}

fn built_in() -> Result<Vec<JunkRule>, String> {
    let file: File = toml::from_str(include_str!("junk.toml")).map_err(|error| error.to_string())?;
    Ok(file.junk)
}

/// The most memory that a compiled pattern may take, in bytes.
const SIZE: usize = 64 << 20;

/// Letters, digits and the underscore: the blocks of Unicode that hold letters, without the stops of Arabic and Hindi.
const WORD: &str = r"0-9A-Za-z_\u{c0}-\u{60b}\u{60d}-\u{61a}\u{620}-\u{6d3}\u{6d5}-\u{963}\u{966}-\u{1fff}\u{2c00}-\u{2dff}\u{3041}-\u{d7ff}\u{f900}-\u{fdff}\u{ff10}-\u{ff19}\u{ff21}-\u{ff3a}\u{ff41}-\u{ff5a}\u{10000}-\u{1efff}\u{20000}-\u{3ffff}";

/// A rule's pattern, tied to the whole line, or to the start of what it finds inside one.
fn pattern(rule: &JunkRule) -> String {
    let line = plain_classes(&rule.line);
    if rule.leads.is_empty() { format!("^(?i:{line})$") } else { format!("^(?i:{line})") }
}

/// A pattern with classes that are quick to compile and to match in the place of Unicode's.
///
/// Word boundaries are those of ASCII: those of Unicode send every line with a curly quotation mark down a path that is
/// many times slower. Word characters are whole blocks of Unicode and digits those of ASCII: with its own tables the
/// built-in patterns take three times as long to compile.
fn plain_classes(pattern: &str) -> String {
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
                    Some('w') if brackets == 0 => _ = write!(out, "(?-i:[{WORD}])"),
                    Some('W') if brackets == 0 => _ = write!(out, "(?-i:[^{WORD}])"),
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

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(SIZE).build()
}

/// Errors tell that a rule's pattern is not valid, or which of its examples it gets wrong.
fn try_out(rule: &JunkRule) -> Result<(), String> {
    let regex = compile(&pattern(rule)).map_err(|error| format!("junk rule `{}`: {error}", rule.name))?;
    let faults: Vec<String> = faults(rule, |line| regex.is_match(line)).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The examples that a rule gets wrong, in words.
fn faults<'a>(rule: &'a JunkRule, takes: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = String> + 'a {
    let name = &rule.name;
    let examples = rule.removes.iter().map(|line| (line, true)).chain(rule.keeps.iter().map(|line| (line, false)));
    let short = |line: &str| line.len() <= rule.longest.unwrap_or(LONGEST);
    examples.filter(move |(line, wanted)| (short(line) && takes(line)) != *wanted).map(move |(line, wanted)| {
        if wanted {
            format!("junk rule `{name}` does not take its own example: {line}")
        } else {
            format!("junk rule `{name}` takes a line that it should keep: {line}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_takes_and_keeps_its_examples() {
        let faults: Vec<String> = built_in().unwrap().iter().filter_map(|rule| try_out(rule).err()).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_sites_faulty_rule_is_named() {
        let rule = |line: &str, removes: &str| JunkRule {
            name: "kettle".into(),
            kind: JunkKind::Remove,
            line: line.into(),
            leads: vec![],
            longest: None,
            linked: false,
            removes: vec![removes.into()],
            keeps: vec![],
        };
        assert!(JunkRules::new(&[rule("tea (", "tea")]).unwrap_err().contains("`kettle`"));
        assert!(JunkRules::new(&[rule("tea", "coffee")]).unwrap_err().contains("coffee"));
        let rules = JunkRules::new(&[rule("tea time", "Tea time")]).unwrap();
        assert_eq!(rules.whole_line("TEA TIME", |_| false).unwrap().name, "kettle");
    }

    #[test]
    fn classes_stay_classes() {
        let takes =
            |pattern: &str, line: &str| compile(&format!("^{}$", plain_classes(pattern))).unwrap().is_match(line);
        assert!(takes(r"[]\w]+\W[^]\d]", "é]a–b"));
        assert!(!takes(r"[^]\d]", "]"));
        assert!(takes(r"\w+\\w", r"été\w"));
    }

    #[test]
    fn finds_junk_glued_to_a_sentence() {
        let rules = JunkRules::new(&[]).unwrap();
        let line = "There was no enquiry.ALSO READ:Mayor signs it";
        let (range, rule) = rules.inside(line).next().unwrap();
        assert_eq!((&line[range.clone()], &rule.name[..]), ("ALSO READ:Mayor signs it", "also-read"));
        assert_eq!(&line[range][rule.title("ALSO READ:Mayor signs it").unwrap()], "Mayor signs it");
        assert!(rules.inside("She had also read: everything").next().is_none());
        let check = |line: &str, expected: &str| {
            let found: Vec<&str> = rules.inside(line).map(|(range, _)| &line[range]).collect();
            assert_eq!(found.join("|"), expected);
        };
        // What is glued behind the headline, or ends as no headline does, is the article's.
        check(
            "It rained all day.READ | Was the dam safe? Engineer on the river planThe council will meet.",
            "READ | Was the dam safe? Engineer on the river plan",
        );
        check(
            "It rained. Read more: “The Dam” in pictures . The council will meet.",
            "Read more: “The Dam” in pictures .",
        );
        check("It rained. Watch: Is the dam safe? Ask an engineer", "Watch: Is the dam safe? Ask an engineer");
        check("It rained.(Read | Mayor signs it) The council will meet.", "(Read | Mayor signs it)");
        check("It rained. The watch: nobody had it.", "");
    }
}
