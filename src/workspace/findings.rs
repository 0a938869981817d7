//! What is said of a site beside its articles before a page is written: by `build`, by `check` and while it is served.

use std::collections::BTreeMap;

use super::{Static, Workspace};
use crate::assets;
use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::layout::{LIST, Layout};
use crate::render::labels::Labels;
use crate::render::{places, unused};
use crate::site::Site;

impl Workspace {
    /// The files that stand beside pages at these paths, and what is to be said of all that is no article.
    pub fn beside<'a>(
        &self,
        site: &Site,
        pages: impl Iterator<Item = &'a str>,
    ) -> (BTreeMap<String, Static>, Vec<Diagnostic>) {
        let (statics, refused) = self.statics_beside(site, pages);
        let mut findings: Vec<Diagnostic> = self.passed_over().cloned().collect();
        findings.extend(unused::unused(&self.sources.templates));
        findings.extend(without_effect(&site.config));
        findings.extend(self.without_words(&site.config));
        findings.extend(refused);
        (statics, findings)
    }

    /// A note on a language that there are no words for.
    fn without_words(&self, config: &Config) -> Option<Diagnostic> {
        let told = !Labels::has(&config.language) && self.sources.words.is_none();
        told.then(|| {
            let message = format!("there are no words in the language `{}`: pages have English ones", config.language);
            Diagnostic::note(message)
                .path(config::FILE)
                .hint("write your own into `words.toml`; `templates/README.md` of daybrief lists them all")
        })
    }

    /// [`Workspace::statics`] that stand beside these pages; an error tells of each file of the site's own that can't.
    fn statics_beside<'a>(
        &self,
        site: &Site,
        pages: impl Iterator<Item = &'a str>,
    ) -> (BTreeMap<String, Static>, Vec<Diagnostic>) {
        let mut statics = self.statics();
        if self.sources.statics.is_empty() {
            return (statics, Vec::new());
        }
        let built_in = statics.iter().filter(|(_, file)| matches!(file, Static::Embedded(_))).map(|(path, _)| &**path);
        let mut layout: Layout = built_in.chain(places::kept_for_search(site)).chain([LIST]).collect();
        pages.for_each(|path| layout.add(path));
        let own = self.sources.statics.iter().map(|(path, _)| path);
        let (mut refused, mut diagnostics) = (Vec::new(), Vec::new());
        for path in own.filter(|path| !layout.has_room(path)) {
            let other = layout.file_at(path).unwrap_or(path);
            let message = format!("the file wants the place of another file of the site, `{other}`");
            let hint = match assets::templates().any(|(name, _)| name == path.as_str()) {
                true => format!("write a template instead, `templates/{path}`"),
                false => "give it another name".to_owned(),
            };
            diagnostics.push(Diagnostic::error(message).path(format!("static/{path}")).hint(hint));
            refused.push(path);
        }
        refused.into_iter().for_each(|path| drop(statics.remove(path)));
        (statics, diagnostics)
    }
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
