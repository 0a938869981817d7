//! The theme settings as CSS.

use std::fmt::Write;

use crate::config::Config;

/// The accent of the built-in style on paper, for what can't read styles: mails and pictures.
pub const ACCENT: &str = "#8f1d18";

/// Custom properties that win over those of the built-in style.
pub fn css(config: &Config) -> String {
    let mut css = String::from(":root{");
    for (name, value) in &config.theme {
        let _ = write!(css, "--{name}:{value};");
    }
    css.push_str("}\n");
    css
}
