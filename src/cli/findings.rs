//! What `build` and `check` both say of a site before a page is written.

use std::collections::BTreeMap;

use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::render::pages::Page;
use crate::render::redirects;
use crate::site::Site;
use crate::workspace::{Static, Workspace};

/// What is to be said of a site beside its articles. Files that want the address of a page leave `statics`: the page is
/// what stands there.
pub fn of(
    workspace: &Workspace,
    site: &Site,
    pages: &[Page],
    statics: &mut BTreeMap<String, Static>,
) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = workspace.passed_over().cloned().collect();
    findings.extend(workspace.unused_templates());
    findings.extend(without_effect(&site.config));
    findings.extend(redirects::refused(site, pages));
    for page in pages {
        if let Some(Static::File(_)) = statics.remove(page.path.as_str()) {
            let message = format!("the file wants the address of a page of the site, `{}`", page.path);
            findings
                .push(Diagnostic::error(message).path(format!("static/{}", page.path)).hint("give it another name"));
        }
    }
    findings
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
