//! `daybrief build [SITE]`: the whole site into a folder.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::report::{self, Outcome, Progress, counted};
use super::search_index::SearchIndex;
use super::site::{self, SiteArgs, now};
use super::timings::{Timings, megabytes};
use crate::cache::built::{Built, Standing};
use crate::cache::edition::Edition;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fingerprint;
use crate::output::{Counts, Output};
use crate::render::pages::Page;
use crate::render::{Key, Rendered, Renderer};
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
    /// Fail (exit code 1) on any warning
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
        let (outcome, digests) = self.make()?;
        // The process ends here: to free them one by one would only take time.
        std::mem::forget(digests);
        Ok(outcome)
    }

    /// Builds the site; how that went, and what is left of it in memory.
    pub fn make(&self) -> Result<(Outcome, Box<dyn Any>), Error> {
        let mut timings = Timings::start();
        let now = now();
        let state = (!self.no_cache).then(|| self.site.place.state());
        let options = Options { base_url: self.base_url.clone(), state, ..Options::default() };
        self.site.place.check()?;
        let (sources, output) = rayon::join(|| self.site.find(options), || self.open_output());
        let mut sources = sources?;
        let (output, built) = output?;
        let mut output = output.with_twins(sources.config.precompress);
        let made = now.with_timezone(&sources.config.time_zone).naive_local();
        let last = built.as_ref().and_then(Built::edition);
        let inputs = last.and_then(|_| sources.see());
        let current = last.zip(inputs.as_ref()).filter(|(edition, inputs)| edition.is_current(inputs, made));
        let fit = |file: &Metadata| output.fit(file);
        let stands = || built.as_ref().is_some_and(|built| built.stands(output.folder(), output.before(), &fit));
        if let Some((edition, _)) = current.filter(|_| stands()) {
            timings.stage("read", &format!("{}, none changed", counted(sources.articles.len(), "file")));
            let counts = Counts { unchanged: edition.files, ..Counts::default() };
            let outcome = self.tell(edition, &counts, &timings, None);
            return Ok((outcome, Box::new((sources, built))));
        }
        let fresh = last.zip(inputs).is_some_and(|(edition, inputs)| edition.has_other_articles(&inputs));
        let (mut workspace, read) = site::read(sources, fresh)?;
        let files = counted(read.files, "file");
        timings.stage("read", &format!("{files}, {}, {} digested", megabytes(read.bytes), read.digested));
        // Before anything is made of it: what changes from here on is new to the next build.
        let inputs = built.as_ref().and_then(|_| workspace.inputs());
        // All is read: what digesting took is not held beside what linking takes.
        workspace.rest();
        let build = workspace.build(now);
        workspace.rest();
        timings.stage("link", &counted(build.site.entries.len(), "article"));
        let mut diagnostics = build.diagnostics;
        let look = workspace.look()?;
        let renderer = look.renderer(&build.site);
        let pages = workspace.pages(&build.site);
        let (statics, findings) = workspace.beside(&build.site, pages.iter().map(|page| &*page.path));
        diagnostics.extend(findings);
        renderer.try_each_kind(&pages)?;
        timings.stage("list", &counted(pages.len(), "page"));

        let index = SearchIndex::write(&build.site, &renderer, &output, built.as_ref())?;
        timings.stage("search", &format!("{} made", counted(index.made().map_or(0, |(shards, _)| shards), "shard")));
        let paths = pages.iter().map(|page| page.path.as_str()).chain(statics.keys().map(String::as_str));
        let expected = output.expect(paths.chain(index.paths()))?;
        let known = |path: &str| {
            let known = built.as_ref()?.known(output.folder(), path, &|file| output.fit(file))?;
            output.is_complete(path).then_some(known)
        };
        let mut standing = write_statics(&statics, &output, known)?;
        timings.stage("static", &counted(statics.len(), "file"));
        standing.extend(write_pages(&pages, &renderer, &output, known, &mut timings)?);
        standing.extend(index.standing());
        // Saving what was built takes memory of its own.
        drop(renderer);
        let folder = output.folder().to_owned();
        let counts = output.finish(&expected)?;
        diagnostics.extend(beyond_hosts(expected.len(), &counts.large));
        // The next build won't have that to tell, so it is not to take this one for its like.
        let inputs = inputs.filter(|_| counts.findings.is_empty());
        diagnostics.extend_from_slice(&counts.findings);
        let edition = Edition {
            inputs,
            made,
            articles: build.site.entries.len(),
            pages: pages.len() + statics.len(),
            files: counts.written + counts.unchanged,
            held: build.held,
            diagnostics,
        };
        if let Some(built) = built {
            // Without it the next build takes longer, and that is all.
            let _ = built.save(&folder, &edition, &expected, &standing);
        }
        timings.stage("finish", &format!("{} removed", counts.removed));
        let outcome = self.tell(&edition, &counts, &timings, index.made().map(|(_, time)| time));
        Ok((outcome, Box::new((workspace, build.site))))
    }

    /// The folder that is built into, and how the last build left it.
    fn open_output(&self) -> Result<(Output, Option<Built>), Error> {
        let output = Output::open(&self.site.place.folder, &self.folder())?;
        let built = (!self.no_cache).then(|| Built::load(output.built()));
        Ok((output, built))
    }

    /// Tells what a build came to, and how long its stages and the search index took.
    fn tell(&self, edition: &Edition, counts: &Counts, timings: &Timings, index: Option<Duration>) -> Outcome {
        let Edition { articles, pages, held, diagnostics, .. } = edition;
        let outcome = report::show(diagnostics, self.strict);
        report::show_held(held);
        report::say(format_args!(
            "{}, {}: {} written, {} unchanged, {} removed in {:.1} s{}",
            counted(*articles, "article"),
            counted(*pages, "page"),
            counts.written,
            counts.unchanged,
            counts.removed,
            timings.elapsed().as_secs_f64(),
            index.map(|time| format!(", {:.1} s of it the search index", time.as_secs_f64())).unwrap_or_default()
        ));
        if self.timings {
            report::say(format_args!("\n{timings}"));
        }
        outcome
    }
}

/// The most pages that a thread takes at once: few, so that none is left with many in the end.
const AT_ONCE: usize = 64;

/// Writes the pages that can have changed; how each of them stands then.
fn write_pages<'p>(
    pages: &'p [Page],
    renderer: &Renderer,
    output: &Output,
    known: impl Fn(&str) -> Option<(Key, u64)> + Sync,
    timings: &mut Timings,
) -> Result<Vec<Standing<'p>>, Error> {
    let progress = Progress::new("writing");
    let spent = Spent::default();
    let keys = renderer.keys();
    let write = |page: &'p Page| {
        let known = known(&page.path);
        let start = Instant::now();
        let rendered = renderer.render_unless(keys, page, known.map(|(key, _)| key))?;
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
        Ok(Standing { path: &page.path, key, left })
    };
    // What takes longest begins first, so that no thread is left with it in the end.
    let (large, others): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| page.kind.is_large());
    let large = large.into_par_iter().with_max_len(1).map(write);
    let standing = large.chain(others.into_par_iter().with_max_len(AT_ONCE).map(write));
    let standing = standing.collect::<Result<_, Error>>()?;
    drop(progress);
    spent.tell(timings);
    Ok(standing)
}

/// Writes the static files that are not known to stand already; how each of them stands then.
fn write_statics<'s>(
    statics: &'s BTreeMap<String, Static>,
    output: &Output,
    known: impl Fn(&str) -> Option<(Key, u64)>,
) -> Result<Vec<Standing<'s>>, Error> {
    let write = |(path, file): (&'s String, &Static)| {
        let bytes = file.bytes()?;
        let key = fingerprint::of(&bytes);
        let left = known(path).is_some_and(|(known, _)| known == key);
        if left {
            output.leave(path, bytes.len() as u64);
        } else {
            output.write(path, &bytes)?;
        }
        Ok(Standing { path, key: Some(key), left })
    };
    statics.iter().map(write).collect()
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
