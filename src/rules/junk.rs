//! Rules that take junk lines, each with its own examples.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// Longer lines are paragraphs: no whole-line rule is tried on them.
const LONGEST_LINE: usize = 420;

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
    /// Take the line only when its title is a link.
    #[serde(default)]
    pub linked: bool,
    /// Lines it must take: tried when the rules are read.
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
}

/// The rules, compiled.
#[derive(Debug)]
pub struct JunkRules {
    lines: RegexSet,
    whole: Vec<Compiled>,
    leads: AhoCorasick,
    inside: Vec<Compiled>,
    /// For each lead, the rule in `inside` that it starts.
    lead_rules: Vec<usize>,
}

/// A rule and its pattern.
#[derive(Debug)]
pub struct Compiled {
    pub name: String,
    pub kind: JunkKind,
    pub linked: bool,
    pattern: Regex,
}

impl Compiled {
    /// Where the other article's title stands in a line that the rule takes.
    pub fn title(&self, line: &str) -> Option<Range<usize>> {
        let found = self.pattern.captures(line)?;
        found.name("title").or_else(|| found.name("title2")).map(|title| title.range())
    }
}

#[derive(Deserialize)]
struct File {
    junk: Vec<JunkRule>,
}

impl JunkRules {
    /// The built-in rules with a site's own before them.
    ///
    /// Errors name the rule that is no valid pattern or fails one of its examples.
    pub fn new(own: &[JunkRule]) -> Result<Self, String> {
        let built_in: File = toml::from_str(include_str!("junk.toml")).map_err(|error| error.to_string())?;
        let rules: Vec<&JunkRule> = own.iter().chain(&built_in.junk).collect();
        let (mut whole, mut inside, mut leads, mut lead_rules) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for rule in &rules {
            let compiled = compile(rule)?;
            if rule.leads.is_empty() {
                whole.push(compiled);
            } else {
                lead_rules.extend(rule.leads.iter().map(|_| inside.len()));
                leads.extend(rule.leads.iter().cloned());
                inside.push(compiled);
            }
        }
        let patterns = rules.iter().filter(|rule| rule.leads.is_empty()).map(|rule| anchored(&rule.line));
        Ok(Self {
            lines: RegexSetBuilder::new(patterns).size_limit(SIZE).dfa_size_limit(SIZE).build().map_err(|e| e.to_string())?,
            whole,
            leads: AhoCorasick::builder().ascii_case_insensitive(true).build(leads).map_err(|e| e.to_string())?,
            inside,
            lead_rules,
        })
    }

    /// The first rule that takes a whole line, white space at both ends taken off; `linked` tells whether a range
    /// of the line is a link.
    pub fn whole_line(&self, line: &str, linked: impl Fn(Range<usize>) -> bool) -> Option<&Compiled> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        self.lines.matches(line).iter().map(|index| &self.whole[index]).find(|rule| {
            !rule.linked || rule.title(line).is_some_and(&linked)
        })
    }

    /// Junk glued to article text inside a line: where it stands, and the rule that takes it.
    pub fn inside<'r>(&'r self, line: &str) -> impl Iterator<Item = (Range<usize>, &'r Compiled)> {
        self.leads.find_iter(line).filter_map(|lead| {
            let rule = &self.inside[self.lead_rules[lead.pattern().as_usize()]];
            let before = line[..lead.start()].trim_end();
            let glued = before.ends_with(['.', '!', '?', '"', '”', '’', '\'', ')', '»', '…', ':', '।']);
            let found = rule.pattern.find(&line[lead.start()..]).filter(|_| glued)?;
            Some((lead.start()..lead.start() + found.end(), rule))
        })
    }
}

/// The most memory one pattern, and the set of all, may take.
const SIZE: usize = 64 << 20;

fn anchored(line: &str) -> String {
    format!("^(?i:{line})$")
}

fn compile(rule: &JunkRule) -> Result<Compiled, String> {
    let bad = |why: String| format!("junk rule `{}`: {why}", rule.name);
    let pattern = if rule.leads.is_empty() { anchored(&rule.line) } else { format!("^(?i:{})", rule.line) };
    let pattern = Regex::new(&pattern).map_err(|error| bad(error.to_string()))?;
    let missed = rule.removes.iter().filter(|line| !pattern.is_match(line)).map(|line| format!("does not take its own example \"{line}\""));
    let taken = rule.keeps.iter().filter(|line| pattern.is_match(line)).map(|line| format!("takes the line it should keep \"{line}\""));
    let faults: Vec<String> = missed.chain(taken).collect();
    if !faults.is_empty() {
        return Err(bad(faults.join("; ")));
    }
    Ok(Compiled { name: rule.name.clone(), kind: rule.kind, linked: rule.linked, pattern })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules try their examples when they are read.
    #[test]
    fn every_rule_takes_and_keeps_its_examples() {
        let file: File = toml::from_str(include_str!("junk.toml")).unwrap();
        let errors: Vec<String> = file.junk.iter().filter_map(|rule| compile(rule).err()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn a_sites_faulty_rule_is_named() {
        let rule = |line: &str, removes: &str| JunkRule {
            name: "kettle".into(),
            kind: JunkKind::Remove,
            line: line.into(),
            leads: vec![],
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
