//! The site's settings, their defaults, and what is wrong with them.

mod ignore;
mod place;
mod wording;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono_tz::Tz;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::rules::junk::JunkRule;
use crate::text::prose::Span;
pub use ignore::Ignore;
pub use place::key as place_of;
pub use wording::plain;

/// The name of the settings file, at the top of a site's folder.
pub const FILE: &str = "daybrief.toml";

/// All settings. Every one has a default, so the file may be absent.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The briefing's name, at the head of every page.
    pub title: String,
    /// One sentence for search engines, feeds and the foot of pages.
    pub description: String,
    /// The public address of the site, as `https://briefing.example/daily/`. Feeds, sitemap and canonical
    /// links need it; pages do not.
    #[serde(deserialize_with = "base_url")]
    pub base_url: Option<String>,
    /// ISO 639-1, as `en`: the language of the page's own words and dates.
    pub language: String,
    /// An IANA zone, as `Europe/Kyiv`: articles told in another zone are put on the day it was there.
    #[serde(deserialize_with = "time_zone")]
    pub time_zone: Tz,
    /// Who publishes the briefing; the title when empty.
    pub publisher: String,
    /// How links inside the site are written.
    pub links: LinkStyle,
    /// Whether an article page names itself or its original as canonical.
    pub canonical: Canonical,
    /// Topics in the order in which they stand on a page; others follow by name.
    pub topics: Vec<String>,
    /// Articles, quotes or days on one page of a list.
    pub page_size: usize,
    /// The formats in which feeds are written; none for no feeds.
    pub feeds: Vec<FeedFormat>,
    /// Articles in a feed.
    pub feed_size: usize,
    /// What a feed has of each.
    pub feed_text: FeedText,
    /// A speaker has feeds from so many articles on. Most people are quoted once and never again, and their feeds would
    /// be most of the site's files.
    pub speaker_feeds_from: usize,
    /// Whether the site has a search page and its index.
    pub search: bool,
    /// Which pages have a picture for links shared elsewhere.
    pub cards: Cards,
    /// Whether each day is written as a mail too, HTML and plain text.
    pub email: bool,
    /// Whether each day's digest and all quotes are published as data, JSON and CSV.
    pub data: bool,
    /// Whether the newest edition is kept in the reader's browser for reading without a connection.
    pub offline: bool,
    /// Files of the content folder that are passed over.
    pub ignore: Ignore,
    /// The largest article file that is read, in MiB.
    pub max_file_mb: u64,
    /// Whether `CNAME` tells GitHub Pages the domain of `base_url`.
    pub custom_domain: bool,
    /// Whether `.br` and `.gz` twins stand beside text files.
    pub precompress: bool,
    /// CSS values by name of the custom property, as `accent = "#a3231f"`.
    pub theme: BTreeMap<String, String>,
    /// Values of the site's own, for its own templates; days and times as text.
    #[serde(deserialize_with = "extra")]
    pub extra: toml::Table,
    /// Where the built site is published to.
    pub publish: Publish,
    /// Junk rules of the site's own, tried before the built-in ones.
    pub junk: Vec<JunkRule>,
}

/// `[publish]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Publish {
    /// Folders, `git:REMOTE#BRANCH`, `s3://BUCKET/PREFIX`.
    #[serde(deserialize_with = "one_or_more")]
    pub to: Vec<String>,
    /// The largest share of the files once sent that one run may remove, in percent.
    pub remove_share: u8,
}

impl Default for Publish {
    fn default() -> Self {
        Self { to: Vec::new(), remove_share: 25 }
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LinkStyle {
    /// `../topics/index.html`: works on every host, and from a disk.
    #[default]
    File,
    /// `../topics/`: shorter addresses, needs a server that serves a folder's `index.html`.
    Folder,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Canonical {
    /// The briefing's own page.
    #[default]
    Own,
    /// The article's original address, where it is known.
    Source,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// The media type of such a feed.
    pub fn media(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// What readers know it as.
    pub fn name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Rss => "RSS",
            Self::Json => "JSON",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum FeedText {
    /// The whole clean text.
    #[default]
    Full,
    /// What it says in brief, to be read on its page.
    Summary,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Cards {
    /// Editions; an article shows that of its day.
    #[default]
    Editions,
    /// Editions and articles.
    All,
    None,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Daily briefing".into(),
            description: "The day's news in brief: what happened, and who said what.".into(),
            base_url: None,
            language: "en".into(),
            time_zone: Tz::UTC,
            publisher: String::new(),
            links: LinkStyle::default(),
            canonical: Canonical::default(),
            topics: Vec::new(),
            page_size: 50,
            feeds: vec![FeedFormat::Atom, FeedFormat::Rss, FeedFormat::Json],
            feed_size: 50,
            feed_text: FeedText::default(),
            speaker_feeds_from: 2,
            search: true,
            cards: Cards::default(),
            email: false,
            data: true,
            offline: false,
            ignore: Ignore::default(),
            max_file_mb: 16,
            custom_domain: false,
            precompress: false,
            theme: BTreeMap::new(),
            extra: toml::Table::new(),
            publish: Publish::default(),
            junk: Vec::new(),
        }
    }
}

/// The keys of the settings file, for the suggestion after a typo.
const KEYS: &[&str] = &[
    "title",
    "description",
    "base_url",
    "language",
    "time_zone",
    "publisher",
    "links",
    "canonical",
    "topics",
    "page_size",
    "feeds",
    "feed_size",
    "feed_text",
    "speaker_feeds_from",
    "search",
    "cards",
    "email",
    "data",
    "offline",
    "ignore",
    "max_file_mb",
    "custom_domain",
    "precompress",
    "theme",
    "extra",
    "publish",
    "junk",
];

/// Those of `[publish]`.
const PUBLISH_KEYS: &[&str] = &["to", "remove_share"];

/// Those of a rule of `[[junk]]`.
const JUNK_KEYS: &[&str] = &["name", "kind", "line", "leads", "longest", "linked", "removes", "keeps"];

/// The custom properties that `[theme]` may set, and which CSS values they take.
pub const THEME_KEYS: [&str; 14] = [
    "accent",
    "accent-dark",
    "paper",
    "paper-dark",
    "ink",
    "ink-dark",
    "muted",
    "muted-dark",
    "rule",
    "rule-dark",
    "serif",
    "sans",
    "measure",
    "page-width",
];

impl Config {
    /// Reads the text of a settings file.
    ///
    /// Errors are about the file: a faulty line, a key that does not exist (with the one that was meant), a
    /// value out of range. `path` is named in the message.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostic> {
        let fault = |message: String, span: Range<usize>, hint: String| {
            let at = Span::new(span.start, span.end);
            let diagnostic = Diagnostic::error(message).path(path).at(text, at, "");
            if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) }
        };
        let config: Self = toml::from_str(text).map_err(|error| {
            let message = plain(error.message());
            let span = error.span().unwrap_or(0..0);
            match unknown_field(&message) {
                Some(key) => {
                    // What serde expected there tells which table it is in.
                    let (keys, all) = if message.contains("`remove_share`") {
                        (PUBLISH_KEYS, "the settings of `[publish]` are")
                    } else if message.contains("`removes`") {
                        (JUNK_KEYS, "a rule of `[[junk]]` has")
                    } else {
                        (KEYS, "the settings are")
                    };
                    let hint = match nearest(key, keys) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => format!("{all} {}", list(keys)),
                    };
                    fault(format!("there is no setting `{key}`"), span, hint)
                }
                None => fault(message, span, String::new()),
            }
        })?;
        for key in config.theme.keys() {
            if !THEME_KEYS.contains(&key.as_str()) {
                let hint = match nearest(key, &THEME_KEYS) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the theme has {}", list(&THEME_KEYS)),
                };
                return Err(fault(
                    format!("there is no theme setting `{key}`"),
                    place::key(text, &["theme", key]),
                    hint,
                ));
            }
        }
        for (key, value) in &config.theme {
            if value.contains(['{', '}', ';', '<', '\\', '\n']) || value.contains("/*") || value.contains("url(") {
                let hint = "a colour, font list or length, as `#a3231f`, `Georgia, serif` or `38rem`".to_owned();
                return Err(fault(format!("`{key}` is not one CSS value"), place::key(text, &["theme", key]), hint));
            }
        }
        if config.publish.remove_share > 100 {
            let hint = "a share in percent, as 25".to_owned();
            let at = place::key(text, &["publish", "remove_share"]);
            return Err(fault("`remove_share` must be at most 100".into(), at, hint));
        }
        let counts = [
            ("page_size", config.page_size as u64),
            ("feed_size", config.feed_size as u64),
            ("speaker_feeds_from", config.speaker_feeds_from as u64),
            ("max_file_mb", config.max_file_mb),
        ];
        for (key, value) in counts {
            if value == 0 {
                let at = place::key(text, &[key]);
                return Err(fault(format!("`{key}` must be at least 1"), at, String::new()));
            }
        }
        Ok(config)
    }

    /// Who publishes the briefing.
    pub fn publisher(&self) -> &str {
        if self.publisher.is_empty() { &self.title } else { &self.publisher }
    }

    /// The public address of a page, when the site has one. `path` is relative to the site's root.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{path}"))
    }

    /// The settings that were made in vain, as they need `base_url`.
    pub fn without_effect(&self) -> Vec<&'static str> {
        let usual = Self::default();
        let made = [
            ("feeds", self.feeds != usual.feeds && !self.feeds.is_empty()),
            ("feed_size", self.feed_size != usual.feed_size),
            ("feed_text", self.feed_text != usual.feed_text),
            ("speaker_feeds_from", self.speaker_feeds_from != usual.speaker_feeds_from),
            ("cards", self.cards == Cards::All),
            ("email", self.email),
            ("custom_domain", self.custom_domain),
        ];
        let idle = made.into_iter().filter(|(_, made)| *made && self.base_url.is_none());
        idle.map(|(name, _)| name).collect()
    }

    /// The largest article file that is read, in bytes.
    pub fn largest_file(&self) -> u64 {
        self.max_file_mb.saturating_mul(1 << 20)
    }

    /// The path under which the site lies on its host, with `/` at both ends: `/` or `/daily/`.
    pub fn base_path(&self) -> &str {
        let Some(base) = &self.base_url else { return "/" };
        let after_scheme = base.find("://").map_or(0, |i| i + 3);
        base[after_scheme..].find('/').map_or("/", |i| &base[after_scheme + i..])
    }
}

fn extra<'de, D: Deserializer<'de>>(deserializer: D) -> Result<toml::Table, D::Error> {
    fn told(value: toml::Value) -> toml::Value {
        use toml::Value::{Array, Datetime, Table};
        match value {
            Datetime(time) => time.to_string().into(),
            Array(values) => values.into_iter().map(told).collect::<Vec<_>>().into(),
            Table(table) => table.into_iter().map(|(key, value)| (key, told(value))).collect::<toml::Table>().into(),
            other => other,
        }
    }
    Ok(toml::Table::deserialize(deserializer)?.into_iter().map(|(key, value)| (key, told(value))).collect())
}

fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a place to publish to, or several as `[\"…\", \"…\"]`")]
    enum Places {
        One(String),
        More(Vec<String>),
    }
    Ok(match Places::deserialize(deserializer)? {
        Places::One(place) => vec![place],
        Places::More(places) => places,
    })
}

fn unknown_field(message: &str) -> Option<&str> {
    message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next())
}

/// The key most like a mistyped one.
pub fn nearest<'a>(key: &str, keys: &[&'a str]) -> Option<&'a str> {
    let plain = |key: &str| key.to_lowercase().replace(['-', '_', ' '], "");
    keys.iter()
        .map(|candidate| (strsim::damerau_levenshtein(&plain(key), &plain(candidate)), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

fn list(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

fn time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse().map_err(|_| {
        let wanted = name.to_lowercase();
        let near = chrono_tz::TZ_VARIANTS
            .iter()
            .map(|zone| (strsim::damerau_levenshtein(&zone.name().to_lowercase(), &wanted), zone.name()))
            .min();
        match near {
            Some((distance, meant)) if distance <= 4 => {
                D::Error::custom(format!("there is no time zone `{name}`; did you mean `{meant}`?"))
            }
            _ => D::Error::custom(format!("there is no time zone `{name}`; name one like `Europe/Kyiv` or `UTC`")),
        }
    })
}

fn base_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let url = String::deserialize(deserializer)?;
    normal_base_url(&url).map(Some).map_err(D::Error::custom)
}

/// A base URL as browsers write it, its host in ASCII, with one slash at its end.
///
/// Errors when it is not an `http` or `https` address of a host, with nothing behind the path and nobody's name in it.
pub fn normal_base_url(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    // Browsers forgive much of this in an address; whoever wrote it meant something else.
    let plain = |rest: &str| {
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\');
        !rest.starts_with('/') && !rest.contains(odd)
    };
    rest.filter(|rest| plain(rest))
        .and_then(|_| Url::parse(url).ok())
        .filter(|url| url.has_host() && url.username().is_empty() && url.password().is_none())
        .filter(|url| url.query().is_none() && url.fragment().is_none())
        .map(|url| format!("{}/", url.as_str().trim_end_matches('/')))
        .ok_or_else(|| format!("`{url}` is no base URL; give one like `https://briefing.example/`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str, message: &str, hint: &str) {
        let diagnostic = Config::parse("daybrief.toml", text).expect_err("must be refused");
        assert_eq!((diagnostic.message.as_str(), diagnostic.hint.as_deref().unwrap_or("")), (message, hint));
    }

    #[test]
    fn faults_name_what_was_meant() {
        fails("titel = \"x\"", "there is no setting `titel`", "did you mean `title`?");
        fails("baseURL = \"x\"", "there is no setting `baseURL`", "did you mean `base_url`?");
        fails("[theme]\nacent = \"red\"", "there is no theme setting `acent`", "did you mean `accent`?");
        fails("time_zone = \"Europe/Kiew\"", "there is no time zone `Europe/Kiew`; did you mean `Europe/Kiev`?", "");
        fails(
            "[theme]\naccent = \"red;}\"",
            "`accent` is not one CSS value",
            "a colour, font list or length, as `#a3231f`, `Georgia, serif` or `38rem`",
        );
        fails("[publish]\nremove_shares = 1", "there is no setting `remove_shares`", "did you mean `remove_share`?");
        fails("[publish]\nremove_share = 101", "`remove_share` must be at most 100", "a share in percent, as 25");
        fails("page_size = 0", "`page_size` must be at least 1", "");
        fails("page_size = \"x\"", "a whole number from 0 on is wanted, not the text \"x\"", "");
        fails("links = \"x\"", "`x` is none of `file`, `folder`", "");
        fails("topics = \"World\"", "a list as `[\"…\"]` is wanted, not the text \"World\"", "");
        fails("[[junk]]\nname = \"x\"\nlines = \"y\"", "there is no setting `lines`", "did you mean `line`?");
        fails("[[junk]]\nname = \"x\"", "`line` is missing", "");
        fails("max_file_mb = 0", "`max_file_mb` must be at least 1", "");
    }

    #[test]
    fn faults_stand_where_the_setting_does() {
        let check = |text: &str, line: usize| {
            let fault = Config::parse("daybrief.toml", text).expect_err("must be refused");
            assert_eq!(fault.place.map(|place| place.line), Some(line), "{text}");
        };
        check("# page_size = 20\ntitle = \"page_size\"\npage_size = 0", 3);
        check("# remove_share\n[publish]\nremove_share = 101", 3);
        check("# accent\n[theme]\naccent = \"a;b\"", 3);
        check("description = \"acent\"\n[theme]\nacent = \"red\"", 3);
    }

    #[test]
    fn base_urls() {
        let check = |url: &str, expected: &str| assert_eq!(normal_base_url(url).unwrap_or_default(), expected, "{url}");
        check("https://Bücher.example", "https://xn--bcher-kva.example/");
        check("https://a.example:443/b//", "https://a.example/b/");
        check("http://127.0.0.1:8080/é", "http://127.0.0.1:8080/%C3%A9/");
        for none in [
            "",
            "a.example",
            "ftp://a.example/",
            "https://",
            "https:///a",
            "https://me@a.example/",
            "https://me:x@a.example/",
            "https://a.example/?b",
            "https://a.example/#b",
            "https://a b.example/",
            "https://a.example:99999/",
            "https://a.example\\b",
            "https://a\tb.example/",
        ] {
            check(none, "");
        }
    }

    #[test]
    fn base_path() {
        let config = |url: &str| Config::parse("daybrief.toml", &format!("base_url = \"{url}\"")).expect("valid");
        assert_eq!(config("https://a.example").base_path(), "/");
        assert_eq!(config("https://a.example/b/c").base_path(), "/b/c/");
        assert_eq!(config("https://a.example/b").absolute("x/").as_deref(), Some("https://a.example/b/x/"));
    }
}
