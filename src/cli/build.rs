//! `daybrief build [SITE]`: the whole site into a folder.

use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::report::{self, Outcome, Progress};
use super::search_index::SearchIndex;
use super::site::{SiteArgs, now};
use super::timings::{Timings, megabytes};
use crate::builder::{Held, Reason};
use crate::cache::pages::{self as kept, PageKeys};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::output::Output;
use crate::render::{Rendered, redirects};
use crate::workspace::{Options, Static};

/// Build the site: every page, feed and file, into a folder that any web host serves as it is
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Where to write [default: `public` in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site's public address, in place of the one in the settings
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Fail (exit code 1) on any warning about an article
    #[arg(long)]
    pub strict: bool,
    /// Digest every article anew, and keep nothing for the next build
    #[arg(long)]
    no_cache: bool,
    /// Tell how long each stage took
    #[arg(long)]
    timings: bool,
}

impl Build {
    /// The folder that is built into.
    pub fn folder(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.site.place.folder.join("public"))
    }

    pub fn run(&self) -> Result<Outcome, Error> {
        let mut timings = Timings::start();
        let state = (!self.no_cache).then(|| self.site.place.state());
        let options = Options { base_url: self.base_url.clone(), state, ..Options::default() };
        let (mut workspace, read) = self.site.open(options)?;
        timings.stage("read", &format!("{} files, {}, {} digested", read.files, megabytes(read.bytes), read.digested));
        // All is read: what digesting took is not held beside what linking takes.
        workspace.rest();
        let build = workspace.build(now());
        workspace.rest();
        timings.stage("link", &format!("{} articles", build.site.entries.len()));
        let mut diagnostics = std::mem::take(&mut workspace.passed_over);
        diagnostics.extend(build.diagnostics);
        let look = workspace.look()?;
        let renderer = look.renderer(&build.site);
        let pages = workspace.pages(&build.site);
        diagnostics.extend(redirects::refused(&build.site, &pages));
        renderer.try_each_kind(&pages)?;
        timings.stage("list", &format!("{} pages", pages.len()));

        let mut statics = workspace.statics();
        for page in &pages {
            if let Some(Static::File(_)) = statics.remove(page.path.as_str()) {
                let message = format!("the file wants the address of a page of the site, `{}`", page.path);
                diagnostics.push(
                    Diagnostic::error(message).path(format!("static/{}", page.path)).hint("give it another name"),
                );
            }
        }

        let folder = self.folder();
        let output = Output::open(&self.site.place.folder, &folder, build.site.config.precompress)?;
        let keys = (!self.no_cache).then(|| PageKeys::load(output.keys()));
        let index = SearchIndex::prepare(&build.site, &renderer, &output, keys.as_ref())?;
        timings.stage("search", if index.time().is_some() { "index made" } else { "nothing new" });
        let paths = pages.iter().map(|page| page.path.as_str()).chain(statics.keys().map(String::as_str));
        let expected = output.expect(paths.chain(index.paths()))?;
        index.write(&output)?;
        for (path, file) in &statics {
            output.write(path, &file.bytes()?)?;
        }
        timings.stage("static", &format!("{} files", statics.len()));
        let progress = Progress::new("writing");
        let spent = Spent::default();
        let page_keys = renderer.keys();
        let made: Vec<Option<kept::Page>> = pages
            .par_iter()
            .map(|page| {
                let known = keys.as_ref().and_then(|keys| keys.known(output.folder(), &page.path));
                let known = known.filter(|_| output.is_complete(&page.path));
                let start = Instant::now();
                let rendered = renderer.render_unless(page_keys, page, known.map(|(key, _)| key))?;
                let middle = Instant::now();
                let (key, left) = match rendered {
                    Rendered::Same(key) => {
                        output.leave(&page.path, known.map_or(0, |(_, size)| size));
                        (Some(key), true)
                    }
                    Rendered::New(bytes, key) => {
                        output.write(&page.path, &bytes)?;
                        spent.add(bytes.len(), middle - start, middle.elapsed());
                        (key, false)
                    }
                };
                progress.step(pages.len());
                Ok(key.map(|key| kept::Page { path: &page.path, key, left }))
            })
            .collect::<Result<_, Error>>()?;
        drop(progress);
        spent.tell(&mut timings);
        // Saving the keys of the pages takes memory of its own.
        drop(renderer);
        let folder = output.folder().to_owned();
        let counts = output.finish(&expected)?;
        if let Some(keys) = keys {
            let made = made.into_iter().flatten().chain(index.keys()).collect();
            // Without them the next build takes longer, and that is all.
            let _ = keys.save(&folder, made);
        }
        timings.stage("finish", &format!("{} removed", counts.removed));
        diagnostics.extend(beyond_hosts(expected.len(), &counts.large));

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
            timings.elapsed().as_secs_f64(),
            index
                .time()
                .map(|time| format!(", {:.1} s of it the search index", time.as_secs_f64()))
                .unwrap_or_default()
        );
        if self.timings {
            eprintln!("\n{timings}");
        }
        // The process ends here: to free the digests one by one would only take time.
        std::mem::forget((workspace, build.site));
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

/// What making pages took, over all threads.
#[derive(Default)]
struct Spent {
    pages: AtomicUsize,
    bytes: AtomicUsize,
    rendering: AtomicU64,
    writing: AtomicU64,
}

impl Spent {
    fn add(&self, bytes: usize, rendering: Duration, writing: Duration) {
        self.pages.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
        self.rendering.fetch_add(rendering.as_nanos() as u64, Relaxed);
        self.writing.fetch_add(writing.as_nanos() as u64, Relaxed);
    }

    fn tell(self, timings: &mut Timings) {
        let pages = self.pages.into_inner();
        timings.stage("pages", &format!("{pages} made, {}", megabytes(self.bytes.into_inner())));
        timings.part("render", Duration::from_nanos(self.rendering.into_inner()));
        timings.part("write", Duration::from_nanos(self.writing.into_inner()));
    }
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
