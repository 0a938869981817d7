//! Prints what fitting the weights under `src/rules/weights/` needs: one JSON object an article.

use std::process::ExitCode;

use daybrief::digest::{article, clean, people, quotes, speakers, words};
use daybrief::rules::Rules;
use serde_json::json;

fn main() -> ExitCode {
    let Ok(rules) = Rules::new(&[]) else { return ExitCode::FAILURE };
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { return ExitCode::FAILURE };
        for article in article::parse(&path, &text) {
            let body = clean::clean(&article.front_matter, article.blocks, &rules).body;
            let words = words::read(&body, &rules);
            let cast = people::find(&body, &words, &rules);
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
                            json!([mention.span.start, mention.span.end, mention.text, name, values.to_vec()])
                        })
                        .collect();
                    json!({ "span": [quote.span.start, quote.span.end], "candidates": candidates })
                })
                .collect();
            let pronouns: Vec<_> = examples
                .pronouns
                .iter()
                .map(|(mention, people)| {
                    let people: Vec<_> = people.iter().map(|(name, values)| json!([name, values.to_vec()])).collect();
                    json!({ "span": [mention.span.start, mention.span.end], "people": people })
                })
                .collect();
            let spans: Vec<_> =
                spans.iter().map(|(span, values)| json!([span.span.start, span.span.end, values])).collect();
            println!("{}", json!({ "source": path, "spans": spans, "quotes": quotes, "pronouns": pronouns }));
        }
    }
    ExitCode::SUCCESS
}
