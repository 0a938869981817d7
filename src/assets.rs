//! The built-in look, carried inside the binary: templates and static files.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct TemplateFiles;

#[derive(RustEmbed)]
#[folder = "static/"]
struct StaticFiles;

/// The built-in templates: file name and text, by name.
pub fn templates() -> impl Iterator<Item = (Cow<'static, str>, String)> {
    TemplateFiles::iter().filter_map(|name| {
        let file = TemplateFiles::get(&name)?;
        Some((name, String::from_utf8_lossy(&file.data).into_owned()))
    })
}

/// The built-in static files: path below the site's root and bytes, by path.
pub fn static_files() -> impl Iterator<Item = (Cow<'static, str>, Cow<'static, [u8]>)> {
    StaticFiles::iter().filter_map(|name| StaticFiles::get(&name).map(|file| (name, file.data)))
}
