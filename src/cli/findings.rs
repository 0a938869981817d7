//! What `build` and `check` both say of a site before a page is written.

use std::collections::BTreeMap;

use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::render::labels::Labels;
use crate::render::pages::Page;
use crate::site::Site;
use crate::workspace::{Static, Workspace};

/// The files of the site that stand beside its pages, and what is to be said of it beside its articles.
pub fn of(workspace: &Workspace, site: &Site, pages: &[Page]) -> (BTreeMap<String, Static>, Vec<Diagnostic>) {
    let (statics, refused) = workspace.statics_beside(site, pages);
    let mut findings: Vec<Diagnostic> = workspace.passed_over().cloned().collect();
    findings.extend(workspace.unused_templates());
    findings.extend(without_effect(&site.config));
    findings.extend(without_words(workspace, &site.config));
    findings.extend(refused);
    (statics, findings)
}

/// A note on a language that there are no words for.
fn without_words(workspace: &Workspace, config: &Config) -> Option<Diagnostic> {
    let told = !Labels::has(&config.language) && !workspace.has_own_words();
    told.then(|| {
        Diagnostic::note(format!("there are no words in the language `{}`: pages have English ones", config.language))
            .path(config::FILE)
            .hint("write your own into `words.toml`; `templates/README.md` of daybrief lists them all")
    })
}

/// A note on settings that were made and come to nothing.
fn without_effect(config: &Config) -> Option<Diagnostic> {
    let idle = config.without_effect();
    let names = idle.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let verb = if idle.len() == 1 { "has" } else { "have" };
    (!idle.is_empty()).then(|| {
        Diagnostic::note(format!("{names} {verb} no effect without `base_url`"))
            .path(config::FILE)
            .hint("set `base_url` to the site's public address, as `https://briefing.example/`")
    })
}
