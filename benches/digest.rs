//! How fast an article is digested step by step, and a site read, linked, rendered and written: `cargo bench`.

use std::fs;
use std::path::Path;

use daybrief::assets::Versions;
use daybrief::config::Config;
use daybrief::digest::article::lines::Lines;
use daybrief::digest::article::parse;
use daybrief::digest::model::{Article, Cleaned};
use daybrief::digest::{self, clean, quotes, summary, words};
use daybrief::output::Output;
use daybrief::render::Renderer;
use daybrief::render::labels::Labels;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::rules::Rules;
use daybrief::site::link::{Memory, link, link_again};
use daybrief::site::source::Source;
use daybrief::workspace::{Options, Workspace};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tempfile::TempDir;

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
    let rules = Rules::built_in();
    let text = article(1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| digest::digest("2026-03-19-a.md", &text, &rules));
}

/// A step of the digest on one article; what comes before it is made outside the time.
fn step<T, R>(bencher: Bencher, before: impl Fn(&str, &Rules) -> T, step: impl Fn(&T, &Rules) -> R) {
    let rules = Rules::built_in();
    let text = article(1);
    let value = before(&text, &rules);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| step(&value, &rules));
}

fn parsed(text: &str) -> Article {
    parse(text, &Lines::new(text)).remove(0)
}

fn cleaned(text: &str, rules: &Rules) -> Cleaned {
    let article = parsed(text);
    clean::clean(&article.front_matter, article.blocks, rules)
}

#[divan::bench]
fn step_parse(bencher: Bencher) {
    step(bencher, |text, _| text.to_owned(), |text, _| parsed(text));
}

#[divan::bench]
fn step_clean(bencher: Bencher) {
    let clean = |article: &Article, rules: &Rules| clean::clean(&article.front_matter, article.blocks.clone(), rules);
    step(bencher, |text, _| parsed(text), clean);
}

#[divan::bench]
fn step_words(bencher: Bencher) {
    step(bencher, cleaned, |cleaned, rules| words::read(&cleaned.body, rules.lexicons.of(Some("en"))));
}

#[divan::bench]
fn step_quotes(bencher: Bencher) {
    step(bencher, cleaned, |cleaned, rules| {
        quotes::find(&cleaned.body, &words::read(&cleaned.body, rules.lexicons.of(Some("en"))), rules)
    });
}

#[divan::bench]
fn step_summary(bencher: Bencher) {
    step(bencher, cleaned, |cleaned, rules| {
        let headline = summary::Headline { text: "Ferry fares", apart: true };
        let words = words::read(&cleaned.body, rules.lexicons.of(Some("en")));
        summary::summarise(headline, &cleaned.body, &words, &[], rules)
    });
}

/// A site's folder with so many articles.
fn folder(count: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("a folder");
    for n in 0..count {
        let file = format!("content/2026-03-{:02}-article-{n}.md", n % 28 + 1);
        fs::write(folder.path().join(file), article(n)).expect("an article");
    }
    folder
}

fn open(site: &Path, state: Option<&Path>) -> Workspace {
    let options = Options { state: state.map(Path::to_owned), ..Options::default() };
    Workspace::open(site, options, |_| ()).expect("a sound site").0
}

#[divan::bench(args = [100, 1000], sample_count = 10)]
fn read_site(bencher: Bencher, count: usize) {
    let site = folder(count);
    bencher.counter(ItemsCount::new(count)).bench(|| open(site.path(), None));
}

#[divan::bench(args = [100, 1000], sample_count = 10)]
fn read_site_with_cache(bencher: Bencher, count: usize) {
    let site = folder(count);
    let state = site.path().join("state");
    open(site.path(), Some(&state));
    bencher.counter(ItemsCount::new(count)).bench(|| open(site.path(), Some(&state)));
}

#[divan::bench(args = [100, 1000])]
fn link_again_after_an_edit(bencher: Bencher, count: usize) {
    let mut sources = sources(count);
    let rules = Rules::built_in();
    let last = sources.last_mut().expect("an article");
    let edited = Source::new(last.path.clone(), digest::digest(&last.path, &article(0), &rules));
    let mut memory = Memory::default();
    link_again(&mut memory, Config::default(), &sources);
    let mut other = edited.clone();
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        std::mem::swap(sources.last_mut().expect("an article"), &mut other);
        link_again(&mut memory, Config::default(), &sources)
    });
}

#[divan::bench(args = [1000], sample_count = 10)]
fn write_site(bencher: Bencher, count: usize) {
    let site = tempfile::tempdir().expect("a folder");
    let text = article(1);
    bencher.counter(BytesCount::new(text.len() * count)).bench(|| {
        let out = tempfile::tempdir().expect("a folder");
        let mut output = Output::open(site.path(), out.path()).expect("an empty folder");
        let paths: Vec<String> = (0..count).map(|n| format!("{n}/index.html")).collect();
        let expected = output.expect(paths.iter().map(String::as_str)).expect("a list");
        for path in &paths {
            output.write(path, text.as_bytes()).expect("a page");
        }
        output.finish(&expected).expect("all in place")
    });
}

fn sources(count: usize) -> Vec<Source> {
    let rules = Rules::built_in();
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
