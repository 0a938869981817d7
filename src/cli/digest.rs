//! `daybrief digest FILE...`: one JSON object a file.

use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use rayon::prelude::*;

use crate::digest::{self, contract};
use crate::rules::Rules;
use crate::text::decode;

/// Print what daybrief makes of articles, one JSON object per file
#[derive(Debug, clap::Args)]
pub struct Digest {
    /// Article files; `-` is standard input
    #[arg(required = true)]
    files: Vec<String>,
}

impl Digest {
    pub fn run(self) -> ExitCode {
        let rules = Rules::new(&[]).expect("the built-in rules are valid");
        let mut out = BufWriter::new(io::stdout().lock());
        for chunk in self.files.chunks(256) {
            let lines: Vec<(String, Option<String>)> = chunk.par_iter().map(|file| line(file, &rules)).collect();
            for (line, _) in lines {
                if writeln!(out, "{line}").is_err() {
                    return ExitCode::SUCCESS;
                }
            }
        }
        ExitCode::SUCCESS
    }
}

fn line(file: &str, rules: &Rules) -> (String, Option<String>) {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let (bytes, error) = match read {
        Ok(bytes) => (bytes, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let decoded = decode::decode(bytes);
    let digests = digest::digest(file, &decoded.text, rules);
    let object = contract::Article::of_file(file, &digests, &decoded);
    (serde_json::to_string(&object).expect("plain data"), error)
}
