//! The site as a function from address to bytes: every internal link leads somewhere, every address is had once,
//! a new article changes no more pages than it must.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use daybrief::assets::Versions;
use daybrief::config::{Cards, Config, FeedFormat, FeedText, LinkStyle};
use daybrief::digest::Digest;
use daybrief::digest::model::{
    AttributedQuote, Block, BlockKind, Moment, Passage, Quote, QuoteKind, RelatedLink, Removed, Speaker,
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
    let mention = Passage::new(0, text.len() - "Anna Vasko.".len()..text.len() - 1);
    let name = ["Anna Vasko", "Bela Orr", "Cem Ito"][number % 3];
    let paragraph = Block { prose: Prose::verbatim(&text, 0), ..Block::default() };
    let heading = Block { kind: BlockKind::Heading(2), prose: Prose::verbatim("Background", 0), ..Block::default() };
    Digest {
        title: Some(format!("Headline {number} <b>")),
        published: day.filter(|_| number != 7).map(Moment::day),
        publisher: Some(["The Courier", "Harbour & Times"][number % 2].into()),
        summary: vec![Passage::new(0, 0..text.len())],
        quotes: vec![AttributedQuote {
            quote: Quote { words: Passage::new(0, 3..3 + words.len()), kind: QuoteKind::Direct },
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
    render_digests(config, (0..articles).map(digest))
}

fn render_digests(config: Config, digests: impl Iterator<Item = Digest>) -> BTreeMap<String, String> {
    let sources: Vec<Source> =
        digests.enumerate().map(|(number, digest)| Source::new(format!("article-{number:03}.md"), [digest])).collect();
    let (site, _) = link(config, &sources);
    let templates = Templates::new(&[]).expect("the built-in templates are valid");
    let renderer = Renderer::new(&site, &templates, Labels::new("en"), Versions::built_in());
    let mut out = BTreeMap::new();
    for page in pages(&site) {
        let bytes = renderer.render(&page).unwrap_or_else(|diagnostic| panic!("{diagnostic}"));
        let text = match page.path.ends_with(".png") {
            true => format!("{} bytes", bytes.len()),
            false => String::from_utf8(bytes).expect("pages are UTF-8"),
        };
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
        "rss.xml",
        "feed.json",
        "topics/ports/feed.xml",
        "topics/ports/rss.xml",
        "speakers/anna-vasko/feed.json",
        "feeds.opml",
        "2025/12/30/index.json",
        "quotes/index.json",
        "quotes/2026-01.csv",
        "quotes/undated.json",
        "sitemap.xml",
        "news.xml",
        "robots.txt",
        ".nojekyll",
    ] {
        assert!(pages.contains_key(path), "{path} is missing among {:#?}", pages.keys());
    }
}

#[test]
fn without_a_public_address_nothing_needs_one() {
    let pages = render(Config::default(), 5);
    assert!(!pages.keys().any(|path| [".xml", ".opml", "feed.json"].iter().any(|end| path.ends_with(end))));
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

/// What follows each of `marks` in a text, up to the next `end`.
fn after<'a>(text: &'a str, marks: &[&str], end: char) -> Vec<&'a str> {
    marks.iter().flat_map(|mark| text.split(mark).skip(1)).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn addresses_in_feeds_and_data_lead_to_pages() {
    const BASE: &str = "https://briefing.example/daily/";
    let pages = render(config(LinkStyle::Folder), 40);
    let mut seen = BTreeMap::new();
    for (path, text) in &pages {
        let ending = path.rsplit('.').next().expect("an ending");
        let addresses = match ending {
            "xml" => after(text, &["<loc>", "<link>", "<id>", "<guid>"], '<')
                .into_iter()
                .chain(values(text, "href"))
                .collect::<Vec<_>>(),
            "opml" => values(text, "xmlUrl").into_iter().chain(values(text, "htmlUrl")).collect(),
            "json" => after(text, &["url\":\"", "\"id\":\"", "\"page\":\"", "\"csv\":\""], '"'),
            "csv" => text.split(',').filter(|cell| cell.starts_with("http")).collect(),
            _ => continue,
        };
        for address in addresses {
            let below = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{path}: {address} is elsewhere"));
            let target = resolve("index.html", below.split('#').next().unwrap_or_default());
            assert!(pages.contains_key(&target), "{path}: {address} leads nowhere");
            *seen.entry(ending).or_insert(0) += 1;
        }
    }
    assert!(["xml", "opml", "json", "csv"].iter().all(|ending| seen[ending] > 5), "{seen:?}");
}

#[test]
fn feeds_are_of_the_formats_asked_for() {
    let files = |feeds: Vec<FeedFormat>| {
        let pages = render(Config { feeds, data: false, ..config(LinkStyle::File) }, 12);
        let names: BTreeSet<String> = pages.keys().filter_map(|path| path.rsplit('/').next()).map(Into::into).collect();
        let wanted = ["feed.xml", "rss.xml", "feed.json", "feeds.opml", "index.json"];
        (wanted.into_iter().filter(|name| names.contains(*name)).collect::<Vec<_>>(), pages)
    };
    assert_eq!(files(vec![FeedFormat::Rss]).0, ["rss.xml", "feeds.opml"]);
    let (names, pages) = files(Vec::new());
    assert_eq!(names, [""; 0]);
    assert!(!pages["index.html"].contains("rel=\"alternate\""));
}

#[test]
fn feeds_are_read_by_the_readers_of_their_formats() {
    let pages = render(config(LinkStyle::File), 12);
    let mut read = BTreeMap::new();
    for (path, text) in &pages {
        let name = path.rsplit('/').next().unwrap_or_default();
        let items = match name {
            "feed.xml" => text.parse::<atom_syndication::Feed>().expect(path).entries.len(),
            "rss.xml" => text.parse::<rss::Channel>().expect(path).items.len(),
            "feed.json" => {
                let feed: serde_json::Value = serde_json::from_str(text).expect(path);
                feed["items"].as_array().expect(path).len()
            }
            _ => continue,
        };
        // Strict readers refuse a second declaration, or one further down.
        assert!(name == "feed.json" || text.rfind("<?xml") == Some(0), "{path}");
        *read.entry(name).or_insert(0) += items;
    }
    assert!(read["feed.xml"] > 12 && read.values().all(|items| *items == read["feed.xml"]), "{read:?}");
}

#[test]
fn feeds_name_the_original() {
    const ORIGINAL: &str = "https://courier.example/fares?a=1";
    let pages = |feed_text| {
        let digests = (0..4).map(|number| {
            let mut digest = digest(number);
            digest.front_matter.url = Some(ORIGINAL.into());
            digest.front_matter.authors = if number == 0 { vec!["Ada Quill".into()] } else { Vec::new() };
            digest
        });
        render_digests(Config { feed_text, ..config(LinkStyle::File) }, digests)
    };
    let full = pages(FeedText::Full);
    let atom: atom_syndication::Feed = full["feed.xml"].parse().expect("Atom");
    let rss: rss::Channel = full["rss.xml"].parse().expect("RSS");
    let mut authors = BTreeSet::new();
    for (entry, item) in atom.entries.iter().zip(&rss.items) {
        assert!(entry.links.iter().any(|link| link.rel == "via" && link.href == ORIGINAL));
        let source = item.source.as_ref().expect("a source");
        assert_eq!(source.url, ORIGINAL);
        assert!(["The Courier", "Harbour & Times"].contains(&source.title.as_deref().expect("a newspaper")));
        let creators = &item.dublin_core_ext.as_ref().expect("who made it").creators;
        assert_eq!(creators.join(""), entry.authors[0].name);
        authors.extend(creators.clone());
        assert!(entry.content.is_some() && item.content.is_some());
    }
    // Where nobody is named, the newspaper is.
    assert_eq!(authors, BTreeSet::from(["Ada Quill".into(), "Harbour & Times".into(), "The Courier".into()]));
    let brief = pages(FeedText::Summary);
    for path in ["feed.xml", "rss.xml", "feed.json"] {
        assert!(full[path].contains("Background") && !brief[path].contains("Background"), "{path}");
        assert!(brief[path].contains("said Anna Vasko."), "{path}");
    }
    let json: serde_json::Value = serde_json::from_str(&brief["feed.json"]).expect("JSON");
    assert!(json["items"][0]["content_text"].is_string() && json["items"][0].get("content_html").is_none());
}

#[test]
fn xml_has_no_character_that_it_can_not_hold() {
    let digests = (0..8).map(|number| {
        let mut digest = digest(number);
        let text = "The\u{fffe} pier\u{ffff} stays\u{1} closed, said Anna\u{fffe} Vasko.";
        digest.title = Some(text.into());
        digest.body.push(Block { prose: Prose::verbatim(text, 0), ..Block::default() });
        digest.topics.push("Ports\u{fffe}".into());
        digest.publisher = Some("The\u{ffff} Courier".into());
        digest.front_matter.authors = vec!["Ada\u{fffe} Quill".into()];
        digest
    });
    let odd = |text: &str| format!("{text}\u{fffe}\u{ffff}\u{b}");
    let settings = config(LinkStyle::File);
    let settings =
        Config { title: odd("Daily"), description: odd("In brief"), publisher: odd("The house"), ..settings };
    let pages = render_digests(settings, digests);
    let xml = pages.iter().filter(|(path, _)| path.ends_with(".xml") || path.ends_with(".opml"));
    let mut seen = 0;
    for (path, text) in xml.chain(pages.get_key_value("feed.json")) {
        let faulty =
            |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(faulty), "{path}");
        seen += usize::from(text.contains("Daily"));
    }
    assert!(seen > 4, "{seen}");
}

#[test]
fn the_policy_for_mails_allows_their_styles() {
    for (email, styles) in [(false, "style-src 'self';"), (true, "style-src 'self' 'unsafe-inline';")] {
        let pages = render(Config { email, ..config(LinkStyle::File) }, 4);
        assert!(pages["_headers"].contains(styles), "{}", pages["_headers"]);
        // Each page has its own besides, and both must agree.
        assert!(pages["index.html"].contains("style-src 'self';"));
    }
}

#[test]
fn only_feeds_are_announced_as_feeds() {
    // Feed readers take every JSON that a page announces for a feed.
    let pages = render(config(LinkStyle::File), 12);
    let page = &pages["2025/12/30/index.html"];
    assert!(page.contains("<a href=\"index.json\" type=\"application/json\""));
    let announced = page.split("<link rel=\"alternate\"").skip(1);
    let kinds: BTreeSet<&str> = announced.filter_map(|link| values(link, "type").first().copied()).collect();
    assert_eq!(kinds, BTreeSet::from(["application/atom+xml", "application/rss+xml", "application/feed+json"]));
}

#[test]
fn the_newest_edition_is_kept_offline_under_a_version() {
    let offline = |articles: usize| render(Config { offline: true, ..config(LinkStyle::Folder) }, articles);
    let script = |pages: &BTreeMap<String, String>| {
        let script = &pages["daybrief-offline.js"];
        let edition = script.lines().next().and_then(|line| line.strip_prefix("const edition = ")).expect("an edition");
        let edition: serde_json::Value = serde_json::from_str(edition.trim_end_matches(';')).expect("JSON");
        (edition["version"].clone(), edition["files"].as_array().expect("files").clone())
    };
    let pages = offline(39);
    let (version, files) = script(&pages);
    for file in files.iter().filter_map(|file| file.as_str()) {
        let built_in = file.contains("?v=");
        assert!(built_in || pages.contains_key(&resolve("index.html", file)), "{file} is no page");
    }
    let articles = files.iter().filter_map(|file| file.as_str()).filter(|file| file.contains("/article-")).count();
    assert_eq!(articles, 3, "{files:?}");
    assert!(pages["index.html"].contains(" data-offline>"));
    assert!(pages["offline.html"].contains("href=\"/daily/\""));
    assert_eq!(script(&offline(39)).0, version);
    assert_ne!(script(&offline(40)).0, version);
    assert!(!render(config(LinkStyle::Folder), 4).contains_key("daybrief-offline.js"));
}

#[test]
fn a_speaker_has_feeds_from_so_many_articles_on() {
    let pages = render(config(LinkStyle::File), 4);
    assert!(pages.contains_key("speakers/anna-vasko/feed.xml"), "quoted in the articles 0 and 3");
    assert!(pages.contains_key("speakers/bela-orr/index.html"));
    assert!(!pages.contains_key("speakers/bela-orr/feed.xml"));
    let each = render(Config { speaker_feeds_from: 1, ..config(LinkStyle::File) }, 4);
    assert!(each.contains_key("speakers/bela-orr/feed.xml"));
    assert!(each["speakers/bela-orr/index.html"].contains("href=\"feed.xml\""));
}

#[test]
fn the_news_sitemap_has_two_days() {
    let pages = render(config(LinkStyle::File), 40);
    let days: BTreeSet<&str> = after(&pages["news.xml"], &["<news:publication_date>"], '<').into_iter().collect();
    assert_eq!(days, BTreeSet::from(["2026-01-07", "2026-01-08"]));
}

#[test]
fn a_day_as_data_is_what_digest_prints() {
    let pages = render(config(LinkStyle::File), 4);
    let day: serde_json::Value = serde_json::from_str(&pages["2025/12/30/index.json"]).expect("JSON");
    assert_eq!(day["date"], "2025-12-30");
    let articles = day["articles"].as_array().expect("a list");
    assert_eq!(articles.len(), 4);
    assert_eq!(articles[0]["quotes"][0]["speaker"]["role"], "mayor");
    assert!(articles.iter().all(|article| article["body"][1] == "Background"));
    assert!(articles.iter().all(|article| article.get("source").is_none()), "paths of files are not published");
}

#[test]
fn comments_are_not_published() {
    let hidden = |number| {
        let rule = Removed::COMMENT.into();
        let comment = Removed { line: 2, text: "<!-- ask Lena -->".into(), span: NOWHERE, rule };
        let mut digest = digest(number);
        digest.removed.push(comment);
        digest
    };
    let pages = render_digests(config(LinkStyle::File), (0..4).map(hidden));
    assert!(pages.values().any(|page| page.contains("ad-marker")));
    assert!(pages.values().all(|page| !page.contains("ask Lena")));
}

#[test]
fn pages_name_pictures_that_are_there() {
    const BASE: &str = "https://briefing.example/daily/";
    for (cards, own) in [(Cards::Editions, false), (Cards::All, true)] {
        let pages = render(Config { cards, ..config(LinkStyle::File) }, 12);
        for path in ["index.html", "2026/01/01/index.html", "2026/01/01/article-008/index.html"] {
            let image = after(&pages[path], &["property=\"og:image\" content=\""], '"')[0];
            let image = image.strip_prefix(BASE).expect("a picture of the site");
            assert!(pages.contains_key(image), "{path}: {image}");
            assert_eq!(image.contains("article-"), own && path.contains("article-"));
            assert!(pages[path].contains("summary_large_image"));
        }
    }
    let pages = render(Config { cards: Cards::None, ..config(LinkStyle::File) }, 12);
    assert!(!pages.keys().any(|path| path.ends_with(".png")) && !pages["index.html"].contains("og:image"));
}

#[test]
fn a_long_quote_is_cut_on_a_card_wherever_its_lines_break() {
    let rules = daybrief::rules::Rules::new(&[]).expect("built-in rules");
    let words = (1..80).map(|n| format!("word{n}")).collect::<Vec<_>>();
    for gap in [" ", "\n"] {
        let said = [words[..50].join(" "), words[50..].join(" ")].join(gap);
        let text =
            format!("# Mayor speaks\n\nThe old pier was closed on 3 May 2025.\n\n“We {said}.” Anna Vasko said.\n");
        let digests = daybrief::digest::digest("a.md", &text, &rules);
        let page = &render_digests(Config { search: false, ..Config::default() }, digests.into_iter())["index.html"];
        assert!(page.contains(" word44…") && !page.contains("word46"), "{gap:?}: {page}");
    }
}

#[test]
fn a_mail_stays_below_what_mail_programs_cut() {
    let day = Moment::day(NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"));
    let long = "word ".repeat(200);
    let digests = (0..300).map(|number| {
        let mut digest = digest(number);
        digest.published = Some(day);
        digest.title = Some(format!("Matter number{number} of kind{number} with{number} {long}"));
        digest.summary = vec![Passage::new(digest.body.len(), 0..long.len())];
        digest.body.push(Block { prose: Prose::verbatim(&long, 0), ..Block::default() });
        digest
    });
    let pages = render_digests(Config { email: true, ..config(LinkStyle::File) }, digests);
    let (html, text) = (&pages["2026/01/01/email.html"], &pages["2026/01/01/email.txt"]);
    assert!((30_000..100_000).contains(&html.len()), "{} bytes", html.len());
    assert!(!html.contains("<style") && !html.contains("<script") && !html.contains("<link"));
    assert!(html.contains("&lt;agreed&gt;") && text.contains("<agreed>"));
    let links = values(html, "href").into_iter().chain(text.lines().filter(|line| line.starts_with("http")));
    for link in links {
        let below = link.strip_prefix("https://briefing.example/daily/").expect("a public address");
        assert!(pages.contains_key(&resolve("index.html", below)), "{link}");
    }
}

#[test]
fn search_is_linked_and_may_be_off() {
    let pages = render(config(LinkStyle::File), 4);
    assert!(pages["index.html"].contains("<a rel=\"search\" href=\"search/index.html\">"));
    // The module that reads the index is allowed on the page that needs it, and nowhere else.
    let allowed: Vec<&String> =
        pages.iter().filter(|(_, text)| text.contains("'wasm-unsafe-eval'")).map(|(path, _)| path).collect();
    assert_eq!(allowed, ["_headers", "search/index.html"]);
    let pages = render(Config { search: false, ..config(LinkStyle::File) }, 4);
    assert!(!pages.values().any(|text| text.contains("rel=\"search\"") || text.contains("wasm-unsafe-eval")));
}

#[test]
fn an_article_page_says_of_itself_what_its_header_says() {
    let mut own = digest(1);
    own.front_matter.description = Some("Why they met & met again.".into());
    let pages = render_digests(config(LinkStyle::File), [digest(0), own].into_iter());
    let described = |headline: &str| {
        let page = pages.values().find(|page| page.contains(headline)).expect("the article's page");
        after(page, &["<meta name=\"description\" content=\""], '"')
    };
    assert!(described("<h1>Headline 0")[0].starts_with("“We met 0 times"), "{:?}", described("<h1>Headline 0"));
    assert_eq!(described("<h1>Headline 1"), ["Why they met &amp; met again."]);
}

#[test]
fn pages_that_are_no_news_stand_by_themselves() {
    let rules = daybrief::rules::Rules::built_in();
    let page = |path: &str, text: &str| daybrief::digest::digest(path, text, &rules).remove(0);
    let imprint = "---\npage: true\nslug: imprint\n---\n# Imprint\n\nShare this article\n\nQuay House, “the box”, said Ada Quill: <desk@quay.example>\n";
    let digests =
        [page("imprint.md", imprint), page("topics.md", "---\ntype: page\nslug: topics\n---\nWhat we write of.\n")];
    let site = render_digests(config(LinkStyle::Folder), digests.into_iter().chain((0..5).map(digest)));
    let shown = &site["imprint/index.html"];
    assert!(shown.contains("<h1>Imprint</h1>") && shown.contains("Share this article"), "{shown}");
    assert!(shown.contains("href=\"mailto:desk@quay.example\""), "{shown}");
    // The topics stay where they are.
    assert!(site["topics/index.html"].contains("Ports") && site.contains_key("pages/topics/index.html"));
    for (path, text) in site.iter().filter(|(path, _)| path.ends_with(".html") && !path.contains("email")) {
        let links: Vec<String> = values(text, "href").into_iter().map(|link| resolve(path, link)).collect();
        assert!(links.iter().any(|link| link == "imprint/index.html"), "{path} has no link to the imprint");
    }
    assert!(site["sitemap.xml"].contains("/daily/imprint/"));
    let lists = ["feed.xml", "speakers/index.html", "quotes/index.html", "sources/index.html"];
    assert!(lists.iter().all(|list| !site[*list].contains("Ada Quill")), "it is no article");
    assert!(!site.keys().any(|path| path.starts_with("articles/")));
}

#[test]
fn what_is_the_users_own_is_on_no_page() {
    let own = ["comment", "note", "mail", "property"].map(|rule| Removed {
        line: 1,
        text: format!("secret {rule}"),
        span: NOWHERE,
        rule: rule.into(),
    });
    let digest = Digest { removed: own.into_iter().chain(digest(0).removed).collect(), ..digest(0) };
    let site = render_digests(config(LinkStyle::File), [digest].into_iter());
    assert!(site.iter().all(|(_, text)| !text.contains("secret")));
    assert!(site.values().any(|text| text.contains("Advertisement")), "what is junk is told");
}
