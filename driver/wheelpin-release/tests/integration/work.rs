//! A release beside the working tree.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use wheelpin_release::Error;
use wheelpin_release::git::{Pushed, Work};
use wheelpin_release::history::Repository;
use wheelpin_testing::GitRepository;

/// A repository with a remote that has its branch.
struct Place {
    _scratch: TempDir,
    repository: GitRepository,
    remote: PathBuf,
    work: Work,
}

impl Place {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let remote = scratch.path().join("remote.git");
        let repository = GitRepository::new(scratch.path().join("a tree"));
        repository.write("a.txt", "one\n", "feat: one");
        let bare = ["init", "--quiet", "--bare", "--initial-branch=main", remote.to_str().unwrap()];
        repository.git(&bare);
        repository.git(&["config", "user.name", "Zoë"]);
        repository.git(&["config", "user.email", "zoe@example.org"]);
        repository.git(&["remote", "add", "origin", remote.to_str().unwrap()]);
        repository.git(&["push", "--quiet", "origin", "main"]);
        let work = Work::new(repository.path()).unwrap();
        Self { _scratch: scratch, repository, remote, work }
    }

    fn head(&self) -> String {
        self.work.resolve("HEAD").unwrap()
    }

    /// A commit on top of HEAD that the branch does not have.
    fn commit(&self) -> String {
        let tree = self.work.worktree(&self.head()).unwrap();
        let repository = GitRepository::at(&tree);
        repository.write("a.txt", "two\n", "chore(release): v1.0.0");
        let commit = Work::new(&tree).unwrap().resolve("HEAD").unwrap();
        self.work.keep("v1.0.0", &commit).unwrap();
        commit
    }
}

#[test]
fn a_commit_is_made_while_the_users_tree_stays_as_it_is() {
    let place = Place::new();
    fs::write(place.repository.path().join("a.txt"), "mine\n").unwrap();
    let before = place.head();
    let commit = place.commit();
    assert_eq!(place.work.parent(&commit), Some(before.clone()));
    assert_eq!(place.head(), before);
    assert_eq!(fs::read_to_string(place.repository.path().join("a.txt")).unwrap(), "mine\n");
    let clone = place.work.clone_of(&commit).unwrap();
    assert_eq!(fs::read_to_string(clone.join("a.txt")).unwrap(), "two\n");
    place.work.clean().unwrap();
    assert!(!clone.exists());
    assert_eq!(place.work.kept("v1.0.0"), Some(commit));
    place.work.forget("v1.0.0").unwrap();
    place.work.forget("v1.0.0").unwrap();
    assert_eq!(place.work.kept("v1.0.0"), None);
}

#[test]
fn what_a_killed_run_left_is_in_nobodys_way() {
    let place = Place::new();
    let tree = place.work.worktree(&place.head()).unwrap();
    fs::write(tree.join("left.txt"), "").unwrap();
    assert!(!place.work.worktree(&place.head()).unwrap().join("left.txt").exists());
    fs::remove_dir_all(&tree).unwrap();
    place.work.worktree(&place.head()).unwrap();
    fs::remove_file(tree.join(".git")).unwrap();
    place.work.worktree(&place.head()).unwrap();
}

#[test]
fn commit_and_tag_reach_the_remote_and_then_the_branch() {
    let place = Place::new();
    let commit = place.commit();
    let object = place.work.make_tag("v1.0.0", &commit, "v1.0.0\n\n# kept\n").unwrap();
    assert_eq!(place.work.make_tag("v1.0.0", &commit, "again").unwrap(), object);
    let push =
        |place: &Place| place.work.push("origin", Some(("main", &commit)), "v1.0.0").unwrap();
    assert_eq!(push(&place), Pushed::Done);
    assert_eq!(push(&place), Pushed::Done);
    let remote = place.work.remote("origin", Some("main"), "v1.0.0").unwrap();
    assert_eq!(remote.branch.as_ref(), Some(&commit));
    assert_eq!(remote.tag, Some(object));
    assert_eq!(remote.tagged.as_ref(), Some(&commit));
    assert!(place.work.advance("main", &commit));
    assert_eq!(place.head(), commit);
    let message = Repository::open(place.repository.path()).unwrap().tag_message("v1.0.0");
    assert_eq!(message.unwrap().as_deref(), Some("v1.0.0\n\n# kept\n"));
}

#[test]
fn a_push_that_lost_a_race_changes_nothing_anywhere() {
    let place = Place::new();
    let commit = place.commit();
    place.work.make_tag("v1.0.0", &commit, "v1.0.0").unwrap();
    let other = place.remote.with_file_name("other");
    place.repository.git(&[
        "clone",
        "--quiet",
        place.remote.to_str().unwrap(),
        other.to_str().unwrap(),
    ]);
    let other = GitRepository::at(other);
    other.write("b.txt", "theirs\n", "fix: theirs");
    other.git(&["push", "--quiet", "origin", "HEAD:main"]);
    let before = place.work.remote("origin", Some("main"), "v1.0.0").unwrap();
    let pushed = place.work.push("origin", Some(("main", &commit)), "v1.0.0").unwrap();
    assert!(matches!(pushed, Pushed::LostRace(_)), "{pushed:?}");
    assert_eq!(place.work.remote("origin", Some("main"), "v1.0.0").unwrap(), before);
    assert_eq!(before.tag, None);
}

#[test]
fn a_tag_of_another_commit_is_not_moved() {
    let place = Place::new();
    place.repository.tag("v1.0.0");
    let commit = place.commit();
    let error = place.work.make_tag("v1.0.0", &commit, "v1.0.0").unwrap_err();
    assert!(matches!(error, Error::TagElsewhere { .. }), "{error}");
    assert_eq!(place.work.tag("v1.0.0").unwrap().1, place.head());
}

#[test]
fn another_clone_gets_commit_and_tag_from_a_bundle() {
    let place = Place::new();
    let (base, commit) = (place.head(), place.commit());
    let object = place.work.make_tag("v1.0.0", &commit, "v1.0.0").unwrap();
    let file = place.remote.with_file_name("release.bundle");
    place.work.write_bundle(&file, "v1.0.0", &base).unwrap();
    let other = place.remote.with_file_name("other");
    place.repository.git(&[
        "clone",
        "--quiet",
        place.remote.to_str().unwrap(),
        other.to_str().unwrap(),
    ]);
    let work = Work::new(&other).unwrap();
    work.read_bundle(&file).unwrap();
    work.read_bundle(&file).unwrap();
    assert_eq!(work.kept("v1.0.0"), Some(commit.clone()));
    assert_eq!(work.tag("v1.0.0"), Some((object, commit)));
}
