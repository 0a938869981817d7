//! Rules that take junk lines, each with its own examples.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::Deserialize;

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
    whole: RegexSet,
    /// The rules of `whole`.
    rules: Vec<Compiled>,
    longest: usize,
    leads: AhoCorasick,
    /// For each lead, the rule that it starts.
    inside: Vec<(Regex, Compiled)>,
}

/// A rule and what it needs beside its pattern.
#[derive(Debug)]
pub struct Compiled {
    pub name: String,
    pub kind: JunkKind,
    linked: bool,
    longest: usize,
    /// Of rules with a title: their pattern.
    title: Option<Regex>,
}

impl Compiled {
    /// Where the other article's title stands in a line that the rule takes.
    pub fn title(&self, line: &str) -> Option<Range<usize>> {
        self.title.as_ref()?.captures(line)?.name("title").map(|title| title.range())
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
        Self::compile(own, &built_in()?)
    }

    /// The rules of a site before the built-in ones; the examples of the site's are tried.
    fn compile(own: &[JunkRule], built_in: &[JunkRule]) -> Result<Self, String> {
        let (inside, whole): (Vec<&JunkRule>, _) = own.iter().chain(built_in).partition(|rule| !rule.leads.is_empty());
        let is_own = |rule: &JunkRule| own.iter().any(|other| std::ptr::eq(rule, other));
        let patterns = whole.iter().map(|rule| pattern(rule));
        let set = RegexSetBuilder::new(patterns).size_limit(SIZE).dfa_size_limit(SIZE).build();
        let set = set.map_err(|error| blame(&whole, &error.to_string()))?;
        let mut failed = Vec::new();
        for (i, rule) in whole.iter().enumerate().filter(|(_, rule)| is_own(rule)) {
            failed.extend(faults(rule, |line| set.matches(line).matched(i)));
        }
        if !failed.is_empty() {
            return Err(failed.join("\n"));
        }
        let rules: Vec<Compiled> = whole.iter().map(|rule| compile(rule)).collect::<Result<_, _>>()?;
        let mut leads = Vec::new();
        let mut lead_rules = Vec::new();
        for rule in inside {
            let regex = regex(rule)?;
            if let Some(fault) = faults(rule, |line| regex.is_match(line)).next().filter(|_| is_own(rule)) {
                return Err(fault);
            }
            for lead in &rule.leads {
                leads.push(lead.as_str());
                lead_rules.push((regex.clone(), compile(rule)?));
            }
        }
        Ok(Self {
            whole: set,
            longest: rules.iter().map(|rule| rule.longest).max().unwrap_or_default(),
            rules,
            leads: AhoCorasick::builder().ascii_case_insensitive(true).build(leads).map_err(|e| e.to_string())?,
            inside: lead_rules,
        })
    }

    /// The first rule that takes a whole line, white space at both ends taken off; `linked` tells whether a range
    /// of the line is a link.
    pub fn whole_line(&self, line: &str, linked: impl Fn(Range<usize>) -> bool) -> Option<&Compiled> {
        if line.len() > self.longest {
            return None;
        }
        let matched = self.whole.matches(line);
        matched
            .iter()
            .map(|index| &self.rules[index])
            .find(|rule| line.len() <= rule.longest && (!rule.linked || rule.title(line).is_some_and(&linked)))
    }

    /// Junk glued to article text inside a line: where it stands, and the rule that takes it.
    pub fn inside<'r>(&'r self, line: &str) -> impl Iterator<Item = (Range<usize>, &'r Compiled)> {
        let mut end = 0;
        self.leads.find_iter(line).filter_map(move |lead| {
            let (regex, rule) = &self.inside[lead.pattern().as_usize()];
            let before = line[..lead.start()].trim_end();
            let glued = before.ends_with(['.', '!', '?', '"', '”', '’', '\'', ')', '»', '…', ':', '।']);
            if !glued || lead.start() < end {
                return None;
            }
            let found = regex.find(&line[lead.start()..])?;
            end = lead.start() + found.end();
            Some((lead.start()..end, rule))
        })
    }
}

fn built_in() -> Result<Vec<JunkRule>, String> {
    let file: File = toml::from_str(include_str!("junk.toml")).map_err(|error| error.to_string())?;
    Ok(file.junk)
}

/// The most memory that the compiled patterns may take.
const SIZE: usize = 64 << 20;

/// A rule's pattern, tied to the whole line, or to the start of what it finds inside one.
///
/// Word boundaries are those of ASCII: those of Unicode send every line with a curly quotation mark down a
/// path that is many times slower.
fn pattern(rule: &JunkRule) -> String {
    let line = rule.line.replace(r"\b", r"(?-u:\b)");
    if rule.leads.is_empty() { format!("^(?i:{line})$") } else { format!("^(?i:{line})") }
}

fn regex(rule: &JunkRule) -> Result<Regex, String> {
    Regex::new(&pattern(rule)).map_err(|error| format!("junk rule `{}`: {error}", rule.name))
}

fn compile(rule: &JunkRule) -> Result<Compiled, String> {
    Ok(Compiled {
        name: rule.name.clone(),
        kind: rule.kind,
        linked: rule.linked,
        longest: rule.longest.unwrap_or(LONGEST),
        title: if rule.kind == JunkKind::Related { Some(regex(rule)?) } else { None },
    })
}

/// The rule among several whose pattern is at fault, in words.
fn blame(rules: &[&JunkRule], error: &str) -> String {
    rules.iter().find_map(|rule| regex(rule).err()).unwrap_or_else(|| error.to_owned())
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
        if let Err(faults) = JunkRules::compile(&built_in().unwrap(), &[]) {
            panic!("{faults}");
        }
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
    fn finds_junk_glued_to_a_sentence() {
        let rules = JunkRules::new(&[]).unwrap();
        let line = "There was no enquiry.ALSO READ:Mayor signs it";
        let (range, rule) = rules.inside(line).next().unwrap();
        assert_eq!((&line[range.clone()], &rule.name[..]), ("ALSO READ:Mayor signs it", "also-read"));
        assert_eq!(&line[range][rule.title("ALSO READ:Mayor signs it").unwrap()], "Mayor signs it");
        assert!(rules.inside("She had also read: everything").next().is_none());
    }
}
