//! The theme settings as CSS.

use std::fmt::Write;

use crate::config::Config;

/// Custom properties that win over those of the built-in style.
pub fn css(config: &Config) -> String {
    let mut css = String::from(":root{");
    for (name, value) in &config.theme {
        let _ = write!(css, "--{name}:{value};");
    }
    css.push_str("}\n");
    css
}
