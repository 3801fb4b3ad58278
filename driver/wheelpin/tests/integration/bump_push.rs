//! Releases that go to a remote.

use std::fs;

use wheelpin_testing::GitRepository;

use crate::bump::{sample, untracked};
use crate::test::Test;

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
