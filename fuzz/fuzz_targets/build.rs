//! Any file makes a site whose every page can be rendered, with no markup of the article's own.
#![no_main]

use std::sync::LazyLock;

use chrono::DateTime;
use daybrief::assets::Versions;
use daybrief::builder::{self, Show};
use daybrief::config::Config;
use daybrief::render::Renderer;
use daybrief::render::pages::pages;
use daybrief::render::templates::Templates;
use daybrief::rules::Rules;
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::new(&[]).expect("the built-in templates are valid"));

fuzz_target!(|bytes: &[u8]| {
    let config = Config { base_url: Some("https://briefing.example/".into()), ..Config::default() };
    let show = Show { drafts: true, future: true, now: DateTime::UNIX_EPOCH };
    let build = builder::build(config, vec![builder::read("article.md", Ok(bytes.to_vec()), &RULES)], show);
    let renderer = Renderer::new(&build.site, &TEMPLATES, Versions::built_in());
    for page in pages(&build.site) {
        let html = renderer.render(&page).expect("the built-in templates render");
        let html = String::from_utf8(html).expect("pages are UTF-8");
        assert!(!html.contains("href=\"javascript:"), "{}", page.path);
    }
});
