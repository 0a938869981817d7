//! The output folder: what daybrief wrote is known wherever the folder goes, and what others put there stays.
#![cfg(unix)]

mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tree::{LIST, tree};

const TWO: &str = "two-boats";

/// A folder with a site of two articles in `site`.
fn site() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    for name in ["one-boat", TWO] {
        let text = format!("{name} comes in\n\nThe harbour master saw {name} come in on May 4, 2026, at noon.\n");
        write(&site.join(format!("content/{name}.txt")), &text);
    }
    write(&site.join("daybrief.toml"), "base_url = \"https://news.example/\"\nemail = true\nprecompress = true\n");
    (folder, site)
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// Runs daybrief in a folder; how it ended, and what it told.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    shell(folder, &format!("exec \"$0\" {}", arguments.join(" ")))
}

/// The same in a shell, where `$0` is daybrief.
fn shell(folder: &Path, script: &str) -> (Option<i32>, String) {
    let run = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_daybrief")])
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output()
        .expect("a shell");
    let told = [run.stdout, run.stderr].concat();
    (run.status.code(), String::from_utf8(told).expect("UTF-8"))
}

/// The files that have to do with the second article.
fn of_two(site: &Path) -> Vec<String> {
    tree(&site.join("public")).into_keys().filter(|path| path.contains(TWO)).collect()
}

#[test]
fn an_article_that_is_gone_leaves_a_folder_that_was_moved() {
    for cache in ["kept", "lost"] {
        let (folder, site) = site();
        assert_eq!(run(&site, &["build"]).0, Some(0));
        let moved = folder.path().join("moved");
        fs::rename(&site, &moved).expect("moves");
        if cache == "lost" {
            fs::remove_dir_all(moved.join(".daybrief-cache")).expect("a cache");
        }
        assert!(of_two(&moved).iter().any(|path| path.ends_with(".gz")));
        fs::remove_file(moved.join(format!("content/{TWO}.txt"))).expect("an article");
        let (ended, told) = run(&moved, &["build"]);
        assert_eq!(ended, Some(0), "{told}");
        assert!(!told.contains("warning: the list"), "{told}");
        assert_eq!(of_two(&moved), [""; 0], "the cache is {cache}");
    }
}

#[test]
fn the_list_of_an_earlier_version_moves_into_the_folder() {
    let (_folder, site) = site();
    assert_eq!(run(&site, &["build"]).0, Some(0));
    let list = site.join("public").join(LIST);
    let paths: Vec<String> = serde_json::from_slice(&fs::read(&list).expect("a list")).expect("JSON");
    fs::remove_file(&list).expect("a list");
    let built = fs::read_dir(site.join(".daybrief-cache")).expect("a cache");
    let built = built.map(|entry| entry.expect("an entry").path());
    let built = built.filter(|file| file.extension().is_some_and(|ending| ending == "built"));
    let old = built.last().expect("what was built").with_extension("files");
    fs::write(&old, paths.join("\n")).expect("a list");
    fs::remove_file(site.join(format!("content/{TWO}.txt"))).expect("an article");
    let (ended, told) = run(&site, &["build"]);
    assert_eq!(ended, Some(0), "{told}");
    assert!(!told.contains("warning: the list"), "{told}");
    assert_eq!(of_two(&site), [""; 0]);
    assert!(list.exists() && !old.exists());
}

#[test]
fn where_the_list_is_lost_what_may_be_old_is_told_and_not_published() {
    for damage in ["", "[\n\"index.html\",\n\"2026/", "\u{fffe}"] {
        let (folder, site) = site();
        assert_eq!(run(&site, &["build"]).0, Some(0));
        let list = site.join("public").join(LIST);
        fs::remove_file(&list).expect("a list");
        if !damage.is_empty() {
            fs::write(&list, damage).expect("a list");
        }
        let count = of_two(&site).len();
        fs::remove_file(site.join(format!("content/{TWO}.txt"))).expect("an article");
        write(&site.join("public/.env"), "secret");
        let (ended, told) = run(&site, &["build"]);
        assert_eq!(ended, Some(0), "{told}");
        let what = if damage.is_empty() { "lost" } else { "damaged, and made anew" };
        let words = format!("is {what}: ");
        assert!(told.contains(&words) && told.contains(" files in it that this site does not have"), "{told}");
        assert_eq!(of_two(&site).len(), count, "nothing is removed that is not known");
        let (ended, told) = run(&site, &["build"]);
        assert_eq!(ended, Some(0));
        assert!(!told.contains(what), "{told}");
        let (ended, told) = run(&site, &["publish", "--to", "../www"]);
        assert_eq!(ended, Some(0), "{told}");
        assert!(told.contains(" files are not published: the build did not write them"), "{told}");
        let there = tree(&folder.path().join("www"));
        assert!(there.contains_key("index.html") && there.contains_key("index.html.gz"));
        assert!(!there.keys().any(|path| path.contains(TWO) || path == ".env"), "{:?}", there.keys());
    }
}

#[test]
fn a_damaged_list_is_told_once_and_stops_nothing() {
    for arguments in [&["build"][..], &["build", "--no-cache"]] {
        let (_folder, site) = site();
        assert_eq!(run(&site, arguments).0, Some(0));
        let list = site.join("public").join(LIST);
        let mut bytes = fs::read(&list).expect("a list");
        bytes.extend(b"\xff\xfe");
        fs::write(&list, bytes).expect("a list");
        let (ended, told) = run(&site, arguments);
        assert_eq!(ended, Some(0), "{told}");
        assert_eq!(told.matches("damaged").count(), 1, "{told}");
        assert!(!run(&site, arguments).1.contains("damaged"));
    }
}

#[test]
fn without_a_list_what_was_built_is_not_sent() {
    let (folder, site) = site();
    assert_eq!(run(&site, &["build"]).0, Some(0));
    fs::remove_file(site.join("public").join(LIST)).expect("a list");
    let (ended, told) = run(&site, &["publish", "--no-build", "--to", "../www"]);
    assert_eq!(ended, Some(2), "{told}");
    assert!(told.contains("it is not known which files in") && told.contains("build it first"), "{told}");
    assert!(!folder.path().join("www").exists());
}

#[test]
fn what_a_cut_first_build_left_is_known() {
    let (_folder, site) = site();
    write(&site.join("public/.daybrief-tmp/7"), "half a page");
    fs::create_dir_all(site.join("public/2026/05/04")).expect("a folder");
    let (ended, told) = run(&site, &["build"]);
    assert_eq!(ended, Some(0), "{told}");
    assert!(!site.join("public/.daybrief-tmp").exists());
    // What is not daybrief's is still refused.
    let (_folder, site) = self::site();
    write(&site.join("public/.daybrief-tmp/7"), "half a page");
    write(&site.join("public/2026/thesis.txt"), "years of work");
    let (ended, told) = run(&site, &["build"]);
    assert_eq!(ended, Some(2), "{told}");
    assert!(told.contains("has files in it that daybrief did not make"), "{told}");
}

#[test]
fn a_file_of_others_is_not_replaced() {
    let (_folder, site) = site();
    assert_eq!(run(&site, &["build"]).0, Some(0));
    let page = "2026/05/04/notes/index.html";
    write(&site.join("public").join(page), "of the user's own");
    let before = tree(&site.join("public"));
    write(&site.join("content/notes.txt"), "Notes from the quay\n\nThe boats stayed in on May 4, 2026.\n");
    for _ in 0..2 {
        let (ended, told) = run(&site, &["build"]);
        assert_eq!(ended, Some(2), "{told}");
        assert!(told.contains("notes/index.html` is in the way") && told.contains("move it elsewhere"), "{told}");
        assert!(tree(&site.join("public")) == before);
    }
    fs::remove_file(site.join("public").join(page)).expect("a file");
    assert_eq!(run(&site, &["build"]).0, Some(0));
    assert!(site.join("public").join(page).exists());
}

#[test]
fn nothing_is_written_beside_a_site_that_keeps_nothing() {
    let (folder, site) = site();
    let before = tree(&site);
    for _ in 0..2 {
        let (ended, told) = run(&site, &["build", "--no-cache", "--out", "../elsewhere"]);
        assert_eq!(ended, Some(0), "{told}");
    }
    assert!(tree(&site) == before && !site.join(".daybrief-cache").exists());
    assert!(folder.path().join("elsewhere/index.html").exists());
}

/// Permissions of each file and folder below one but the list, by path, without those that most have.
fn other_permissions(folder: &Path) -> BTreeMap<PathBuf, u32> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let modes = entries.map(|entry| {
        let meta = entry.metadata().expect("metadata");
        (entry.into_path(), meta.permissions().mode() & 0o777, if meta.is_dir() { 0o755 } else { 0o644 })
    });
    let served = modes.filter(|(path, ..)| !path.ends_with(LIST));
    served.filter(|(_, mode, usual)| mode != usual).map(|(path, mode, _)| (path, mode)).collect()
}

#[test]
fn files_get_the_permissions_of_new_ones() {
    let (folder, site) = site();
    let publish = "exec \"$0\" publish --to ../www";
    let (ended, told) = shell(&site, &format!("umask 077; {publish}"));
    assert_eq!(ended, Some(0), "{told}");
    let places = [site.join("public"), folder.path().join("www")];
    for place in &places {
        assert!(other_permissions(place).len() > 20, "{}", place.display());
    }
    let (ended, told) = shell(&site, &format!("umask 022; {publish}"));
    assert_eq!(ended, Some(0), "{told}");
    for place in &places {
        assert_eq!(other_permissions(place), BTreeMap::new());
    }
    // One that was changed by hand (its twins are written with it), and a folder that its owner keeps for himself.
    fs::set_permissions(places[0].join("style.css"), fs::Permissions::from_mode(0o600)).expect("may be done");
    fs::set_permissions(&places[0], fs::Permissions::from_mode(0o700)).expect("may be done");
    let (_, told) = shell(&site, "umask 022; exec \"$0\" build");
    assert!(told.contains(": 3 written, "), "{told}");
    assert_eq!(other_permissions(&places[0]), BTreeMap::from([(places[0].clone(), 0o700)]));
    let (_, told) = shell(&site, "umask 022; exec \"$0\" build");
    assert!(told.contains(": 0 written, "), "{told}");
}
