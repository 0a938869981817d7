//! One article's text in, its [`Digest`] out: the order of the steps stands here and nowhere else.

mod account;
pub mod article;
mod byline;
pub mod clean;
pub mod contract;
mod dateline;
pub mod language;
pub mod model;
pub mod people;
pub mod published;
pub mod quotes;
pub mod speakers;
pub mod summary;
pub mod title;
pub mod topics;
pub mod words;

pub use model::Digest;

use crate::fingerprint::{self, Fingerprint, Hasher};
use crate::rules::Rules;
use article::lines::Lines;
use byline::Byline;
use model::Article;

/// The digests of the articles in a file: one, or several where an exporter wrote several into one file.
///
/// Total: every text has at least one digest, and what is wrong with it is among the digest's warnings.
/// `path` is relative to the content folder, with `/` between folders; day and title may be told by it.
pub fn digest(path: &str, text: &str, rules: &Rules) -> Vec<Digest> {
    // Of the whole file and once: a file may hold thousands of articles.
    let lines = Lines::new(text);
    let hash = fingerprint::of(text.as_bytes());
    let articles = article::parse(text, &lines).into_iter().enumerate();
    articles
        .map(|(part, article)| {
            let stamp = Hasher::new().update(&hash).update(&part.to_le_bytes()).finish();
            digest_one(path, text, &lines, article, stamp, rules)
        })
        .collect()
}

fn digest_one(path: &str, text: &str, lines: &Lines, article: Article, stamp: Fingerprint, rules: &Rules) -> Digest {
    let Article { mut front_matter, header_lines, blocks, mut warnings } = article;
    let extent = account::extent(&blocks);
    let is_page = front_matter.page;
    let clean =
        |blocks| if is_page { clean::leave(&front_matter, blocks) } else { clean::clean(&front_matter, blocks, rules) };
    let mut cleaned = clean(blocks);
    account::for_all_lines(text, lines, extent, &mut cleaned);
    let language = language::detect(&front_matter, &cleaned.body).or_else(|| rules.language.clone());
    let title = title::find(path, &front_matter, &cleaned, &mut warnings);
    if is_page {
        let body = cleaned.body;
        return Digest {
            stamp,
            front_matter,
            header_lines,
            title,
            language,
            body,
            removed: cleaned.removed,
            warnings,
            ..Digest::default()
        };
    }
    let published = published::find(path, text, &front_matter, &cleaned, language.as_deref(), &mut warnings);
    let Byline { authors, outlet } = byline::read(&cleaned);
    let publisher = published::publisher(&front_matter, &cleaned, outlet);
    if front_matter.authors.is_empty() {
        front_matter.authors = authors;
    }
    let lexicon = rules.lexicons.of(language.as_deref());
    let words = words::read(&cleaned.body, lexicon);
    let cast = people::find(&cleaned.body, &words, lexicon);
    let found = quotes::find(&cleaned.body, &words, rules);
    let quotes = speakers::attribute(found, &cleaned.body, &words, &cast, language.as_deref(), rules);
    let people = cast.people(&words);
    let headline = summary::Headline {
        text: title.as_deref().unwrap_or_default(),
        apart: front_matter.title.is_some() || cleaned.title.is_some(),
    };
    let summary = summary::summarise(headline, &cleaned.body, &words, &quotes, rules);
    let topics = topics::find(&front_matter, title.as_deref(), &cleaned.body, rules);
    Digest {
        stamp,
        title_span: cleaned.title.as_ref().map(|title| title.source(0..title.len())),
        front_matter,
        header_lines,
        title,
        published,
        publisher,
        language,
        summary,
        body: cleaned.body,
        words: words::count(&words),
        quotes,
        people,
        topics,
        related: cleaned.related,
        credits: cleaned.credits,
        removed: cleaned.removed,
        warnings,
    }
}
