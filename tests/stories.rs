//! How well articles are grouped: labelled items of our own writing, pair by pair.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use daybrief::config::Config;
use daybrief::digest::model::Moment;
use daybrief::digest::{Digest, digest};
use daybrief::rules::Rules;
use daybrief::site::Site;
use daybrief::site::link::link;
use daybrief::site::source::Source;

/// An item's labels: its story, and which news of its day it tells; `-` is a story of its own.
struct Label {
    story: String,
    event: String,
}

/// Reads `== day | story | event | title` and the text below, over and over; the items are made a site.
fn read(name: &str) -> (Site, Vec<Label>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories").join(name);
    let text = fs::read_to_string(path).expect("the labelled items");
    let rules = Rules::built_in();
    let mut labels = HashMap::new();
    let mut sources = Vec::new();
    for (i, item) in text.split("== ").skip(1).enumerate() {
        let (head, body) = item.split_once('\n').expect("a head and a body");
        let head: Vec<&str> = head.split(" | ").collect();
        let [day, story, event, title] = head[..] else { panic!("`{head:?}` is no head") };
        // In an order that has nothing to do with the stories.
        let path = format!("{:02}-{i}.md", i * 7 % 10);
        let mut digest = digest(&path, body, &rules).remove(0);
        digest.title = Some(title.to_owned());
        digest.published = Some(Moment::day(day.parse::<NaiveDate>().expect("a day")));
        labels.insert(path.clone(), Label { story: story.to_owned(), event: event.to_owned() });
        sources.push(Source::new(path, [digest]));
    }
    let (site, _) = link(Config::default(), &sources);
    let labels = site.entries.iter().map(|entry| labels.remove(&*entry.source).expect("a label")).collect();
    (site, labels)
}

/// Precision and recall over pairs of articles.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Score {
    fn count(&mut self, wanted: bool, found: bool, site: &Site, a: usize, b: usize) {
        let pair = || format!("{} / {}", site.entries[a].title(), site.entries[b].title());
        match (wanted, found) {
            (true, true) => self.right += 1,
            (true, false) => self.missed.push(pair()),
            (false, true) => self.wrong.push(pair()),
            (false, false) => {}
        }
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong.len()) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed.len()) as f64
    }

    /// Shows the figures; fails below the floors.
    fn check(&self, what: &str, precision: f64, recall: f64) {
        println!("{what}: precision {:.3}, recall {:.3}", self.precision(), self.recall());
        println!("  wrong: {:#?}\n  missed: {:#?}", self.wrong, self.missed);
        assert!(self.precision() >= precision, "{what}: precision {:.3}, wrong: {:#?}", self.precision(), self.wrong);
        assert!(self.recall() >= recall, "{what}: recall {:.3}, missed: {:#?}", self.recall(), self.missed);
    }
}

/// The scores of stories and of articles folded into one.
fn score(name: &str) -> (Score, Score) {
    let (site, labels) = read(name);
    let (mut stories, mut folds) = (Score::default(), Score::default());
    for b in 0..site.entries.len() {
        for a in 0..b {
            let (x, y) = (&site.entries[a], &site.entries[b]);
            let one_story = labels[a].story == labels[b].story && labels[a].story != "-";
            stories.count(one_story, x.story.is_some() && x.story == y.story, &site, a, b);
            let one_event = one_story && labels[a].event == labels[b].event && x.day == y.day;
            folds.count(one_event, !x.same.is_empty() && x.same == y.same, &site, a, b);
        }
    }
    (stories, folds)
}

#[test]
fn items_of_the_first_set() {
    let (stories, folds) = score("first.txt");
    stories.check("stories", 0.95, 0.85);
    folds.check("same news", 0.95, 0.75);
}

/// Nothing was tuned on these.
#[test]
fn items_of_the_second_set() {
    let (stories, folds) = score("second.txt");
    stories.check("stories", 0.85, 0.7);
    folds.check("same news", 0.9, 0.7);
}

#[test]
fn later_articles_leave_earlier_stories_as_they_were() {
    let (whole, _) = read("first.txt");
    let days: Vec<NaiveDate> = whole.editions.keys().copied().collect();
    for last in days {
        let until: Vec<Source> = whole
            .entries
            .iter()
            .filter(|entry| entry.day.is_some_and(|day| day <= last))
            .map(|entry| Source::new(entry.source.clone(), [Digest::clone(&entry.digest)]))
            .collect();
        let (part, _) = link(Config::default(), &until);
        for story in &part.stories {
            let first = part.entry(story.articles[0]);
            let grown = whole.stories.iter().find(|other| other.slug == story.slug).expect("the story is still there");
            let members: Vec<&str> = grown.articles.iter().map(|id| &*whole.entry(*id).source).collect();
            let kept = story.articles.iter().all(|id| members.contains(&&*part.entry(*id).source));
            assert!(kept, "{} lost an article after {last}", first.title());
        }
    }
}
