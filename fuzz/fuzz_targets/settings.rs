//! Any settings file is read or refused with a message.
#![no_main]

use daybrief::config::Config;
use daybrief::rules::Rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Config::parse("daybrief.toml", text) {
        Ok(config) => {
            let _ = Rules::new(&config.junk);
        }
        Err(diagnostic) => assert!(!diagnostic.to_string().is_empty()),
    }
});
