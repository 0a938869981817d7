//! What comes in with the dependencies: only from the registry, only under licences that `deny.toml` allows.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<String>,
}

/// All packages that are compiled on this kind of machine.
fn packages() -> Vec<Package> {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let words = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = words.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let run = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice::<Metadata>(&run.stdout).expect("metadata").packages
}

/// Whether an SPDX expression can be met with licences that are allowed: one of those parted by `OR` (or by `/`, as in
/// older manifests), all of those joined by `AND`. Brackets stand around an `OR` inside an `AND` only.
fn is_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let bare = expression.trim();
    match split(bare, " AND ") {
        parts if parts.len() > 1 => parts.iter().all(|part| is_met(part, allowed)),
        _ => match bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            Some(inner) => is_met(inner, allowed),
            None => bare.replace(" OR ", "/").split('/').any(|one| allowed(one.trim())),
        },
    }
}

/// Parts an expression where no bracket is open.
fn split<'a>(text: &'a str, by: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(by) {
        if text[..at].matches('(').count() == text[..at].matches(')').count() {
            parts.push(&text[start..at]);
            start = at + by.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[test]
fn expressions() {
    let allowed = |one: &str| ["MIT", "ISC"].contains(&one);
    for good in ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(GPL-3.0 OR MIT) AND ISC", "MIT AND ISC"] {
        assert!(is_met(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR MPL-2.0) AND MIT", ""] {
        assert!(!is_met(bad, &allowed), "{bad}");
    }
}

#[test]
fn licences_sources_and_bans() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let deny: Deny =
        toml::from_str(&std::fs::read_to_string(file).expect("deny.toml")).expect("settings of cargo-deny");
    let mut exceptions: BTreeMap<&str, &[String]> =
        deny.licenses.exceptions.iter().map(|one| (one.name.as_str(), one.allow.as_slice())).collect();
    let packages = packages();
    let mut faults = Vec::new();
    for package in &packages {
        let licence = package.license.as_deref().unwrap_or_default();
        let more = exceptions.remove(package.name.as_str()).unwrap_or_default();
        let allowed = |one: &str| deny.licenses.allow.iter().chain(more).any(|allowed| allowed == one);
        if !is_met(licence, &allowed) {
            faults.push(format!("{}: licence `{licence}`", package.name));
        }
        let registry = package.source.as_deref().is_none_or(|source| source.starts_with("registry+"));
        if !registry || deny.bans.deny.contains(&package.name) {
            faults.push(format!("{}: from {:?}", package.name, package.source));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(exceptions.is_empty(), "exceptions that nothing needs: {exceptions:?}");
    assert!(packages.iter().filter(|package| package.source.is_none()).count() == 1, "one package is the crate itself");
}
