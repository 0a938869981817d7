//! `daybrief build [SITE]`: the whole site into a folder.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::mem::discriminant;
use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use super::report::{self, Outcome, Progress};
use super::search_index::SearchIndex;
use super::site::{Loaded, SiteArgs, labels, versions};
use crate::assets;
use crate::builder::{Held, Reason};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::output::Output;
use crate::render::Renderer;
use crate::render::pages::pages;
use crate::render::redirects;
use crate::render::templates::Templates;

/// Build the site: every page, feed and file, into a folder that any web host serves as it is
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    site: SiteArgs,
    /// Where to write [default: `public` in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site's public address, in place of the one in the settings
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Fail (exit code 1) on any warning about an article
    #[arg(long)]
    strict: bool,
}

impl Build {
    pub fn run(self) -> Result<Outcome, Error> {
        let start = Instant::now();
        let Loaded { inputs, build } = self.site.load(self.base_url.as_deref())?;
        let mut diagnostics = build.diagnostics;
        let templates = Templates::new(&inputs.templates).map_err(Error::Inputs)?;
        let labels = labels(&inputs, &build.site.config)?;
        let renderer = Renderer::new(&build.site, &templates, labels, versions(&inputs.statics)?);
        let mut pages = pages(&build.site);
        let own: HashSet<&str> = inputs.statics.iter().map(|(path, _)| path.as_str()).collect();
        pages.retain(|page| !(page.kind.yields() && own.contains(page.path.as_str())));
        diagnostics.extend(redirects::refused(&build.site, &pages));
        // A template that fails on one page most likely fails on all of its kind: better known before anything is written.
        let mut kinds = HashSet::new();
        for page in pages.iter().filter(|page| kinds.insert(discriminant(&page.kind))) {
            renderer.render(page)?;
        }

        let mut statics: BTreeMap<Cow<str>, Static> =
            assets::static_files().map(|(path, bytes)| (path, Static::Embedded(bytes))).collect();
        statics.extend(inputs.statics.iter().map(|(path, file)| (Cow::from(path), Static::File(file))));
        for page in &pages {
            if let Some(Static::File(_)) = statics.remove(page.path.as_str()) {
                let message = format!("the file wants the address of a page of the site, `{}`", page.path);
                diagnostics.push(
                    Diagnostic::error(message).path(format!("static/{}", page.path)).hint("give it another name"),
                );
            }
        }

        let folder = self.out.unwrap_or_else(|| self.site.site.join("public"));
        let output = Output::open(&self.site.site, &folder, build.site.config.precompress)?;
        let index = SearchIndex::prepare(&build.site, &renderer, &output)?;
        let paths = pages.iter().map(|page| page.path.as_str()).chain(statics.keys().map(AsRef::as_ref));
        let expected = output.expect(paths.chain(index.paths()))?;
        index.write(&output)?;
        for (path, file) in &statics {
            match file {
                Static::Embedded(bytes) => output.write(path, bytes)?,
                Static::File(file) => output.copy(path, file)?,
            }
        }
        let memory = output.memory("cards");
        let costly: BTreeMap<String, String> =
            pages.iter().filter_map(|page| Some((page.path.clone(), renderer.fingerprint(page)?))).collect();
        let progress = Progress::new("writing", pages.len());
        pages.par_iter().try_for_each(|page| {
            if costly.get(&page.path).is_some_and(|made_from| memory.files().get(&page.path) == Some(made_from)) {
                output.keep(1);
                progress.step();
                return Ok(());
            }
            let bytes = renderer.render(page)?;
            output.write(&page.path, &bytes)?;
            progress.step();
            Ok::<_, Error>(())
        })?;
        drop(progress);
        let counts = output.finish(&expected)?;
        diagnostics.extend(beyond_hosts(expected.len(), &counts.large));
        memory.note(&costly)?;
        let indexing = index.note()?;

        let outcome = report::show(&diagnostics, self.strict);
        report_held(&build.held);
        let articles = build.site.entries.len();
        eprintln!(
            "{articles} article{}, {} pages: {} written, {} unchanged, {} removed in {:.1} s{}",
            if articles == 1 { "" } else { "s" },
            pages.len() + statics.len(),
            counts.written,
            counts.unchanged,
            counts.removed,
            start.elapsed().as_secs_f64(),
            indexing.map(|time| format!(", {:.1} s of it the search index", time.as_secs_f64())).unwrap_or_default()
        );
        Ok(outcome)
    }
}

/// The most files that some hosts take: the limit of the free plan of Cloudflare Pages (its documentation, "Limits", 2026).
const FILES: usize = 20_000;

/// Notes on what some hosts refuse.
fn beyond_hosts(files: usize, large: &[String]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if files > FILES {
        let message = format!("the site has {files} files; the free plan of Cloudflare Pages takes {FILES}");
        notes.push(Diagnostic::note(message).hint("choose a host without that limit if it is yours"));
    }
    notes.extend(large.iter().map(|path| {
        Diagnostic::note(format!("`{path}` is larger than 25 MiB, which is more than Cloudflare Pages takes"))
            .hint("lower `page_size` or `feed_size` if it is a list or feed")
    }));
    notes
}

enum Static<'a> {
    Embedded(Cow<'static, [u8]>),
    File(&'a PathBuf),
}

/// At most so many held-back articles are named.
const NAMED: usize = 10;

fn report_held(held: &[Held]) {
    for held in held.iter().take(NAMED) {
        match held.reason {
            Reason::Draft => eprintln!("held back: {} (draft; `--drafts` shows it)", held.source),
            Reason::Future(day) => eprintln!("held back: {} (dated {day}; `--future` shows it)", held.source),
        }
    }
    if held.len() > NAMED {
        eprintln!("held back: {} more (`daybrief list` names them)", held.len() - NAMED);
    }
}
