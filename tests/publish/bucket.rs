//! Publishing to a bucket.

use axum::http::Method;

use super::s3::{Asked, BUCKET, KEY_ID, SECRET, Server};
use super::*;

/// `daybrief publish` with the server's keys in the environment.
fn publish(site: &Site, server: &Server, arguments: &[&str]) -> Command {
    let mut command = site.command(&[&["publish"], arguments].concat());
    command.env("AWS_ACCESS_KEY_ID", KEY_ID).env("AWS_SECRET_ACCESS_KEY", SECRET);
    command.env("AWS_ENDPOINT_URL", format!("http://{}", server.address));
    command
}

fn run(site: &Site, server: &Server, arguments: &[&str]) -> Run {
    Run::of(publish(site, server, arguments).output().expect("daybrief runs"))
}

fn there(server: &Server, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = server.files(prefix);
    files.remove(MANIFEST);
    files
}

/// The paths below a prefix that were put, in order.
fn put(asked: &[Asked], prefix: &str) -> Vec<String> {
    let lead = format!("/{BUCKET}/{prefix}/");
    let paths =
        asked.iter().filter(|(method, ..)| method == Method::PUT).filter_map(|(_, path, _)| path.strip_prefix(&lead));
    paths.map(str::to_owned).collect()
}

#[test]
fn only_what_changed_in_good_order() {
    for marks in [true, false] {
        let site = Site::new(12);
        fs::write(site.path("site/daybrief.toml"), "base_url = \"https://harbour.example/daily/\"\n")
            .expect("settings");
        let server = Server::start(&site.path("s3"), Duration::ZERO, marks);
        let to = ["--to", "s3://briefing/daily"];
        let first = run(&site, &server, &to);
        let built = site.built();
        assert_eq!(first.counts(), [built.len(), 0, 0, 0], "{first:?}");
        assert!(there(&server, "daily") == built);
        let asked = server.asked();
        let order = put(&asked, "daily");
        let at = |path: &str| order.iter().position(|put| put == path).unwrap_or_else(|| panic!("{path} was not put"));
        assert!(at("style.css") < at("2026/05/01/gauge-0/index.html"), "{order:?}");
        assert!(at("2026/05/01/gauge-0/index.html") < at("index.html"), "{order:?}");
        assert!(at("2026/05/index.html") < at("index.html"), "{order:?}");
        assert!(at("2026/05/01/gauge-0/index.html") < at("feed.xml"), "{order:?}");
        assert_eq!(order.first().map(String::as_str), Some(MANIFEST), "first what is to come is noted");
        assert_eq!(order.last().map(String::as_str), Some(MANIFEST), "last what is there");
        let header = |path: &str, name: &str| {
            let end = format!("/daily/{path}");
            let (.., headers) = asked.iter().find(|(_, asked, _)| asked.ends_with(&end)).expect("was put");
            headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned()).unwrap_or_default()
        };
        assert_eq!(header("index.html", "content-type"), "text/html; charset=utf-8");
        assert_eq!(header("style.css", "content-type"), "text/css; charset=utf-8");
        assert_eq!(header("feed.json", "content-type"), "application/json; charset=utf-8");
        assert_eq!(header("icon.svg", "content-type"), "image/svg+xml");
        assert_eq!(header("style.css", "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("index.html", "cache-control"), "public, max-age=0, must-revalidate");

        assert_eq!(run(&site, &server, &to).counts(), [0, 0, 0, built.len()]);
        assert!(put(&server.asked(), "daily").is_empty(), "nothing changed, nothing is put");

        site.remove_article(5);
        site.article(3, "high");
        assert_eq!(run(&site, &server, &["--dry-run", "--to", "s3://briefing/daily"]).code, 0);
        let asked = server.asked();
        assert!(asked.iter().all(|(method, ..)| matches!(*method, Method::GET | Method::HEAD)), "{asked:?}");
        let [_, changed, removed, _] = run(&site, &server, &to).counts();
        assert!(changed > 0 && removed > 0);
        assert!(there(&server, "daily") == site.built());
        let asked = server.asked();
        let last_page = asked.iter().rposition(|(method, path, _)| method == Method::PUT && !path.ends_with(MANIFEST));
        let removal = asked.iter().position(|(method, ..)| matches!(*method, Method::DELETE | Method::POST));
        assert!(last_page.expect("pages") < removal.expect("removals"), "removals come last: {asked:?}");
    }
}

#[test]
fn what_others_put_there_stays() {
    let site = Site::new(12);
    let server = Server::start(&site.path("s3"), Duration::ZERO, true);
    fs::create_dir_all(site.path("s3/briefing/other")).expect("a folder");
    fs::write(site.path("s3/briefing/other/page.html"), "of another site").expect("a file");
    fs::write(site.path("s3/briefing/mine.html"), "of the user's own").expect("a file");
    run(&site, &server, &["--to", "s3://briefing"]).counts();
    (1..12).for_each(|number| site.remove_article(number));
    let refused = run(&site, &server, &["--to", "s3://briefing"]);
    assert_eq!(refused.code, 2);
    assert!(refused.said.contains("more than 25 %"), "{refused:?}");
    assert!(run(&site, &server, &["--force", "--to", "s3://briefing"]).counts()[2] > 0);
    let mut now = there(&server, "");
    assert!(now.remove("other/page.html").is_some() && now.remove("mine.html").is_some());
    assert!(now == site.built());
}

#[test]
fn keys_from_files_and_never_shown() {
    let site = Site::new(2);
    let server = Server::start(&site.path("s3"), Duration::ZERO, true);
    let endpoint = format!("http://{}", server.address);
    let none = Run::of(site.command(&["publish", "--to", "s3://briefing"]).output().expect("daybrief runs"));
    assert_eq!(none.code, 2);
    assert!(none.said.contains("there are no keys for `s3://briefing`"), "{none:?}");

    fs::create_dir(site.path(".aws")).expect("a folder");
    let keys = format!("[harbour]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n");
    fs::write(site.path(".aws/credentials"), keys).expect("a file");
    fs::write(site.path(".aws/config"), format!("[profile harbour]\nregion = eu-north-1\nendpoint_url = {endpoint}\n"))
        .expect("a file");
    let mut command = site.command(&["publish", "--to", "s3://briefing"]);
    let run = Run::of(command.env("AWS_PROFILE", "harbour").output().expect("daybrief runs"));
    assert!(run.counts()[0] > 0);
    assert!(there(&server, "") == site.built());

    for (key_id, secret) in [(KEY_ID, "wrong/secret+of=mine"), ("WRONGKEY77", SECRET)] {
        let mut command = site.command(&["publish", "--to", "s3://briefing"]);
        command
            .env("AWS_ACCESS_KEY_ID", key_id)
            .env("AWS_SECRET_ACCESS_KEY", secret)
            .env("AWS_ENDPOINT_URL", &endpoint);
        command.env("AWS_SESSION_TOKEN", "tide-table-token").env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
        let run = Run::of(command.output().expect("daybrief runs"));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.said.contains("`s3://briefing` can't be published to"), "{run:?}");
        for shown in [&run.out, &run.said] {
            for secret in [key_id, secret, "tide-table-token"] {
                assert!(!shown.contains(secret), "{run:?}");
            }
        }
    }
    let kept = tree(site.folder.path());
    let holders = kept.iter().filter(|(_, bytes)| memchr::memmem::find(bytes, SECRET.as_bytes()).is_some());
    assert_eq!(holders.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), [".aws/credentials"]);
}

#[test]
fn a_server_that_is_not_there() {
    let site = Site::new(2);
    let mut command = site.command(&["publish", "--to", "s3://briefing"]);
    command.env("AWS_ACCESS_KEY_ID", KEY_ID).env("AWS_SECRET_ACCESS_KEY", SECRET);
    let run = Run::of(command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").output().expect("daybrief runs"));
    assert_eq!(run.code, 2);
    assert!(run.said.contains("can't be published to") && run.said.contains("nothing was sent"), "{run:?}");
}

#[test]
fn a_cut_run_is_gone_on_with() {
    let site = Site::new(20);
    site.run(&["build"]);
    let server = Server::start(&site.path("s3"), Duration::from_millis(60), true);
    let to = ["--no-build", "--to", "s3://briefing/daily"];
    let total = site.built().len();
    let mut put_before = 0;
    // Twice cut at the beginning, in the middle; each time it goes on from where it was.
    for wait in [250, 400] {
        assert!(kill_after(&mut publish(&site, &server, &to), Duration::from_millis(wait)), "it had ended");
        thread::sleep(Duration::from_millis(100));
        let standing = there(&server, "daily").len();
        assert!(standing >= put_before && standing < total, "{standing} of {total}");
        put_before = standing;
    }
    server.asked();
    let [new, changed, removed, unchanged] = run(&site, &server, &to).counts();
    assert!(new < total && changed == 0 && removed == 0 && unchanged >= put_before, "{new} {changed} {removed}");
    assert_eq!(put(&server.asked(), "daily").iter().filter(|path| *path != MANIFEST).count(), new);
    assert!(there(&server, "daily") == site.built());
}
