//! `daybrief serve` over loopback: what it serves, whom it refuses, and that it follows what is edited.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// So long a change may take to show, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

const ARTICLE: &str = "content/2026-03-19-ferry.md";
const ADDRESS: &str = "/daily/2026/03/19/ferry/";

/// A server on a small site; it ends with the test.
struct Served {
    site: TempDir,
    child: Child,
    port: u16,
    /// What it said since it began to serve.
    said: Arc<Mutex<String>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line =
            self.head.lines().find_map(|line| line.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)));
        line.map_or("", |(_, value)| value)
    }
}

fn site() -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(site.path().join("content")).expect("a folder");
    fs::write(site.path().join("daybrief.toml"), "base_url = \"https://news.example/daily/\"\n").expect("settings");
    fs::write(site.path().join(ARTICLE), "# Ferry fares stay\n\nThe council left the fares as they are.\n")
        .expect("an article");
    site
}

fn command(site: &Path, port: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybrief"));
    command.arg("serve").arg(site).args(["--port", port]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

impl Served {
    fn new(flags: &[&str]) -> Self {
        let site = site();
        let mut child = command(site.path(), "0").args(flags).spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let url = lines.find_map(|line| Some(line.ok()?.strip_prefix("serving at http://127.0.0.1:")?.to_owned()));
        let port = url.and_then(|url| url.split('/').next()?.parse().ok()).expect("an address is told");
        // What else it says is read, so that it never waits for room in the pipe.
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| *heard.lock().expect("a text") += &format!("{line}\n"));
        });
        Self { site, child, port, said }
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.site.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// Sends a request line as it is given.
    fn ask(&self, request: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "localhost")
    }

    /// Waits until a page is as it should be.
    fn shows(&self, path: &str, what: impl Fn(&Answer) -> bool) {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if what(&answer) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays as it is: {} {}", answer.status, answer.body);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until it says something.
    fn says(&self, what: &str) {
        let start = Instant::now();
        while !self.said.lock().expect("a text").contains(what) {
            assert!(start.elapsed() < PATIENCE, "`{what}` is not said: {}", self.said.lock().expect("a text"));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What open pages are told, one line a change.
    fn events(&self) -> impl Iterator<Item = String> + use<> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        write!(stream, "GET /daily/__daybrief/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
        let start = Instant::now();
        let lines = BufReader::new(stream).lines().map(move |line| {
            assert!(start.elapsed() < PATIENCE, "what is waited for does not come");
            line.expect("an event comes in time")
        });
        lines.filter_map(|line| Some(line.strip_prefix("data: ")?.to_owned()))
    }
}

#[test]
fn pages_are_served_as_they_will_be_hosted() {
    let served = Served::new(&[]);
    let page = served.get(ADDRESS);
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!((page.header("cache-control"), page.header("x-content-type-options")), ("no-store", "nosniff"));
    assert!(page.body.contains("Ferry fares stay"), "{}", page.body);
    assert!(page.body.contains("<script defer src=\"/daily/__daybrief/live.js\""), "{}", page.body);
    assert_eq!(served.get("/daily/").status, 200);
    for (from, to) in [("/", "/daily/"), ("/daily", "/daily/"), ("/daily/2026/03/19/ferry", ADDRESS)] {
        let answer = served.get(from);
        assert_eq!((answer.status, answer.header("location")), (307, to), "{from}");
    }
    for missing in ["/daily/none/", "/other", "/daily//", "/daily/2026/03/19/ferry/index.html/"] {
        let answer = served.get(missing);
        assert_eq!(answer.status, 404, "{missing}");
        assert!(answer.body.contains("/daily/style.css"), "{missing}: {}", answer.body);
    }
    for (path, media) in [
        ("style.css", "text/css; charset=utf-8"),
        ("site.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "text/xml; charset=utf-8"),
        ("__daybrief/live.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = served.get(&format!("/daily/{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, media), "{path}");
    }
    let head = served.ask(&format!("HEAD {ADDRESS}"), "localhost");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(served.ask("POST /daily/", "localhost").status, 405);
}

#[test]
fn parts_of_files_are_sent() {
    let served = Served::new(&[]);
    let ask = |range: &str| served.ask("GET /daily/robots.txt", &format!("localhost\r\nRange: {range}"));
    let whole = served.get("/daily/robots.txt");
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, "bytes"));
    let size = whole.body.len();
    let part = ask("bytes=5-9");
    assert_eq!((part.status, part.body.as_str()), (206, &whole.body[5..10]));
    assert_eq!(part.header("content-range"), format!("bytes 5-9/{size}"));
    let beyond = ask(&format!("bytes={size}-"));
    assert_eq!((beyond.status, beyond.header("content-range")), (416, &*format!("bytes */{size}")));
    assert_eq!(ask("bytes=0-1,4-5").status, 200);
}

#[test]
fn foreign_hosts_and_paths_outside_the_site_are_refused() {
    let served = Served::new(&[]);
    for host in ["evil.example", "evil.example:4000", "localhost.evil.example", ""] {
        let answer = served.ask(&format!("GET {ADDRESS}"), host);
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.body.contains("Ferry"), "{host}");
    }
    for host in ["127.0.0.1", "[::1]:4000", "site.localhost"] {
        assert_eq!(served.ask(&format!("GET {ADDRESS}"), host).status, 200, "{host}");
    }
    for path in [
        "/daily/../daybrief.toml",
        "/daily/%2e%2e/daybrief.toml",
        "/daily/..%2fdaybrief.toml",
        "/daily/..\\daybrief.toml",
        "/daily/%5c..%5cdaybrief.toml",
        "/daily//etc/passwd",
        "/daily/%00",
        "/daily/content/2026-03-19-ferry.md",
        "/daybrief.toml",
        "//etc/passwd",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("base_url") && !answer.body.contains("root:"), "{path}");
    }
    assert_eq!(served.get("/daily/%ff").status, 400);
}

#[test]
fn edits_show() {
    let served = Served::new(&[]);
    served.write(ARTICLE, "# Ferry fares rise\n\nThe council raised the fares.\n");
    served.shows(ADDRESS, |page| page.body.contains("Ferry fares rise"));
    served.shows("/daily/", |page| page.body.contains("Ferry fares rise"));
    // Some editors write beside the file, then rename.
    served.write("content/.ferry.tmp", "# Ferry fares fall\n\nThe council lowered the fares.\n");
    fs::rename(served.site.path().join("content/.ferry.tmp"), served.site.path().join(ARTICLE)).expect("renamed");
    served.shows(ADDRESS, |page| page.body.contains("Ferry fares fall"));
    // A new article in a new folder.
    served.write("content/2026-03-20/deep/bridge.md", "# Bridge opens\n\nIt opened.\n");
    served.shows("/daily/2026/03/20/bridge/", |page| page.status == 200);
    fs::rename(served.site.path().join("content/2026-03-20"), served.site.path().join("content/2026-03-21"))
        .expect("renamed");
    served.shows("/daily/2026/03/21/bridge/", |page| page.status == 200);
    served.shows("/daily/2026/03/20/bridge/", |page| page.status == 404);
    fs::remove_dir_all(served.site.path().join("content/2026-03-21")).expect("removed");
    served.shows("/daily/2026/03/21/bridge/", |page| page.status == 404);
    served.write("daybrief.toml", "base_url = \"https://news.example/daily/\"\ntitle = \"Harbour news\"\n");
    served.shows(ADDRESS, |page| page.body.contains("Harbour news"));
    served.write("static/pictures/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    served.shows("/daily/pictures/a.svg", |file| file.header("content-type") == "image/svg+xml");
}

#[test]
#[cfg(feature = "search")]
fn the_search_index_follows() {
    let served = Served::new(&[]);
    let page = served.get("/daily/search/").body;
    let shard = page.split_once("data-shards=\"").and_then(|(_, rest)| rest.split('"').next()).expect("its shards");
    let entry = &format!("/daily/search/index/{shard}/pagefind-entry.json");
    let script = served.get(&format!("/daily/search/index/{shard}/pagefind.js"));
    assert_eq!((script.status, script.header("content-type")), (200, "text/javascript; charset=utf-8"));
    served.shows(entry, |file| file.body.contains("\"page_count\":1"));
    served.write("content/2026-03-20-bridge.md", "# Bridge opens\n\nIt opened.\n");
    served.shows(entry, |file| file.body.contains("\"page_count\":2"));
    assert_eq!(served.get(&format!("/daily/search/index/{shard}/none")).status, 404);
}

#[test]
fn many_files_at_once_show() {
    let served = Served::new(&[]);
    for n in 0..1000 {
        served.write(&format!("content/2026-04-{:02}/item-{n}.md", n % 28 + 1), "# An item\n\nIt was one of many.\n");
    }
    served.shows("/daily/2026/04/20/item-999/", |page| page.status == 404);
    for n in [0, 500, 999] {
        served.shows(&format!("/daily/2026/04/{:02}/item-{n}/", n % 28 + 1), |page| page.status == 200);
    }
}

#[test]
fn a_broken_template_or_setting_keeps_the_last_good_page() {
    let served = Served::new(&[]);
    let mut events = served.events();
    let told = |event: &str| -> (String, Option<String>) {
        let event: serde_json::Value = serde_json::from_str(event).expect("JSON");
        (event["page"].to_string(), event["message"].as_str().map(str::to_owned))
    };
    let (first, message) = told(&events.next().expect("the state at first"));
    assert_eq!(message, None);
    served.write("templates/article.html", "{% if %}");
    let (page, message) = told(&events.next().expect("a message"));
    assert_eq!(page, first);
    assert!(message.as_deref().unwrap_or_default().contains("templates/article.html:1:"), "{message:?}");
    assert!(served.get(ADDRESS).body.contains("Ferry fares stay"));
    // It can be read, but a page can't be made with it. Articles go on to be followed meanwhile.
    served.write("templates/article.html", "{{ headline }}");
    let message = events
        .by_ref()
        .map(|event| told(&event).1)
        .find(|message| message.as_deref().unwrap_or_default().contains("`headline` is not defined"));
    assert!(message.is_some());
    served.write(ARTICLE, "# Ferry fares rise\n\nThe council raised the fares.\n");
    served.shows(ADDRESS, |page| page.body.contains("Ferry fares rise"));
    served.write("templates/article.html", "<p>mended {{ title }}</p>");
    served.shows(ADDRESS, |page| page.body.starts_with("<p>mended Ferry fares rise</p>"));
    assert!(events.by_ref().map(|event| told(&event)).any(|(page, message)| page != first && message.is_none()));
    served.write("daybrief.toml", "titel = 1\n");
    assert!(events.by_ref().any(|event| told(&event).1.unwrap_or_default().contains("did you mean `title`?")));
    assert!(served.get(ADDRESS).body.contains("mended"));
    served.write("daybrief.toml", "base_url = \"https://news.example/daily/\"\n");
    assert!(events.any(|event| told(&event).1.is_none()));
}

#[test]
fn a_style_sheet_alone_is_swapped() {
    let served = Served::new(&[]);
    let mut events = served.events();
    let part = |event: &str, name: &str| serde_json::from_str::<serde_json::Value>(event).expect("JSON")[name].clone();
    let first = events.next().expect("the state at first");
    served.write("static/style.css", "body { color: green }");
    let second = events.find(|event| part(event, "style") != part(&first, "style")).expect("another style");
    assert_eq!(part(&second, "page"), part(&first, "page"));
    assert_eq!(served.get("/daily/style.css").body, "body { color: green }");
}

#[test]
fn what_a_build_says_is_said_while_serving() {
    let served = Served::new(&[]);
    served.write("content/report.docx", "no article");
    served.says("passed over: by its name it is no article");
    served.write("static/2026/03/19/ferry/index.html", "in a page's place");
    served.says("wants the place of another file of the site, `2026/03/19/ferry/index.html`");
    served.write("templates/articel.html", "x");
    served.says("no page is made from the template");
    // Said once: what stays as it is is nothing new.
    served.write("content/2026-03-20-quay.md", "# Quay wall holds\n\nThe wall held.\n");
    served.shows("/daily/2026/03/20/quay/", |answer| answer.status == 200);
    served.says("2 articles in");
    assert_eq!(served.said.lock().expect("a text").matches("by its name it is no article").count(), 1);
}

#[cfg(unix)]
#[test]
fn links_are_told_while_serving() {
    let served = Served::new(&[]);
    std::os::unix::fs::symlink("2026-03-19-ferry.md", served.site.path().join("content/other.md")).expect("a link");
    served.says("passed over: a link");
}

#[test]
fn disks_that_tell_nothing_are_looked_at() {
    let served = Served::new(&["--poll"]);
    // Looking tells times by whole seconds: an edit in the second of the first look is not seen.
    std::thread::sleep(Duration::from_millis(1100));
    served.write(ARTICLE, "# Ferry fares rise\n\nThe council raised the fares again and again.\n");
    served.shows(ADDRESS, |page| page.body.contains("Ferry fares rise"));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_ends_it() {
    let served = Served::new(&[]);
    let other = site();
    let output = command(other.path(), &served.port.to_string()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("can't be listened on: address already in use"), "{message}");
}

#[test]
fn articles_that_are_held_back_are_told() {
    let site = site();
    let plan = "---\ndraft: true\n---\n# The plan\n\nNobody has seen the plan.\n";
    fs::write(site.path().join("content/2026-03-19-plan.md"), plan).expect("an article");
    let mut child = command(site.path(), "0").spawn().expect("the server starts");
    let lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || lines.for_each(|line| drop(tell.send(line))));
    let served = Served { site, child, port: 0, said: Arc::default() };
    let wait = |what: &str| while told.recv_timeout(PATIENCE).expect(what) != what {};
    wait("held back: 2026-03-19-plan.md (draft; `--drafts` shows it)");
    served.write("content/2026-03-19-second.md", &plan.replace("plan", "second plan"));
    wait("held back: 2026-03-19-second.md (draft; `--drafts` shows it)");
}
