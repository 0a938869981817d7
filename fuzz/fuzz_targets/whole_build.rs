//! Any file makes a site whose every page can be rendered, with no markup of the article's own.
#![no_main]

use std::sync::LazyLock;

use chrono::DateTime;
use daybrief::assets::Versions;
use daybrief::builder::{self, Reader, Show};
use daybrief::config::{Cards, Config};
use daybrief::render::Renderer;
use daybrief::render::labels::Labels;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::site::link::Memory;
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&[], "en").expect("the built-in rules are valid"));
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::new(&[]).expect("the built-in templates are valid"));

fuzz_target!(|bytes: &[u8]| {
    let base_url = Some("https://briefing.example/".into());
    let config = Config { base_url, cards: Cards::None, search: false, ..Config::default() };
    let show = Show { drafts: true, future: true, now: DateTime::UNIX_EPOCH };
    let read = READER.read("article.md", bytes.to_vec());
    let build = builder::build(&mut Memory::default(), config, std::iter::once(&read), show);
    let renderer = Renderer::new(&build.site, &TEMPLATES, Labels::new("en"), Versions::built_in());
    for page in pages(&build.site) {
        let made = renderer.render(&page).expect("the built-in templates render");
        let text = String::from_utf8(made).expect("pages are UTF-8");
        if page.path.ends_with(".html") {
            assert!(!text.contains("href=\"javascript:"), "{}", page.path);
        }
    }
});
