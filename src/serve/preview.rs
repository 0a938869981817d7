//! The site as it is served: an address in, its bytes out, from the site in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use foldhash::HashMap;
use tokio::sync::watch;

use crate::diagnostic::Diagnostic;
use crate::render::pages::{Page, PageKind};
use crate::render::places;
use crate::site::Site;
use crate::workspace::{Look, Static, Workspace};

use super::search_index::SearchIndex;

/// Where, below the site's base path, the preview's own files are: no article's address starts like this.
pub const OWN: &str = "__daybrief/";

/// The script that keeps an open page up to date.
const SCRIPT: &str = include_str!("live.js");

/// A site at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub site: Arc<Site>,
    /// By path.
    pub pages: Arc<HashMap<String, PageKind>>,
    pub statics: Arc<BTreeMap<String, Static>>,
    pub look: Arc<Look>,
    /// The look before this one: should one page fail with the new one, it is still shown with that.
    pub earlier: Option<Arc<Look>>,
    pub index: Arc<SearchIndex>,
}

/// What open pages are told: they reload when `page` is not theirs, swap their styles when `style` is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    pub page: String,
    pub style: String,
    /// What is wrong with settings or templates, to be shown on top of the page.
    pub message: Option<String>,
}

/// The site that is served now.
#[derive(Debug)]
pub struct Preview {
    now: RwLock<Arc<Snapshot>>,
    status: watch::Sender<Status>,
}

/// What is sent for an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// With `true` for an address that leads somewhere; the 404 page is sent for others.
    Page(Vec<u8>, bool),
    /// A file as it is; its type follows from its name.
    File(String, Vec<u8>),
    Redirect(String),
    /// A page that no templates could make.
    Broken(String),
}

impl Snapshot {
    pub fn new(site: Site, workspace: &Workspace, look: Arc<Look>) -> Self {
        let mut snapshot = Self {
            site: Arc::new(site),
            pages: Arc::default(),
            statics: Arc::default(),
            look,
            earlier: None,
            index: Arc::default(),
        };
        snapshot.list_again(workspace);
        snapshot
    }

    /// Lists anew what stands at which path.
    pub fn list_again(&mut self, workspace: &Workspace) {
        let pages = workspace.pages(&self.site).into_iter().map(|page| (page.path, page.kind));
        self.pages = Arc::new(pages.collect());
        self.statics = Arc::new(workspace.statics());
    }

    /// What is to be said of all that is no article.
    pub fn findings(&self, workspace: &Workspace) -> Vec<Diagnostic> {
        workspace.beside(&self.site, self.pages.keys().map(String::as_str)).1
    }
}

impl Preview {
    pub fn new(snapshot: Snapshot) -> Self {
        Self { now: RwLock::new(Arc::new(snapshot)), status: watch::Sender::default() }
    }

    /// Puts another site in the place of this one.
    pub fn show(&self, snapshot: Snapshot) {
        let mut now = self.now.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let old = std::mem::replace(&mut *now, Arc::new(snapshot));
        drop(now);
        // A large site takes a while to be dropped, and nobody has to wait for it.
        std::thread::spawn(move || drop(old));
    }

    /// Tells open pages where the site stands.
    pub fn tell(&self, status: Status) {
        self.status.send_replace(status);
    }

    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    pub fn listen(&self) -> watch::Receiver<Status> {
        self.status.subscribe()
    }

    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now.read().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }

    pub fn base_path(&self) -> String {
        self.now().site.config.base_path().to_owned()
    }

    /// What stands at a path of the host, percent-decoded: only what the site lists can be reached by it.
    pub fn answer(&self, path: &str) -> Answer {
        // Told before the page is made: should something change meanwhile, the page finds itself out of date.
        let status = self.status();
        let snapshot = self.now();
        let base = snapshot.site.config.base_path();
        let Some(below) = path.strip_prefix(base) else {
            if path == "/" || base.strip_suffix('/') == Some(path) {
                return Answer::Redirect(base.to_owned());
            }
            return snapshot.not_found(&status);
        };
        if below.strip_prefix(OWN) == Some("live.js") {
            return Answer::File("live.js".into(), SCRIPT.into());
        }
        let mut name = below.to_owned();
        if name.is_empty() || name.ends_with('/') {
            name.push_str("index.html");
        }
        if let Some(kind) = snapshot.pages.get(&name) {
            return snapshot.page(name, *kind, &status);
        }
        if let Some(file) = snapshot.statics.get(&name) {
            return match file.bytes() {
                Ok(bytes) => Answer::File(name, bytes.into_owned()),
                Err(_) => snapshot.not_found(&status),
            };
        }
        if let Some(bytes) = name.strip_prefix(places::SEARCH_INDEX).and_then(|name| snapshot.indexed(name)) {
            return Answer::File(name, bytes);
        }
        let folder = format!("{below}/index.html");
        if snapshot.pages.contains_key(&folder) || snapshot.statics.contains_key(&folder) {
            return Answer::Redirect(format!("{path}/"));
        }
        snapshot.not_found(&status)
    }
}

impl Snapshot {
    fn page(&self, path: String, kind: PageKind, status: &Status) -> Answer {
        let page = Page { path, kind };
        let mut rendered = self.look.renderer(&self.site).render(&page);
        if let (Err(_), Some(earlier)) = (&rendered, &self.earlier) {
            rendered = earlier.renderer(&self.site).render(&page).or(rendered);
        }
        match rendered {
            Ok(html) if page.path.ends_with(".html") => {
                Answer::Page(self.with_script(html, status), kind != PageKind::NotFound)
            }
            Ok(bytes) => Answer::File(page.path, bytes),
            Err(fault) => Answer::Broken(self.broken_page(&fault, status)),
        }
    }

    /// A file of the search index.
    fn indexed(&self, name: &str) -> Option<Vec<u8>> {
        let config = &self.site.config;
        config.search.then(|| self.index.file(name, &self.look.renderer(&self.site), &config.language)).flatten()
    }

    fn not_found(&self, status: &Status) -> Answer {
        match self.page(places::NOT_FOUND.into(), PageKind::NotFound, status) {
            Answer::Page(html, _) => Answer::Page(html, false),
            other => other,
        }
    }

    /// A page with the live script at the end of its head.
    fn with_script(&self, html: Vec<u8>, status: &Status) -> Vec<u8> {
        let script = self.script(status);
        let at = memchr::memmem::find(&html, b"</head>").unwrap_or(html.len());
        [&html[..at], script.as_bytes(), &html[at..]].concat()
    }

    /// What stands in for a page that could not be made; it gives way by itself when it can.
    fn broken_page(&self, fault: &Diagnostic, status: &Status) -> String {
        let text = fault.to_string().replace('&', "&amp;").replace('<', "&lt;");
        let script = self.script(status);
        format!("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>daybrief</title>\n{script}<pre>{text}</pre>\n")
    }

    fn script(&self, Status { page, style, .. }: &Status) -> String {
        let base = self.site.config.base_path();
        format!("<script defer src=\"{base}{OWN}live.js\" data-page=\"{page}\" data-style=\"{style}\"></script>\n")
    }
}
