//! Any header is read, in each of the three notations, and never takes the article with it.
#![no_main]

use std::sync::LazyLock;

use daybrief::digest::digest;
use daybrief::rules::Rules;
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fuzz_target!(|header: &str| {
    for (open, close) in [("---\n", "\n---\n"), ("+++\n", "\n+++\n"), ("{\n", "\n}\n")] {
        let text = format!("{open}{header}{close}\nThe gates of the weir opened on Tuesday, two weeks late.\n");
        assert!(!digest("weir.md", &text, &RULES).is_empty());
    }
});
