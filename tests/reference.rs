//! The reference of the templates, made from the views' own documentation: `UPDATE=1 cargo test --test reference`
//! writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str = "# Templates

Made from the documentation of the views in `src/render/views` by `UPDATE=1 cargo test --test reference`.

A site's own file in `templates/` stands in the place of the built-in one of the same name; all others stay. The
language is [Tera](https://keats.github.io/tera/). A field that does not exist is an error that names file, line and
the fields there are. Links are ready to use on the page at hand. Text is escaped when it is put out; only what is
called HTML or JSON-LD here is for `| safe`.

Pages extend `base.html` and fill its block `content`; what else belongs into the head goes into its block `head`, which
search fills, so a `base.html` of your own needs both. To change a part of a built-in template, extend it by its name
behind `builtin/`: a file `404.html` that begins with `{% extends \"builtin/404.html\" %}` and fills one block.
`parts.html` (which has no such twin) holds the pieces that several pages share, each called as `{{ <card card={lead} /> }}`. Every template sees
`page`, `site` and `t` besides its own fields, and in `masthead` what `masthead.html` has made; `site.extra` has the
values of the settings' table `[extra]`.
";

/// A documented struct or field.
#[derive(Default)]
struct Item {
    name: String,
    /// What its documentation says; the type of a field is told apart.
    doc: String,
    kind: String,
    fields: Vec<Item>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The serialised structs of a source file.
fn structs(source: &str) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let (mut doc, mut serialised, mut open) = (Vec::new(), false, false);
    for line in source.lines() {
        let code = line.trim();
        if let Some(text) = code.strip_prefix("///") {
            doc.push(text.trim().to_owned());
        } else if code.starts_with("#[derive(") {
            serialised = code.contains("Serialize");
        } else if let Some(name) = code.trim_start_matches("pub ").strip_prefix("struct ") {
            open = serialised && code.ends_with('{');
            if open {
                let name = name.split(['<', ' ']).next().unwrap_or_default().to_owned();
                found.push(Item { name, doc: doc.join(" "), ..Item::default() });
            }
            doc.clear();
        } else if let (true, Some((name, kind))) = (open, code.trim_end_matches(',').split_once(": ")) {
            let fields = &mut found.last_mut().expect("a struct is open").fields;
            let name = name.trim_start_matches("pub ").to_owned();
            fields.push(Item { name, doc: doc.join(" "), kind: kind.to_owned(), ..Item::default() });
            doc.clear();
        } else {
            open &= code != "}";
            serialised &= code.starts_with('#');
            doc.clear();
        }
    }
    found
}

/// A Rust type in the words of a template's author, with links to `known` structs.
fn kind(rust: &str, known: &BTreeSet<String>) -> String {
    let rust = rust.trim_start_matches('&').trim_start_matches("'a ").trim_start_matches("'static ");
    if let Some(inner) = rust.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("{}, or none", kind(inner, known));
    }
    if let Some(inner) = rust.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("list of {}", kind(inner, known));
    }
    if let Some(inner) = rust.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let inner = inner.split(';').next().unwrap_or(inner);
        return format!("list of {}", kind(inner, known));
    }
    let name = rust.split('<').next().unwrap_or(rust);
    match name {
        "Text" | "Cow" | "String" | "str" => "text".into(),
        "bool" => "yes or no".into(),
        "usize" | "u8" | "u32" => "number".into(),
        "toml::Table" => "table".into(),
        name if known.contains(name) => format!("[{name}](#{})", name.to_lowercase()),
        name => panic!("there are no words for the type `{name}`"),
    }
}

fn table(out: &mut String, item: &Item, known: &BTreeSet<String>) {
    out.push_str("\n| field | what | |\n| --- | --- | --- |\n");
    // `page` is the same everywhere and told once.
    for field in item.fields.iter().filter(|field| field.name != "page") {
        let meaning = field.doc.replace('|', "\\|").replace("`None`", "None");
        let _ = writeln!(out, "| `{}` | {} | {meaning} |", field.name, kind(&field.kind, known));
    }
}

fn reference() -> String {
    let folder = root().join("src/render/views");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the views").map(|entry| entry.expect("can be read").path()).collect();
    files.sort();
    let mut items: Vec<Item> = files.iter().flat_map(|file| structs(&read(file))).collect();
    items.extend(structs(&read(&root().join("src/render/mod.rs"))));
    let known: BTreeSet<String> = items.iter().map(|item| item.name.clone()).collect();
    assert_eq!(known.len(), items.len(), "two views share a name");
    let template = |item: &Item| item.doc.strip_prefix('`').and_then(|doc| doc.split('`').next()).map(str::to_owned);
    let (views, parts): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| template(item).is_some());
    let views: BTreeMap<String, Item> =
        views.into_iter().filter_map(|item| template(&item).map(|name| (name, item))).collect();
    for name in templates() {
        let shared = matches!(name.as_str(), "base.html" | "parts.html");
        assert!(shared || views.contains_key(&name), "no view names {name} in its documentation");
    }
    let mut out = INTRODUCTION.to_owned();
    out.push_str("\n## What each template sees\n");
    for (name, item) in &views {
        let more = item.doc.trim_start_matches(&format!("`{name}`")).trim_start_matches([':', ' ']);
        let _ = write!(out, "\n### `{name}`\n");
        if !more.is_empty() {
            let _ = write!(out, "\n{}{}\n", more[..1].to_uppercase(), &more[1..]);
        }
        table(&mut out, item, &known);
    }
    out.push_str("\n## What fields are made of\n\n`page` is a [Head](#head), `site` a [SiteView](#siteview).\n");
    for item in &parts {
        let _ = write!(out, "\n### {}\n", item.name);
        if !item.doc.is_empty() {
            let _ = write!(out, "\n{}\n", item.doc);
        }
        table(&mut out, item, &known);
    }
    out.push_str(
        "\n## Words\n\n`t` has the words of the site's language. A site's own `words.toml` may replace each.\n",
    );
    out.push_str("\n| word | in English |\n| --- | --- |\n");
    let english = read(&root().join("src/render/labels/en.toml"));
    let words = english.split("[words]").nth(1).expect("a table of words");
    for (name, text) in words.lines().filter_map(|line| line.split_once(" = ")) {
        let _ = writeln!(out, "| `{name}` | {} |", text.trim_matches('"').replace('|', "\\|"));
    }
    out
}

fn templates() -> Vec<String> {
    let files = fs::read_dir(root().join("templates")).expect("the templates");
    let names = files.map(|entry| entry.expect("can be read").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".html")).collect()
}

#[test]
fn the_reference_is_as_the_views_are() {
    let file = root().join("templates/README.md");
    let made = reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &made).expect("can be written");
    }
    assert!(made == read(&file), "templates/README.md is not as the views are: UPDATE=1 cargo test --test reference");
}
