use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use wheelpin_testing::GitRepository;
use wheelpin_workflow::facts::{CommitFacts, Facts, RepositoryFacts};
use wheelpin_workflow::{Error, Remotes, Repository, gather, wanted};

fn remotes(base: &Path) -> Remotes {
    Remotes {
        base: format!("file://{}", base.display()),
        environment: std::env::vars_os().collect(),
        limit: Duration::from_secs(60),
        jobs: 2,
    }
}

fn workflow(commit: &str) -> Repository {
    let text = format!("jobs:\n  a:\n    steps:\n      - uses: a/b@{commit} # v1.0.0\n");
    Repository::of_files([(".github/workflows/a.yml", text.as_bytes())])
}

async fn ask(base: &Path, commit: &str) -> RepositoryFacts {
    let wanted = wanted(&workflow(commit), None, true, true);
    let interrupt = wheelpin_process::Interrupt::new().1;
    let facts: Facts = gather(&wanted, &remotes(base), &interrupt, |_| {}).await.unwrap();
    facts.of("A/B").unwrap().clone()
}

fn head(repository: &GitRepository) -> String {
    repository.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

#[tokio::test]
async fn references_by_the_thousand_are_read() {
    let base = tempfile::tempdir().unwrap();
    let repository = GitRepository::new(base.path().join("a/b"));
    repository.commit("one");
    let commit = head(&repository);
    let mut packed = String::from("# pack-refs with: peeled fully-peeled sorted \n");
    for number in 0..5_000 {
        writeln!(packed, "{commit} refs/tags/v{number:05}.0.0").unwrap();
    }
    fs::write(base.path().join("a/b/.git/packed-refs"), packed).unwrap();
    let facts = ask(base.path(), &commit).await;
    assert_eq!(facts.references.len(), 5_001);
    assert!(matches!(facts.commits[&commit], CommitFacts::Reachable { .. }));
}

#[tokio::test]
async fn a_tag_that_stands_for_a_file_or_for_itself_is_no_commit() {
    let base = tempfile::tempdir().unwrap();
    let repository = GitRepository::new(base.path().join("a/b"));
    repository.write("x", "content", "one");
    let commit = head(&repository);
    let file = repository.git(&["rev-parse", "HEAD:x"]).trim().to_owned();
    repository.git(&["update-ref", "refs/tags/file", &file]);
    fs::write(base.path().join("a/b/.git/refs/tags/link"), "ref: refs/tags/link\n").unwrap();
    let facts = ask(base.path(), &commit).await;
    let known = facts.commits.get(&commit);
    assert!(matches!(known, Some(CommitFacts::Reachable { .. })), "{facts:?}");
    let facts = ask(base.path(), &file).await;
    assert!(!matches!(facts.commits.get(&file), Some(CommitFacts::Reachable { .. })), "{facts:?}");
}

#[tokio::test]
async fn a_remote_that_lacks_what_it_offers_is_said_not_to_answer() {
    let base = tempfile::tempdir().unwrap();
    let repository = GitRepository::new(base.path().join("a/b"));
    repository.commit("one");
    let gone = base.path().join("a/b/.git/refs/tags/gone");
    fs::write(gone, format!("{}\n", "1".repeat(40))).unwrap();
    let facts = ask(base.path(), &head(&repository)).await;
    assert!(facts.unreachable.unwrap().contains("not our ref"));
}

#[tokio::test]
async fn an_action_that_is_a_link_or_a_directory_says_nothing_of_inputs() {
    let base = tempfile::tempdir().unwrap();
    let repository = GitRepository::new(base.path().join("a/b"));
    fs::create_dir_all(repository.path().join("action.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", repository.path().join("action.yml")).unwrap();
    repository.write("action.yaml/x", "x", "one").tag("v1.0.0");
    let commit = head(&repository);
    let facts = ask(base.path(), &commit).await;
    // The link's text, read as YAML, has no inputs.
    let is_right = matches!(
        &facts.commits[&commit],
        CommitFacts::Reachable { required, from, .. }
            if from == "refs/tags/v1.0.0" && required[""].as_ref().is_none_or(Vec::is_empty)
    );
    assert!(is_right, "{facts:?}");
}

#[tokio::test]
async fn what_is_no_repository_is_a_fact_and_no_error() {
    let base = tempfile::tempdir().unwrap();
    let facts = ask(base.path(), &"1".repeat(40)).await;
    assert!(facts.unreachable.is_some() && facts.commits.is_empty());
    let repository = GitRepository::new(base.path().join("a/b"));
    drop(repository);
    let facts = ask(base.path(), &"1".repeat(40)).await;
    assert_eq!(facts.unreachable, None, "an empty repository answers");
    assert_eq!(facts.commits[&"1".repeat(40)], CommitFacts::Missing { nearest: None });
}

#[tokio::test]
async fn a_remote_that_never_answers_is_given_up() {
    let base = tempfile::tempdir().unwrap();
    let git = base.path().join("git");
    fs::write(&git, "#!/bin/sh\nsleep 60\n").unwrap();
    let mut permissions = fs::metadata(&git).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    fs::set_permissions(&git, permissions).unwrap();
    let wanted = wanted(&workflow(&"1".repeat(40)), None, false, false);
    let mut remotes = remotes(base.path());
    remotes.limit = Duration::from_millis(300);
    // The child looks for git in its own PATH where one is given.
    let path = format!("{}:{}", base.path().display(), std::env::var("PATH").unwrap());
    remotes.environment = vec![("PATH".into(), path.into())];
    let (stop, interrupt) = wheelpin_process::Interrupt::new();
    let facts = gather(&wanted, &remotes, &interrupt, |_| {}).await.unwrap();
    let reason = facts.of("a/b").unwrap().unreachable.clone().unwrap();
    assert!(reason.contains("had not ended after"), "{reason}");
    stop.send_replace(wheelpin_process::Stop::Now);
    let stopped = gather(&wanted, &remotes, &interrupt, |_| {}).await;
    assert!(matches!(stopped, Err(Error::Interrupted)));
}
