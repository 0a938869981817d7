//! `daybrief digest FILE...`: one JSON object a file, or a page for people.

use std::io::{self, Read};

use rayon::prelude::*;

use super::explain;
use super::report::{Outcome, print};
use crate::diagnostic::Diagnostic;
use crate::digest::{self, contract};
use crate::error::{Error, reason};
use crate::rules::Rules;
use crate::text::decode;

/// Print what daybrief makes of articles, one JSON object per file
///
/// Title, day, cleaned text, summary, quotes with their speakers, related links, credits, and every line that was
/// taken out with the rule that took it.
#[derive(Debug, clap::Args)]
pub struct Digest {
    /// Article files; `-` is standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// Print a page for people instead: what became of each line by which rule, and why each quote has its speaker
    #[arg(long)]
    explain: bool,
}

impl Digest {
    pub fn run(self) -> Result<Outcome, Error> {
        let rules = Rules::built_in();
        let mut outcome = Outcome::Done;
        // A few files at a time: memory stays bounded, and output comes in the order given.
        for files in self.files.chunks(256) {
            let results: Vec<(String, Option<Diagnostic>)> =
                files.par_iter().with_max_len(16).map(|file| digest_file(file, self.explain, &rules)).collect();
            for (object, problem) in results {
                if let Some(problem) = problem {
                    eprintln!("{problem}");
                    outcome = Outcome::Partly;
                }
                print(&object)?;
            }
        }
        Ok(outcome)
    }
}

/// The JSON object or the page of a file, and why the file could not be read if so.
fn digest_file(file: &str, explain: bool, rules: &Rules) -> (String, Option<Diagnostic>) {
    let (bytes, problem) = match read(file) {
        Ok(bytes) => (bytes, None),
        Err(error) => {
            let message = format!("can't be read: {}", reason(&error));
            (Vec::new(), Some(Diagnostic::error(message).path(file)))
        }
    };
    let decoded = decode::decode(bytes);
    let mut digests = digest::digest(file, &decoded.text, rules);
    if let Some(first) = digests.first_mut() {
        first.warnings.extend(problem.clone());
    }
    if explain {
        return (explain::page(file, &decoded.text, &digests), problem);
    }
    let object = contract::Article::of_file(file, &digests, &decoded);
    let mut line = serde_json::to_string(&object).expect("plain data is JSON");
    line.push('\n');
    (line, problem)
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file)
}
