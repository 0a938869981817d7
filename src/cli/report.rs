//! How messages about the user's files and the progress of a long run are shown.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::builder::{Held, Reason};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;

/// Beyond so many messages notes are no longer shown; their number is told.
const SHOWN: usize = 50;

/// At most so many held-back articles are named.
const NAMED: usize = 10;

/// How a command ended.
pub enum Outcome {
    Done,
    /// Done, but some input was in error.
    Partly,
}

/// Whether somebody still reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Here,
    Gone,
}

/// Writes to standard output; a reader who has gone away is no error.
pub fn print(text: &str) -> Result<Reader, Error> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Ok(Reader::Here),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(Error::write("standard output")(error)),
    }
}

/// Writes a line to standard error; where nobody reads it, the work goes on all the same.
pub fn say(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A number with what it counts: `1 article`, `2 articles`.
pub fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Shows messages on standard error, the gravest first and by file, and says how the run ended. Only notes are left out
/// when there are too many.
pub fn show(diagnostics: &[Diagnostic], strict: bool) -> Outcome {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.by_place(b)));
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let shown = SHOWN.max(errors + warnings).min(sorted.len());
    for diagnostic in &sorted[..shown] {
        say(format_args!("{diagnostic}\n"));
    }
    if shown < sorted.len() {
        say(format_args!("… and {}\n", counted(sorted.len() - shown, "more note")));
    }
    if !diagnostics.is_empty() {
        let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect();
        say(parts.join(", "));
    }
    outcome(diagnostics, strict)
}

/// Tells on standard error which articles are kept off the site, but for those that a warning tells of.
pub fn show_held(held: &[Held]) {
    let told = |held: &&Held| !matches!(held.reason, Reason::NoText | Reason::Template);
    let held: Vec<&Held> = held.iter().filter(told).collect();
    for held in held.iter().take(NAMED) {
        match &held.reason {
            Reason::Draft(entry) => say(format_args!("held back: {} ({entry}; `--drafts` shows it)", held.source)),
            reason @ Reason::Future { .. } => {
                say(format_args!("held back: {} (dated {reason}; `--future` shows it)", held.source));
            }
            Reason::NoText | Reason::Template => {}
        }
    }
    if held.len() > NAMED {
        say(format_args!("held back: {} more (`daybrief list` names them)", held.len() - NAMED));
    }
}

/// How a run with these messages ended; `strict` counts warnings as errors.
pub fn outcome(diagnostics: &[Diagnostic], strict: bool) -> Outcome {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if diagnostics.iter().any(|d| d.severity >= least) { Outcome::Partly } else { Outcome::Done }
}

/// A bar on the terminal for a stage that takes longer than a second; nothing anywhere else.
pub struct Progress {
    what: &'static str,
    start: Instant,
    done: AtomicUsize,
    terminal: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            start: Instant::now(),
            done: AtomicUsize::new(0),
            terminal: io::stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    /// One more of so many is done.
    pub fn step(&self, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.terminal || self.start.elapsed() < Duration::from_secs(1) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{msg:>8} {wide_bar} {pos}/{len} {eta}");
            let bar = ProgressBar::new(total as u64).with_message(self.what);
            style.map_or(bar.clone(), |style| bar.with_style(style))
        });
        bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
