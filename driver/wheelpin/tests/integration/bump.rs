use std::fs;
use std::thread;
use std::time::Duration;

use wheelpin_testing::GitRepository;

use crate::test::{Ran, Test};

const PYPROJECT: &str = "[project]\nname = 'sample'\ndynamic = ['version']\n\
    [project.urls]\nRepository = 'https://github.com/some/sample'\n";
const CARGO: &str = "# ours\n[package]\nname = \"sample\"\nversion = \"1.1.0\"  # here\n";
const LOCK: &str = "[[package]]\nname = \"sample\"\nversion = \"1.1.0\"\n";

/// A project with a release 1.1.0, and these commits after it.
fn sample<const N: usize, const M: usize>(
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
fn untracked(ran: &Ran) -> String {
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

/// The remote `origin` of a sample, with its branch and release.
fn remote(test: &Test, git: &GitRepository) -> GitRepository {
    let remote = GitRepository::new(test.path("remote"));
    remote.git(&["config", "receive.denyCurrentBranch", "ignore"]);
    git.git(&["remote", "add", "origin", remote.path().to_str().unwrap()]);
    git.git(&["push", "--quiet", "origin", "main", "v1.1.0"]);
    remote.git(&["reset", "--quiet", "--hard"]);
    remote
}

fn refs(git: &GitRepository) -> String {
    git.git(&[
        "for-each-ref",
        "--format=%(refname) %(*objectname)%(objectname)",
        "refs/heads",
        "refs/tags",
    ])
}

#[test]
fn commit_and_tag_are_pushed_both_or_neither() {
    let (test, git) = sample(["bump", "--push"], ["feat: b"]);
    let remote = remote(&test, &git);
    // Somebody is faster, after everything was looked at.
    let hook = git.path().join(".git/hooks/pre-push");
    let race = format!(
        "#!/bin/sh\ncd '{}' && unset GIT_DIR && git -c user.name=Y -c user.email=y commit --quiet --allow-empty -m 'fix: theirs'\n",
        remote.path().display()
    );
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, race).unwrap();
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let before = refs(&git);
    let ran = test.status(5).run_unread();
    assert!(ran.stderr.contains("failed to run git push"), "{}", ran.stderr);
    assert_eq!(remote.git(&["log", "-1", "--format=%s"]), "fix: theirs\n");
    assert_eq!(remote.git(&["tag"]), "v1.1.0\n");
    assert_eq!((refs(&git), untracked(&ran)), (before.clone(), String::new()));
    // What is known beforehand is said beforehand.
    fs::remove_file(&hook).unwrap();
    let ran = ran
        .again(["bump", "--push"])
        .git()
        .status(5)
        .stderr(
            "error: failed to release from main: origin has commits of it that are not here\n\
             help: take them in: git pull --rebase origin main\n",
        )
        .run();
    assert_eq!((refs(&git), untracked(&ran)), (before, String::new()));
    git.git(&["pull", "--quiet", "--rebase", "origin", "main"]);
    let ran = ran.again(["bump", "--push"]).git().run_unread();
    assert!(ran.stdout.ends_with("tagged v1.2.0\npushed both to origin\n"), "{}", ran.stdout);
    assert_eq!(
        refs(&remote),
        refs(&git)
            .lines()
            .filter(|line| !line.contains("remotes"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    );
}

#[test]
fn a_push_that_did_not_come_about_is_made_up_for() {
    let (test, git) = sample(["bump"], ["feat: b"]);
    let remote = remote(&test, &git);
    let ran = test.run_unread();
    let ran = ran
        .again(["bump", "--push", "--dry-run"])
        .git()
        .stdout(
            "nothing to release\n0 commits since v1.2.0: none\n\
             note: origin does not have the tag v1.2.0: git push origin v1.2.0\n",
        )
        .run();
    let _ran = ran
        .again(["bump", "--push"])
        .git()
        .stdout(
            "nothing to release\n0 commits since v1.2.0: none\n\
             note: v1.2.0 and its commit had not been pushed: origin has them now\n",
        )
        .run();
    assert_eq!(remote.git(&["rev-parse", "main"]), git.git(&["rev-parse", "v1.2.0^{commit}"]));
}

#[test]
fn tags_that_differ_from_the_remotes_are_told() {
    let (test, git) = sample(["bump", "--push"], ["feat: b"]);
    git.git(&["tag", "v1.0.0", "HEAD~1"]);
    let remote = remote(&test, &git);
    git.git(&["push", "--quiet", "origin", "v1.0.0"]);
    let short = |name: &str| git.git(&["rev-parse", "--short=8", name]).trim().to_owned();
    let (old, new) = (short("HEAD~1"), short("HEAD"));
    // The last release blocks.
    git.git(&["tag", "--force", "v1.1.0", "HEAD"]);
    let before = refs(&git);
    let ran = test
        .status(5)
        .stderr(format!(
            "error: failed to know which v1.1.0 is right: here it is {new}, at origin {old}\n\
             help: what others have counts: git fetch --force origin tag v1.1.0; a tag that was pushed is never moved\n"
        ))
        .run();
    assert_eq!(refs(&git), before);
    // The same commit, as a tag of its own here and a plain one there, is the same.
    git.git(&["tag", "--force", "--annotate", "--message", "one", "v1.1.0", "HEAD~1"]);
    // An older one is noted.
    git.git(&["tag", "--force", "v1.0.0", "HEAD"]);
    let ran = ran.again(["bump", "--push", "--dry-run"]).git().run_unread();
    assert!(
        ran.stdout.contains(&format!(
            "\nnote: the tag v1.0.0 is of {new} here and of {old} at origin: git fetch --force origin tag v1.0.0\n"
        )),
        "{}",
        ran.stdout
    );
    // What only the remote has exists.
    remote.git(&["tag", "v1.2.0", remote.git(&["commit-tree", "-m", "x", "HEAD^{tree}"]).trim()]);
    let ran = ran.again(["bump", "--push", "--dry-run"]).git().run_unread();
    assert!(
        ran.stdout.starts_with("1.2.1 after 1.1.0\n1.2.0 exists already, as a tag of the remote\n"),
        "{}",
        ran.stdout
    );
    // And a release of a commit that is here is to be known.
    remote.git(&["tag", "--force", "v1.2.0", "HEAD"]);
    ran.again(["bump", "--push"])
        .git()
        .status(5)
        .stderr(
            "error: failed to find the tag of the last release: origin has v1.2.0, and it is not here\n\
             help: fetch the tags: git fetch --tags origin\n",
        )
        .run();
}

#[test]
fn a_release_that_the_history_lost_is_told() {
    let (test, git) = sample(["bump", "--print"], ["feat: b"]);
    // The commit of the release was written anew after it was tagged.
    git.git(&["checkout", "--quiet", "--orphan", "again"]);
    git.commit("feat: a").commit("feat: b");
    let commit = git.git(&["rev-parse", "--short=8", "v1.1.0"]);
    let ran = test
        .status(5)
        .stderr(format!(
            "error: failed to count the commits since v1.1.0: it is the tag of {}, which does not come before what is checked out\n\
             help: was the history written anew since? Bring the tag into it, without its files: git merge --strategy ours v1.1.0; \
             or name the version: wheelpin bump --to VERSION\n",
            commit.trim()
        ))
        .run();
    let ran = ran.again(["bump", "--print", "--to", "1.3.0"]).git().stdout("1.3.0\n").run();
    git.git(&[
        "merge",
        "--quiet",
        "--strategy",
        "ours",
        "--allow-unrelated-histories",
        "-m",
        "Merge tag",
        "v1.1.0",
    ]);
    ran.again(["bump", "--print"]).git().stdout("1.2.0\n").run();
}

#[test]
fn a_commit_without_its_tag_is_told() {
    let (test, git) = sample(["bump"], ["feat: b"]);
    let ran = test.run_unread();
    git.git(&["tag", "--delete", "v1.2.0"]);
    let ran = ran
        .again(["bump"])
        .git()
        .status(5)
        .stderr(
            "error: failed to release the next version: the commit of v1.2.0 is checked out, and has no such tag\n\
             help: a run ended in between? Tag it: git tag --annotate --message v1.2.0 v1.2.0; or take it back: git reset --keep HEAD^\n",
        )
        .run();
    git.git(&["reset", "--quiet", "--keep", "HEAD^"]);
    let ran = ran.again(["bump"]).git().run_unread();
    assert!(ran.stdout.contains("tagged v1.2.0"), "{}", ran.stdout);
}

#[test]
fn tags_that_should_be_signed_and_are_not_are_named() {
    let (test, git) = sample(["bump", "--dry-run"], ["feat: b"]);
    git.git(&["config", "tag.gpgSign", "true"]);
    let told = "1.2.0 after 1.1.0\n1 commit since v1.1.0: minor\n";
    let wrote = "would write CHANGELOG.md, Cargo.lock, Cargo.toml\n";
    let note = "note: v1.1.0 is not signed, though git's tag.gpgSign is set\n";
    let ran = test.stdout(format!("{told}{note}{wrote}")).run();
    // Signed by whatever signs.
    let signed = |name: &str, commit: &str| {
        let message =
            format!("{name}\n\n-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n");
        git.git(&["tag", "--force", "--annotate", "--message", &message, name, commit]);
    };
    signed("v1.1.0", "HEAD~1");
    let ran = ran.again(["bump", "--dry-run"]).git().stdout(format!("{told}{wrote}")).run();
    // Signing began with 1.0.0.
    signed("v1.0.0", "HEAD~1");
    git.git(&["tag", "v1.0.1", "HEAD~1"]);
    git.git(&["tag", "v0.9.0", "HEAD~1"]);
    let note = "note: v1.0.1 is not signed, though git's tag.gpgSign is set\n";
    let ran = ran.again(["bump", "--dry-run"]).git().stdout(format!("{told}{note}{wrote}")).run();
    git.git(&["config", "tag.gpgSign", "false"]);
    ran.again(["bump", "--dry-run"]).git().stdout(format!("{told}{wrote}")).run();
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
            && ran.stdout.contains("\"python_version\": \"1.2.0a1\"")
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
fn a_clone_without_tags_is_told_so() {
    let (test, git) = sample(["bump", "--print"], ["feat: b"]);
    git.write("CHANGELOG.md", "## 1.1.0\n\nFirst.\n", "docs: c")
        .git(&["tag", "--delete", "v1.1.0"]);
    let ran = test.status(5).run_unread();
    assert!(
        ran.stderr.contains("the changelog has 1.1.0, and there is no tag v1.1.0 here"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("git fetch --tags"));
}

#[test]
fn tags_of_another_form_are_not_overlooked() {
    let (test, git) = sample(["bump", "--print"], ["feat: b"]);
    git.git(&["tag", "1.0.0", "HEAD~1"]);
    git.git(&["tag", "1.1.0", "HEAD~1"]);
    git.git(&["tag", "--delete", "v1.1.0"]);
    git.tag("nightly-2024-01-01").tag("js-v9.0.0");
    let ran = test
        .status(5)
        .stderr(
            "error: failed to find the tag of the last release: there is 1.1.0, and none like v1.1.0\n\
             help: if 1.1.0 is a release, write in pyproject.toml, under [tool.wheelpin.release]: tag-format = \"{version}\"; \
             if not, name the version: wheelpin bump --to VERSION\n",
        )
        .run();
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\ntag-format = '{{version}}'\n");
    git.write("pyproject.toml", &settings, "chore: settings");
    let ran = ran.again(["bump", "--print"]).git().stdout("1.2.0\n").run();
    // Tags of others say nothing of the first release.
    git.git(&["tag", "--delete", "1.0.0", "1.1.0"]);
    ran.again(["bump", "--print"]).git().stdout("1.1.0\n").run();
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
