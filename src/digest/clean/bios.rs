//! Author boxes: lines with the author's name alone, and paragraphs at either end of a page that tell who the author is.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict, links_in};
use crate::digest::byline;
use crate::digest::model::{BlockKind, FrontMatter};
use crate::rules::pattern;
use crate::text::words::has_more;

const RULE: &str = "about-author";
/// A box has at most so many words.
const LONGEST: usize = 120;
/// Paragraphs of at least so many words are text.
const LONG: usize = 20;
/// So much text may follow a box: other stories, a word on the paper.
const BELOW: usize = 2;
/// A byline is rarely longer, in bytes.
const LONGEST_BYLINE: usize = 160;
/// A line of one to three words has at most so many bytes.
const SHORT: usize = 24;
/// A name of four words ends at one of so many spaces, commas and apostrophes.
const NAME_ENDS: usize = 12;
/// More names than these are no byline.
const MOST: usize = 12;

/// What is told of an author behind the name.
static TELLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?x)^(?:['’]s\b|,?\ (?:\S+\ ){0,6}?(?:is|was|are|were|has|have|had|covers?|covered|reports?|reported|writes?|wrote|joined|joins|works?|worked
        |studies|studied|edits?|edited|leads?|hosts?|hosted|presents?|makes?|lives?|began|started|grew|graduated|holds?
        |plays?|spent|speciali[sz]es|teaches|taught|runs?|follows|came|served|serves|photographs|can\ be|may\ be
        |ist|war|schreibt|berichtet|arbeitet|leitet|lebt|wurde|hat|studierte|stammt|lehrt
        |est|était|écrit|couvre|travaille|dirige|vit|collabore|enseigne
        |es|era|ha|escribe|cubre|trabaja|vive|colabora
        |é|foi|escreve|cobre|trabalha
        |è|scrive|lavora|collabora|schrijft|werkt|jest|pisze)(?:[\ ,;:.]|$))",
    )
});

/// What people say, and what is no author's box therefore.
static SAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"\b(?:said|says|told|asked|added|according to|sagte?|erklärte?|dit|déclaré|expliqué|dijo|dice|explicó|disse|diz|detto)\b",
    )
});

/// What an author is.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?i)\b(?:editors?|reporters?|correspondents?|writers?|columnists?|critics?|photographers?|contributors?|journalists?|producers?|intern|fellow|redakteur(?:in)?|redaktor(?:in)?|journalistin|korrespondent(?:in)?|reporterin|journaliste|rédact(?:eur|rice)|periodista|redactora?|corresponsal|jornalista|repórter|giornalista|redattore|redattrice)\b",
    )
});

/// Takes out the boxes and the lines with a name alone.
pub fn mark(front_matter: &FrontMatter, units: &mut [Unit<'_>]) {
    let names = names(front_matter, units);
    if names.is_empty() {
        return;
    }
    let text: Vec<usize> = (0..units.len()).filter(|&i| is_long(&units[i])).collect();
    let (first, late) = (text.first().copied(), text.iter().rev().nth(BELOW).copied());
    let mut above = None;
    for (i, unit) in units.iter_mut().enumerate().filter(|(_, unit)| !unit.verdict.is_of_no_text()) {
        let opens = first.is_none_or(|first| i < first || i == first && above.is_some());
        let edge = opens || late.is_none_or(|late| i > late);
        let at = At { edge, below: !opens && edge, heading: matches!(unit.block.kind, BlockKind::Heading(_)) };
        let name =
            if unit.kept() && is_text(unit) { named(unit.block.prose.as_str(), &names, above, at) } else { None };
        let byline = matches!(unit.verdict, Verdict::Remove("byline")).then_some(names[0].as_str());
        if name.is_some() {
            unit.verdict = Verdict::Remove(RULE);
        }
        // Between a name and what is told of it may stand a paper or an office.
        let short = || above.filter(|_| unit.kept() && unit.block.prose.as_str().len() < SHORT);
        above = name.or(byline).or_else(short);
    }
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct At {
    /// Where boxes do: above the text or below it.
    edge: bool,
    below: bool,
    heading: bool,
}

/// The author that a line is about, if it is about one; `above` is whom the line above is about.
fn named<'a>(text: &str, names: &'a [String], above: Option<&'a str>, at: At) -> Option<&'a str> {
    if !at.edge || has_more(text, LONGEST) {
        return None;
    }
    let text = text.trim_start_matches(['—', '–', '-', '•', ' ']).trim_end();
    let office = |text: &str| !has_more(text, 6) && !text.ends_with(['.', '!', '?']) && OFFICE.is_match(text);
    for name in names {
        let Some(rest) = text.get(..name.len()).filter(|start| start.to_lowercase() == name.to_lowercase()) else {
            continue;
        };
        let rest = &text[rest.len()..];
        // Who asks and who answers stands before a colon.
        let alone = rest.trim_matches([',', '.', ' ']).is_empty();
        let titled = !at.heading && rest.starts_with([',', ' ', '|']) && office(rest);
        let told = !at.heading && tells_of_author(rest);
        if alone || titled || told {
            return Some(name);
        }
    }
    let name = above?;
    let given = name.split(' ').next().unwrap_or_default();
    // A feature may begin with a pronoun.
    let pronoun = || ["She", "He", "They"].iter().find_map(|start| text.strip_prefix(start));
    let told = text.strip_prefix(given).is_some_and(tells_of_author)
        || at.below && OFFICE.is_match(text) && pronoun().is_some_and(tells_of_author);
    (!at.heading && (told || office(text))).then_some(name)
}

/// Whether what follows a name tells what the author does or is.
fn tells_of_author(rest: &str) -> bool {
    TELLS.is_match(rest) && !SAYS.is_match(rest)
}

/// Who wrote the page: by its header, its bylines and the links to pages of authors.
fn names(front_matter: &FrontMatter, units: &[Unit<'_>]) -> Vec<String> {
    const PAGES: [&str; 10] = [
        "/author",
        "/staff/",
        "/profile",
        "/contributor",
        "/people/",
        "/by/",
        "/journalist",
        "/reporter",
        "/writers/",
        "/@",
    ];
    let mut names: Vec<String> = front_matter.authors.clone();
    let first = units.iter().position(is_long).unwrap_or(units.len());
    for (i, unit) in units.iter().enumerate() {
        let text = unit.block.prose.as_str();
        if matches!(unit.verdict, Verdict::Remove("byline" | RULE)) && text.len() < LONGEST_BYLINE {
            let line = text.lines().next().unwrap_or_default();
            let (by, rest) = line.split_once(':').unwrap_or_default();
            let line = if by.eq_ignore_ascii_case("by") { format!("By {}", rest.trim()) } else { line.to_owned() };
            names.extend(byline::names(&line));
        }
        let portraits = unit.block.images.iter().filter_map(|image| image.alt.strip_prefix("Headshot of "));
        names.extend(portraits.map(str::to_owned));
        // Whom the text links to is who it tells of.
        if text.len() < 400 && !unit.block.marks.is_empty() && (i < first || !unit.kept()) {
            let links = links_in(&unit.block, 0..text.len());
            let authors = links.filter(|(_, url)| PAGES.iter().any(|page| url.contains(page)));
            names.extend(authors.map(|(range, _)| text[range].trim().to_owned()));
        }
    }
    names.extend(lone_names(units, first));
    let is_name = |name: &String| (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(is_of_name);
    names.retain(is_name);
    names.dedup();
    names.truncate(MOST);
    // Whom the text tells of is no stranger to it, whoever the header says wrote it: a club, an office.
    names.retain(|name| {
        !units.iter().any(|unit| is_long(unit) && unit.block.prose.as_str().find(name.as_str()) > Some(0))
    });
    names
}

/// The names that stand alone above the `first` paragraph: between the sections above the headline and the day, or where a
/// box below tells that it is the author's.
fn lone_names(units: &[Unit<'_>], first: usize) -> Vec<String> {
    let lone = |unit: &Unit<'_>| unit.block.prose.as_str().split(' ').all(is_capitalised);
    let asked: HashSet<&str> =
        units[..first].iter().filter(|unit| unit.kept() && lone(unit)).map(|unit| unit.block.prose.as_str()).collect();
    // Each unit is looked at once, however many names there are: for a name, the last box about it.
    let mut boxes = HashMap::new();
    for (i, unit) in units.iter().enumerate().filter(|_| !asked.is_empty()) {
        let text = unit.block.prose.as_str();
        let ends = text.match_indices([' ', ',', '\'', '’']).take(NAME_ENDS).map(|(end, _)| text.split_at(end));
        boxes.extend(
            ends.filter(|(name, rest)| asked.contains(name) && tells_of_author(rest)).map(|(name, _)| (name, i)),
        );
    }
    let told =
        |i: usize, unit: &Unit<'_>| unit.kept() && boxes.get(unit.block.prose.as_str()).is_some_and(|below| *below > i);
    let above = units[..first].iter().enumerate().filter(|(_, unit)| lone(unit));
    above
        .filter(|(i, unit)| unit.verdict == Verdict::Remove("page-head") || told(*i, unit))
        .map(|(_, unit)| unit.block.prose.as_str().to_owned())
        .collect()
}

/// Whether a word is one with a capital and nothing but letters, or with a mark within it.
fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))
}

/// Whether a word may be part of a name.
fn is_of_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || matches!(word, "de" | "da" | "van" | "von" | "der" | "la" | "bin" | "al")
}

fn is_text(unit: &Unit<'_>) -> bool {
    matches!(unit.block.kind, BlockKind::Paragraph | BlockKind::Heading(2..) | BlockKind::Quotation)
}

/// Whether a unit is a paragraph of the text.
fn is_long(unit: &Unit<'_>) -> bool {
    unit.kept() && unit.block.kind == BlockKind::Paragraph && has_more(unit.block.prose.as_str(), LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The council of Northfold voted on Monday to rebuild the old river bridge, which has been closed to \
        carts and cars since the floods of last spring, by nine votes to two.";

    /// What is left of lines around a text by Ada Quill.
    fn check(above: &[&str], below: &[&str], expected: &[&str]) {
        let front_matter = FrontMatter { authors: vec!["Ada Quill".into()], ..FrontMatter::default() };
        let lines: Vec<&str> = above.iter().chain([TEXT; 4].iter()).chain(below).copied().collect();
        let left: Vec<String> = left(&front_matter, &lines).into_iter().filter(|text| text != TEXT).collect();
        assert_eq!(left, expected);
    }

    fn left(front_matter: &FrontMatter, lines: &[&str]) -> Vec<String> {
        let mut units: Vec<Unit> = lines.iter().map(|text| Unit::of_text(text)).collect();
        mark(front_matter, &mut units);
        units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str().to_owned()).collect()
    }

    #[test]
    fn boxes_stand_at_the_ends() {
        let boxes = [
            "Ada Quill covers harbours and fish for the Quay Post.",
            "Ada Quill has been with us since 1999. Her book “Salt” won a prize.",
            "Ada Quill, a former sailor, writes about the sea.",
            "ADA QUILL is the author of three novels.",
        ];
        for line in boxes {
            check(&[], &[line], &[]);
            check(&["Ada Quill", line], &[], &[]);
            check(&[TEXT, TEXT, line], &[], &[line]);
        }
        check(&[], &["Ada Quill, Photographer", "Ada is a senior who studies film.", "Ada is a common name."], &[]);
        check(&["Ada Quill", "Senior Food Editor"], &[], &[]);
        check(&[], &["Ada Quill", "She is an editor of the Post."], &[]);
        let boxes = [
            "Ada Quill schreibt seit 2011 über Häfen. Sie lebt in Wien.",
            "Ada Quill, geboren 1984, ist Redakteurin im Ressort Meer.",
            "Ada Quill est journaliste au service Mer.",
            "Ada Quill é repórter do jornal.",
        ];
        for line in boxes {
            check(&[], &[line], &[]);
        }
    }

    #[test]
    fn a_box_tells_whose_a_lone_name_is() {
        let check = |lines: &[&str], expected: &[&str]| assert_eq!(left(&FrontMatter::default(), lines), expected);
        check(&["Ada Quill", TEXT, TEXT, TEXT, "Ada Quill writes about the sea."], &[TEXT; 3]);
        check(&["Ada Quill", TEXT, TEXT, TEXT], &["Ada Quill", TEXT, TEXT, TEXT]);
    }

    #[test]
    fn features_and_interviews_are_text() {
        let opening = "She was nine years old when the river took her house.";
        check(&["Ada Quill", opening], &[], &[opening]);
        check(&[TEXT, TEXT, "Ada Quill:"], &["Ada Quill:"], &["Ada Quill:"; 2]);
        check(&[], &["Omar Said", "They have since moved away."], &["Omar Said", "They have since moved away."]);
    }

    #[test]
    fn the_text_may_be_about_its_author() {
        let told = "On Friday night the players of Ada Quill, who has never lost at home, beat those of Northfold by nine \
            goals to two, and were carried home.";
        check(&[], &[told, "Ada Quill has won three times."], &[told, "Ada Quill has won three times."]);
    }

    #[test]
    fn others_stay() {
        let others = [
            "Ada Quillon is the mayor.",
            "Ada Quill said she was sorry.",
            "Ada Quill, die Bürgermeisterin, hat gewonnen, sagte ihr Sprecher.",
            "Ada is a senior who studies film.",
            "Dana Whitlock covers harbours.",
            "The editor of the paper",
        ];
        for line in others {
            check(&[], &[line], &[line]);
        }
    }
}
