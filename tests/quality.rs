//! How well articles are read: figures over a small corpus with gold answers, which may not fall.
//!
//! `tests/quality/*.txt` holds short articles. Each starts with `=== its name`. The first letter of a line is its gold
//! answer, the rest the line itself:
//!
//! | letter | the line is |
//! | --- | --- |
//! | `t` | the headline |
//! | `=` | article text |
//! | `-` | junk |
//! | `+` | a pointer to another article |
//! | `c` | a credit |
//! | `h` | header |
//! | `.` | nothing that is asked about |
//!
//! Lines with `@` tell more about the whole article:
//!
//! | answer | meaning |
//! | --- | --- |
//! | `@ title: words` | the title |
//! | `@ date: 2026-03-19` | the day of the news |
//! | `@ file: name.md` | the file's name, which may tell the day |
//! | `@ related: words` | the title of one related article |
//! | `@ cut: words` | words that no paragraph may have |
//! | `@ summary: words` | words that the summary has |
//! | `@ not in summary: words` | words that it has not |
//! | `@ quote: words = Name` | quoted words and who says them; `?` where nobody is named; all quotes of the article stand here once one does |
//!
//! `floors.txt` has the right and the wrong answers of each kind. A change that gives more wrong ones fails;
//! `UPDATE=1 cargo test --test quality` writes the file anew, and a reviewer sees in it what has become worse.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use daybrief::digest::{self, Digest};
use daybrief::rules::Rules;

/// An article and the answers to what is asked about it.
#[derive(Default)]
struct Case {
    name: String,
    text: String,
    /// The gold letter of each line.
    places: Vec<char>,
    answers: Vec<(String, String)>,
}

impl Case {
    fn answers<'a>(&'a self, question: &'a str) -> impl Iterator<Item = &'a str> {
        self.answers.iter().filter(move |(asked, _)| asked == question).map(|(_, answer)| answer.as_str())
    }
}

/// Right answers, and wrong ones in words.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quality")
}

fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| entry.expect("can be read").path())
        .filter(|path| !path.ends_with("floors.txt"))
        .collect();
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file).expect("text").lines() {
            if let Some(name) = line.strip_prefix("=== ") {
                let stem = file.file_stem().expect("a name").to_string_lossy();
                cases.push(Case { name: format!("{stem}: {name}"), ..Case::default() });
                continue;
            }
            let case = cases.last_mut().unwrap_or_else(|| panic!("{}: no `===` yet", file.display()));
            if let Some(answer) = line.strip_prefix("@ ") {
                let (question, answer) = answer.split_once(':').unwrap_or_else(|| panic!("{}: {line}", case.name));
                case.answers.push((question.into(), answer.trim().into()));
                continue;
            }
            let mut letters = line.chars();
            let place = letters.next().unwrap_or(' ');
            assert!("t=-+ch. ".contains(place), "{}: no answer for the line: {line}", case.name);
            case.places.push(place);
            case.text.push_str(line.get(2..).unwrap_or_default());
            case.text.push('\n');
        }
    }
    cases
}

/// Where the digest has put each line.
fn places(text: &str, digest: &Digest) -> Vec<String> {
    let mut places = vec![String::new(); text.lines().count()];
    let mut put = |line: usize, place: char| {
        if let Some(places) = places.get_mut(line.saturating_sub(1)).filter(|places| !places.contains(place)) {
            places.push(place);
        }
    };
    digest.header_lines.clone().for_each(|line| put(line, 'h'));
    if let Some(span) = digest.title_span {
        put(text[..span.start].matches('\n').count() + 1, 't');
    }
    digest.body.iter().flat_map(|block| block.lines.range()).for_each(|line| put(line, '='));
    digest.related.iter().for_each(|link| put(link.line, '+'));
    digest.credits.iter().for_each(|credit| put(credit.line, 'c'));
    digest.removed.iter().for_each(|removed| put(removed.line, '-'));
    places
}

/// Compares one article's digest with its answers.
fn ask(case: &Case, digest: &Digest, tallies: &mut BTreeMap<&'static str, Tally>) {
    let mut tell = |kind: &'static str, right: bool, what: String| {
        let tally = tallies.entry(kind).or_default();
        if right {
            tally.right += 1;
        } else {
            tally.wrong.push(format!("{}: {what}", case.name));
        }
    };
    for ((line, gold), got) in case.text.lines().zip(&case.places).zip(places(&case.text, digest)) {
        let kind = match gold {
            't' => "headlines",
            '=' => "lines of text",
            '-' => "lines of junk",
            '+' => "lines of related articles",
            'c' => "lines of credits",
            'h' => "header lines",
            _ => continue,
        };
        tell(kind, got == gold.to_string(), format!("`{got}` {line}"));
    }
    let summary: Vec<_> = digest.summary.iter().map(|sentence| sentence.text(&digest.body)).collect();
    let summary = summary.join(" ");
    let body: Vec<&str> = digest.body.iter().map(|block| block.prose.as_str()).collect();
    let related: Vec<&str> = digest.related.iter().map(|link| link.title.as_str()).collect();
    for title in case.answers("title") {
        tell("titles", digest.title.as_deref() == Some(title), format!("{:?}", digest.title));
    }
    for day in case.answers("date") {
        let got = digest.published.map(|moment| moment.day.to_string()).unwrap_or_default();
        tell("dates", got == day, format!("{got} for {day}"));
    }
    for title in case.answers("related") {
        tell("related titles", related.contains(&title), format!("{title}: {related:?}"));
    }
    for words in case.answers("cut") {
        tell("cuts inside lines", !body.iter().any(|text| text.contains(words)), words.into());
    }
    for words in case.answers("summary") {
        tell("summaries", summary.contains(words), format!("{words}: {summary}"));
    }
    for words in case.answers("not in summary") {
        tell("summaries", !summary.contains(words), format!("{words}: {summary}"));
    }
    let mut gold: Vec<(&str, &str)> = case
        .answers("quote")
        .map(|answer| answer.rsplit_once(" = ").unwrap_or_else(|| panic!("{}: no ` = `: {answer}", case.name)))
        .collect();
    if gold.is_empty() {
        return;
    }
    for quote in &digest.quotes {
        let name = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref()).unwrap_or("?");
        let text = quote.quote.words.text(&digest.body);
        let found = gold.iter().position(|(words, speaker)| *words == text && *speaker == name);
        tell("quotes", found.is_some(), format!("found {text} = {name}"));
        if let Some(found) = found {
            gold.remove(found);
        }
    }
    for (words, name) in gold {
        tell("quotes", false, format!("not found {words} = {name}"));
    }
}

#[test]
fn reads_as_well_as_before() {
    let rules = Rules::built_in();
    let cases = cases();
    assert!(cases.len() >= 60, "{} articles", cases.len());
    let mut tallies = BTreeMap::new();
    for case in &cases {
        let path = case.answers("file").next().unwrap_or("clip.md");
        ask(case, &digest::digest(path, &case.text, &rules)[0], &mut tallies);
    }
    let mut figures = String::new();
    for (kind, tally) in &tallies {
        writeln!(figures, "{kind}: {} right, {} wrong", tally.right, tally.wrong.len()).expect("a string takes all");
    }
    let file = folder().join("floors.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &figures).expect("can be written");
    }
    let floors = fs::read_to_string(&file).expect("tests/quality/floors.txt");
    let wrong: Vec<&str> = tallies.values().flat_map(|tally| &tally.wrong).map(String::as_str).collect();
    assert_eq!(figures, floors, "the figures have changed; the wrong answers are now:\n{}\n", wrong.join("\n"));
}

/// What holds for every summary, whatever the article.
#[test]
fn summaries_are_whole_sentences_of_the_text() {
    let rules = Rules::built_in();
    for case in cases() {
        let digest = &digest::digest("clip.md", &case.text, &rules)[0];
        let body = &digest.body;
        let summary: Vec<_> = digest.summary.iter().map(|sentence| sentence.text(body)).collect();
        let words: usize = summary.iter().map(|sentence| sentence.split_whitespace().count()).sum();
        assert!(summary.len() == 1 || words <= 95, "{}: {words} words", case.name);
        assert_eq!(summary.is_empty(), digest.body.is_empty(), "{}", case.name);
        assert!(digest.summary.windows(2).all(|pair| pair[0] < pair[1]), "{}: out of order", case.name);
        for sentence in &digest.summary {
            let before = body[sentence.block()].prose.as_str()[..sentence.range().start].chars().next_back();
            let inside_a_word = before.is_some_and(char::is_alphanumeric);
            assert!(!inside_a_word, "{}: not a whole sentence: {}", case.name, sentence.text(body));
        }
        let first = summary.first().and_then(|sentence| sentence.split_whitespace().next()).unwrap_or_default();
        let alone = ["He", "She", "They", "It", "His", "Her", "Their", "But", "And"].contains(&first);
        assert!(!alone || digest.body.len() < 2, "{}: starts in mid-air: {:?}", case.name, summary);
    }
}
