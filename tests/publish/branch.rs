//! Publishing to a branch of a git repository.

use super::*;

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Ines", "-c", "user.email=ines@harbour.example"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// A bare repository beside the site.
fn bare(site: &Site) -> PathBuf {
    git(site.folder.path(), &["init", "--quiet", "--bare", "there.git"]);
    site.path("there.git")
}

/// The files of a branch.
fn branch(site: &Site, bare: &Path, name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = site.path("out");
    let _ = fs::remove_dir_all(&folder);
    git(
        bare,
        &["clone", "--quiet", "--branch", name, &format!("file://{}", bare.display()), &folder.to_string_lossy()],
    );
    fs::remove_dir_all(folder.join(".git")).expect("a folder");
    tree(&folder)
}

fn commits(bare: &Path, name: &str) -> usize {
    git(bare, &["rev-list", "--count", name]).parse().expect("a number")
}

#[test]
fn one_commit_a_publish() {
    let site = Site::new(8);
    let bare = bare(&site);
    let to = ["publish", "--to", "git:../there.git#pages"];
    let run = site.run(&to);
    let built = site.built();
    assert_eq!(run.counts(), [built.len(), 0, 0, 0]);
    let mut there = branch(&site, &bare, "pages");
    there.remove(MANIFEST).expect("the list");
    assert!(there == built);
    assert_eq!(commits(&bare, "pages"), 1);
    assert_eq!(git(&bare, &["log", "-1", "--format=%cn %ct", "pages"]), "daybrief 1790000000");

    assert_eq!(site.run(&to).counts(), [0, 0, 0, built.len()]);
    assert_eq!(commits(&bare, "pages"), 1, "nothing changed");

    // The host puts a file of its own there, as GitHub does with `CNAME`.
    let work = site.path("work");
    git(site.folder.path(), &["clone", "--quiet", "--branch", "pages", "there.git", "work"]);
    fs::write(work.join("CNAME"), "briefing.example\n").expect("a file");
    git(&work, &["add", "."]);
    git(&work, &["commit", "--quiet", "-m", "domain"]);
    git(&work, &["push", "--quiet"]);

    site.article(3, "high");
    site.remove_article(5);
    let dry = site.run(&["publish", "--dry-run", "--to", "git:../there.git#pages"]).counts();
    assert_eq!(commits(&bare, "pages"), 2);
    // Without what is kept from run to run, as on another machine.
    fs::remove_dir_all(site.path("site/.daybrief-cache")).expect("the cache");
    let counts = site.run(&to).counts();
    assert_eq!(counts, dry);
    assert!(counts[1] > 0 && counts[2] > 0 && counts[3] > 0, "{counts:?}");
    assert_eq!(commits(&bare, "pages"), 3, "history is kept");
    let mut there = branch(&site, &bare, "pages");
    there.remove(MANIFEST).expect("the list");
    assert_eq!(there.remove("CNAME").as_deref(), Some(&b"briefing.example\n"[..]));
    assert!(there == site.built());
    git(&bare, &["fsck", "--strict"]);
}

#[test]
fn by_the_name_of_a_remote() {
    let site = Site::new(4);
    let bare = bare(&site);
    let work = site.path("site");
    git(&work, &["init", "--quiet", "--initial-branch", "main"]);
    git(&work, &["config", "user.name", "Ines Varela"]);
    git(&work, &["config", "user.email", "ines@harbour.example"]);
    fs::write(work.join(".gitignore"), "/public\n/.daybrief-cache\n").expect("a file");
    git(&work, &["add", "."]);
    git(&work, &["commit", "--quiet", "-m", "articles"]);
    git(&work, &["remote", "add", "origin", "../there.git"]);
    fs::write(work.join("content/gauge-1.txt"), "An edit that is not committed\n\nWork goes on.\n").expect("a file");
    fs::write(work.join("content/staged.txt"), "An edit that is staged\n\nWork goes on.\n").expect("a file");
    git(&work, &["add", "content/staged.txt"]);
    let state = || {
        let index = fs::read(work.join(".git/index")).expect("an index");
        (git(&work, &["status", "--porcelain"]), git(&work, &["rev-parse", "HEAD"]), git(&work, &["branch"]), index)
    };
    let before = state();
    let run = site.run(&["publish", "--to", "git:"]);
    assert!(run.counts()[0] > 0);
    assert!(run.said.contains("`git:origin#gh-pages`"), "{run:?}");
    assert!(state() == before, "work tree, index, branches are untouched");
    assert_eq!(git(&bare, &["log", "-1", "--format=%cn", "gh-pages"]), "Ines Varela");
    site.article(0, "high");
    assert!(site.run(&["publish", "--to", "git:origin"]).counts()[1] > 0);
    assert_eq!(commits(&bare, "gh-pages"), 2);

    let run = site.run(&["publish", "--to", "git:origin#main"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("`main` is the branch that you work on"), "{run:?}");
    let run = site.run(&["publish", "--to", "git:elsewhere"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("knows the remote `elsewhere`"), "{run:?}");
}

#[test]
fn refusals() {
    let site = Site::new(12);
    let bare = bare(&site);
    let to = ["publish", "--to", "git:../there.git"];
    site.run(&to).counts();
    (1..12).for_each(|number| site.remove_article(number));
    let run = site.run(&to);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("more than 25 %"), "{run:?}");
    assert_eq!(commits(&bare, "gh-pages"), 1);
    site.run(&["publish", "--force", "--to", "git:../there.git"]).counts();
    assert_eq!(commits(&bare, "gh-pages"), 2);

    let run = site.run(&["publish", "--to", "git:../nowhere.git"]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("can't be published to") && run.said.contains("nothing was sent"), "{run:?}");
    let run = site.run(&["publish", "--to", "git:http://me:s3cret@127.0.0.1:9/a.git"]);
    assert_eq!(run.code, 2);
    assert!(!run.said.contains("s3cret"), "{run:?}");
}

#[test]
fn a_cut_run_leaves_the_branch_whole() {
    let site = Site::new(40);
    let bare = bare(&site);
    let to = ["publish", "--no-build", "--force", "--to", "git:../there.git"];
    site.run(&["build"]);
    let whole = time(|| {
        site.run(&to).counts();
    });
    let mut cut = 0;
    for round in 0..6_u32 {
        let old = branch(&site, &bare, "gh-pages");
        (0..40).for_each(|number| site.article(number, &format!("level {round}")));
        assert_eq!(site.run(&["build"]).code, 0);
        cut += usize::from(kill_after(&mut site.command(&to), whole.mul_f64((f64::from(round) * 0.618).fract())));
        let mut left = branch(&site, &bare, "gh-pages");
        if left != old {
            left.remove(MANIFEST);
            assert!(left == site.built(), "round {round}");
        }
        site.run(&to).counts();
        let mut there = branch(&site, &bare, "gh-pages");
        there.remove(MANIFEST);
        assert!(there == site.built(), "round {round}");
    }
    assert!(cut > 0, "no run was cut");
}
