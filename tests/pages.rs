//! The site as a function from address to bytes: every internal link leads somewhere, every address is had once,
//! a new article changes no more pages than it must.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use daybrief::assets::Versions;
use daybrief::config::{Config, LinkStyle};
use daybrief::digest::Digest;
use daybrief::digest::model::{
    AttributedQuote, Block, BlockKind, Mention, Moment, Quote, QuoteKind, RelatedLink, Removed, Sentence, Speaker,
};
use daybrief::render::Renderer;
use daybrief::render::labels::Labels;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::site::link::link;
use daybrief::site::source::Source;
use daybrief::text::prose::{Prose, Span};

const NOWHERE: Span = Span { start: 0, end: 0 };

/// An article that has something of everything.
fn digest(number: usize) -> Digest {
    let day = NaiveDate::from_ymd_opt(2025, 12, 30).expect("a day").checked_add_days(Days::new(number as u64 / 4));
    let text = format!("“We met {number} times & <agreed>,” said Anna Vasko.");
    let words = format!("We met {number} times & <agreed>,");
    let mention = Mention { text: "Anna Vasko".into(), span: NOWHERE, block: 0, range: 0..0 };
    let name = ["Anna Vasko", "Bela Orr", "Cem Ito"][number % 3];
    let paragraph = Block { prose: Prose::verbatim(&text, 0), ..Block::default() };
    let heading = Block { kind: BlockKind::Heading(2), prose: Prose::verbatim("Background", 0), ..Block::default() };
    Digest {
        title: Some(format!("Headline {number} <b>")),
        published: day.filter(|_| number != 7).map(Moment::day),
        publisher: Some(["The Courier", "Harbour & Times"][number % 2].into()),
        summary: vec![Sentence { text: text.clone(), span: NOWHERE, block: 0 }],
        quotes: vec![AttributedQuote {
            quote: Quote { range: 3..3 + words.len(), text: words, span: NOWHERE, kind: QuoteKind::Direct, block: 0 },
            speaker: Some(Speaker { name: Some(name.into()), mention, role: Some("mayor".into()) }),
            cue: Some("said".into()),
            evidence: None,
        }],
        body: vec![paragraph, heading],
        topics: vec![["Ports", "Courts"][number / 2 % 2].into()],
        related: vec![RelatedLink {
            title: format!("Headline {} <b>", number / 2),
            url: None,
            span: NOWHERE,
            line: 3,
            rule: "also-read".into(),
        }],
        removed: vec![Removed { line: 1, text: "Advertisement".into(), span: NOWHERE, rule: "ad-marker".into() }],
        ..Digest::default()
    }
}

fn render(config: Config, articles: usize) -> BTreeMap<String, String> {
    let sources: Vec<Source> =
        (0..articles).map(|number| Source::new(format!("article-{number:03}.md"), [digest(number)])).collect();
    let (site, _) = link(config, &sources);
    let templates = Templates::new(&[]).expect("the built-in templates are valid");
    let renderer = Renderer::new(&site, &templates, Labels::new("en"), Versions::built_in());
    let mut out = BTreeMap::new();
    for page in pages(&site) {
        let bytes = renderer.render(&page).unwrap_or_else(|diagnostic| panic!("{diagnostic}"));
        let text = String::from_utf8(bytes).expect("pages are UTF-8");
        assert!(out.insert(page.path.clone(), text).is_none(), "{} is there twice", page.path);
    }
    out
}

fn config(links: LinkStyle) -> Config {
    let base_url = Some("https://briefing.example/daily/".into());
    Config { links, base_url, page_size: 3, ..Config::default() }
}

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The path of a link as a file below the site's root.
fn resolve(from: &str, link: &str) -> String {
    let (mut parts, link) = match link.strip_prefix("/daily/") {
        Some(link) => (Vec::new(), link),
        None => (from.split('/').collect(), link),
    };
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{link} leads out of the site"),
            "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

#[test]
fn every_link_leads_somewhere() {
    for links in [LinkStyle::File, LinkStyle::Folder] {
        let pages = render(config(links), 40);
        let ids: BTreeSet<(&str, &str)> = pages
            .iter()
            .flat_map(|(path, html)| values(html, "id").into_iter().map(|id| (path.as_str(), id)))
            .collect();
        let files = Versions::built_in();
        let mut seen = 0;
        for (path, html) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            for link in values(html, "href").into_iter().chain(values(html, "src")) {
                if link.contains(':') {
                    continue;
                }
                let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
                if let Some((file, _version)) = target.split_once("?v=") {
                    let file = resolve(path, file);
                    assert!(files.has(&file) || pages.contains_key(&file), "{path}: {link} is no file");
                    continue;
                }
                let target = if target.is_empty() { path.clone() } else { resolve(path, target) };
                assert!(pages.contains_key(&target), "{path}: {link} leads to {target}, which is not there");
                assert!(fragment.is_empty() || ids.contains(&(target.as_str(), fragment)), "{path}: no id for {link}");
                seen += 1;
            }
        }
        assert!(seen > 1000);
    }
}

#[test]
fn pages_hold_what_their_readers_need() {
    let pages = render(config(LinkStyle::File), 40);
    let mut titles = BTreeSet::new();
    for (path, html) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
        assert!(titles.insert(title), "{path} shares its title {title}");
        assert!(!html.contains("<b>") && !html.contains("<agreed>"), "{path}: raw markup");
        assert!(!html.contains(" style=") && !html.contains("<style"), "{path}: styles in the page");
    }
    for path in [
        "2025/12/index.html",
        "2025/index.html",
        "topics/ports/page/1/index.html",
        "speakers/anna-vasko/index.html",
        "sources/the-courier/index.html",
        "quotes/index.html",
        "stories/index.html",
        "stories/2025-12-30-article-000/index.html",
        "words.js",
        "undated/index.html",
        "articles/article-007/index.html",
        "feed.xml",
        "topics/ports/feed.xml",
        "sitemap.xml",
        "robots.txt",
        ".nojekyll",
    ] {
        assert!(pages.contains_key(path), "{path} is missing among {:#?}", pages.keys());
    }
}

#[test]
fn without_a_public_address_nothing_needs_one() {
    let pages = render(Config::default(), 5);
    assert!(!pages.keys().any(|path| path.ends_with(".xml")));
    assert!(!pages["index.html"].contains("canonical"));
    assert_eq!(render(Config::default(), 0).keys().filter(|path| path.starts_with("20")).count(), 0);
}

#[test]
fn a_new_article_changes_few_pages() {
    let (before, after) = (render(config(LinkStyle::File), 40), render(config(LinkStyle::File), 41));
    let changed: Vec<&String> =
        before.iter().filter(|(path, html)| after.get(*path) != Some(html)).map(|(p, _)| p).collect();
    for path in &changed {
        let article = path.split('/').any(|part| part.starts_with("article-"));
        assert!(!article, "{path} changed, in {changed:#?}");
        let old_part = path.contains("page/1/");
        assert!(!old_part, "{path} changed, in {changed:#?}");
    }
}
