//! Publishing to a folder.

use super::*;

fn there(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut there = tree(&site.path("www"));
    there.remove(MANIFEST);
    there
}

#[test]
fn only_what_changed() {
    let site = Site::new(12);
    let first = site.run(&["publish", "--to", "../www"]);
    let built = site.built();
    assert_eq!(first.counts(), [built.len(), 0, 0, 0]);
    assert!(there(&site) == built);

    let list = fs::metadata(site.path("www").join(MANIFEST)).expect("the list").modified().expect("a time");
    assert_eq!(site.run(&["publish", "--to", "../www"]).counts(), [0, 0, 0, built.len()]);
    assert_eq!(fs::metadata(site.path("www").join(MANIFEST)).expect("the list").modified().expect("a time"), list);

    site.article(3, "high");
    fs::write(site.path("www/mine.txt"), "of the user's own").expect("a file");
    let [new, changed, removed, unchanged] = site.run(&["publish", "--to", "../www"]).counts();
    assert!(changed > 0 && changed < 40 && new == removed && unchanged > 0, "{new} {changed} {removed} {unchanged}");
    let mut now = there(&site);
    assert_eq!(now.remove("mine.txt").as_deref(), Some(&b"of the user's own"[..]));
    assert!(now == site.built());

    // What someone else changed or took away there is put right.
    fs::write(site.path("www/index.html"), "scribbled over").expect("a file");
    fs::remove_file(site.path("www/style.css")).expect("a file");
    assert_eq!(site.run(&["publish", "--to", "../www"]).counts()[..3], [1, 1, 0]);
}

#[test]
fn a_dry_run_tells_and_does_nothing() {
    let site = Site::new(8);
    let run = site.run(&["publish", "--to", "../www", "--dry-run"]);
    assert_eq!(run.counts()[0], site.built().len());
    assert!(run.said.contains("nothing was sent"), "{run:?}");
    assert!(!site.path("www").exists());
    site.run(&["publish", "--to", "../www"]).counts();
    let before = tree(&site.path("www"));
    site.remove_article(1);
    let run = site.run(&["publish", "--to", "../www", "--dry-run"]);
    let [_, changed, removed, _] = run.counts();
    assert_eq!(run.out.lines().filter(|line| line.starts_with("remove  ")).count(), removed);
    assert_eq!(run.out.lines().filter(|line| line.starts_with("change  ")).count(), changed);
    assert!(removed > 0 && run.out.lines().any(|line| line == "change  index.html"), "{run:?}");
    assert!(tree(&site.path("www")) == before);
}

#[test]
fn much_is_removed_only_by_force() {
    let site = Site::new(12);
    site.run(&["publish", "--to", "../www"]).counts();
    fs::write(site.path("www/2026/mine.txt"), "of the user's own").expect("a file");
    (1..12).for_each(|number| site.remove_article(number));
    let before = tree(&site.path("www"));
    let run = site.run(&["publish", "--to", "../www"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("more than 25 %") && run.said.contains("--force"), "{run:?}");
    assert!(tree(&site.path("www")) == before);
    let run = site.run(&["publish", "--to", "../www", "--dry-run"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.lines().filter(|line| line.starts_with("remove  ")).count() > 10, "{run:?}");
    assert!(run.said.contains("nothing would be sent:\nerror: this would remove"), "{run:?}");
    assert!(tree(&site.path("www")) == before);
    let run = site.run(&["publish", "--to", "../www", "--force"]);
    assert!(run.counts()[2] > 0);
    let mut now = there(&site);
    assert!(now.remove("2026/mine.txt").is_some());
    assert!(now == site.built());
    assert!(!site.path("www/2026/05/12").exists(), "empty folders go too");
}

#[test]
fn a_site_is_known_whatever_its_pages_look_like() {
    let site = Site::new(2);
    let base = include_str!("../../templates/base.html").replace("<meta name=\"generator\" content=\"daybrief\">", "");
    fs::create_dir(site.path("site/templates")).expect("a folder");
    fs::write(site.path("site/templates/base.html"), base).expect("a template");
    let built = site.run(&["publish", "--to", "../www"]).counts()[0];
    assert_eq!(site.run(&["publish", "--to", "../www", "--no-build"]).counts(), [0, 0, 0, built]);
    fs::remove_dir_all(site.path("site/.daybrief-cache")).expect("a cache");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{run:?}");
    // With one of its own in that file's place too, the list that builds keep still tells.
    fs::write(site.path("site/static/.nojekyll"), "").expect("a file");
    assert_eq!(site.run(&["publish", "--to", "../www"]).counts(), [0, 1, 0, built - 1]);
}

#[test]
fn the_share_can_be_set() {
    let site = Site::new(12);
    fs::write(site.path("site/daybrief.toml"), "[publish]\nto = \"../www\"\nremove_share = 100\n").expect("settings");
    site.run(&["publish"]).counts();
    (1..12).for_each(|number| site.remove_article(number));
    assert!(site.run(&["publish"]).counts()[2] > 0);
}

#[test]
fn files_of_others_are_not_replaced() {
    let site = Site::new(2);
    fs::create_dir(site.path("www")).expect("a folder");
    fs::write(site.path("www/index.html"), "another site").expect("a file");
    let run = site.run(&["publish", "--to", "../www"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("has `index.html`, which daybrief did not publish there"), "{run:?}");
    assert_eq!(fs::read(site.path("www/index.html")).expect("a file"), b"another site");
    assert_eq!(site.run(&["publish", "--to", "../www", "--force"]).counts()[1], 1);
    assert!(there(&site) == site.built());
}

#[test]
fn a_list_that_was_tampered_with_reaches_nothing_outside() {
    let site = Site::new(2);
    site.run(&["publish", "--to", "../www"]).counts();
    fs::write(site.path("precious.txt"), "keep").expect("a file");
    let list = site.path("www").join(MANIFEST);
    let text =
        fs::read_to_string(&list).expect("the list").replacen("{\"files\":{", "{\"files\":{\"../precious.txt\":{},", 1);
    fs::write(&list, text).expect("the list");
    site.run(&["publish", "--to", "../www", "--force"]).counts();
    assert!(site.path("precious.txt").exists());
}

#[test]
fn the_built_site_and_its_sources_are_no_place() {
    let site = Site::new(2);
    for (place, words) in [("public", "built into"), ("..", "around it"), ("content/x", "sources"), (".", "around it")]
    {
        let run = site.run(&["publish", "--to", place]);
        assert_eq!(run.code, 2, "{place}: {run:?}");
        assert!(run.said.contains(words), "{place}: {run:?}");
    }
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let site = Site::new(2);
    let (file, below) = (site.path("site/static/map"), site.path("site/static/map/x.txt"));
    for round in 0..4 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(&file);
            fs::write(&file, "map").expect("a file");
        } else {
            fs::remove_file(&file).expect("a file");
            fs::create_dir(&file).expect("a folder");
            fs::write(&below, "map").expect("a file");
        }
        site.run(&["publish", "--to", "../www"]).counts();
        assert!(there(&site) == site.built(), "round {round}");
    }
}

#[test]
fn a_cut_run_is_gone_on_with() {
    let site = Site::new(60);
    let whole = time(|| {
        site.run(&["publish", "--to", "../www"]).counts();
    });
    let mut cut = 0;
    for round in 0..8_u32 {
        let old = there(&site);
        (0..60).for_each(|number| site.article(number, &format!("level {round}")));
        let run = site.run(&["build"]);
        assert_eq!(run.code, 0, "{run:?}");
        let new = site.built();
        let command = &mut site.command(&["publish", "--no-build", "--force", "--to", "../www"]);
        cut += usize::from(kill_after(command, whole.mul_f64(0.4 * (f64::from(round) * 0.618).fract())));
        // Each file is one of the two, whole.
        for (path, bytes) in there(&site).iter().filter(|(path, _)| !path.starts_with(".daybrief-tmp/")) {
            assert!(new.get(path) == Some(bytes) || old.get(path) == Some(bytes), "round {round}: {path}");
        }
        site.run(&["publish", "--no-build", "--force", "--to", "../www"]).counts();
        assert!(there(&site) == new, "round {round}");
    }
    assert!(cut > 0, "no run was cut");
}
