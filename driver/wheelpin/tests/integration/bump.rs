use std::fs;
use std::thread;
use std::time::Duration;

use wheelpin_testing::GitRepository;

use crate::test::{Ran, Test};

pub(crate) const PYPROJECT: &str = "[project]\nname = 'sample'\ndynamic = ['version']\n\
    [project.urls]\nRepository = 'https://github.com/some/sample'\n";
const CARGO: &str = "# ours\n[package]\nname = \"sample\"\nversion = \"1.1.0\"  # here\n";
const LOCK: &str = "[[package]]\nname = \"sample\"\nversion = \"1.1.0\"\n";

/// A project with a release 1.1.0, and these commits after it.
pub(crate) fn sample<const N: usize, const M: usize>(
    arguments: [&str; N],
    commits: [&str; M],
) -> (Test, GitRepository) {
    let test = Test::new(arguments)
        .git()
        .content("pyproject.toml", PYPROJECT)
        .content("Cargo.toml", CARGO)
        .content("Cargo.lock", LOCK);
    let git = GitRepository::new(test.path("work"));
    git.git(&["add", "--all"]);
    git.commit("feat: a").tag("v1.1.0");
    for message in commits {
        git.commit(message);
    }
    (test, git)
}

/// What is in a directory that was not there before.
pub(crate) fn untracked(ran: &Ran) -> String {
    GitRepository::at(ran.path("work")).git(&["status", "--porcelain"])
}

#[test]
fn the_next_version_alone_is_printed() {
    for (messages, version) in [
        (["fix: b", "docs: c"], "1.1.1\n"),
        (["feat(x): b", "fix: c"], "1.2.0\n"),
        (["fix: b", "chore!: c"], "2.0.0\n"),
        (["docs: b", "wip"], ""),
    ] {
        let (test, _) = sample(["bump", "--print"], messages);
        let ran = test.stdout(version).run();
        assert_eq!(untracked(&ran), "");
    }
}

#[test]
fn a_release_is_written_committed_and_tagged() {
    let (test, git) = sample(["bump"], ["feat: b", "wip", "fix(x)!: c\n\nBREAKING CHANGE: Use d."]);
    git.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- by hand\n\n## [1.1.0] - 2026-01-31\n\nFirst.\n", "docs: e");
    let before = git.git(&["rev-parse", "--short=8", "HEAD~2"]);
    let ran = test.run_unread();
    let commit = git.git(&["rev-parse", "--short=8", "HEAD"]);
    assert_eq!(
        ran.stdout,
        format!(
            "2.0.0 after 1.1.0\n4 commits since v1.1.0: major, 1 breaking, 1 not conforming\n\
             \x20 not conforming: {} wip\nwrote CHANGELOG.md, Cargo.lock, Cargo.toml\n\
             committed {}, tagged v2.0.0\npush both at once: git push --atomic --follow-tags\n",
            before.trim(),
            commit.trim()
        )
    );
    assert_eq!(ran.read("work/Cargo.toml"), CARGO.replace("1.1.0", "2.0.0"));
    assert_eq!(ran.read("work/Cargo.lock"), LOCK.replace("1.1.0", "2.0.0"));
    let changelog = ran.read("work/CHANGELOG.md");
    let (before_date, rest) = changelog.split_once(" - 2").unwrap();
    assert_eq!(before_date, "# Changelog\n\n## [Unreleased]\n\n## [2.0.0]");
    assert!(rest.ends_with(
        "\n\n### Breaking\n\n- **x:** c\n\n  Use d.\n\n### Added\n\n- b\n\n### Fixed\n\n- by hand\n\n\
         ## [1.1.0] - 2026-01-31\n\nFirst.\n\n\
         [unreleased]: https://github.com/some/sample/compare/v2.0.0...HEAD\n\
         [2.0.0]: https://github.com/some/sample/compare/v1.1.0...v2.0.0\n"
    ), "{changelog}");
    assert_eq!(untracked(&ran), "");
    assert_eq!(
        git.git(&["log", "-1", "--format=%s %an %D"]).trim(),
        "chore(release): v2.0.0 Zoë HEAD -> main, tag: v2.0.0"
    );
    assert_eq!(git.git(&["cat-file", "-t", "v2.0.0"]).trim(), "tag");
    // Everything agrees, and there is nothing more to release.
    let ran = ran
        .again(["bump", "--check"])
        .git()
        .stdout("2 places say 2.0.0, and so does the tag v2.0.0\n")
        .run();
    let ran = ran
        .again(["bump"])
        .git()
        .stdout("nothing to release\n0 commits since v2.0.0: none\n")
        .run();
    let ran = ran.again(["changelog", "--version", "1.1.0"]).stdout("First.\n").run();
    assert_eq!(untracked(&ran), "");
}

#[test]
fn pre_releases_follow_their_branch() {
    let (test, git) = sample(["bump", "--print"], ["feat: b"]);
    git.branch("beta");
    let settings =
        format!("{PYPROJECT}[tool.wheelpin.release.branches]\nbeta = {{ pre = 'beta' }}\n");
    git.write("pyproject.toml", &settings, "chore: settings");
    let ran = test.stdout("1.2.0-beta.1\n").run();
    let ran = ran.again(["bump"]).git().run_unread();
    assert!(
        ran.stdout.starts_with("1.2.0-beta.1 (in Python 1.2.0b1) after 1.1.0\n"),
        "{}",
        ran.stdout
    );
    git.commit("fix: c");
    let ran = ran.again(["bump", "--print"]).git().stdout("1.2.0-beta.2\n").run();
    let ran = ran.again(["bump", "--print", "--pre", "rc"]).git().stdout("1.2.0-rc.1\n").run();
    git.checkout("main").merge("beta", "Merge beta");
    ran.again(["bump", "--print"]).git().stdout("1.2.0\n").run();
}

#[test]
fn the_notes_of_a_release_hold_those_of_its_pre_releases() {
    let (test, git) = sample(["bump", "--pre", "beta"], ["feat: b", "fix: taken back"]);
    let by_hand = |text: &str| {
        let log = fs::read_to_string(git.path().join("CHANGELOG.md")).unwrap_or_default();
        let log = if log.is_empty() { "## [Unreleased]\n".to_owned() } else { log };
        let new = log.replacen(
            "## [Unreleased]\n",
            &format!("## [Unreleased]\n\n### Fixed\n\n- {text}\n"),
            1,
        );
        git.write("CHANGELOG.md", &new, "docs: notes");
    };
    by_hand("by hand");
    let ran = test.run_unread();
    let ran = ran
        .again(["changelog", "--version", "1.2.0b1"])
        .stdout("### Added\n\n- b\n\n### Fixed\n\n- by hand\n- taken back\n")
        .run();
    let taken_back = git.git(&["rev-parse", "HEAD~2"]);
    git.commit("feat: c").commit(&format!(
        "Revert \"fix: taken back\"\n\nThis reverts commit {}.",
        taken_back.trim()
    ));
    by_hand("and more");
    let ran = ran.again(["bump", "--pre", "beta"]).git().run_unread();
    assert!(ran.stdout.starts_with("1.2.0-beta.2 (in Python 1.2.0b2)"), "{}", ran.stdout);
    // What is new since the pre-release before, compared to it.
    let ran = ran
        .again(["changelog", "--version", "1.2.0b2"])
        .stdout("### Added\n\n- c\n\n### Changed\n\n- Revert \"fix: taken back\"\n\n### Fixed\n\n- and more\n")
        .run();
    let ran = ran.again(["bump"]).git().run_unread();
    assert!(ran.stdout.starts_with("1.2.0 after 1.2.0-beta.2\n"), "{}", ran.stdout);
    let ran = ran
        .again(["changelog", "--version", "1.2.0"])
        .stdout("### Added\n\n- c\n- b\n\n### Fixed\n\n- by hand\n- and more\n")
        .run();
    let log = ran.read("work/CHANGELOG.md");
    assert!(log.contains("compare/v1.2.0-beta.1...v1.2.0-beta.2\n"), "{log}");
    assert!(log.contains("compare/v1.1.0...v1.2.0\n"), "{log}");
}

#[test]
fn a_maintenance_branch_stays_behind() {
    let (test, git) = sample(["bump", "--print"], []);
    git.branch("1.x").checkout("main").commit("feat!: b").tag("v2.0.0");
    git.checkout("1.x").commit("fix: c");
    let ran = test.stdout("1.1.1\n").run();
    git.commit("fix!: d");
    ran.again(["bump", "--print"])
        .git()
        .status(5)
        .stderr(
            "error: failed to release 2.0.0 here: this branch releases 1.x only\n\
         help: release from another branch, or take the commits out that ask for more: \
         `git log` shows those with a ! or a footer BREAKING CHANGE, or features\n",
        )
        .run();
}

#[test]
fn what_git_refuses_changes_nothing() {
    let (test, git) = sample(["bump"], ["feat: b"]);
    let hook = git.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho no >&2\nexit 1\n").unwrap();
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let head = git.git(&["rev-parse", "HEAD"]);
    let ran = test.status(5).run_unread();
    assert!(
        ran.stderr.contains("failed to run git commit") && ran.stderr.contains("no"),
        "{}",
        ran.stderr
    );
    assert_eq!((untracked(&ran).as_str(), git.git(&["rev-parse", "HEAD"])), ("", head));
    assert_eq!(ran.read("work/Cargo.toml"), CARGO);
}

#[test]
fn changes_that_are_not_committed_stop_a_release() {
    let (test, git) = sample(["bump"], ["feat: b"]);
    fs::write(git.path().join("Cargo.toml"), format!("{CARGO}# mine\n")).unwrap();
    let ran = test
        .status(5)
        .stderr("error: failed to commit a release: Cargo.toml is not committed\nhelp: a release is of what is committed: git commit, or git stash\n")
        .run();
    git.git(&["checkout", "--quiet", "--", "."]);
    git.git(&["checkout", "--quiet", "--detach"]);
    let ran = ran.again(["bump"]).git().status(5).run_unread();
    assert!(ran.stderr.contains("no branch is checked out"), "{}", ran.stderr);
    ran.again(["bump", "--print"]).git().stdout("1.2.0\n").run();
}

#[test]
fn a_dry_run_and_json_tell_and_do_nothing() {
    let (test, _git) = sample(["bump", "--dry-run"], ["feat: b"]);
    let ran = test
        .stdout("1.2.0 after 1.1.0\n1 commit since v1.1.0: minor\nwould write CHANGELOG.md, Cargo.lock, Cargo.toml\n")
        .run();
    let ran = ran.again(["bump", "--dry-run", "--json", "--pre", "alpha"]).git().run_unread();
    assert!(
        ran.stdout.contains("\"version\": \"1.2.0-alpha.1\"")
            && ran.stdout.contains("\"pythonVersion\": \"1.2.0a1\"")
    );
    assert_eq!(untracked(&ran), "");
}

#[test]
fn places_that_disagree_are_named() {
    let (test, git) = sample(["bump", "--check"], []);
    git.write("Cargo.lock", &LOCK.replace("1.1.0", "1.0.9"), "chore: old");
    let ran = test.status(5).run_unread();
    assert!(ran.stderr.contains(
        "failed to find one version: package.version in Cargo.toml says 1.1.0, version of sample in Cargo.lock says 1.0.9"
    ), "{}", ran.stderr);
    git.write("Cargo.lock", LOCK, "chore: new").tag("v1.1.1");
    let ran = ran.again(["bump", "--check"]).git().status(5).run_unread();
    assert!(ran.stderr.contains("the tag says v1.1.1"), "{}", ran.stderr);
}

#[test]
fn versions_by_hand_are_checked() {
    for (version, words) in [
        ("1.1.0", "failed to release 1.1.0: it exists already"),
        ("1.0.5", "failed to release 1.0.5: it is not after 1.1.0"),
        ("1.2.0-nightly", "failed to say 1.2.0-nightly in Python: pre-releases are alpha.1"),
    ] {
        let (test, _git) = sample(["bump", "--to", version], ["feat: b"]);
        let ran = test.status(if version.contains('-') { 2 } else { 5 }).run_unread();
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
    let (test, _git) = sample(["bump", "--print", "--to", "1.5.0rc1"], ["docs: b"]);
    test.stdout("1.5.0-rc.1\n").run();
}

#[test]
fn packages_have_versions_of_their_own() {
    let settings = "[tool.wheelpin.release.packages.a]\npath = 'a'\n[tool.wheelpin.release.packages.b]\npath = 'b'\npaths = ['shared']\n";
    let test = Test::new(["bump", "--print", "--package", "b"]).git();
    let git = GitRepository::new(test.path("work"));
    git.write("pyproject.toml", settings, "chore: settings");
    for name in ["a", "b"] {
        git.write(
            &format!("{name}/Cargo.toml"),
            &format!("[package]\nname = '{name}'\nversion = '0.1.0'\n"),
            "feat: new",
        );
        git.tag(&format!("{name}-v0.1.0"));
    }
    git.write("a/x", "", "feat: of a").write("shared/x", "", "fix: of b");
    let ran = test.stdout("0.1.1\n").run();
    let ran = ran.again(["bump", "--print", "--package", "a"]).git().stdout("0.2.0\n").run();
    let ran = ran.again(["bump", "--package", "a"]).git().run_unread();
    assert!(
        ran.stdout.contains("wrote a/CHANGELOG.md, a/Cargo.toml\n")
            && ran.stdout.contains("tagged a-v0.2.0"),
        "{}",
        ran.stdout
    );
    let ran = ran.again(["bump", "--print"]).git().status(2).run_unread();
    assert!(ran.stderr.contains("packages are: a, b"), "{}", ran.stderr);
}

#[test]
fn a_run_that_is_killed_leaves_files_that_agree() {
    for delay in (0..60).step_by(4) {
        let (test, _git) = sample(["bump", "--no-commit"], ["feat: b"]);
        let (mut child, directory) = test.start();
        thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let ran =
            Ran::of(directory, String::new()).again(["bump", "--no-commit"]).git().run_unread();
        // The first run's version, or the one after it.
        let changelog = ran.read("work/CHANGELOG.md");
        let is_second = changelog.contains("## [1.2.1]");
        let version = if is_second { "1.2.1" } else { "1.2.0" };
        assert!(changelog.contains("## [1.2.0]"), "killed after {delay} ms");
        assert_eq!(
            ran.read("work/Cargo.toml"),
            CARGO.replace("1.1.0", version),
            "killed after {delay} ms"
        );
        assert_eq!(
            ran.read("work/Cargo.lock"),
            LOCK.replace("1.1.0", version),
            "killed after {delay} ms"
        );
        let left: Vec<String> =
            ran.names("work").into_iter().filter(|name| name.ends_with("-new")).collect();
        assert_eq!(left, [""; 0], "killed after {delay} ms");
    }
}
