//! A small site, built and compared with a kept tree: `UPDATE=1 cargo test --test fixture` writes the tree anew.

mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tree::tree;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A copy of the fixture site in a folder of its own.
fn site() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for (path, bytes) in tree(&tests().join("site")) {
        write(&copy.path().join(path), &bytes);
    }
    copy
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, bytes).expect("a file");
}

/// Runs `daybrief build` on a site as of May 2026; its closing line, the time taken off.
fn build(site: &Path, arguments: &[&str]) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
        .args(["build", "."])
        .args(arguments)
        .current_dir(site)
        .env("SOURCE_DATE_EPOCH", "1778500000")
        .output()
        .expect("daybrief runs");
    let words = String::from_utf8(run.stderr).expect("UTF-8");
    let last = words.lines().last().unwrap_or_default();
    let line = last.split(" in ").next().unwrap_or_default().to_owned();
    (run.status.code().expect("an exit code"), line)
}

/// A page without the marks of its style's and script's versions: a new style is no new page.
fn unversioned(page: &[u8]) -> String {
    let text = String::from_utf8_lossy(page);
    let mut parts = text.split("?v=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

#[test]
fn the_tree_is_as_kept() {
    let site = site();
    assert_eq!(build(site.path(), &[]).0, 0);
    let made = tree(&site.path().join("public"));
    let kept = tests().join("site.expected");
    // The theme's own files are kept where they are written, in `static/`; the search index is Pagefind's to keep.
    let made: BTreeMap<String, Vec<u8>> = made
        .into_iter()
        .filter(|(path, _)| !Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join(path).exists())
        .filter(|(path, _)| !path.starts_with("search/index/"))
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&kept);
        made.iter().for_each(|(path, bytes)| write(&kept.join(path), bytes));
    }
    let expected = tree(&kept);
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&expected));
    for (path, bytes) in &made {
        assert!(
            unversioned(bytes) == unversioned(&expected[path]),
            "{path} differs from the kept one:\n{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = site();
    let (_, first) = build(site.path(), &[]);
    assert!(first.contains(" 0 unchanged, 0 removed"), "{first}");
    let (_, second) = build(site.path(), &[]);
    assert!(second.contains(": 0 written, ") && second.contains(" 0 removed"), "{second}");
}

#[test]
fn the_same_input_gives_the_same_bytes_elsewhere() {
    let (one, other) = (site(), site());
    build(one.path(), &[]);
    build(other.path(), &["--out", "elsewhere/deep"]);
    assert!(tree(&one.path().join("public")) == tree(&other.path().join("elsewhere/deep")));
}

#[test]
fn only_own_files_are_removed() {
    let site = site();
    build(site.path(), &[]);
    let public = site.path().join("public");
    write(&public.join("mine.html"), b"mine");
    fs::remove_file(site.path().join("content/clips/bees.md")).expect("was there");
    let (code, line) = build(site.path(), &[]);
    assert_eq!(code, 0);
    assert!(!line.contains(" 0 removed"), "{line}");
    assert!(public.join("mine.html").exists());
    assert!(!public.join("2026/05/06").exists(), "an edition without articles stays");
}

#[test]
fn a_folder_of_others_is_refused() {
    let site = site();
    write(&site.path().join("public/thesis.txt"), b"years of work");
    assert_eq!(build(site.path(), &[]).0, 2);
    assert_eq!(tree(&site.path().join("public")).len(), 1);
}

#[test]
fn a_broken_template_leaves_the_last_good_site() {
    let site = site();
    build(site.path(), &[]);
    let before = tree(&site.path().join("public"));
    write(&site.path().join("templates/article.html"), b"<p>{{ headline_of_the_day }}</p>");
    assert_eq!(build(site.path(), &[]).0, 2);
    assert!(before == tree(&site.path().join("public")));
}

#[test]
fn drafts_and_the_future_are_shown_on_request() {
    let site = site();
    let (_, line) = build(site.path(), &[]);
    assert!(line.starts_with("5 articles"), "{line}");
    let (_, line) = build(site.path(), &["--drafts", "--future"]);
    assert!(line.starts_with("7 articles"), "{line}");
    assert!(site.path().join("public/2031/01/01/capsule/index.html").exists());
}

#[test]
fn two_articles_for_one_address_are_both_published_and_named() {
    let site = site();
    write(
        &site.path().join("content/other/2026-05-04-flood-fund.md"),
        b"Another fund\n\nWords enough for an article.\n",
    );
    let run =
        Command::new(env!("CARGO_BIN_EXE_daybrief")).arg("build").current_dir(site.path()).output().expect("runs");
    assert_eq!(run.status.code(), Some(0));
    let words = String::from_utf8(run.stderr).expect("UTF-8");
    assert!(words.contains("two articles want the address 2026/05/04/flood-fund/"), "{words}");
    assert!(words.contains("2026-05-04-flood-fund.txt") && words.contains("other/2026-05-04-flood-fund.md"), "{words}");
    let day = fs::read_dir(site.path().join("public/2026/05/04")).expect("an edition");
    let pages =
        day.filter(|entry| entry.as_ref().is_ok_and(|e| e.file_name().to_string_lossy().starts_with("flood-fund")));
    assert_eq!(pages.count(), 2);
}

#[test]
fn compressed_twins_on_request() {
    let site = site();
    let settings = site.path().join("daybrief.toml");
    let without = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("precompress = true\n{without}")).expect("settings");
    build(site.path(), &[]);
    let public = site.path().join("public");
    let front = fs::read(public.join("index.html")).expect("a front page");
    let mut unpacked = Vec::new();
    let packed = fs::read(public.join("index.html.gz")).expect("a twin");
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut unpacked).expect("gzip");
    assert_eq!(unpacked, front);
    unpacked.clear();
    let packed = fs::read(public.join("index.html.br")).expect("a twin");
    brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).expect("brotli");
    assert_eq!(unpacked, front);
    let (_, line) = build(site.path(), &[]);
    assert!(line.contains(": 0 written, "), "{line}");
    fs::write(&settings, without).expect("settings");
    build(site.path(), &[]);
    assert!(!public.join("index.html.gz").exists() && !public.join("index.html.br").exists());
}

#[test]
fn the_search_index_is_made_when_what_is_found_changes() {
    let site = site();
    let run = |change: &str| {
        if !change.is_empty() {
            write(&site.path().join("content/more.md"), change.as_bytes());
        }
        let run = Command::new(env!("CARGO_BIN_EXE_daybrief")).arg("build").current_dir(site.path()).output();
        let words = String::from_utf8(run.expect("runs").stderr).expect("UTF-8");
        words.lines().last().unwrap_or_default().contains("the search index")
    };
    assert!(run(""));
    let index = fs::read_dir(site.path().join("public/search/index")).expect("an index");
    let shards: Vec<_> = index.map(|shard| shard.expect("a folder").path()).collect();
    let [shard] = &shards[..] else { panic!("one shard: {shards:?}") };
    let entry = shard.join("pagefind-entry.json");
    let first = fs::read(&entry).expect("an index");
    assert!(!run(""), "nothing changed");
    assert!(run("More bees\n\nThe keepers counted the hives again on 6 May 2026, and found more.\n"));
    assert_ne!(fs::read(&entry).expect("an index"), first);
    fs::remove_file(&entry).expect("was there");
    assert!(run(""), "a part of it is gone");
    fs::write(site.path().join("daybrief.toml"), "search = false\n").expect("a file");
    assert!(!run(""));
    assert!(!site.path().join("public/search").exists());
}

/// Runs a command on a site; what it told.
fn told(site: &Path, command: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief")).arg(command).current_dir(site).output().expect("runs");
    assert_eq!(run.status.code(), Some(0));
    String::from_utf8(run.stderr).expect("UTF-8")
}

#[test]
fn an_alias_takes_no_place_of_another_file() {
    let site = site();
    let header = "aliases: [/style.css, Feed.xml, /search/index/x, /map, /old.html, /old.html/deeper/, /old place/é]";
    let text = format!("---\ndate: 2026-05-04\n{header}\n---\n# The ferry stays\n\nIt stays at the quay.\n");
    write(&site.path().join("content/ferry.md"), text.as_bytes());
    write(&site.path().join("static/map"), b"map");
    for command in ["check", "build"] {
        let words = told(site.path(), command);
        for alias in ["/style.css", "Feed.xml", "/search/index/x", "/map", "/old.html/deeper/"] {
            assert!(words.contains(&format!("warning: the alias `{alias}` wants the place of")), "{alias}: {words}");
        }
        assert!(!words.contains("the alias `/old.html`") && !words.contains("old place"), "{words}");
    }
    let public = site.path().join("public");
    let redirects = fs::read_to_string(public.join("_redirects")).expect("the list");
    let ours: Vec<&str> = redirects.lines().filter(|line| line.ends_with("/ferry/ 301")).collect();
    let to = "/daily/2026/05/04/ferry/ 301";
    assert_eq!(ours, [format!("/daily/old.html {to}"), format!("/daily/old%20place/%C3%A9/ {to}")]);
    assert!(public.join("old place/é/index.html").is_file() && public.join("style.css").is_file());
    assert_eq!(fs::read(public.join("map")).expect("a file"), b"map");
}

#[test]
fn a_static_file_takes_no_place_of_a_page() {
    let site = site();
    write(&site.path().join("static/topics"), b"mine");
    write(&site.path().join("static/index.html/x.txt"), b"mine");
    for command in ["check", "build"] {
        let run = Command::new(env!("CARGO_BIN_EXE_daybrief")).arg(command).current_dir(site.path()).output();
        let run = run.expect("runs");
        assert_eq!(run.status.code(), Some(1), "{command}");
        let words = String::from_utf8(run.stderr).expect("UTF-8");
        assert!(words.contains("--> static/topics\n") && words.contains("--> static/index.html/x.txt\n"), "{words}");
    }
    assert!(site.path().join("public/topics/index.html").is_file());
}

#[test]
fn of_hidden_files_those_for_hosts_are_copied() {
    let site = site();
    let files = [".well-known/security.txt", "docs/.htaccess", ".nojekyll", ".domains"];
    let others = [".DS_Store", ".git/config", ".env", ".well-known/.notes.swp"];
    for path in files.iter().chain(&others) {
        write(&site.path().join("static").join(path), path.as_bytes());
    }
    assert_eq!(build(site.path(), &[]).0, 0);
    let made = tree(&site.path().join("public"));
    for path in files {
        assert_eq!(made.get(path).map(Vec::as_slice), Some(path.as_bytes()), "{path}");
    }
    assert!(!others.iter().any(|path| made.contains_key(*path)));
}

#[test]
fn an_article_for_later_today_is_told_with_its_time() {
    let site = site();
    write(
        &site.path().join("content/plan.md"),
        b"---\ndate: 2026-09-21T18:05:00+03:00\n---\n# The plan\n\nIt is due.\n",
    );
    let run = |moment: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
            .arg("build")
            .current_dir(site.path())
            .env("SOURCE_DATE_EPOCH", moment)
            .output()
            .expect("runs");
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    // At half past four, and at ten in the evening of that day in Kyiv.
    let words = run("1790000000");
    assert!(words.contains("held back: plan.md (dated 2026-09-21 18:05; `--future` shows it)"), "{words}");
    let words = run("1790020000");
    assert!(!words.contains("held back: plan.md"), "{words}");
    assert!(site.path().join("public/2026/09/21/plan/index.html").exists());
}

#[test]
#[cfg(unix)]
fn links_are_named_from_the_site() {
    let site = site();
    for folder in ["static", "content"] {
        std::os::unix::fs::symlink("/", site.path().join(folder).join("all")).expect("a link");
    }
    let words = told(site.path(), "build");
    assert!(words.contains("--> static/all\n") && words.contains("--> content/all\n"), "{words}");
}
