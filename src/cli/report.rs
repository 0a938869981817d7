//! How messages about the user's files and the progress of a long run are shown.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;

/// At most so many messages are shown; their number is told.
const SHOWN: usize = 50;

/// How a command ended.
pub enum Outcome {
    Done,
    /// Done, but some input was in error.
    Partly,
}

/// Writes to standard output; a reader who has gone away is a quiet end.
pub fn print(text: &str) -> Result<(), Error> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::write("standard output")(error)),
        _ => Ok(()),
    }
}

/// Shows messages on standard error, errors first cut last, and says how the run ended.
pub fn show(diagnostics: &[Diagnostic], strict: bool) -> Outcome {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    // When there is too much to show, errors are not what is left out.
    let spare = SHOWN.saturating_sub(errors);
    let mut others = 0;
    for diagnostic in diagnostics {
        if diagnostic.severity != Severity::Error {
            others += 1;
            if others > spare {
                continue;
            }
        }
        eprintln!("{diagnostic}\n");
    }
    if others > spare {
        eprintln!("… and {} more\n", others - spare);
    }
    if !diagnostics.is_empty() {
        let part = |n: usize, what: &str| (n > 0).then(|| format!("{n} {what}{}", if n == 1 { "" } else { "s" }));
        let parts: Vec<String> =
            [part(errors, "error"), part(warnings, "warning"), part(notes, "note")].into_iter().flatten().collect();
        eprintln!("{}", parts.join(", "));
    }
    outcome(diagnostics, strict)
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
