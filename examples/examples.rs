//! Prints what fitting the weights under `src/rules/weights/` needs: one JSON object an article, its digest among it.
//!
//! The weights are read anew from that folder, so that one can fit and look without building.

use std::process::ExitCode;

use daybrief::digest::article::lines::Lines;
use daybrief::digest::{self, article, clean, contract, people, quotes, speakers, words};
use daybrief::rules::Rules;
use daybrief::rules::model::Model;
use daybrief::text::decode;
use serde_json::json;

fn main() -> ExitCode {
    let weights = |name: &str| {
        let text =
            std::fs::read_to_string(format!("src/rules/weights/{name}.txt")).map_err(|error| error.to_string())?;
        Model::parse(&text)
    };
    let rules = || -> Result<Rules, String> {
        let mut rules = Rules::built_in();
        rules.quoted = weights("quoted")?;
        rules.speaker = weights("speaker")?;
        rules.antecedent = weights("antecedent")?;
        Ok(rules)
    };
    let rules = match rules() {
        Ok(rules) => rules,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { return ExitCode::FAILURE };
        let digests = digest::digest(&path, &text, &rules);
        let decoded = decode::decode(text.clone().into_bytes());
        let object = contract::Article::of_file(&path, &digests, &decoded);
        for article in article::parse(&text, &Lines::new(&text)) {
            let body = clean::clean(&article.front_matter, article.blocks, &rules).body;
            let lexicon = rules.lexicons.of(Some("en"));
            let words = words::read(&body, lexicon);
            let cast = people::find(&body, &words, lexicon);
            let found = quotes::find(&body, &words, &rules);
            let spans = quotes::examples(&body, &words);
            let examples = speakers::examples(&found, &body, &words, &cast, &rules);
            let quotes: Vec<_> = found
                .iter()
                .zip(&examples.quotes)
                .map(|(quote, candidates)| {
                    let candidates: Vec<_> = candidates
                        .iter()
                        .map(|(mention, name, values)| {
                            let span = mention.source(&body);
                            json!([span.start, span.end, mention.text(&body), name, values.to_vec()])
                        })
                        .collect();
                    let span = quote.words.source(&body);
                    json!({ "span": [span.start, span.end], "candidates": candidates })
                })
                .collect();
            let pronouns: Vec<_> = examples
                .pronouns
                .iter()
                .map(|(mention, people)| {
                    let people: Vec<_> = people.iter().map(|(name, values)| json!([name, values.to_vec()])).collect();
                    let span = mention.source(&body);
                    json!({ "span": [span.start, span.end], "people": people })
                })
                .collect();
            let spans: Vec<_> = spans
                .iter()
                .map(|(quote, values)| {
                    let span = quote.words.source(&body);
                    json!([span.start, span.end, values])
                })
                .collect();
            println!(
                "{}",
                json!({ "source": path, "digest": object, "spans": spans, "quotes": quotes, "pronouns": pronouns })
            );
        }
    }
    ExitCode::SUCCESS
}
