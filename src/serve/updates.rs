//! From what changed on the disk to the site that is served and to what open pages are told.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::preview::{Preview, Snapshot, Status};
use crate::builder::Held;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::site::Site;
use crate::workspace::{Changed, Look, Workspace};

/// So many articles are shown before the site is linked again; with more, linking is what takes least.
const FEW: usize = 8;

/// Tells the present moment.
pub type Clock = fn() -> DateTime<Utc>;

/// What came of a change.
#[derive(Debug)]
pub struct Update {
    pub articles: usize,
    /// What is wrong with articles, and what is new of all that is said of other files.
    pub diagnostics: Vec<Diagnostic>,
    /// The articles that are kept off the site, where they are others than before.
    pub held: Option<Vec<Held>>,
    /// What is wrong with settings or templates, so that they stayed as they were.
    pub fault: Option<String>,
    pub took: Duration,
}

/// Keeps a preview up to date.
#[derive(Debug)]
pub struct Updater {
    workspace: Workspace,
    clock: Clock,
    preview: Arc<Preview>,
    /// Whether the look in the workspace is not the one that is shown.
    broken: bool,
    articles: usize,
    held: Vec<Held>,
    /// What was said last of all that is no article.
    found: Vec<Diagnostic>,
    /// No two servers count alike: a page that was open before this one started is out of date.
    start: i64,
    pages: usize,
    styles: usize,
}

impl Updater {
    /// The site of a workspace, ready to be shown.
    ///
    /// Errors when its templates are broken, as there is nothing else to be shown yet.
    pub fn new(mut workspace: Workspace, clock: Clock) -> Result<(Self, Arc<Preview>, Update), Error> {
        let begun = Instant::now();
        let build = workspace.build(clock());
        let look = new_look(&workspace, &build.site)?;
        let articles = build.site.entries.len();
        let snapshot = Snapshot::new(build.site, &workspace, Arc::new(look));
        let found = snapshot.findings(&workspace);
        let diagnostics = [found.clone(), build.diagnostics].concat();
        let start = clock().timestamp_millis();
        let preview = Arc::new(Preview::new(snapshot));
        let shown = Arc::clone(&preview);
        let held = build.held;
        let told = Some(held.clone());
        let updater =
            Self { workspace, clock, preview, broken: false, articles, held, found, start, pages: 0, styles: 0 };
        shown.tell(updater.status(None));
        Ok((updater, shown, Update { articles, diagnostics, held: told, fault: None, took: begun.elapsed() }))
    }

    /// Makes ready what the first change needs.
    pub fn prepare(&self) {
        self.workspace.prepare();
    }

    /// Looks at paths below the site's folder and brings the preview up to date; `None` when nothing changed.
    pub fn update(&mut self, paths: &BTreeSet<PathBuf>) -> Option<Update> {
        let begun = Instant::now();
        let mut changed = self.workspace.refresh(paths);
        let mut fault = changed.fault.take().map(|error| error.to_string());
        let shown = self.show_texts(&changed);
        let mut next = (*self.preview.now()).clone();
        next.index = Arc::new(next.index.next());
        let (mut diagnostics, mut held) = (Vec::new(), None);
        // A file may come to the place of an old address, or leave it.
        let names_old = |site: &Site| site.entries.iter().any(|entry| !entry.digest.front_matter.aliases.is_empty());
        let mut reload = !changed.articles.is_empty() || changed.config || (changed.layout && names_old(&next.site));
        if reload {
            let build = self.workspace.build((self.clock)());
            diagnostics = build.diagnostics;
            self.articles = build.site.entries.len();
            held = (build.held != self.held).then(|| build.held.clone());
            self.held = build.held;
            // Open pages that have the new texts already need no second look when nothing else is new.
            reload = !(shown && next.site.shows_the_same_as(&build.site));
            next = Snapshot {
                earlier: next.earlier,
                index: next.index,
                ..Snapshot::new(build.site, &self.workspace, next.look)
            };
        }
        let restyled = !changed.statics.is_empty();
        if changed.look || changed.config || restyled || self.broken {
            match new_look(&self.workspace, &next.site) {
                Ok(look) => {
                    next.earlier = Some(std::mem::replace(&mut next.look, Arc::new(look)));
                    reload |= changed.look || self.broken;
                    self.broken = false;
                }
                Err(error) => {
                    fault = fault.or_else(|| Some(error.to_string()));
                    self.broken = true;
                }
            }
        }
        if restyled {
            next.list_again(&self.workspace);
            reload |= !changed.statics.iter().all(|path| path.ends_with(".css"));
        }
        let found = next.findings(&self.workspace);
        let news: Vec<Diagnostic> = found.iter().filter(|finding| !self.found.contains(finding)).cloned().collect();
        self.found = found;
        let told = shown || held.is_some() || !news.is_empty();
        diagnostics.extend(news);
        self.pages += usize::from(reload);
        self.styles += usize::from(restyled && !reload);
        if reload || restyled || shown {
            self.preview.show(next);
        }
        let status = self.status(fault.clone());
        (told || status != self.preview.status()).then(|| {
            self.preview.tell(status);
            Update { articles: self.articles, diagnostics, held, fault, took: begun.elapsed() }
        })
    }

    /// Shows what a few articles say now before the site is linked again, which takes its time in a large archive; whether
    /// that could be done.
    fn show_texts(&mut self, changed: &Changed) -> bool {
        let few = (1..=FEW).contains(&changed.articles.len()) && !changed.config;
        let now = self.preview.now();
        let Some(site) = few.then(|| self.workspace.revised(&now.site, &changed.articles)).flatten() else {
            return false;
        };
        self.pages += 1;
        self.preview.show(Snapshot { site: Arc::new(site), index: Arc::new(now.index.next()), ..(*now).clone() });
        self.preview.tell(self.status(self.preview.status().message));
        true
    }

    fn status(&self, message: Option<String>) -> Status {
        let count = |n: usize| format!("{}-{n}", self.start);
        Status { page: count(self.pages), style: count(self.styles), message }
    }
}

/// The look of a workspace, when it can be read and a page of each kind can be made in it.
fn new_look(workspace: &Workspace, site: &Site) -> Result<Look, Error> {
    let look = workspace.look()?;
    look.renderer(site).try_each_kind(&workspace.pages(site))?;
    Ok(look)
}
