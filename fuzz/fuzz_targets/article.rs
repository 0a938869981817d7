//! Any text is parted into blocks that follow one another and know where in the text they stood.
#![no_main]

use daybrief::digest::article::{self, lines::Lines};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for article in article::parse(text, &Lines::new(text)) {
        for block in &article.blocks {
            assert!(block.lines.start() <= block.lines.end());
            let span = block.prose.source(0..block.prose.len());
            assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?}");
        }
    }
});
