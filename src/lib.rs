//! daybrief reads clipped news articles, cleans them, finds who said what, and writes a briefing site.

#![forbid(unsafe_code)]

pub mod assets;
pub mod builder;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod digest;
pub mod error;
pub mod output;
pub mod render;
pub mod rules;
pub mod site;
pub mod text;
