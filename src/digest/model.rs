//! What the digest of an article is made of: plain data with public fields.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use memchr::memchr;
use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::text::prose::{Prose, Span};

/// What the header of a file (front matter, or an exporter's labelled lines) says. Absent means not said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    pub title: Option<String>,
    /// When the article was published.
    pub published: Option<Moment>,
    /// When the article was last changed by its publisher.
    pub updated: Option<Moment>,
    /// When the user saved the article: not the day of the news.
    pub clipped: Option<Moment>,
    /// The address of the original article: `http` or `https`.
    pub url: Option<String>,
    pub authors: Vec<String>,
    /// The name of the newspaper or site.
    pub publisher: Option<String>,
    pub description: Option<String>,
    pub topics: Vec<String>,
    /// ISO 639-1, as `en`.
    pub language: Option<String>,
    pub slug: Option<String>,
    /// Old addresses of the article on the site, as they are written.
    pub aliases: Vec<String>,
    /// Heavier articles stand first in their edition.
    pub weight: Option<i64>,
    /// What holds the article back, as it is told to the user: `draft`, or an entry such as `publish: false`.
    pub draft: Option<String>,
    /// Whether it is no news but a page that stands by itself: an imprint, what the briefing is about.
    pub page: bool,
}

/// A point in time as far as a source tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
    /// The zone in which `day` and `time` are told, when the source says so.
    #[serde(with = "offset")]
    pub offset: Option<FixedOffset>,
}

impl Moment {
    pub fn day(day: NaiveDate) -> Self {
        Self { day, time: None, offset: None }
    }

    /// A header's `2026-03-16T00:00:00.000Z` is a day alone that an exporter wrote out as a time, and taken as a time it
    /// would be the day before in half of the world's zones. Articles of that very second are rare, and lose little.
    pub fn without_midnight(self) -> Self {
        if self.time == Some(NaiveTime::MIN) { Self::day(self.day) } else { self }
    }
}

/// One article as it was read: header and blocks, nothing judged yet.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub front_matter: FrontMatter,
    /// The lines of the header, 1-based, half-open; empty when there is none.
    pub header_lines: Range<usize>,
    /// Everything after the header, in reading order; each line of it that is not blank belongs to a block.
    pub blocks: Vec<Block>,
    pub warnings: Vec<Diagnostic>,
}

/// A paragraph, heading, list item or the like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    /// The lines of the file it stands in.
    pub lines: LineRange,
    /// Its text without markup. A soft line break of the source is a line feed here.
    pub prose: Prose,
    /// Formatting and links, as ranges of the plain text, sorted by start; nested ranges follow the outer one.
    pub marks: ThinVec<Mark>,
    pub images: ThinVec<Image>,
}

/// Lines of a file, 1-based, half-open. Kept in 32 bits: a site holds many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRange {
    start: u32,
    end: u32,
}

impl LineRange {
    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.end as usize
    }

    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl From<Range<usize>> for LineRange {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end as u32 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    #[default]
    Paragraph,
    /// The level, 1 to 6.
    Heading(u8),
    ListItem {
        /// 0 at the outermost list.
        depth: u8,
        /// The item's number in an ordered list.
        number: Option<u32>,
    },
    /// A paragraph in a block quotation.
    Quotation,
    /// Preformatted text.
    Code,
    /// A table's row; its cells are `MarkKind::Cell`, a tab between them in the text.
    TableRow { head: bool },
    /// Text in a link that goes over several paragraphs: a pointer to another page, its headline or what stands beside.
    Card { headline: bool },
    /// Lines that carry no text: rules, link definitions, markup. The prose is the raw text.
    Markup,
    /// What no reader was to see: comments, scripts, code of templates. The prose is the raw text.
    Comment,
    /// Text that is none of the article's, as its form tells.
    Aside(Aside),
}

impl BlockKind {
    /// What takes a block of this kind out of any article.
    pub fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Markup => Some("markup"),
            Self::Comment => Some(Removed::COMMENT),
            Self::Aside(Aside::Property) => Some("property"),
            Self::Aside(Aside::Note) => Some("note"),
            Self::Aside(Aside::Mail) => Some("mail"),
            Self::Aside(Aside::Footnote) => Some("footnote"),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aside {
    /// `Source: https://…`, which is read as part of the header.
    Property,
    /// The reader's own words.
    Note,
    /// A signature, or the mail that was answered.
    Mail,
    /// What a small number in the text pointed to.
    Footnote,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of the block's plain text.
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// Marks inside marks beyond this many are left out, so that what is made of a text stays linear in it.
pub const DEEPEST_MARKS: usize = 12;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// The target as the source has it.
    Link(String),
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    /// What the reader of the original marked with a pen.
    Highlight,
    /// A line break of a quotation that the reader is to see: verse, an address.
    Break,
    Cell,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    pub url: String,
    pub alt: String,
    /// Where in the block's plain text it stood.
    pub at: usize,
}

/// An article parted into what is read and what is not.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// The headline, when one was found in the text; its line is then in no other list.
    pub title: Option<Prose>,
    pub body: Vec<Block>,
    pub related: Vec<RelatedLink>,
    pub credits: Vec<Credit>,
    pub removed: Vec<Removed>,
}

/// A pointer to another article: "Also read: …".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedLink {
    pub title: String,
    pub url: Option<String>,
    pub span: Span,
    /// 1-based.
    pub line: usize,
    /// The name of the rule that took the line.
    pub rule: String,
}

/// Agencies and contributors: "With inputs from agencies".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub text: String,
    pub span: Span,
    /// 1-based.
    pub line: usize,
    pub rule: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// 1-based.
    pub line: usize,
    /// The text without markup.
    pub text: String,
    pub span: Span,
    /// The name of the rule that took it.
    pub rule: String,
}

impl Removed {
    /// The rule of what no reader was to see: comments, scripts, code of templates.
    pub const COMMENT: &str = "comment";

    /// Whether it may stand on a page: what the user hid or wrote for themselves, and mails and addresses, may not.
    pub fn is_public(&self) -> bool {
        !matches!(self.rule.as_str(), Self::COMMENT | "note" | "mail" | "mail-quote" | "mail-app" | "property")
    }
}

/// Words of the body, told by their place alone: a site holds many, and the body has their text.
///
/// Offsets are kept in 32 bits, as those of [`Prose`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    block: u32,
    start: u32,
    end: u32,
}

impl Passage {
    /// In the body's block of that index, bytes of its plain text.
    pub fn new(block: usize, range: Range<usize>) -> Self {
        Self { block: block as u32, start: range.start as u32, end: range.end as u32 }
    }

    /// The index of the body block.
    pub fn block(self) -> usize {
        self.block as usize
    }

    /// Bytes of that block's plain text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words on one line.
    pub fn text(self, body: &[Block]) -> Cow<'_, str> {
        on_one_line(&body[self.block()].prose.as_str()[self.range()])
    }

    /// Where they stand in the input.
    pub fn source(self, body: &[Block]) -> Span {
        body[self.block()].prose.source(self.range())
    }
}

/// Text with spaces for the line breaks of the source.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    if memchr(b'\n', text.as_bytes()).is_some() { text.replace('\n', " ").into() } else { text.into() }
}

/// Somebody named in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The fullest name the article gives.
    pub name: Arc<str>,
    pub role: Option<Arc<str>>,
    /// Where the body names them, in reading order.
    pub mentions: Vec<Passage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuoteKind {
    /// Whole sentences or clauses as they were said.
    Direct,
    /// A few quoted words inside the reporter's sentence.
    Fragment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words without the marks.
    pub words: Passage,
    pub kind: QuoteKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The canonical full name; `None` for somebody unnamed ("a spokesman").
    pub name: Option<Arc<str>>,
    /// The words that name or mean the speaker nearest to the quote.
    pub mention: Passage,
    pub role: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributedQuote {
    pub quote: Quote,
    pub speaker: Option<Speaker>,
    /// The words that tie the quote to its speaker: `said`.
    pub cue: Option<Box<str>>,
    /// Why this speaker; absent without one, and in a site.
    pub evidence: Option<Evidence>,
}

/// Why a quote has its speaker: told by `digest --explain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub reason: Reason,
    pub naming: Naming,
    /// Where the choice was one of weights: how sure it is.
    pub odds: Option<Box<Odds>>,
}

/// How sure a choice is, and of what was not chosen the likeliest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Odds {
    /// In hundredths.
    pub share: u8,
    /// By name or the words of the mention, with its share.
    pub next: Option<(String, u8)>,
}

/// What ties a speaker to a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// `Smith said`
    Subject,
    /// `said Smith`
    Inverted,
    /// `according to Smith`
    According,
    /// `Smith: “…”`
    Colon,
    /// Spoke the quote before.
    Turn,
    /// Named near the quote, no verb of saying with it.
    Nearest,
}

/// How the text names a speaker there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Naming {
    Name,
    /// `she`
    Pronoun,
    /// `the senator`
    Description,
}

/// All that daybrief makes of one article. A pure function of the file's path and text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Digest {
    /// A hash of the file's text and of the article's place in it: what has the same path and stamp is the same, as long
    /// as the rules are.
    pub stamp: Fingerprint,
    pub front_matter: FrontMatter,
    pub header_lines: Range<usize>,
    pub title: Option<String>,
    /// Where the title stood when it was taken from the text.
    pub title_span: Option<Span>,
    /// When the news is from: header, dateline, file or folder name; the day of clipping only with a warning.
    pub published: Option<Moment>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    /// Sentences word for word from the body.
    pub summary: Vec<Passage>,
    pub body: Vec<Block>,
    /// The words of the body, white space between them.
    pub words: usize,
    pub quotes: Vec<AttributedQuote>,
    pub people: Vec<Person>,
    pub topics: Vec<String>,
    pub related: Vec<RelatedLink>,
    pub credits: Vec<Credit>,
    pub removed: Vec<Removed>,
    pub warnings: Vec<Diagnostic>,
}

impl Digest {
    /// The headline, or where there is none the `path` of the file.
    pub fn title_or<'a>(&'a self, path: &'a str) -> &'a str {
        self.title.as_deref().unwrap_or(path)
    }
}

/// A zone's offset, kept as seconds east of Greenwich.
mod offset {
    use chrono::FixedOffset;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(offset: &Option<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
        offset.map(|offset| offset.local_minus_utc()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FixedOffset>, D::Error> {
        Ok(Option::deserialize(deserializer)?.and_then(FixedOffset::east_opt))
    }
}
