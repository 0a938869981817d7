//! Disk to values: finds a site's articles, templates, static files and settings, and reads them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use serde::Serialize;
use walkdir::{DirEntry, WalkDir};

use crate::config::{self, Ignore};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, reason};
use crate::fingerprint::{self, Fingerprint};
pub use crate::layout::{ARTICLES, STATICS, TEMPLATES};

/// What a site's folder holds. Articles and static files are named only: they are read one by one.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The text of the file with the site's own words, when there is one.
    pub words: Option<String>,
    pub articles: Vec<ArticleFile>,
    /// File name below `templates/` and text.
    pub templates: Vec<(String, String)>,
    /// Path below `static/`, with `/` between folders, and the file.
    pub statics: Vec<(String, PathBuf)>,
    pub passed_over: PassedOver,
}

/// What was passed over in each of the site's folders, and why.
#[derive(Debug, Default, Serialize)]
pub struct PassedOver {
    pub articles: Vec<Diagnostic>,
    pub templates: Vec<Diagnostic>,
    pub statics: Vec<Diagnostic>,
}

impl PassedOver {
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        [&self.articles, &self.templates, &self.statics].into_iter().flatten()
    }
}

/// A file that may hold articles.
#[derive(Clone, Debug)]
pub struct ArticleFile {
    /// Below the content folder, with `/` between folders.
    pub path: String,
    pub file: PathBuf,
    /// Fingerprint and size of its bytes, where it was looked at before it is read.
    pub seen: Option<(Fingerprint, usize)>,
}

/// The file with the site's own words, at the top of its folder.
pub const WORDS: &str = "words.toml";
/// The only hidden files and folders of the site's own that are published: what hosts and certificate authorities ask for
/// by these names. Others are notes of systems and programs, or secrets.
const HIDDEN_STATICS: [&str; 4] = [".well-known", ".htaccess", ".nojekyll", ".domains"];

/// The endings of article files.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];
/// Those of pictures, which clippers put beside articles.
const PICTURES: [&str; 8] = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// At most so many files that are passed over are named.
const NAMED: usize = 5;

/// Errors where there is no content folder.
pub fn check(site: &Path) -> Result<(), Error> {
    let content = site.join(ARTICLES);
    if content.is_dir() {
        return Ok(());
    }
    let message = format!("there is no folder `{}`", content.display());
    let hint = "name the folder that holds `content`, or start a site with `daybrief init DIR`";
    Err(Error::usage(message, hint))
}

/// Finds everything a site is made of.
///
/// Errors when there is no content folder, or when settings or templates can't be read.
pub fn find(site: &Path, ignore: &Ignore) -> Result<Inputs, Error> {
    check(site)?;
    let content = site.join(ARTICLES);
    let mut passed_over = PassedOver::default();
    let words = read_words(site)?;
    let articles = articles(&content, &content, ignore, &mut passed_over.articles);
    let templates = templates(site, &mut passed_over.templates)?;
    let statics = statics(site, &mut passed_over.statics);
    Ok(Inputs { words, articles, templates, statics, passed_over })
}

/// The article files at or below a path in the content folder, by path.
pub fn articles(content: &Path, below: &Path, ignore: &Ignore, diagnostics: &mut Vec<Diagnostic>) -> Vec<ArticleFile> {
    let (mut articles, mut others) = (Vec::new(), Vec::new());
    walk(content, below, is_hidden, diagnostics, |path, file| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ignore.has(&path) {
            return;
        }
        if ENDINGS.contains(&ending.as_str()) {
            articles.push(ArticleFile { path, file, seen: None });
        } else if !PICTURES.contains(&ending.as_str()) {
            others.push(path);
        }
    });
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    others.sort();
    diagnostics.extend(no_articles(&others));
    articles
}

/// A note on files that lie among the articles and are none.
fn no_articles(paths: &[String]) -> Option<Diagnostic> {
    let message = match paths.len() {
        0 => return None,
        1 => "the file is passed over: by its name it is no article".to_owned(),
        count => format!("{count} files are passed over: by their names they are no articles"),
    };
    let note = Diagnostic::note(message).hint("articles end in `.md`, `.markdown` or `.txt`: export them as such");
    Some(paths.iter().take(NAMED).fold(note, Diagnostic::path))
}

/// A site's own templates: file name below `templates/` and text, by name.
pub fn templates(site: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<(String, String)>, Error> {
    let folder = site.join(TEMPLATES);
    let mut files = Vec::new();
    walk(&folder, &folder, is_hidden, diagnostics, |path, file| {
        // Notes beside the templates are none.
        if !path.ends_with(".md") {
            files.push((path, file));
        }
    });
    files.sort();
    let read = |(path, file): (String, PathBuf)| match fs::read_to_string(&file) {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(Error::read(&file)(error)),
    };
    files.into_iter().map(read).collect()
}

/// A site's static files: path below `static/` and the file, by path.
pub fn statics(site: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, PathBuf)> {
    let folder = site.join(STATICS);
    let mut files = Vec::new();
    let left_out = |name: &OsStr| is_hidden(name) && !HIDDEN_STATICS.iter().any(|known| name == *known);
    walk(&folder, &folder, left_out, diagnostics, |path, file| files.push((path, file)));
    files.sort();
    files
}

/// The text of a site's settings file, when there is one.
pub fn read_config(site: &Path) -> Result<Option<String>, Error> {
    read_optional(&site.join(config::FILE))
}

/// The text of a site's file of words, when there is one.
pub fn read_words(site: &Path) -> Result<Option<String>, Error> {
    read_optional(&site.join(WORDS))
}

fn read_optional(file: &Path) -> Result<Option<String>, Error> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(file)(error)),
    }
}

pub fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Calls `found` for each regular file at or below a path in a folder; files and folders of a name that is left out are not
/// looked at. Links, devices and pipes are named as passed over: following them could publish files from outside the site,
/// or never end.
fn walk(
    folder: &Path,
    below: &Path,
    left_out: impl Fn(&OsStr) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
    mut found: impl FnMut(String, PathBuf),
) {
    let Ok(way) = below.strip_prefix(folder) else { return };
    if !below.exists() || way.iter().any(&left_out) {
        return;
    }
    let visible = |entry: &DirEntry| entry.depth() == 0 || !left_out(entry.file_name());
    // As seen from the site, for what is said of it.
    let named = |path: &Path| relative(folder.parent().unwrap_or(folder), path);
    for entry in WalkDir::new(below).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => {
                found(relative(folder, entry.path()), entry.into_path());
            }
            Ok(entry) => {
                let what = if entry.path_is_symlink() { "a link" } else { "no regular file" };
                diagnostics.push(
                    Diagnostic::warning(format!("passed over: {what}"))
                        .path(named(entry.path()))
                        .hint("put the file itself there"),
                );
            }
            Err(error) => {
                let path = error.path().map_or_else(String::new, named);
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                diagnostics.push(Diagnostic::warning(format!("passed over: {why}")).path(path));
            }
        }
    }
}

/// A path below a folder, with `/` between folders.
pub fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    if let ('/', Some(below)) = (MAIN_SEPARATOR, below.to_str()) {
        return below.to_owned();
    }
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The bytes of an article's file, or why they can't be had.
pub fn read(file: &Path, largest: u64) -> Result<Vec<u8>, Diagnostic> {
    let file = File::open(file).map_err(|error| unread(&error))?;
    let size = file.metadata().map_err(|error| unread(&error))?.len();
    if size > largest {
        // Rounded up, so that a file over the limit never has as much as the limit.
        let tenths = size.saturating_mul(10).div_ceil(1 << 20);
        let message =
            format!("the file has {}.{} MB, over the limit of {} MB", tenths / 10, tenths % 10, largest >> 20);
        return Err(Diagnostic::warning(message).hint("part it, or raise `max_file_mb` in the settings"));
    }
    let mut bytes = Vec::new();
    // With room for the reader to see that it is at the end.
    let room = bytes.try_reserve_exact((size as usize).saturating_add(64)).map_err(io::Error::from);
    match room.and_then(|()| file.take(largest).read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(unread(&error)),
    }
}

/// The fingerprint of a file's bytes, where they can be had.
pub fn fingerprint(file: &Path) -> Option<Fingerprint> {
    fs::read(file).ok().map(|bytes| fingerprint::of(&bytes))
}

fn unread(error: &io::Error) -> Diagnostic {
    Diagnostic::error(format!("can't be read: {}", reason(error)))
}
