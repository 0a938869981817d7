//! The JSON of one article, as `daybrief digest` prints it and as the site publishes it: a promise to others,
//! apart from the inner types. Its fields keep their meaning; changes stand in the CHANGELOG.

use std::borrow::Cow;

use serde::Serialize;

use super::model::{self, Digest};
use crate::diagnostic::Diagnostic;
use crate::text::decode::Decoded;
use crate::text::prose::Span;

/// One article.
#[derive(Debug, Serialize)]
pub struct Article<'a> {
    /// The path as given; not in what a site publishes, as the names of its author's folders are nobody's business.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub source: &'a str,
    pub title: Option<&'a str>,
    /// `YYYY-MM-DD`: the day of the news.
    pub date: Option<String>,
    /// Sentences, each word for word from the article.
    pub summary: Vec<Cow<'a, str>>,
    /// Cleaned plain-text paragraphs.
    pub body: Vec<Cow<'a, str>>,
    pub quotes: Vec<Quote<'a>>,
    pub related: Vec<Related<'a>>,
    pub credits: Vec<&'a str>,
    pub removed: Vec<Removed<'a>>,
    pub publisher: Option<&'a str>,
    pub authors: &'a [String],
    /// The original article's address.
    pub url: Option<&'a str>,
    /// ISO 639-1.
    pub language: Option<&'a str>,
    pub topics: &'a [String],
    pub people: Vec<Person<'a>>,
    pub warnings: Vec<Warning<'a>>,
    /// The further articles of a file that holds several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Article<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Quote<'a> {
    pub text: Cow<'a, str>,
    /// `[start, end)`: bytes of the input file.
    pub span: [usize; 2],
    /// `direct` or `fragment`.
    pub kind: &'static str,
    pub cue: Option<&'a str>,
    pub speaker: Option<Speaker<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Speaker<'a> {
    /// The canonical full name.
    pub name: Option<&'a str>,
    /// The words that name the speaker.
    pub mention: Cow<'a, str>,
    pub span: [usize; 2],
    pub role: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct Related<'a> {
    pub title: &'a str,
    pub url: Option<&'a str>,
    pub line: usize,
}

#[derive(Debug, Serialize)]
pub struct Removed<'a> {
    /// 1-based.
    pub line: usize,
    pub text: &'a str,
    pub rule: &'a str,
}

#[derive(Debug, Serialize)]
pub struct Person<'a> {
    pub name: &'a str,
    pub role: Option<&'a str>,
    pub mentions: usize,
}

#[derive(Debug, Serialize)]
pub struct Warning<'a> {
    pub message: &'a str,
    pub line: Option<usize>,
    pub hint: Option<&'a str>,
}

impl<'a> Article<'a> {
    /// The digests of one file as one object: the first article, with any further ones under `more`.
    pub fn of_file(source: &'a str, digests: &'a [Digest], decoded: &Decoded) -> Self {
        let in_file = |span| decoded.in_file(span);
        let mut articles = digests.iter().map(|digest| Self::new(source, digest, in_file));
        let mut first = articles.next().expect("a file has at least one digest");
        first.more = articles.collect();
        first
    }

    /// One article; `in_file` tells where a span of its text stands in the file, whatever its encoding.
    pub fn new(source: &'a str, digest: &'a Digest, in_file: impl Fn(Span) -> Span) -> Self {
        let span = |span: Span| {
            let span = in_file(span);
            [span.start, span.end]
        };
        let body = &digest.body;
        Self {
            source,
            title: digest.title.as_deref(),
            date: digest.published.map(|moment| moment.day.to_string()),
            summary: digest.summary.iter().map(|sentence| sentence.text(body)).collect(),
            body: digest.body.iter().map(|block| model::on_one_line(block.prose.as_str())).collect(),
            quotes: digest
                .quotes
                .iter()
                .map(|attributed| Quote {
                    text: attributed.quote.words.text(body),
                    span: span(attributed.quote.words.source(body)),
                    kind: match attributed.quote.kind {
                        model::QuoteKind::Direct => "direct",
                        model::QuoteKind::Fragment => "fragment",
                    },
                    cue: attributed.cue.as_deref(),
                    speaker: attributed.speaker.as_ref().map(|speaker| Speaker {
                        name: speaker.name.as_deref(),
                        mention: speaker.mention.text(body),
                        span: span(speaker.mention.source(body)),
                        role: speaker.role.as_deref(),
                    }),
                })
                .collect(),
            related: digest
                .related
                .iter()
                .map(|link| Related { title: &link.title, url: link.url.as_deref(), line: link.line })
                .collect(),
            credits: digest.credits.iter().map(|credit| credit.text.as_str()).collect(),
            removed: digest
                .removed
                .iter()
                .map(|removed| Removed { line: removed.line, text: &removed.text, rule: &removed.rule })
                .collect(),
            publisher: digest.publisher.as_deref(),
            authors: &digest.front_matter.authors,
            url: digest.front_matter.url.as_deref(),
            language: digest.language.as_deref(),
            topics: &digest.topics,
            people: digest
                .people
                .iter()
                .map(|person| Person {
                    name: &person.name,
                    role: person.role.as_deref(),
                    mentions: person.mentions.len(),
                })
                .collect(),
            warnings: digest.warnings.iter().map(Warning::new).collect(),
            more: Vec::new(),
        }
    }
}

impl Article<'_> {
    /// Without what is the user's own, as [`model::Removed::is_public`] tells: for what a site publishes.
    pub fn public(mut self, digest: &Digest) -> Self {
        let mut public = digest.removed.iter().map(model::Removed::is_public);
        self.removed.retain(|_| public.next().unwrap_or(false));
        self
    }
}

impl<'a> Warning<'a> {
    fn new(diagnostic: &'a Diagnostic) -> Self {
        Self {
            message: &diagnostic.message,
            line: diagnostic.place.as_ref().map(|place| place.line),
            hint: diagnostic.hint.as_deref(),
        }
    }
}
