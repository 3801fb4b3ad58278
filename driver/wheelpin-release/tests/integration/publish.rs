use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use tempfile::TempDir;
use wheelpin_release::Error;
use wheelpin_release::bump::{Begun, Project, Publish, Scratch, State};
use wheelpin_release::git::{Git, argv};
use wheelpin_release::version::Version;
use wheelpin_testing::GitRepository;

const CARGO: &str = "[package]\nname = \"sample\"\nversion = \"1.1.0\"\n";
const NEXT: Version = Version::new(1, 2, 0);

/// A project with a release 1.1.0 and a feature after it, and a remote that has both.
struct Sample {
    directory: TempDir,
    git: GitRepository,
}

impl Sample {
    fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let git = GitRepository::new(directory.path().join("work"));
        git.git(&["config", "user.name", "Zoë"]);
        git.git(&["config", "user.email", "zoe@example.org"]);
        git.write("Cargo.toml", CARGO, "feat: a").tag("v1.1.0").commit("feat: b");
        let remote = directory.path().join("remote");
        git.git(&["clone", "--quiet", "--bare", ".", remote.to_str().unwrap()]);
        git.git(&["remote", "add", "origin", remote.to_str().unwrap()]);
        Self { directory, git }
    }

    fn state(&self) -> State {
        State::read(Project::read(self.git.path(), None).unwrap()).unwrap()
    }

    fn remote(&self) -> GitRepository {
        GitRepository::at(self.directory.path().join("remote"))
    }

    /// Everything that a release could change, here and at the remote.
    fn all(&self) -> Vec<String> {
        let refs = [
            "for-each-ref",
            "--format=%(refname) %(objecttype) %(objectname)",
            "refs/heads",
            "refs/tags",
        ];
        vec![
            self.git.git(&refs),
            self.remote().git(&refs),
            self.git.git(&["status", "--porcelain"]),
            fs::read_to_string(self.git.path().join("Cargo.toml")).unwrap(),
            fs::exists(self.git.path().join("CHANGELOG.md")).unwrap().to_string(),
        ]
    }
}

fn publish(state: &State) -> Publish<'_> {
    Publish {
        root: &state.root,
        git_directory: &state.git_directory,
        head: &state.head,
        tags: state.tags(),
        is_committed: true,
        push: None,
    }
}

fn files(state: &State) -> BTreeMap<PathBuf, String> {
    let outcome = state.outcome(None, None).unwrap();
    let next = outcome.next.unwrap();
    assert_eq!(next.version, NEXT);
    assert_eq!(state.notes(&outcome, &next, "2026-01-31").unwrap(), "### Added\n\n- b");
    state.files(&outcome, &next, "2026-01-31").unwrap()
}

#[test]
fn every_step_can_be_repeated() {
    let sample = Sample::new();
    let state = sample.state();
    let (publish, files) = (publish(&state), files(&state));
    let begun = publish.begin(&files, &NEXT).unwrap();
    assert_eq!(publish.committed(&begun).unwrap(), None);
    let commit = publish.commit(&begun, &files).unwrap();
    assert_eq!(sample.git.git(&["tag"]), "v1.1.0\n");
    // In another run, with what the journal had.
    let begun: Begun = serde_json::from_str(&serde_json::to_string(&begun).unwrap()).unwrap();
    assert_eq!(publish.committed(&begun).unwrap(), Some(commit.clone()));
    assert_eq!(publish.commit(&begun, &files).unwrap(), commit);
    for _ in 0..2 {
        publish.tag(&begun, &commit).unwrap();
    }
    for _ in 0..2 {
        publish.push(&begun, &commit, "origin").unwrap();
    }
    // What comes after it does not matter.
    sample.git.commit("fix: c").git(&["push", "--quiet", "origin", "main"]);
    publish.push(&begun, &commit, "origin").unwrap();
    let remote = sample.remote();
    assert_eq!(remote.git(&["rev-parse", "v1.2.0^{commit}"]).trim(), commit);
    assert_eq!(remote.git(&["rev-parse", "main^"]).trim(), commit);
    let undone = publish.undo(&begun, Some("origin"));
    assert!(matches!(undone, Err(Error::Pushed { .. })), "{undone:?}");
}

#[test]
fn what_came_after_the_commit_stays_out_of_the_push() {
    let sample = Sample::new();
    let state = sample.state();
    let (publish, files) = (publish(&state), files(&state));
    let begun = publish.begin(&files, &NEXT).unwrap();
    let commit = publish.commit(&begun, &files).unwrap();
    sample.git.commit("fix: later");
    publish.tag(&begun, &commit).unwrap();
    publish.push(&begun, &commit, "origin").unwrap();
    assert_eq!(sample.remote().git(&["rev-parse", "main"]).trim(), commit);
}

#[test]
fn a_release_is_taken_back_from_any_point() {
    let sample = Sample::new();
    let before = sample.all();
    for point in 0..6 {
        let state = sample.state();
        let (publish, files) = (publish(&state), files(&state));
        let begun = publish.begin(&files, &NEXT).unwrap();
        // Ended after some files, all files, `git add`, the commit, the tag.
        let written = match point {
            0 => 0,
            1 => 1,
            2 | 3 => files.len(),
            _ => 0,
        };
        for (path, text) in files.iter().take(written) {
            fs::write(path, text).unwrap();
        }
        if point == 3 {
            let paths: Vec<PathBuf> = files.keys().cloned().collect();
            Git::new(sample.git.path()).run(&argv::add(&paths)).unwrap();
        }
        if point >= 4 {
            let commit = publish.commit(&begun, &files).unwrap();
            if point == 5 {
                publish.tag(&begun, &commit).unwrap();
            }
        }
        assert_eq!(sample.all() == before, point == 0, "point {point}");
        for _ in 0..2 {
            publish.undo(&begun, Some("origin")).unwrap();
            assert_eq!(sample.all(), before, "point {point}");
        }
    }
}

#[test]
fn what_somebody_did_since_is_not_taken_back() {
    let sample = Sample::new();
    let state = sample.state();
    let (publish, files) = (publish(&state), files(&state));
    let begun = publish.begin(&files, &NEXT).unwrap();
    let commit = publish.commit(&begun, &files).unwrap();
    publish.tag(&begun, &commit).unwrap();
    sample.git.commit("fix: c");
    let after = sample.all();
    let moved = |result: Result<(), Error>| matches!(result, Err(Error::MovedOn { .. }));
    assert!(moved(publish.undo(&begun, None)));
    assert!(moved(publish.commit(&begun, &files).map(drop)));
    assert_eq!(sample.all(), after);
    sample.git.git(&["checkout", "--quiet", "-b", "other", &begun.before]);
    assert!(moved(publish.undo(&begun, None)));
}

#[test]
fn a_tag_of_another_commit_is_not_moved() {
    let sample = Sample::new();
    let state = sample.state();
    let (publish, files) = (publish(&state), files(&state));
    let begun = publish.begin(&files, &NEXT).unwrap();
    let commit = publish.commit(&begun, &files).unwrap();
    sample.git.git(&["tag", "v1.2.0", "HEAD~2"]);
    let tagged = publish.tag(&begun, &commit);
    assert!(matches!(tagged, Err(Error::TagElsewhere { .. })), "{tagged:?}");
    // Nor is it taken away with the release.
    publish.undo(&begun, None).unwrap();
    assert_eq!(sample.git.git(&["tag"]), "v1.1.0\nv1.2.0\n");
    // The remote has one that nobody knows here.
    sample.git.git(&["push", "--quiet", "origin", "v1.2.0"]);
    sample.git.git(&["tag", "--delete", "v1.2.0"]);
    let commit = publish.commit(&begun, &files).unwrap();
    publish.tag(&begun, &commit).unwrap();
    let pushed = publish.push(&begun, &commit, "origin");
    assert!(matches!(pushed, Err(Error::MovedTag { .. })), "{pushed:?}");
}

#[test]
fn a_remote_that_is_not_there_is_told_before_anything_is_pushed() {
    let sample = Sample::new();
    let before = sample.all();
    let state = sample.state();
    let publish = Publish { push: Some("nowhere"), ..publish(&state) };
    let done = publish.run(&files(&state), &NEXT);
    assert!(matches!(&done, Err(Error::Git { call, .. }) if call == "ls-remote"), "{done:?}");
    assert_eq!(sample.all(), before);
}

#[test]
fn files_that_git_ignores_are_written_and_not_committed() {
    let sample = Sample::new();
    let lock = sample.git.path().join("Cargo.lock");
    let old = "[[package]]\nname = \"sample\"\nversion = \"1.1.0\"\n";
    sample.git.write(".gitignore", "Cargo.lock\n", "chore: ignore");
    fs::write(&lock, old).unwrap();
    let state = sample.state();
    let (publish, files) = (publish(&state), files(&state));
    // What the remote refuses leaves nothing behind, here neither.
    fs::write(sample.remote().path().join("hooks/pre-receive"), "#!/bin/sh\nexit 1\n").unwrap();
    let hook = fs::Permissions::from_mode(0o755);
    fs::set_permissions(sample.remote().path().join("hooks/pre-receive"), hook).unwrap();
    let before = sample.all();
    let refused = Publish { push: Some("origin"), ..publish.clone() }.run(&files, &NEXT);
    assert!(matches!(&refused, Err(Error::Git { call, .. }) if call == "push"), "{refused:?}");
    assert_eq!((fs::read_to_string(&lock).unwrap().as_str(), sample.all()), (old, before));
    publish.run(&files, &NEXT).unwrap();
    assert_eq!(fs::read_to_string(&lock).unwrap(), old.replace("1.1.0", "1.2.0"));
    let committed = sample.git.git(&["show", "--format=", "--name-only", "HEAD"]);
    assert_eq!(committed, "CHANGELOG.md\nCargo.toml\n");
}

#[test]
fn a_file_that_was_never_committed_is_not_begun_with() {
    let sample = Sample::new();
    fs::write(sample.git.path().join("CHANGELOG.md"), "mine\n").unwrap();
    let state = sample.state();
    let begun = publish(&state).begin(&files(&state), &NEXT);
    assert!(
        matches!(&begun, Err(Error::Dirty { files }) if files == &["CHANGELOG.md"]),
        "{begun:?}"
    );
}

#[test]
fn a_release_can_be_tried_in_a_copy() {
    let sample = Sample::new();
    let before = sample.all();
    let copy = TempDir::new().unwrap();
    let scratch = Scratch::new(sample.git.path(), "main", copy.path()).unwrap();
    let state = State::read(Project::read(&scratch.work, None).unwrap()).unwrap();
    let publish = Publish { push: Some("origin"), ..publish(&state) };
    let done = publish.run(&files(&state), &NEXT).unwrap();
    assert_eq!(done.tag.as_deref(), Some("v1.2.0"));
    let there = GitRepository::at(&scratch.remote);
    assert_eq!(
        there.git(&["log", "-1", "--format=%an %s", "v1.2.0"]),
        "Zoë chore(release): v1.2.0\n"
    );
    assert_eq!(sample.all(), before);
}
