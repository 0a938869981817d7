//! What holds for every text: no panic, no line lost, spans that point at what they say, same input same digest.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use daybrief::config::Config;
use daybrief::digest::{self, Digest, contract};
use daybrief::rules::Rules;
use daybrief::site::link::link;
use daybrief::site::source::Source;
use daybrief::text::decode;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Lines of the kinds that articles and their junk are made of.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,8}( [a-z]{2,9}){3,18}\\.",
        2 => "\"[A-Z][a-z]{2,8}( [a-z]{2,9}){2,9},\" (said|added) [A-Z][a-z]{3,8} [A-Z][a-z]{3,8}\\.",
        1 => "[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}, the (mayor|minister|coach), said: “[A-Z][a-z]{2,8}( [a-z]{2,9}){2,9}\\.”",
        1 => "He (said|told reporters) “[a-z]{2,8}( [a-z]{2,9}){2,9}” (and|but) [a-z ]{3,30}\\.",
        1 => prop::sample::select(vec![
            "Advertisement", "Also read: Port strike enters second week", "(With inputs from agencies)", "ALSO READ | Bridge opens",
            "Share this article", "Photo: Jo Lind/Example Wire", "Subscribe to our newsletter", "***", "---", "3 min read",
            "[Bridge opens](https://a.example/b)", "* [One](x)", "* [Two](y)", "![picture](https://img.example/a.jpg)",
            "By Mira Holt", "Updated March 3, 2026", "© 2026 Example Wire", "# A headline of the day", "## Sub-heading",
            "> A quotation in a block", "1. first", "| a | b |", "|---|---|", "    four spaces", "<div>raw</div>", "<!-- x -->",
            "[x]: https://a.example", "Title: A headline", "===", "```", "&amp; &quot;x&quot;", "**\"bold,\"** said Mira Holt.",
        ]).prop_map(str::to_owned),
        1 => "={60,100}",
        1 => "\\PC{0,60}",
        3 => Just(String::new()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    (prop::collection::vec(line(), 0..40), prop::sample::select(vec!["\n", "\r\n", "\n\n"]))
        .prop_map(|(lines, end)| lines.join(end))
}

fn digests(text: &str) -> Vec<Digest> {
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
    digest::digest("content/a.md", text, &RULES)
}

/// The 1-based lines of a range of bytes, half-open.
fn lines_of(text: &str, range: Range<usize>) -> Range<usize> {
    let line = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    line(range.start)..line(range.end.max(range.start + 1) - 1) + 1
}

/// Which of the list of places takes each line.
fn places(text: &str, digests: &[Digest]) -> Vec<Vec<&'static str>> {
    let mut places = vec![Vec::new(); text.matches('\n').count() + 2];
    let mut put = |lines: Range<usize>, place| lines.for_each(|line| places[line].push(place));
    for digest in digests {
        put(digest.header_lines.clone(), "header");
        if let Some(span) = digest.title_span {
            put(lines_of(text, span.start..span.end), "title");
        }
        for block in &digest.body {
            put(block.lines.range(), "body");
        }
        for link in &digest.related {
            put(lines_of(text, link.span.start..link.span.end), "related");
            put(link.line..link.line + 1, "related");
        }
        for credit in &digest.credits {
            put(lines_of(text, credit.span.start..credit.span.end), "credit");
        }
        for removed in &digest.removed {
            put(lines_of(text, removed.span.start..removed.span.end), "removed");
            put(removed.line..removed.line + 1, "removed");
        }
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        // The same cases in every run: what fails here fails everywhere. A wider search: `PROPTEST_RNG_SEED=N`.
        rng_seed: std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok()).map_or(RngSeed::Fixed(1), RngSeed::Fixed),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_has_a_digest(text in "\\PC{0,400}|(?s).{0,400}") {
        prop_assert!(!digests(&text).is_empty());
    }

    #[test]
    fn any_bytes_have_a_digest(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let decoded = decode::decode(bytes);
        let digests = digests(&decoded.text);
        let object = contract::Article::of_file("-", &digests, &decoded);
        prop_assert!(serde_json::to_string(&object).is_ok());
    }

    #[test]
    fn no_line_is_lost(text in text()) {
        let digests = digests(&text);
        let places = places(&text, &digests);
        for (i, line) in text.split('\n').enumerate() {
            let blank = line.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}');
            prop_assert!(blank || !places[i + 1].is_empty(), "line {} is nowhere: {line:?}\n{text}", i + 1);
        }
    }

    #[test]
    fn spans_hold(text in text()) {
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for digest in digests(&text) {
            for quote in &digest.quotes {
                let span = quote.quote.words.source(&digest.body);
                let source = text.get(span.start..span.end);
                prop_assert!(source.is_some(), "{span:?} cuts a character");
                let source = source.unwrap_or_default();
                if !source.contains(['&', '<', '>', '[', '\\', '|']) {
                    prop_assert_eq!(plain(source), plain(&quote.quote.words.text(&digest.body)));
                }
                if let Some(speaker) = &quote.speaker {
                    let span = speaker.mention.source(&digest.body);
                    prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} cuts a character");
                }
            }
            for sentence in &digest.summary {
                let span = sentence.source(&digest.body);
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }

    #[test]
    fn adding_an_article_moves_no_other(texts in prop::collection::vec(text(), 1..5), other in text(), day in 1..28) {
        let source = |n: usize, text: &str| Source::new(format!("2026-03-{:02}-article-{n}.md", n % 3 + 1), digests(text));
        let mut sources: Vec<Source> = texts.iter().enumerate().map(|(n, text)| source(n, text)).collect();
        let addresses = |sources: &[Source]| -> BTreeMap<(String, usize), String> {
            let (site, _) = link(Config::default(), sources);
            site.entries.iter().map(|entry| ((entry.source.to_string(), entry.part), entry.permalink.clone())).collect()
        };
        let before = addresses(&sources);
        sources.push(Source::new(format!("2026-03-{day:02}/other.md"), digests(&other)));
        let after = addresses(&sources);
        for (article, address) in before {
            prop_assert_eq!(after.get(&article), Some(&address));
        }
    }

    #[test]
    fn same_text_same_digest(text in text()) {
        prop_assert_eq!(format!("{:?}", digests(&text)), format!("{:?}", digests(&text)));
    }
}
