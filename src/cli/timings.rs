//! `--timings`: how long each stage of a build took.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// The stages of a run so far.
pub struct Timings {
    start: Instant,
    last: Instant,
    rows: String,
}

impl Timings {
    pub fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now, rows: String::new() }
    }

    /// Ends a stage, the next begins; `what` tells how much was done in it.
    pub fn stage(&mut self, name: &str, what: &str) {
        let now = Instant::now();
        let _ = writeln!(self.rows, "{name:<8} {:>9.1} ms  {what}", millis(now - self.last));
        self.last = now;
    }

    /// A part of the stage before, as a sum over all threads.
    pub fn part(&mut self, name: &str, time: Duration) {
        let _ = writeln!(self.rows, "  {name:<6} {:>9.1} ms  over all threads", millis(time));
    }

    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

impl std::fmt::Display for Timings {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}{:<8} {:>9.1} ms", self.rows, "all", millis(self.elapsed()))
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Bytes as megabytes.
pub fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
