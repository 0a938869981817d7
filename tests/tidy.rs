//! The house rules that a compiler does not check: who may import whom, and where the world may be touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Rooms by floor: a room may import rooms on lower floors, and its own.
const FLOORS: [(&str, usize); 25] = [
    ("text", 1),
    ("diagnostic", 2),
    ("error", 3),
    ("rules", 3),
    ("config", 4),
    ("digest", 5),
    ("site", 6),
    ("assets", 6),
    ("render", 7),
    ("builder", 7),
    ("compressed", 1),
    ("layout", 1),
    ("media", 1),
    ("fingerprint", 1),
    ("workers", 4),
    ("check", 8),
    ("content", 8),
    ("output", 9),
    ("search", 8),
    ("cache", 8),
    ("workspace", 9),
    ("serve", 10),
    ("publish", 10),
    ("cli", 11),
    ("main", 12),
];

/// From this floor on the disk, the network, the clock and the terminal may be touched.
const EDGE: usize = 8;

/// Calls that touch the world.
const WORLD: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::env::",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "println!",
    "print!(",
    "std::io::stdin",
    "dbg!",
];

/// Crates that one room alone names, so that swapping one is a change to one place.
const ALONE: [(&str, &str); 11] = [
    ("axum::", "serve::http"),
    ("globset::", "config::ignore"),
    ("notify::", "serve::watch"),
    ("open::", "cli::serve"),
    ("object_store::", "publish::bucket"),
    ("pagefind::", "search"),
    ("tera::", "render::templates"),
    ("pulldown_cmark", "digest::article::builder"),
    ("indicatif", "cli::report"),
    ("mime_guess::", "media"),
    ("configparser::", "publish::bucket"),
];

/// Module path (`digest::clean`) and text without comments and tests.
fn modules() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    WalkDir::new(&src)
        .into_iter()
        .map(|entry| entry.expect("src can be read").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let below = path.strip_prefix(&src).expect("below src").with_extension("");
            let name: Vec<_> =
                below.iter().map(|part| part.to_str().expect("UTF-8")).filter(|part| *part != "mod").collect();
            let text = fs::read_to_string(&path).expect("a source file");
            assert!(text.starts_with("//! "), "{} does not say in its first line what it does", path.display());
            (name.join("::"), without_tests(&text))
        })
        .filter(|(name, _)| name != "lib")
        .collect()
}

/// A source file's code: its lines but comments and items for tests. As `cargo fmt` writes it, an item that opens a
/// bracket at a line's end goes on to the line that closes it at the same depth.
fn without_tests(text: &str) -> String {
    let mut code = Vec::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            code.push(line);
            continue;
        }
        let depth = |line: &str| line.len() - line.trim_start().len();
        let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
        let Some(item) = item.filter(|item| item.ends_with(['{', '(', '['])) else { continue };
        let closes = |line: &str| depth(line) == depth(item) && line.trim_start().starts_with(['}', ')', ']']);
        let _ = lines.by_ref().find(|line| closes(line));
    }
    code.join("\n")
}

#[test]
fn code_behind_tests_is_looked_at() {
    let text =
        "a\n#[cfg(test)]\nmod b;\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    fn c() {\n    }\n}\n// d\nfn e() {}\n";
    assert_eq!(without_tests(text), "a\nfn e() {}");
}

fn floor(module: &str) -> usize {
    let room = module.split("::").next().expect("a room");
    FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("`{room}` is on no floor")).1
}

/// The modules that a module's `crate::` and `super::` paths lead to.
fn imports(module: &str, code: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let mut out = BTreeSet::new();
    for (lead, base) in
        [("crate::", ""), ("super::super::", parent.rsplit_once("::").map_or("", |(p, _)| p)), ("super::", parent)]
    {
        for (at, _) in code.match_indices(lead) {
            if code[..at].ends_with("super::") || code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + lead.len()..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(rest.len());
            let mut heads = vec![rest[..end].trim_end_matches(':').to_owned()];
            if rest[end..].starts_with('{') {
                let inside = &rest[end + 1..rest.find("};").unwrap_or(rest.len()).max(end + 1)];
                heads = inside
                    .split(',')
                    .map(|part| format!("{}{}", &rest[..end], part.trim().trim_matches(['{', '}'])))
                    .collect();
            }
            for head in heads {
                let full = if base.is_empty() { head } else { format!("{base}::{head}") };
                let mut path = full.as_str();
                loop {
                    if all.contains_key(path) {
                        out.insert(path.to_owned());
                        break;
                    }
                    let Some((shorter, _)) = path.rsplit_once("::") else { break };
                    path = shorter;
                }
            }
        }
    }
    out.remove(module);
    out
}

#[test]
fn rooms_import_lower_floors_only() {
    let all = modules();
    let mut faults = Vec::new();
    for (module, code) in &all {
        for other in imports(module, code, &all) {
            let same_room = module.split("::").next() == other.split("::").next();
            if !same_room && floor(&other) >= floor(module) {
                faults.push(format!("{module} imports {other}, which stands no lower"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn modules_make_no_circles() {
    let all = modules();
    // A parent knows its children; that alone is no circle.
    let mut left: BTreeMap<&str, BTreeSet<String>> =
        all.iter().map(|(module, code)| (module.as_str(), imports(module, code, &all))).collect();
    while !left.is_empty() {
        let free: Vec<&str> = left
            .iter()
            .filter(|(_, needs)| needs.iter().all(|need| !left.contains_key(need.as_str())))
            .map(|(m, _)| *m)
            .collect();
        assert!(!free.is_empty(), "these import each other in a circle: {left:#?}");
        for module in free {
            left.remove(module);
        }
    }
}

#[test]
fn the_world_is_touched_at_the_edges_only() {
    let mut faults = Vec::new();
    for (module, code) in modules().iter().filter(|(module, _)| floor(module) < EDGE) {
        faults.extend(WORLD.iter().filter(|call| code.contains(**call)).map(|call| format!("{module} names {call}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_said_goes_through_one_place() {
    // The macros of the standard library panic where nobody reads.
    let speaks = |code: &String| code.contains("println!") || code.contains("print!(");
    let faults: Vec<String> =
        modules().into_iter().filter(|(_, code)| speaks(code)).map(|(module, _)| module).collect();
    assert!(faults.is_empty(), "for `cli::report`: {}", faults.join(", "));
}

#[test]
fn one_room_alone_names_each_of_these_crates() {
    let mut faults = Vec::new();
    for (module, code) in &modules() {
        for (name, room) in ALONE {
            if code.contains(name) && module != room && !module.starts_with(&format!("{room}::")) {
                faults.push(format!("{module} names {name}, which is for {room}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
