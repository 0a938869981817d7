//! Any bytes have a digest; spans of quotes point at their words.
#![no_main]

use std::sync::LazyLock;

use daybrief::digest::digest;
use daybrief::rules::Rules;
use daybrief::text::decode::decode;
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes.to_vec()).text;
    for digest in digest("2026-03-19-article.md", &text, &RULES) {
        for quote in &digest.quotes {
            let span = quote.quote.words.source(&digest.body);
            assert!(span.start <= span.end && span.end <= text.len());
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        }
    }
});
