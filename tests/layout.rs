//! What pages tell of articles, and in what order: texts in, HTML out.

use std::collections::BTreeMap;

use daybrief::assets::Versions;
use daybrief::config::Config;
use daybrief::digest::digest;
use daybrief::render::Renderer;
use daybrief::render::labels::Labels;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::rules::Rules;
use daybrief::site::link::link;
use daybrief::site::source::Source;

/// The pages of a site with these articles.
fn render(articles: &[(&str, &str)]) -> BTreeMap<String, String> {
    let rules = Rules::built_in();
    let source = |(path, text): &(&str, &str)| Source::new((*path).to_owned(), digest(path, text, &rules));
    let sources: Vec<Source> = articles.iter().map(source).collect();
    let config =
        Config { base_url: Some("https://briefing.example/".into()), language: "en".into(), ..Config::default() };
    let (site, _) = link(config, &sources);
    let templates = Templates::new(&[]).expect("the built-in templates are valid");
    let renderer = Renderer::new(&site, &templates, Labels::new("en"), Versions::built_in());
    let html = pages(&site).into_iter().filter(|page| page.path.ends_with(".html"));
    let bytes = html.map(|page| (page.path.clone(), renderer.render(&page).unwrap_or_else(|e| panic!("{e}"))));
    bytes.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// What stands between two marks.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let at = html.find(start).unwrap_or_else(|| panic!("no `{start}` in {html}"));
    let rest = &html[at + start.len()..];
    &rest[..rest.find(end).unwrap_or_else(|| panic!("no `{end}` in {rest}"))]
}

/// The quotes of a piece of HTML, a block each.
fn blocks(html: &str) -> Vec<&str> {
    html.split("<blockquote").skip(1).map(|block| between(block, "\">", "</a>")).collect()
}

const TALK: &str = "---
title: Mill to close in spring
date: 2026-03-19
---
The paper mill in Oxholm will close in spring, its owners said on Thursday, after ninety years.

“We tried every buyer in the country,” said Marit Lund, the mill's director. “Nobody wanted to pay for the new boiler.”

“If the boiler had come,” Lund said, “we would be here for another ninety years.”

Workers called the plan “a slap”. A sign at the gate read: “Ninety years of paper and not one day of thanks.”

Lund called the closure “the saddest day of my whole working life”.

“I learned it from the radio,” said Teo Brandt, a machinist. He sat down on the steps.

“I learned it from the radio as well,” said Ida Mork, a clerk who has been at the mill since the old boiler was built.

“Nobody told the council,” said Per Aas, the mayor.
";

#[test]
fn who_said_what_has_no_scraps_and_no_strangers() {
    let page = &render(&[("mill.md", TALK)])["2026/03/19/mill/index.html"];
    let said = between(page, "<section class=\"said\">", "</section>");
    let (first, more) = said.split_once("<details").expect("more than three speak");
    assert_eq!(
        blocks(first),
        [
            "We tried every buyer in the country. Nobody wanted to pay for the new boiler.",
            "If the boiler had come … we would be here for another ninety years.",
            "the saddest day of my whole working life",
            "I learned it from the radio",
            "I learned it from the radio as well"
        ]
    );
    assert_eq!(blocks(more), ["Nobody told the council"]);
    assert!(more.contains("More: 1 quote<"), "{more}");
    assert!(!said.contains("not one day of thanks") && !said.contains("a slap"), "{said}");
    assert!(page.contains("<mark id=\"q5\">"), "all stay marked in the text");
}

#[test]
fn the_text_comes_before_what_other_days_brought() {
    let before = TALK.replace("2026-03-19", "2026-03-18").replace("close in spring", "close, owners say");
    let pages = render(&[("mill.md", TALK), ("before.md", &before)]);
    let page = &pages["2026/03/19/mill/index.html"];
    let at = |mark: &str| page.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    let order = ["class=\"said\"", "class=\"text\"", "class=\"earlier\"", "class=\"pager\"", "<footer>"].map(at);
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn articles_of_a_day_lead_on_to_each_other() {
    let note = |title: &str, weight: usize| {
        format!("---\ntitle: {title}\ndate: 2026-03-19\nweight: {weight}\n---\n{title}.\n")
    };
    let (one, two) = (note("Ferry fares rise", 3), note("Owl found in a library", 2));
    let three = note("Snow expected on the passes", 1);
    let pages = render(&[("one.md", &one), ("two.md", &two), ("three.md", &three)]);
    let pager =
        |slug: &str| between(&pages[&format!("2026/03/19/{slug}/index.html")], "<nav class=\"pager\"", "</nav>");
    let leads = |slug: &str, way: &str| {
        let pager = pager(slug);
        pager.contains(&format!("rel=\"{way}\"")).then(|| between(pager, &format!("rel=\"{way}\""), "</a>").to_owned())
    };
    for (slug, previous, next) in [
        ("one", None, Some("Owl found")),
        ("two", Some("Ferry fares"), Some("Snow expected")),
        ("three", Some("Owl found"), None),
    ] {
        for (way, headline) in [("prev", previous), ("next", next)] {
            let found = leads(slug, way);
            assert_eq!(found.is_some(), headline.is_some(), "{slug} {way}");
            assert!(found.is_none_or(|link| link.contains(headline.unwrap_or_default())), "{slug} {way}");
        }
        assert!(pager(slug).contains("class=\"up\""), "the day");
    }
}

#[test]
fn nothing_is_told_twice() {
    let short =
        "---\ntitle: Owl found in a library\ndate: 2026-03-19\n---\nOwl found in a library. It slept on the atlases.\n";
    let pages = render(&[("short.md", short), ("mill.md", TALK)]);
    assert!(!pages["2026/03/19/short/index.html"].contains("class=\"brief\""), "the text is as brief");
    assert!(pages["2026/03/19/mill/index.html"].contains("class=\"brief\""));
    let day = &pages["2026/03/19/index.html"];
    let cards: Vec<&str> = day.split("<article class=\"card\">").skip(1).collect();
    assert_eq!(cards.len(), 2);
    for card in cards {
        assert!(!card.contains("<p class=\"summary\">Owl found"), "{card}");
        let summary = if card.contains("\"summary\">") { between(card, "\"summary\">", "</p>") } else { "" };
        assert!(blocks(card).iter().all(|quote| !summary.contains(quote)), "{card}");
    }
}

#[test]
fn voices_stand_under_their_surnames() {
    let page = &render(&[("mill.md", TALK)])["speakers/index.html"];
    let letters: Vec<&str> = page.split("<h2 id=\"").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(letters, ["a", "b", "l", "m"], "Aas, Brandt, Lund, Mork");
    assert!(between(page, "<h2 id=\"l\">", "</ul>").contains("Marit Lund"));
}

#[test]
fn words_in_another_language_are_marked_as_such() {
    let german = "---\ntitle: Mühle schließt im Frühjahr\ndate: 2026-03-19\nlanguage: de\n---
Die Papiermühle schließt im Frühjahr nach neunzig Jahren, wie die Eigentümer am Donnerstag in der Stadt sagten.

„Wir haben jeden Käufer im ganzen Land gefragt“, sagte Direktorin Marit Lund. „Niemand wollte den Kessel bezahlen.“

Der Rat will im Mai darüber beraten. Die Arbeiter erfuhren es aus dem Radio.
";
    let pages = render(&[("muehle.md", german), ("mill.md", TALK)]);
    let marked = "lang=\"de\" dir=\"ltr\"";
    assert!(pages["2026/03/19/index.html"].contains(&format!("{marked}><a href")), "headline");
    let quotes = &pages["quotes/index.html"];
    assert!(quotes.contains(&format!("<blockquote {marked}>")) && quotes.contains("<blockquote><p>"), "{quotes}");
    assert!(quotes.contains("Land gefragt. Niemand wollte den Kessel bezahlen."), "{quotes}");
}

#[test]
fn shared_links_show_the_headline_alone() {
    let page = &render(&[("mill.md", TALK)])["2026/03/19/mill/index.html"];
    assert!(page.contains("<meta property=\"og:title\" content=\"Mill to close in spring\">"));
    assert!(page.contains("<title>Mill to close in spring · 19 March 2026 · "));
}
