//! What the entries of a header mean: the many names exporters have for the same thing.

use super::date::{self, Slashes};
use super::entries::Entries;
use super::fields::Field;
use super::values::{cut, squeezed};
use super::{alias, authors, switches, tags, values};
use crate::diagnostic::Diagnostic;
use crate::digest::language;
use crate::digest::model::{Block, FrontMatter, Moment};
use crate::text::prose::Span;

/// A title longer than this many characters is cut at a word.
const TITLE_MAX: usize = 300;

/// The header's entries as front matter. Unknown keys are the user's own business.
///
/// Of several entries for the same thing the one with the clearer name counts (`full title` before `title`,
/// `published` before `date`), then the first; the properties in the text count where the header is silent.
pub fn read(
    text: &str,
    fields: &[Field],
    properties: &[Field],
    blocks: &[Block],
    warnings: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let entries = Entries::new(text, fields, properties);
    let mut out = FrontMatter {
        title: entries.text(TITLES).map(|title| cut(title, TITLE_MAX)),
        url: entries.address(URLS),
        publisher: entries.publisher(),
        description: entries.text(DESCRIPTIONS),
        slug: entries.text(&["slug"]),
        language: entries.language(warnings),
        topics: tags::read(entries.all(TOPICS)),
        draft: switches::draft(&entries, warnings),
        page: switches::page(&entries),
        ..FrontMatter::default()
    };
    let region = entries.all(LANGUAGES).find_map(|value| value.split(['-', '_']).nth(1).map(str::to_lowercase));
    let slashes = || match &region {
        Some(region) => Slashes::of_country(region),
        None => Slashes::of(language::detect(&out, blocks).as_deref(), out.url.as_deref()),
    };
    let published = entries.moment(PUBLISHED, slashes, warnings);
    let clipped = entries.moment(CLIPPED, slashes, warnings);
    // Beside `created`, the time of a note, `updated` is the note's as well.
    let updated = if entries.has("created") { &UPDATED[1..] } else { UPDATED };
    let updated = entries.moment(updated, slashes, warnings);
    (out.published, out.clipped, out.updated) = (published, clipped, updated);
    out.weight = entries.number("weight", warnings);
    out.aliases = entries.aliases(warnings);
    let (authors, outlets) = authors::read(entries.all(AUTHORS), out.publisher.as_deref());
    out.authors = authors;
    out.publisher = out.publisher.or_else(|| outlets.into_iter().next());
    warnings.extend(entries.mistyped());
    out
}

/// Names in which one letter that is not right shows that it was mistyped: the shorter ones are too near to other words.
const PLAIN: [&str; 10] =
    ["title", "source", "publisher", "author", "topics", "description", "language", "aliases", "weight", "draft"];

const TITLES: &[&str] = &["fulltitle", "title", "headline", "ogtitle", "name"];
const URLS: &[&str] = &[
    "originalurl",
    "canonical",
    "canonicalurl",
    "source",
    "url",
    "sourceurl",
    "urlsource",
    "link",
    "articleurl",
    "clipurl",
    "ogurl",
    "permalink",
    "externalurl",
    "website",
    "uri",
    "href",
    "original",
    "originalarticle",
    "via",
    "quelle",
    "fuente",
    "fonte",
    "источник",
];
const LANGUAGES: &[&str] = &["lang", "language", "inlanguage", "locale", "oglocale"];
const DESCRIPTIONS: &[&str] =
    &["description", "excerpt", "summary", "ogdescription", "abstract", "subtitle", "standfirst", "dek"];
const TOPICS: &[&str] = &[
    "tags",
    "tag",
    "labels",
    "label",
    "keywords",
    "keyword",
    "newskeywords",
    "categories",
    "category",
    "topics",
    "topic",
    "section",
    "articlesection",
    "articletag",
    "documenttags",
    "subjects",
];
const ALIASES: &[&str] = &["aliases", "alias", "redirectfrom"];
const AUTHORS: &[&str] =
    &["author", "authors", "byline", "by", "creator", "dccreator", "writer", "articleauthor", "reporter"];
const PUBLISHED: &[&str] = &[
    "published",
    "datepublished",
    "publishedat",
    "publishedon",
    "publisheddate",
    "publishedtime",
    "articlepublishedtime",
    "publishtime",
    "publicationdate",
    "pubdate",
    "date",
    // Hugo's: from when on it is shown; `date` is the article's day.
    "publishdate",
    "datetime",
    "posted",
    "dateposted",
    "dcdate",
    "day",
];
const CLIPPED: &[&str] = &[
    "datesaved",
    "savedat",
    "savedon",
    "saved",
    "clipped",
    "dateclipped",
    "clippedat",
    "created",
    "createdat",
    "createdtime",
    "datecreated",
    "dateadded",
    "added",
    "retrieved",
    "accessed",
    "dateaccessed",
];
/// The first is ambiguous.
const UPDATED: &[&str] = &[
    "updated",
    "datemodified",
    "modified",
    "lastmod",
    "lastmodified",
    "articlemodifiedtime",
    "dateupdated",
    "updatedat",
];
/// Where a text value may name the newspaper; the host's name only stands in for it.
const PUBLISHERS: &[&str] = &[
    "publisher",
    "sitename",
    "ogsitename",
    "site",
    "outlet",
    "newspaper",
    "publication",
    "journal",
    "source",
    "hostname",
    "domain",
];

/// Whether something is read from entries of a name.
pub fn is_known(key: &str) -> bool {
    let key = squeezed(key);
    let read = [URLS, DESCRIPTIONS, TOPICS, AUTHORS, PUBLISHED, CLIPPED, UPDATED, PUBLISHERS, LANGUAGES, TITLES];
    read.iter().any(|names| names.contains(&key.as_str()))
}

/// Whether entries of a name tell how a note was made or filed.
pub fn is_of_notes(key: &str) -> bool {
    let key = squeezed(key);
    CLIPPED.contains(&key.as_str()) || matches!(key.as_str(), "tags" | "tag" | "topics" | "keywords")
}

/// Whether entries of a name give the address of the original.
pub fn names_address(key: &str) -> bool {
    URLS.contains(&squeezed(key).as_str())
}

impl Entries<'_> {
    fn text(&self, names: &[&str]) -> Option<String> {
        self.all(names).map(|text| values::clean(&text)).find(|text| !text.is_empty())
    }

    fn address(&self, names: &[&str]) -> Option<String> {
        self.all(names).find_map(|value| values::address(&value))
    }

    fn publisher(&self) -> Option<String> {
        // Evernote's `source` is the program that a note came in by.
        let program = |value: &String| ["web.clip", "mobile.", "desktop."].iter().any(|start| value.starts_with(start));
        let names = self.all(PUBLISHERS).filter(|value| values::address(value).is_none() && !program(value));
        names.map(|value| values::clean(&value)).find(|name| !name.is_empty() && name.chars().count() <= 80)
    }

    fn moment(
        &self,
        names: &[&str],
        slashes: impl Fn() -> Option<Slashes>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        for field in self.under(names) {
            let Some(value) = field.value.text().map(|value| values::clean(&value)) else { continue };
            if is_nothing(&value) {
                continue;
            }
            let mut guessed = false;
            let slashes = || {
                let slashes = slashes();
                guessed = slashes.is_none();
                slashes.unwrap_or_default()
            };
            match date::moment(&value, slashes) {
                Some(moment) => {
                    warnings.extend(guessed.then(|| {
                        // The other reading: where it were no day there would be no guess.
                        let other = moment.day.format("%Y-%d-%m");
                        Diagnostic::note(format!("`{}` in the header is read as {}", field.key, moment.day))
                            .at(self.text, self.place(field), "the month first")
                            .hint(format!("if the day stands first, write the year first: {other}"))
                    }));
                    let faulty = moment.time.is_none() && has_impossible_time(&value);
                    warnings.extend(faulty.then(|| {
                        Diagnostic::warning(format!("`{}` in the header names no time: {}", field.key, cut(value, 60)))
                            .at(self.text, self.place(field), "only the day counts")
                            .hint("write it as 2026-03-19T18:00")
                    }));
                    return Some(moment.without_midnight());
                }
                None => warnings.push(
                    Diagnostic::warning(format!("`{}` in the header names no day: {}", field.key, cut(value, 60)))
                        .at(self.text, self.place(field), "left out")
                        .hint("write it as YYYY-MM-DD"),
                ),
            }
        }
        None
    }

    fn number(&self, name: &str, warnings: &mut Vec<Diagnostic>) -> Option<i64> {
        let field = self.under(&[name]).next()?;
        let value = field.value.text()?;
        let number = value.trim().parse::<i64>().ok();
        if number.is_none() && !value.trim().is_empty() {
            warnings.push(
                Diagnostic::warning(format!(
                    "`{name}` in the header is no whole number: {}",
                    cut(values::clean(&value), 60)
                ))
                .at(self.text, self.place(field), "left out")
                .hint(format!("write it as `{name}: 10`")),
            );
        }
        number
    }

    /// Those that can be addresses of the site.
    fn aliases(&self, warnings: &mut Vec<Diagnostic>) -> Vec<String> {
        let mut out = Vec::new();
        for field in self.under(ALIASES) {
            for text in field.value.texts() {
                let alias = values::clean(&text);
                if alias.is_empty() || alias::is_name(&alias) {
                    continue;
                }
                if alias::file(&alias).is_some() {
                    out.push(alias);
                    continue;
                }
                let hint = "write it as `/2019/05/old-name/`, in letters, digits, spaces, `-`, `_`, `.` and `~`";
                warnings.push(
                    Diagnostic::warning(format!("the alias `{}` is no path of the site", cut(alias, 60)))
                        .at(self.text, self.place_of(field, &text), "left out")
                        .hint(hint),
                );
            }
        }
        out
    }

    fn language(&self, warnings: &mut Vec<Diagnostic>) -> Option<String> {
        for field in self.under(LANGUAGES) {
            let Some(value) = field.value.text().map(|value| values::clean(&value)) else { continue };
            if is_nothing(&value) {
                continue;
            }
            let language = language(&value);
            if language.is_none() {
                warnings.push(
                    Diagnostic::warning(format!("`{}` in the header is no language: {}", field.key, cut(value, 60)))
                        .at(self.text, self.place(field), "left out")
                        .hint("write it in two letters, as `en`, `de` or `uk`"),
                );
            }
            return language;
        }
        None
    }

    /// Notes on names that nothing is read from and that are one letter from one that is not there.
    fn mistyped(&self) -> impl Iterator<Item = Diagnostic> {
        self.groups[0].iter().filter(|(key, _)| !is_known(key)).filter_map(|(key, field)| {
            let is_near = |plain: &&&str| {
                key.len().abs_diff(plain.len()) < 2
                    && strsim::damerau_levenshtein(key, plain) == 1
                    // One of several is another thing: `sources`, `title2`.
                    && key.strip_prefix(**plain).is_none()
                    && !self.has(plain)
            };
            let meant = PLAIN.iter().find(is_near)?;
            Some(
                Diagnostic::note(format!("nothing is read from `{}` in the header", field.key))
                    .at(self.text, self.place(field), "")
                    .hint(format!("did you mean `{meant}`?")),
            )
        })
    }

    /// Where a text stands in a field, or the field's first line where it is spelt in another way there.
    fn place_of(&self, field: &Field, text: &str) -> Span {
        let entry = &self.text[field.span.start..field.span.end];
        let value = entry.find([':', '=']).unwrap_or(0);
        let ends = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',' | '"' | '\'');
        // Not where it is part of another text of the field.
        let is_whole =
            |at: usize| entry[..at].ends_with(ends) && entry[at + text.len()..].chars().next().is_none_or(ends);
        let found = entry[value..].match_indices(text).map(|(at, _)| value + at).find(|at| is_whole(*at));
        found.map_or_else(
            || self.place(field),
            |at| Span::new(field.span.start + at, field.span.start + at + text.len()),
        )
    }
}

/// What forms leave in empty fields, and what is said of drafts under the name of a date: `published: no`.
fn is_nothing(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    !value.contains(char::is_alphanumeric)
        || values::is_placeholder(&value)
        || matches!(value.as_str(), "unknown" | "none" | "null" | "n/a" | "false" | "true" | "no" | "yes")
}

/// ISO 639-1 of `en`, `en-GB`, `de_DE`.
fn language(value: &str) -> Option<String> {
    let code = value.split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then_some(code)
}

/// Whether a value names a time that no clock shows, as `T25:00:00Z` does.
fn has_impossible_time(value: &str) -> bool {
    let number = |digits: &str| digits.parse::<u32>().ok();
    value.match_indices(':').any(|(colon, _)| {
        let hour = value[..colon].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(number);
        let minute = value[colon + 1..].split(|c: char| !c.is_ascii_digit()).next().and_then(number);
        hour.zip(minute).is_some_and(|(hour, minute)| hour > 23 || minute > 59)
    })
}
