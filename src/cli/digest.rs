//! `daybrief digest FILE...`: one JSON object a file, or a page for people.

use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use super::explain;
use super::house_rules::{HouseRules, STANDARD_INPUT, name_in_site};
use super::report::{self, Outcome, Reader, print};
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::digest::{self, contract};
use crate::error::{Error, reason};
use crate::rules::Rules;
use crate::text::decode;

/// Print what daybrief makes of articles, one JSON object per file
///
/// Title, day, cleaned text, summary, quotes with their speakers, related links, credits, and every line that was
/// taken out with the rule that took it. The `[[junk]]` rules of the site in whose folder a file lies count; its time zone
/// does not, as a day is that which the article tells.
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
        let rules = HouseRules::new(&self.files)?;
        let mut outcome = Outcome::Done;
        // A few files at a time: memory stays bounded, and output comes in the order given.
        for files in self.files.chunks(256) {
            let digest = |file: &String| digest_file(file, self.explain, rules.of(file));
            let results: Vec<Result<String, Diagnostic>> = files.par_iter().with_max_len(16).map(digest).collect();
            for result in results {
                match result {
                    Ok(object) if print(&object)? == Reader::Gone => return Ok(outcome),
                    Ok(_) => {}
                    Err(problem) => {
                        report::say(problem);
                        outcome = Outcome::Partly;
                    }
                }
            }
        }
        Ok(outcome)
    }
}

/// The JSON object or the page of a file, or why the file can't be read.
fn digest_file(file: &str, explain: bool, rules: &Rules) -> Result<String, Diagnostic> {
    let bytes = read(file).map_err(|error| {
        let fault = Diagnostic::error(format!("can't be read: {}", reason(&error))).path(file);
        match error.kind() {
            io::ErrorKind::NotFound => fault.hint(missing(file)),
            io::ErrorKind::IsADirectory => fault.hint("name the files in it, as `daybrief digest content/*.md`"),
            _ => fault,
        }
    })?;
    let decoded = decode::decode(bytes);
    let digests = digest::digest(&name_in_site(file), &decoded.text, rules);
    if explain {
        return Ok(explain::page(file, &decoded.text, &digests));
    }
    let object = contract::Article::of_file(file, &digests, &decoded);
    let mut line = serde_json::to_string(&object).expect("plain data is JSON");
    line.push('\n');
    Ok(line)
}

/// What to do about a file that is not there: other commands name articles as seen from the folder of articles.
fn missing(file: &str) -> String {
    let article = Path::new(content::ARTICLES).join(file);
    match article.is_file() {
        true => format!("did you mean `{}`?", article.display()),
        false => "name the file as seen from this folder, as `content/clip.md`".to_owned(),
    }
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file == STANDARD_INPUT {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file)
}
