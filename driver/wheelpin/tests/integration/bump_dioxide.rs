//! What went wrong in the releases of a real project, in small.

use wheelpin_testing::GitRepository;

use crate::test::Test;

fn cargo(version: &str) -> String {
    format!("[package]\nname = 'dioxide'\nversion = '{version}'\n")
}

/// A project whose files say a version.
fn project<const N: usize>(arguments: [&str; N], version: &str) -> (Test, GitRepository) {
    let test = Test::new(arguments).git();
    let git = GitRepository::new(test.path("work"));
    git.write(
        "pyproject.toml",
        "[project]\nname = 'dioxide'\ndynamic = ['version']\n",
        "chore: new",
    );
    git.write("Cargo.toml", &cargo(version), "feat: new");
    (test, git)
}

#[test]
fn breaking_changes_do_not_make_1_0_0_by_accident() {
    let (test, git) = project(["bump", "--print"], "0.3.1");
    git.tag("v0.3.1").commit("feat!: containers are scoped");
    git.commit("fix: locks\n\nBREAKING CHANGE: no more globals");
    let ran = test.stdout("0.4.0\n").run();
    // On purpose it comes.
    let ran = ran.again(["bump", "--print", "--to", "1.0.0"]).git().stdout("1.0.0\n").run();
    // Nor is one that came by accident the floor of what another line of history releases.
    git.git(&["tag", "v1.0.0", git.git(&["commit-tree", "-m", "x", "HEAD^{tree}"]).trim()]);
    ran.again(["bump", "--print"]).git().stdout("0.4.0\n").run();
}

#[test]
fn pre_releases_of_both_spellings_are_one_order() {
    let (test, git) = project(["bump", "--print", "--pre", "alpha"], "0.0.1");
    git.tag("v0.0.1").commit("feat: a").tag("v0.0.2a1").commit("fix: b");
    let ran = test.stdout("0.1.0-alpha.1\n").run();
    git.write("Cargo.toml", &cargo("0.0.4-alpha"), "fix: version").tag("v0.0.4-alpha");
    // Cargo's word and Python's are the same version, which exists.
    let mut ran = ran;
    for version in ["0.0.4-alpha", "0.0.4a0", "0.0.4-alpha.0", "0.0.4.a0"] {
        ran = ran.again(["bump", "--to", version]).git().status(5).run_unread();
        assert!(
            ran.stderr.contains("failed to release 0.0.4-alpha.0: it exists already, as a tag\n"),
            "{}",
            ran.stderr
        );
    }
    ran = ran
        .again(["bump", "--check"])
        .git()
        .stdout("1 place says 0.0.4-alpha.0, and so does the tag v0.0.4-alpha\n")
        .run();
    git.commit("fix: c").tag("v0.0.4-alpha.1").commit("fix: d");
    ran = ran.again(["bump", "--to", "0.0.4a1"]).git().status(5).run_unread();
    ran = ran.again(["bump", "--print", "--to", "0.0.4a2"]).git().stdout("0.0.4-alpha.2\n").run();
    ran = ran.again(["bump", "--to", "0.0.3"]).git().status(5).run_unread();
    assert!(ran.stderr.contains("it is not after 0.0.4-alpha.1"), "{}", ran.stderr);
    // Only fixes since 0.0.1 would have gone on with 0.0.4.
    ran.again(["bump", "--print"]).git().stdout("0.1.0\n").run();
}

#[test]
fn fixes_go_on_with_the_pre_release_there_is() {
    let (test, git) = project(["bump", "--print", "--pre", "alpha"], "0.0.1");
    git.tag("v0.0.1").commit("fix: a").tag("v0.0.4-alpha").commit("fix: b").tag("v0.0.4-alpha.1");
    git.commit("fix: c");
    let ran = test.stdout("0.0.4-alpha.2\n").run();
    ran.again(["bump", "--print"]).git().stdout("0.0.4\n").run();
}

#[test]
fn versions_that_failed_and_have_no_tag_are_not_used_again() {
    let (test, git) = project(["bump", "--dry-run"], "0.2.0");
    let log =
        "# Changelog\n\n## [0.2.0] - 2025-11-10\n\n- failed\n\n## [0.1.1] - 2025-11-05\n\n- a\n";
    git.git(&["tag", "v0.1.1", "HEAD~1"]);
    git.write("CHANGELOG.md", log, "docs: notes").commit("fix: the release");
    test.stdout(
        "0.2.1 after 0.1.1\n0.2.0 exists already, in the changelog\n\
         the changelog has 0.2.0, and there is no tag v0.2.0 here: its commits are counted again\n\
         3 commits since v0.1.1: minor\n\
         would write CHANGELOG.md, Cargo.toml\n",
    )
    .run();
}

#[test]
fn the_notes_of_a_release_are_never_empty() {
    let (test, git) = project(["bump"], "2.0.1");
    git.tag("v2.0.1").commit("feat: a").commit("fix: b");
    let ran = test.run_unread();
    ran.again(["changelog", "--version", "2.1.0"])
        .stdout("### Added\n\n- a\n\n### Fixed\n\n- b\n")
        .run();
}

#[test]
fn a_lock_file_that_git_ignores_is_written_and_not_committed() {
    let (test, git) = project(["bump"], "2.0.1");
    let lock = "[[package]]\nname = 'dioxide'\nversion = '2.0.1'\n";
    git.write(".gitignore", "Cargo.lock\n", "chore: ignore").tag("v2.0.1").commit("fix: a");
    std::fs::write(git.path().join("Cargo.lock"), lock).unwrap();
    let ran = test.run_unread();
    assert!(
        ran.stdout.contains("wrote CHANGELOG.md, Cargo.lock, Cargo.toml\ncommitted "),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.read("work/Cargo.lock"), lock.replace("2.0.1", "2.0.2"));
    assert_eq!(git.git(&["status", "--porcelain"]), "");
}
