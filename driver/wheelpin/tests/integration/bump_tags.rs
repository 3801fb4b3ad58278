//! What tags and history say, and what they lack.

use crate::bump::{PYPROJECT, sample};

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
