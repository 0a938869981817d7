//! daybrief reads clipped news articles, cleans them, finds who said what, and writes a briefing site.

#![forbid(unsafe_code)]

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod digest;
pub mod rules;
pub mod site;
pub mod text;
