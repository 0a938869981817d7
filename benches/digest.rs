//! How fast an article is digested, and a site linked and rendered: `cargo bench`.

use daybrief::assets::Versions;
use daybrief::config::Config;
use daybrief::digest;
use daybrief::render::Renderer;
use daybrief::render::labels::Labels;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::rules::Rules;
use daybrief::site::link::link;
use daybrief::site::source::Source;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

/// An article of about five kilobytes with quotes and junk; `n` makes it one of its own.
fn article(n: usize) -> String {
    let mut text = format!("Council {n} puts off decision on ferry fares\n\n");
    for paragraph in 0..12 {
        text.push_str(&format!(
            "The city council put off decision {paragraph} on Thursday (March 19) after members asked for new figures on \
             how many people still need the boats now that the bridge is open and {n} more are planned.\n\n\
             “We cannot set a price for a service whose passengers we have not counted,” said Maren Oyelaran, the \
             councillor for the harbour. “Number {n} is a guess.”\n\nAdvertisement\n\n"
        ));
    }
    text.push_str("Also read: Harbour bridge reopens\n\n(With inputs from agencies)\n");
    text
}

#[divan::bench]
fn rules(bencher: Bencher) {
    bencher.bench(|| Rules::new(&[]));
}

#[divan::bench]
fn digest_article(bencher: Bencher) {
    let rules = Rules::new(&[]).expect("valid rules");
    let text = article(1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| digest::digest("2026-03-19-a.md", &text, &rules));
}

fn sources(count: usize) -> Vec<Source> {
    let rules = Rules::new(&[]).expect("valid rules");
    (0..count)
        .map(|n| {
            let path = format!("2026-03-{:02}-article-{n}.md", n % 28 + 1);
            let digests = digest::digest(&path, &article(n), &rules);
            Source::new(path, digests)
        })
        .collect()
}

#[divan::bench(args = [100, 1000])]
fn link_site(bencher: Bencher, count: usize) {
    let sources = sources(count);
    bencher.counter(ItemsCount::new(count)).bench(|| link(Config::default(), &sources));
}

#[divan::bench(args = [100, 1000])]
fn render_site(bencher: Bencher, count: usize) {
    let (site, _) = link(Config::default(), &sources(count));
    let templates = Templates::new(&[]).expect("valid templates");
    let renderer = Renderer::new(&site, &templates, Labels::new("en"), Versions::built_in());
    let pages = pages(&site);
    bencher
        .counter(ItemsCount::new(pages.len()))
        .bench(|| pages.iter().map(|page| renderer.render(page).expect("renders").len()).sum::<usize>());
}
