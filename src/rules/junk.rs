//! Rules that take junk lines, each with its own examples.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, Anchored, Input, StartKind};
use regex::Regex;
use serde::Deserialize;

use super::matcher::Matcher;
use super::need::Need;
use super::pattern::{self, alternatives, compile, ends_in_comment, plain_classes};
use super::prefilter::Prefilter;
use crate::text::bytes::Bytes;
use crate::text::sentence;
use crate::text::words::char_at;

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
    /// A rule of kind `related` names the other article's headline with a group `title`, which may run on to the line's
    /// end: white space and a bracket that was opened before it are cut off.
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
    /// Rules that look inside lines.
    inside: Vec<Compiled>,
    leads: AhoCorasick,
    /// For each lead, the rule that it starts.
    rule_of: Vec<usize>,
}

/// Finds the rules that may take a line of some length: most of a text stands in lines that are too long for most rules.
#[derive(Debug)]
struct Tier {
    /// The most bytes of a line.
    longest: usize,
    prefilter: Prefilter,
    /// For each pattern of the prefilter, its rule and its place among the rule's patterns.
    patterns: Vec<(usize, usize)>,
}

/// A pattern as tiers are made of it.
struct Sought {
    rule: usize,
    /// Its place among the rule's patterns.
    nth: usize,
    /// The most bytes of a line.
    longest: usize,
    need: Need,
}

impl Tier {
    /// For lines of more than `shorter` bytes, and at most `longest`.
    fn new(shorter: usize, longest: usize, patterns: &[Sought]) -> Self {
        let reach = || patterns.iter().filter(|pattern| pattern.longest > shorter);
        let prefilter = Prefilter::new(reach().map(|pattern| &pattern.need));
        Self { longest, prefilter, patterns: reach().map(|pattern| (pattern.rule, pattern.nth)).collect() }
    }
}

/// A rule and what it needs beside its pattern.
#[derive(Debug)]
pub struct Compiled {
    pub name: String,
    pub kind: JunkKind,
    linked: bool,
    longest: usize,
    /// One of them must match.
    patterns: Vec<Lazy>,
}

/// A pattern that is compiled when a line first may match it: many are never asked.
#[derive(Debug)]
struct Lazy {
    /// As the rule has it.
    line: String,
    /// It takes whole lines.
    whole: bool,
    matcher: OnceLock<Option<Matcher>>,
    /// Made where a title is to be found.
    groups: OnceLock<Option<Regex>>,
}

impl Lazy {
    /// Where the match at a line's start ends.
    ///
    /// Patterns that are not valid match nothing: those of the built-in rules are valid, as a test shows, and a site's own
    /// are compiled when they are read.
    fn end(&self, line: &str) -> Option<usize> {
        // Whoever needs it meanwhile waits: that is no longer than compiling it again.
        self.matcher.get_or_init(|| Matcher::new(&tied(&self.line, self.whole))).as_ref()?.end(line)
    }

    fn title(&self, line: &str) -> Option<Range<usize>> {
        let groups = self.groups.get_or_init(|| compile(&tied(&self.line, self.whole)).ok()).as_ref()?;
        Some(groups.captures(line)?.name("title")?.range())
    }
}

impl Compiled {
    /// `lines` are the patterns of which the rule's is a choice.
    fn new<'a>(rule: &JunkRule, lines: impl IntoIterator<Item = &'a str>) -> Self {
        let whole = rule.leads.is_empty();
        let lazy =
            |line: &str| Lazy { line: line.to_owned(), whole, matcher: OnceLock::new(), groups: OnceLock::new() };
        Self {
            name: rule.name.clone(),
            kind: rule.kind,
            linked: rule.linked,
            longest: rule.longest.unwrap_or(LONGEST),
            patterns: lines.into_iter().map(lazy).collect(),
        }
    }

    /// What one of the rule's patterns takes a line for, if it does; `linked` tells whether a range of the line is a link.
    fn take(&self, nth: usize, line: &str, linked: impl Fn(Range<usize>) -> bool) -> Option<Taken<'_>> {
        let pattern = &self.patterns[nth];
        if line.len() > self.longest {
            return None;
        }
        pattern.end(line)?;
        let title = self.title(pattern, line);
        let fits = !self.linked || title.clone().is_some_and(linked);
        fits.then_some(Taken { rule: self, title })
    }

    /// Where the other article's title stands in a text that a pattern of the rule matches.
    fn title(&self, pattern: &Lazy, text: &str) -> Option<Range<usize>> {
        if self.kind != JunkKind::Related {
            return None;
        }
        let title = pattern.title(text)?;
        let end = title.start + without_close(&text[title.clone()]).len();
        Some(title.start..end).filter(|range| !range.is_empty())
    }
}

/// A title without the bracket that closes what was opened before it, and without white space at its end.
///
/// Patterns let a title run on to the line's end: one that gives back what does not belong to it is sought in many ways.
fn without_close(title: &str) -> &str {
    let title = title.trim_end();
    let more = |open: char, close: char| title.matches(close).count() > title.matches(open).count();
    let closed =
        [('(', ')'), ('[', ']')].into_iter().find(|&(open, close)| title.ends_with(close) && more(open, close));
    closed.map_or(title, |_| title[..title.len() - 1].trim_end())
}

/// Junk that was found.
#[derive(Debug)]
pub struct Taken<'r> {
    pub rule: &'r Compiled,
    /// Where another article's title stands in it.
    pub title: Option<Range<usize>>,
}

#[derive(Deserialize)]
struct File {
    junk: Vec<JunkRule>,
}

impl JunkRules {
    /// The built-in rules with a site's own before them.
    ///
    /// Errors name the site's rules that are no valid patterns or fail one of their examples; those of the built-in rules
    /// are tried by a test.
    pub fn new(own: &[JunkRule]) -> Result<Self, Faults> {
        let faults: Vec<Fault> = own.iter().enumerate().flat_map(|(number, rule)| try_out(number, rule)).collect();
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let built_in = built_in()?;
        let (inside, whole): (Vec<&JunkRule>, _) = own.iter().chain(&built_in).partition(|rule| !rule.leads.is_empty());
        let leads = inside.iter().enumerate().flat_map(|(i, rule)| rule.leads.iter().map(move |lead| (lead, i)));
        let (leads, rule_of): (Vec<&String>, Vec<usize>) = leads.unzip();
        let mut rules = Vec::with_capacity(whole.len());
        let mut patterns = Vec::new();
        for (i, rule) in whole.into_iter().enumerate() {
            let lines = alternatives(&rule.line)?;
            let compiled = Compiled::new(rule, lines.iter().map(|(line, _)| *line));
            for (nth, (_, line)) in lines.iter().enumerate() {
                patterns.push(Sought { rule: i, nth, longest: compiled.longest, need: Need::of(line) });
            }
            rules.push(compiled);
        }
        let longest = rules.iter().map(|rule| rule.longest).max().unwrap_or_default();
        let bounds = [0, LONGEST, 2 * LONGEST, longest.max(2 * LONGEST)];
        let tiers = bounds.windows(2).map(|pair| Tier::new(pair[0], pair[1], &patterns)).collect();
        Ok(Self {
            rules,
            tiers,
            inside: inside.into_iter().map(|rule| Compiled::new(rule, [rule.line.as_str()])).collect(),
            leads: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .start_kind(StartKind::Anchored)
                .build(leads)
                .map_err(|error| error.to_string())?,
            rule_of,
        })
    }

    /// What the first rule that takes a whole line takes it for, white space at both ends taken off; `linked` tells
    /// whether a range of the line is a link.
    pub fn whole_line(&self, line: &str, linked: impl Fn(Range<usize>) -> bool) -> Option<Taken<'_>> {
        let tier = self.tiers.iter().find(|tier| line.len() <= tier.longest)?;
        tier.prefilter.candidates(line).into_iter().find_map(|index| {
            let (rule, nth) = tier.patterns[index];
            self.rules[rule].take(nth, line, &linked)
        })
    }

    /// Junk glued to article text inside a line: where it stands, and what it is taken for.
    pub fn inside<'r>(&'r self, line: &str) -> impl Iterator<Item = (Range<usize>, Taken<'r>)> {
        let mut end = 0;
        behind_stops(line).filter_map(move |start| {
            if start < end {
                return None;
            }
            let lead = self.leads.find(Input::new(line).range(start..).anchored(Anchored::Yes))?;
            let rule = &self.inside[self.rule_of[lead.pattern().as_usize()]];
            let rest = &line[start..];
            let (pattern, found) = rule.patterns.iter().find_map(|pattern| Some((pattern, pattern.end(rest)?)))?;
            let length = if found == rest.len() { other_headline(rest) } else { found };
            end = start + length;
            Some((start..end, Taken { rule, title: rule.title(pattern, &rest[..length]) }))
        })
    }
}

/// Where something stands in a line behind a mark that ends a sentence or a quotation, white space between them or not.
fn behind_stops(line: &str) -> impl Iterator<Item = usize> {
    const STOPS: [char; 12] = ['.', '!', '?', '"', '”', '’', '\'', ')', '»', '…', ':', '।'];
    static BYTES: Bytes = Bytes::first_of(&STOPS);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let stop = BYTES.find(line, at)?;
            let c = char_at(line, stop)?;
            at = stop + c.len_utf8();
            if STOPS.contains(&c) {
                return Some(line.len() - line[at..].trim_start().len());
            }
        }
    })
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
    let mut file: File = toml::from_str(include_str!("junk.toml")).map_err(|error| error.to_string())?;
    // A long choice stands on several lines, one for each language or so.
    file.junk.iter_mut().for_each(|rule| rule.line.retain(|c| c != '\n'));
    Ok(file.junk)
}

/// A pattern tied to the whole line, or to the start of what it finds inside a line.
fn tied(line: &str, whole: bool) -> String {
    let plain = plain_classes(line);
    // A comment at its end goes on to the line's end.
    let feed = if line.contains('#') && ends_in_comment(line) { "\n" } else { "" };
    format!("^(?i:{plain}{feed}){}", if whole { "$" } else { "" })
}

/// What is wrong with a rule of a site's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule's number among the site's, and which of its settings it is.
    pub place: Option<(usize, &'static str)>,
    pub message: String,
}

/// What is wrong with the rules of a site's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl From<String> for Faults {
    fn from(message: String) -> Self {
        Self(vec![Fault { place: None, message }])
    }
}

/// Tells that a rule's pattern is not valid, or which of its examples it gets wrong.
fn try_out(number: usize, rule: &JunkRule) -> Vec<Fault> {
    let fault = |key, message| Fault { place: Some((number, key)), message };
    let name = &rule.name;
    let compiled = match compile(&tied(&rule.line, rule.leads.is_empty())) {
        Ok(compiled) => compiled,
        Err(error) => {
            // What is compiled is not what was written: the fault is told of that.
            let message = match pattern::fault(&rule.line) {
                Some((why, at)) if !at.is_empty() => {
                    format!("the pattern of junk rule `{name}` is not valid at `{}`: {why}", &rule.line[at])
                }
                Some((why, _)) => format!("the pattern of junk rule `{name}` is not valid: {why}"),
                None => format!("the pattern of junk rule `{name}` can't be used: {error}"),
            };
            return vec![fault("line", message)];
        }
    };
    let takes = |line: &str| line.len() <= rule.longest.unwrap_or(LONGEST) && compiled.is_match(line);
    let missed = rule
        .removes
        .iter()
        .filter(|line| !takes(line))
        .map(|line| fault("removes", format!("junk rule `{name}` does not take its own example: {line}")));
    let taken = rule
        .keeps
        .iter()
        .filter(|line| takes(line))
        .map(|line| fault("keeps", format!("junk rule `{name}` takes a line that it should keep: {line}")));
    missed.chain(taken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_takes_and_keeps_its_examples() {
        let faults: Vec<Fault> = built_in().unwrap().iter().flat_map(|rule| try_out(0, rule)).collect();
        assert!(faults.is_empty(), "{faults:#?}");
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
        let check = |line: &str, removes: &str, key: &'static str, message: &str| {
            let fault = Fault { place: Some((0, key)), message: message.into() };
            assert_eq!(JunkRules::new(&[rule(line, removes)]).unwrap_err(), Faults(vec![fault]), "{line}");
        };
        check("tea (", "tea", "line", "the pattern of junk rule `kettle` is not valid at `(`: unclosed group");
        check("\\w)", "tea", "line", "the pattern of junk rule `kettle` is not valid at `)`: unopened group");
        check("tea", "coffee", "removes", "junk rule `kettle` does not take its own example: coffee");
        for line in [r"tea\b{end} time", r"(?x) tea \s time # \w", r"tea|x] \w", r"(?-u:tea \w+)", r"\<tea time\>"] {
            assert!(JunkRules::new(&[JunkRule { removes: vec![], ..rule(line, "") }]).is_ok(), "{line}");
        }
        let rules = JunkRules::new(&[rule("tea time", "Tea time")]).unwrap();
        assert_eq!(rules.whole_line("TEA TIME", |_| false).unwrap().rule.name, "kettle");
    }

    #[test]
    fn a_title_has_its_own_brackets_only() {
        let rules = JunkRules::new(&[]).unwrap();
        let check = |line: &str, expected: Option<&str>| {
            let taken = rules.whole_line(line, |_| false).unwrap();
            assert_eq!(taken.title.map(|title| &line[title]), expected, "{line}");
        };
        check("(Also read | Mayor signs it )", Some("Mayor signs it"));
        check("Also read: Mayor signs it (again)", Some("Mayor signs it (again)"));
        check("[Also read: Mayor [of Northfold] signs it (again)]", Some("Mayor [of Northfold] signs it (again)"));
        check("(Also read:)", None);
    }

    #[test]
    fn finds_junk_glued_to_a_sentence() {
        let rules = JunkRules::new(&[]).unwrap();
        let line = "There was no enquiry.ALSO READ:Mayor signs it";
        let (range, taken) = rules.inside(line).next().unwrap();
        assert_eq!((&line[range.clone()], &taken.rule.name[..]), ("ALSO READ:Mayor signs it", "also-read"));
        assert_eq!(&line[range][taken.title.unwrap()], "Mayor signs it");
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
