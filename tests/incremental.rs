//! Never stale: after any chain of edits, what comes from memory, and what comes from the digests kept on the disk, has
//! the same bytes as what is made from nothing; and a page whose key stays has the bytes it had.

mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Utc};
use daybrief::render::{Key, Rendered};
use daybrief::workspace::{Options, Workspace};
use tree::tree;

const STEPS: usize = 150;

/// Numbers that are the same in every run (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A page's bytes, and its key where it has one.
type Pages = BTreeMap<String, (Vec<u8>, Option<Key>)>;

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).expect("a moment")
}

fn render(workspace: &mut Workspace) -> Pages {
    let site = workspace.build(noon()).site;
    let look = workspace.look().expect("sound templates");
    let renderer = look.renderer(&site);
    let render = |page| match renderer.render_unless(renderer.keys(), page, None).expect("renders") {
        Rendered::New(bytes, key) => (bytes, key),
        Rendered::Same(_) => unreachable!("no key was known"),
    };
    workspace.pages(&site).iter().map(|page| (page.path.clone(), render(page))).collect()
}

fn open(site: &Path, state: Option<PathBuf>) -> Workspace {
    let options = Options { state, ..Options::default() };
    Workspace::open(site, options, |_| ()).expect("a sound site").0
}

/// Old addresses: some lead below others, or to where [`FILES`] are.
const OLD: [&str; 5] = ["/map/", "map.html", "/map.html/deep/", "/map/deep", "/style.css"];

/// Files that can't all stand in one folder.
const FILES: [&str; 4] = ["map", "map/index.html", "map/deep", "map/deep/index.html"];

fn article(numbers: &mut Numbers) -> String {
    let place = numbers.one(&["harbour", "bridge", "reservoir", "council", "market"]);
    let name = numbers.one(&["Maren Oyelaran", "Tomas Brandt", "M. Oyelaran", "Ines Volk"]);
    let topic = numbers.one(&["Local", "Courts", "World"]);
    let day = numbers.below(4) + 10;
    let hour = numbers.below(24);
    let head = match numbers.below(4) {
        0 => format!("---\ndate: 2026-03-{day}\ntopics: [{topic}]\nsource: {place} post\n---\n"),
        1 => format!("---\ndate: 2026-03-{day}T{hour:02}:30:00+02:00\ndraft: {}\n---\n", numbers.below(2) == 0),
        2 => format!("---\ndate: 2026-03-{day}\nweight: {}\naliases: {}\n---\n", numbers.below(3), numbers.one(&OLD)),
        _ => String::new(),
    };
    let number = numbers.below(3);
    let other = numbers.one(&["harbour", "bridge", "council"]);
    let role = numbers.one(&["engineer", "mayor", "pilot"]);
    format!(
        "{head}# Work on the {place} goes on for week {number}\n\n\
         The city said on Thursday that the {place} stays closed while {other} crews look at it.\n\n\
         “We can't open the {place} before it is safe, and it is not safe today,” said {name}, the {role}.\n\n\
         Sponsored line {number}\n\nAlso read: Work on the {other} goes on for week {number}\n"
    )
}

fn settings(numbers: &mut Numbers) -> String {
    let mut text = format!("title = \"{}\"\n", numbers.one(&["Morning", "Evening"]));
    for line in [
        "base_url = \"https://news.example/daily/\"\n",
        "language = \"de\"\n",
        "time_zone = \"Asia/Tokyo\"\n",
        "topics = [\"Courts\"]\n",
        "page_size = 2\n",
        "links = \"folder\"\n",
        "email = true\n",
        "cards = \"all\"\n",
        "[theme]\naccent = \"#123456\"\n",
        "[[junk]]\nname = \"sponsored\"\nline = '(?i)^sponsored line \\d$'\n",
    ] {
        if numbers.below(3) == 0 {
            text.push_str(line);
        }
    }
    text
}

/// Changes something in a site; the path below its folder.
fn edit(site: &Path, numbers: &mut Numbers) -> Vec<PathBuf> {
    let file = |n: usize| PathBuf::from(format!("content/{}/clip-{n}.md", ["a", "b"][n % 2]));
    let (path, other) = (file(numbers.below(8)), file(numbers.below(8)));
    let write = |path: &Path, text: &str| {
        let file = site.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    match numbers.below(12) {
        0 => drop(fs::remove_file(site.join(&path))),
        1 => drop(fs::rename(site.join(&path), site.join(&other))),
        2 => {
            write(Path::new("daybrief.toml"), &settings(numbers));
            return vec!["daybrief.toml".into()];
        }
        3 => {
            let own = format!("<title>{{{{ page.title }}}}</title>{} {{{{ title }}}}\n", numbers.below(3));
            write(Path::new("templates/article.html"), &own);
            return vec!["templates/article.html".into()];
        }
        4 => {
            drop(fs::remove_dir_all(site.join("templates")));
            return vec!["templates".into()];
        }
        5 => {
            write(Path::new("static/style.css"), numbers.one(&["a{}", "b{}"]));
            return vec!["static/style.css".into()];
        }
        6 => {
            let map = site.join("static/map");
            let _ = fs::remove_file(&map).or_else(|_| fs::remove_dir_all(&map));
            if numbers.below(4) > 0 {
                write(&Path::new("static").join(numbers.one(&FILES)), "map");
            }
            return vec!["static/map".into()];
        }
        _ => write(&path, &article(numbers)),
    }
    vec![path, other]
}

#[test]
fn warm_equals_cold() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    let state = site.join("state");
    fs::create_dir_all(site.join("content/a")).expect("a folder");
    fs::create_dir_all(site.join("content/b")).expect("a folder");
    let mut numbers = Numbers(7);
    let mut served = open(site, None);
    let mut before = Pages::new();
    for step in 0..STEPS {
        let paths: BTreeSet<PathBuf> = (0..=numbers.below(3)).flat_map(|_| edit(site, &mut numbers)).collect();
        let changed = served.refresh(&paths);
        assert!(changed.fault.is_none(), "step {step}: {:?}", changed.fault);
        let cold = render(&mut open(site, None));
        let from_memory = render(&mut served);
        assert!(
            cold == from_memory,
            "step {step}, after {paths:?}: memory is stale: {:?}",
            differing(&cold, &from_memory)
        );
        if step % 5 == 0 {
            let mut kept = open(site, Some(state.clone()));
            assert!(kept.passed_over().next().is_none(), "step {step}: {:?}", kept.passed_over().next());
            let from_disk = render(&mut kept);
            assert!(cold == from_disk, "step {step}: the cache is stale: {:?}", differing(&cold, &from_disk));
        }
        for (path, (bytes, key)) in &cold {
            if let Some((old, old_key)) = before.get(path)
                && key.is_some()
                && key == old_key
            {
                assert!(bytes == old, "step {step}: {path} changed, and its key did not");
            }
        }
        before = cold;
    }
}

/// Runs `daybrief build` at a moment, in seconds of the epoch; how it ended, and what it told.
fn build(site: &Path, moment: i64, arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
        .args(["build", ".", "--timings"])
        .args(arguments)
        .current_dir(site)
        .env("SOURCE_DATE_EPOCH", moment.to_string())
        .output()
        .expect("daybrief runs");
    (run.status.code(), String::from_utf8(run.stderr).expect("UTF-8"))
}

/// What a build told before its closing line.
fn findings(told: &str) -> Vec<&str> {
    told.lines().take_while(|line| !line.contains(" pages: ")).collect()
}

/// Noon of 11 March 2026: the articles of these tests are dated from the day before to two days after.
const MOMENT: i64 = 1_773_230_400;

#[test]
fn what_is_left_is_what_would_be_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::create_dir_all(site.join("content/a")).expect("a folder");
    fs::create_dir_all(site.join("content/b")).expect("a folder");
    for n in 0..6 {
        fs::write(site.join(format!("content/a/first-{n}.md")), article(&mut Numbers(n))).expect("an article");
    }
    let mut numbers = Numbers(11);
    let mut moment = MOMENT;
    for step in 0..50 {
        let pages: Vec<String> = tree(&site.join("public")).into_keys().collect();
        let what = match numbers.below(8) {
            0 => {
                moment = MOMENT + (numbers.below(7) as i64 - 2) * 40_000;
                format!("the clock was set to {moment}")
            }
            1 if !pages.is_empty() => {
                let page = &pages[numbers.below(pages.len())];
                let file = site.join("public").join(page);
                match numbers.below(2) {
                    0 => fs::remove_file(file).expect("a page"),
                    _ => fs::write(file, "spoiled").expect("a page"),
                }
                format!("{page} was spoiled")
            }
            _ => format!("{:?} changed", edit(site, &mut numbers)),
        };
        let (ended, told) = build(site, moment, &[]);
        let cold = build(site, moment, &["--no-cache", "--out", "cold"]);
        let (ours, theirs) = (tree(&site.join("public")), tree(&site.join("cold")));
        let paths = ours.keys().chain(theirs.keys());
        let differ: Vec<_> = paths.filter(|path| ours.get(*path) != theirs.get(*path)).collect();
        assert!(differ.is_empty(), "step {step}, after {what}: {differ:?} differ");
        assert_eq!((ended, findings(&told)), (cold.0, findings(&cold.1)), "step {step}, after {what}");
        let again = build(site, moment, &[]);
        // What is due today may be due by now.
        let waits = told.contains("(dated ");
        assert!(waits || again.1.contains("none changed"), "step {step}, after {what}: {}", again.1);
        assert_eq!((ended, findings(&told)), (again.0, findings(&again.1)), "step {step}, after {what}");
    }
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::create_dir_all(site.join("content")).expect("a folder");
    fs::create_dir_all(site.join("static")).expect("a folder");
    let (map, public) = (site.join("static/map"), site.join("public"));
    let states = ["", "map", "map/x.txt", "map", "map/x/y.txt", "map/x", "alias", "map", "alias", "map/x.txt", ""];
    for (step, state) in states.iter().enumerate() {
        let _ = fs::remove_file(&map).or_else(|_| fs::remove_dir_all(&map));
        let aliases = if *state == "alias" { "/map/" } else { "" };
        let text =
            format!("---\ndate: 2026-03-10\naliases: {aliases}\n---\n# The bridge opens\n\nIt opened at noon.\n");
        fs::write(site.join("content/bridge.md"), text).expect("an article");
        if state.starts_with("map") {
            let file = site.join("static").join(state);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, "map").expect("a file");
        }
        // Sometimes all that was built is gone meanwhile.
        if step % 4 == 3 {
            fs::remove_dir_all(&public).expect("the site");
        }
        let (ended, told) = build(site, MOMENT, &[]);
        assert_eq!(ended, Some(0), "step {step}: {told}");
        build(site, MOMENT, &["--no-cache", "--out", &format!("cold-{step}")]);
        assert!(tree(&public) == tree(&site.join(format!("cold-{step}"))), "step {step}");
    }
}

#[test]
fn what_others_put_in_the_way_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::create_dir_all(site.join("content")).expect("a folder");
    fs::create_dir_all(site.join("static/map")).expect("a folder");
    fs::write(site.join("content/bridge.md"), article(&mut Numbers(1))).expect("an article");
    build(site, MOMENT, &[]);
    fs::write(site.join("public/map"), "mine").expect("a file");
    fs::write(site.join("static/map/x.txt"), "map").expect("a file");
    let (ended, told) = build(site, MOMENT, &[]);
    assert_eq!(ended, Some(2), "{told}");
    assert!(told.contains("public/map` is in the way") && told.contains("move it elsewhere"), "{told}");
    assert_eq!(fs::read(site.join("public/map")).expect("a file"), b"mine");
}

fn differing<'a>(one: &'a Pages, other: &'a Pages) -> Vec<&'a str> {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).map(String::as_str).collect()
}

#[test]
fn a_damaged_cache_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    fs::create_dir(site.join("content")).expect("a folder");
    for n in 0..20 {
        fs::write(site.join(format!("content/clip-{n}.md")), article(&mut Numbers(n))).expect("an article");
    }
    let state = site.join("state");
    let cold = render(&mut open(site, Some(state.clone())));
    let shelves = || -> Vec<PathBuf> {
        let entries = fs::read_dir(state.join("digests")).expect("a cache");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let whole: Vec<Vec<u8>> = shelves().iter().map(|file| fs::read(file).expect("a shelf")).collect();
    for damage in 0..4 {
        for (file, bytes) in shelves().iter().zip(&whole) {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            match damage {
                0 => bytes.truncate(middle),
                1 => bytes.clear(),
                2 => bytes[middle] ^= 1,
                _ => bytes = b"something else".to_vec(),
            }
            fs::write(file, bytes).expect("a shelf");
        }
        let mut again = open(site, Some(state.clone()));
        assert_eq!(again.passed_over().count(), 1);
        assert!(render(&mut again) == cold);
        assert!(open(site, Some(state.clone())).passed_over().next().is_none());
    }
    // What is gone from the site is gone from the cache.
    for n in 1..20 {
        fs::remove_file(site.join(format!("content/clip-{n}.md"))).expect("an article");
    }
    open(site, Some(state.clone()));
    assert_eq!(shelves().len(), 1);
}
