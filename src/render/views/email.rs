//! A day as a mail: what a mail program shows, and its twin in plain text.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;

use super::quotes::best_quote;
use super::summary::summary;
use super::{Link, Maker, Text};
use crate::render::text::{self, first_words, visible};
use crate::render::{places, theme};
use crate::site::model::ArticleId;

/// `email.html`: links are public addresses, styles stand in the elements, for mail programs drop all others.
#[derive(Debug, Serialize)]
pub struct EmailView<'a> {
    /// The briefing's name and the day.
    pub subject: String,
    /// `Wednesday, 19 March 2025`.
    pub day: String,
    /// The edition's page.
    pub href: String,
    /// What mail programs show beside the subject.
    pub preheader: String,
    /// The colour of lines and links, as `#8f1d18`: that of `[theme]` where it is told so.
    pub accent: &'a str,
    /// The stories that are told, the lead story first.
    pub stories: Vec<EmailStory<'a>>,
    /// The headlines of some more.
    pub headlines: Vec<Link<'a>>,
    /// Whether the edition has even more.
    pub cut: bool,
}

#[derive(Debug, Serialize)]
pub struct EmailStory<'a> {
    pub title: Text<'a>,
    pub href: String,
    pub source: Option<Text<'a>>,
    /// At most 50 words.
    pub summary: String,
    pub quote: Option<EmailQuote<'a>>,
}

#[derive(Debug, Serialize)]
pub struct EmailQuote<'a> {
    /// At most 40 words.
    pub text: Text<'a>,
    pub speaker: Option<Text<'a>>,
    pub role: Option<Text<'a>>,
}

/// Told stories and further headlines in a mail. Mail programs cut one off at 102 kB, which so many of these sizes
/// keep away from.
const STORIES: usize = 20;
const HEADLINES: usize = 40;
const TITLE_WORDS: usize = 30;
const SUMMARY_WORDS: usize = 50;
const QUOTE_WORDS: usize = 40;

/// The longest line of a plain text (RFC 5322, section 2.1.1, asks for at most 78).
const LINE: usize = 72;

impl<'a> Maker<'a> {
    pub fn email(&self, day: NaiveDate) -> EmailView<'a> {
        let site = self.site;
        let address = |path: &str| site.config.absolute(path).unwrap_or_default();
        let articles = site.editions.get(&day).map(|edition| edition.articles.as_slice()).unwrap_or_default();
        let heads = articles.iter().copied().filter(|id| site.is_head(*id));
        let mut heads = heads.fuse();
        let stories: Vec<EmailStory<'a>> = heads.by_ref().take(STORIES).map(|id| self.email_story(id)).collect();
        let headlines: Vec<Link<'a>> = heads
            .by_ref()
            .take(HEADLINES)
            .map(|id| Link { name: self.email_title(id), href: address(places::article(site, id)) })
            .collect();
        let name = self.labels.long_date(day);
        let titles: Vec<&str> = stories.iter().take(3).map(|story| story.title.as_ref()).collect();
        EmailView {
            subject: format!("{} · {name}", site.config.title),
            day: name,
            href: address(&places::day(day)),
            preheader: first_words(&titles.join(" · "), TITLE_WORDS).into_owned(),
            // Mail programs know no other ways to tell a colour.
            accent: site
                .config
                .theme
                .get("accent")
                .map(String::as_str)
                .filter(|it| it.starts_with('#'))
                .unwrap_or(theme::ACCENT),
            stories,
            headlines,
            cut: heads.next().is_some(),
        }
    }

    fn email_title(&self, id: ArticleId) -> Text<'a> {
        let title = self.site.entry(id).title();
        Text::Owned(first_words(&visible(title), TITLE_WORDS).into_owned())
    }

    fn email_story(&self, id: ArticleId) -> EmailStory<'a> {
        let site = self.site;
        let entry = site.entry(id);
        let summary = summary(entry, SUMMARY_WORDS);
        let quote = best_quote(entry, &summary).and_then(|index| {
            let found = entry.digest.quotes.get(index)?;
            let speaker = entry.speaker(index);
            Some(EmailQuote {
                text: Text::Owned(
                    first_words(&text::quote(&found.quote, &entry.digest.body), QUOTE_WORDS).into_owned(),
                ),
                speaker: speaker.map(|id| visible(&site.speaker(id).name)),
                role: found.speaker.as_ref().and_then(|speaker| speaker.role.as_deref()).map(visible),
            })
        });
        EmailStory {
            title: self.email_title(id),
            href: site.config.absolute(&entry.permalink).unwrap_or_default(),
            source: entry.publisher.map(|id| visible(&site.publisher(id).name)),
            summary,
            quote,
        }
    }

    /// The mail as plain text.
    pub fn email_text(&self, day: NaiveDate) -> String {
        let view = self.email(day);
        let words = &self.labels.words;
        let mut out = String::new();
        let _ = writeln!(out, "{}\n{}\n{}\n", self.site.config.title, view.day, view.href);
        for story in &view.stories {
            out.push('\n');
            wrap(&mut out, &story.title.to_uppercase());
            if let Some(source) = &story.source {
                let _ = writeln!(out, "{source}");
            }
            if !story.summary.is_empty() {
                out.push('\n');
                wrap(&mut out, &story.summary);
            }
            if let Some(quote) = &story.quote {
                out.push('\n');
                wrap(&mut out, &format!("“{}”", quote.text));
                let who: Vec<&str> = [&quote.speaker, &quote.role].into_iter().flatten().map(AsRef::as_ref).collect();
                if !who.is_empty() {
                    wrap(&mut out, &format!("— {}", who.join(", ")));
                }
            }
            let _ = writeln!(out, "\n{}\n", story.href);
        }
        if !view.headlines.is_empty() {
            let _ = writeln!(out, "\n{}\n", words.more);
        }
        for headline in &view.headlines {
            wrap(&mut out, &headline.name);
            let _ = writeln!(out, "{}\n", headline.href);
        }
        out
    }
}

/// Adds a text in lines of at most [`LINE`] letters; a longer word has a line of its own.
fn wrap(out: &mut String, text: &str) {
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > LINE {
            out.push('\n');
            used = 0;
        }
        if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short() {
        let mut out = String::new();
        wrap(&mut out, &"seven letters ".repeat(30));
        assert!(
            out.lines().count() > 5 && out.lines().all(|line| (50..=LINE).contains(&line.len()) || line.len() < LINE)
        );
        assert_eq!(out.split_whitespace().count(), 60);
        let mut out = String::new();
        wrap(&mut out, &format!("a {} b", "x".repeat(100)));
        assert_eq!(out.lines().count(), 3);
    }
}
