//! `daybrief check`: dead links, odd articles, outside addresses asked on this machine alone.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::thread;

fn write(site: &Path, path: &str, text: &str) {
    let file = site.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// Runs `daybrief check`: exit code, standard output, standard error.
fn check(site: &Path, arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
        .args(["check", "."])
        .args(arguments)
        .current_dir(site)
        .env("SOURCE_DATE_EPOCH", "1774000000")
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .output()
        .expect("daybrief runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (run.status.code().expect("an exit code"), text(run.stdout), text(run.stderr))
}

const ARTICLE: &str = "Weir gates open\n\nThe gates of the weir opened on March 18, 2026, two weeks late.\n";

#[test]
fn a_sound_site_passes() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "content/weir.txt", ARTICLE);
    let (code, _, words) = check(site.path(), &["--strict"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("nobody is quoted in the article\n --> weir.txt"), "{words}");
    assert!(!site.path().join("public").exists());
}

#[test]
fn dead_links_are_errors_told_once() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "content/weir.txt", ARTICLE);
    write(site.path(), "content/weir-two.txt", &ARTICLE.replace("Weir", "The weir's").replace("two weeks", "a day"));
    write(
        site.path(),
        "templates/404.html",
        "<a href=\"/nowhere/\">x</a><a href=\"/topics/#gone\">y</a><a href=\"/topics/#main\">z</a><a href=\"/style.css\">s</a>",
    );
    let (code, _, words) = check(site.path(), &[]);
    assert_eq!(code, 1, "{words}");
    assert!(words.contains("the link to `nowhere/` leads nowhere, on the page 404.html"), "{words}");
    assert!(words.contains("the link to `topics/#gone` leads nowhere"), "{words}");
    assert!(words.contains("2 errors, "), "{words}");
}

#[test]
fn only_notes_are_left_out() {
    let site = tempfile::tempdir().expect("a folder");
    for n in 10..80 {
        write(site.path(), &format!("content/weir-{n}.txt"), &ARTICLE.replace("two weeks", &format!("{n} days")));
    }
    write(site.path(), "content/zinc.md", &format!("---\nweight: heavy\n---\n{ARTICLE}"));
    let (_, _, words) = check(site.path(), &[]);
    assert!(words.contains("`weight` in the header is no whole number: heavy\n --> zinc.md"), "{words}");
    let (first, notes) = words.split_once("note: ").expect("a note");
    assert!(first.contains("warning: ") && !notes.contains("warning: "), "{words}");
    assert!(words.contains("… and ") && words.contains(" more notes\n"), "{words}");
}

#[test]
fn a_file_over_the_limit_is_told_with_its_size() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "daybrief.toml", "max_file_mb = 1\n");
    write(site.path(), "content/weir.txt", &ARTICLE.repeat(1_300_000 / ARTICLE.len()));
    let (_, _, words) = check(site.path(), &[]);
    assert!(words.contains("the file has 1.3 MB, over the limit of 1 MB\n --> weir.txt"), "{words}");
}

#[test]
fn odd_articles_are_named() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "content/2026-03-18-a.txt", ARTICLE);
    write(site.path(), "content/2026-03-18-b.txt", ARTICLE);
    write(site.path(), "content/2026-03-18-empty.md", "---\ntitle: Nothing left\n---\n\nAdvertisement\n");
    let (code, json, words) = check(site.path(), &["--format", "json"]);
    assert_eq!(code, 0, "{words}");
    let findings: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let message = |text: &str| {
        findings.as_array().expect("a list").iter().find(|f| f["message"] == text).unwrap_or_else(|| panic!("{json}"))
    };
    assert_eq!(message("two articles have the same text")["files"][1], "content/2026-03-18-b.txt");
    assert_eq!(message("the article is empty after cleaning")["severity"], "warning");
    let (_, lines, _) = check(site.path(), &["--format", "github"]);
    assert!(
        lines.contains("::warning file=content/2026-03-18-empty.md::the article is empty after cleaning%0Ahint: "),
        "{lines}"
    );
    assert_eq!(check(site.path(), &["--strict"]).0, 1);
}

/// Answers so many questions: 404 for what has `gone` in its path, 200 for the rest.
fn serve(listener: TcpListener, questions: usize) {
    for stream in listener.incoming().take(questions) {
        let mut stream = stream.expect("a connection");
        let mut lines = BufReader::new(stream.try_clone().expect("a clone")).lines();
        let first = lines.next().expect("a line").expect("UTF-8");
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let status = if first.contains("gone") { "404 Not Found" } else { "200 OK" };
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").expect("an answer");
    }
}

#[test]
fn outside_addresses_are_asked_once() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = format!("http://{}", listener.local_addr().expect("an address"));
    let site = tempfile::tempdir().expect("a folder");
    let links =
        format!("{ARTICLE}\nThe [plan]({host}/plan) and the [report]({host}/gone) are public, the council said.\n");
    write(site.path(), "content/weir.md", &links);
    // One for the plan; the head and then the page of the other.
    let server = thread::spawn(move || serve(listener, 3));
    let (code, _, words) = check(site.path(), &["--external"]);
    server.join().expect("the server ends");
    assert_eq!(code, 0, "{words}");
    assert!(words.contains(&format!("{host}/gone does not answer as it should: status 404\n --> weir.md")), "{words}");
    assert!(words.contains("outside addresses: 2 asked, 0 known"), "{words}");
    // The server is gone: what is known now stands in the state folder.
    let (_, _, words) = check(site.path(), &["--external"]);
    assert!(words.contains("status 404") && words.contains("0 asked, 2 known"), "{words}");
}
