use tempfile::TempDir;
use wheelpin_release::Error;
use wheelpin_release::history::{Head, History, Repository, Tag};
use wheelpin_release::version::TagFormat;
use wheelpin_testing::GitRepository;

fn new() -> (TempDir, GitRepository) {
    let directory = TempDir::new().unwrap();
    let git = GitRepository::new(directory.path().join("repository"));
    (directory, git)
}

fn tags(repository: &Repository) -> Vec<Tag> {
    repository.tags(&TagFormat::new("v{version}", None).unwrap()).unwrap()
}

fn find(tags: &[Tag], name: &str) -> Tag {
    tags.iter().find(|tag| tag.name == name).unwrap().clone()
}

fn subjects(
    repository: &Repository,
    history: &History,
    base: Option<&Tag>,
    paths: &[&str],
) -> Vec<String> {
    let ids = history.since(base.map(|tag| &tag.commit)).unwrap();
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    let commits = repository.commits(&ids, &paths).unwrap();
    commits
        .into_iter()
        .map(|commit| commit.message.lines().next().unwrap_or_default().into())
        .collect()
}

#[test]
fn commits_since_a_tag_come_newest_first() {
    let (_directory, git) = new();
    git.commit("feat: a").tag("v0.1.0").commit("fix: b\n\nbody").commit("feat: ç").tag("other");
    let repository = Repository::open(git.path()).unwrap();
    let (history, tags) = (repository.history().unwrap(), tags(&repository));
    assert_eq!(tags.len(), 1);
    assert_eq!(subjects(&repository, &history, tags.first(), &[]), ["feat: ç", "fix: b"]);
    assert_eq!(subjects(&repository, &history, None, &[]), ["feat: ç", "fix: b", "feat: a"]);
    let ids = history.since(None).unwrap();
    let commit = repository.commits(&ids[1..2], &[]).unwrap().remove(0);
    assert_eq!((commit.author.as_str(), commit.message.trim_end()), ("Zoë", "fix: b\n\nbody"));
}

#[test]
fn tags_on_other_branches_exist_and_cannot_be_reached() {
    let (_directory, git) = new();
    git.commit("feat: a").tag("v1.4.2").branch("1.x").checkout("main");
    git.commit("feat!: b").tag("v2.0.0").checkout("1.x").commit("fix: c");
    let repository = Repository::open(git.path()).unwrap();
    assert_eq!(repository.head().unwrap(), Head::Branch("1.x".into()));
    let (history, tags) = (repository.history().unwrap(), tags(&repository));
    assert!(history.contains(&find(&tags, "v1.4.2").commit));
    assert!(!history.contains(&find(&tags, "v2.0.0").commit));
    assert_eq!(subjects(&repository, &history, tags.first(), &[]), ["fix: c"]);
}

#[test]
fn what_a_merged_branch_had_released_is_left_out() {
    let (_directory, git) = new();
    git.commit("a").tag("v1.0.0").branch("side").commit("fix: b").tag("v1.0.1");
    git.checkout("main").commit("feat: c").merge("side", "Merge side").commit("d");
    let repository = Repository::open(git.path()).unwrap();
    let (history, tags) = (repository.history().unwrap(), tags(&repository));
    let newest = find(&tags, "v1.0.1");
    assert_eq!(subjects(&repository, &history, Some(&newest), &[]), ["d", "Merge side", "feat: c"]);
    let commits = repository.commits(&history.since(None).unwrap(), &[]).unwrap();
    assert!(commits[1].is_merge && !commits[0].is_merge);
}

#[test]
fn annotated_and_packed_tags_are_those_of_their_commits() {
    let (_directory, git) = new();
    git.commit("a").git(&["tag", "--annotate", "--message", "one", "v1.0.0"]);
    git.write("file", "text", "b").git(&["tag", "v9.0.0", "HEAD:file"]);
    git.git(&["pack-refs", "--all"]);
    git.git(&["gc", "--quiet"]);
    let repository = Repository::open(git.path()).unwrap();
    let (history, tags) = (repository.history().unwrap(), tags(&repository));
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["v1.0.0"]);
    assert_eq!(subjects(&repository, &history, tags.first(), &[]), ["b"]);
}

#[test]
fn of_two_tags_of_one_version_the_one_written_now_counts() {
    let (_directory, git) = new();
    git.commit("a")
        .tag("v0.0.4-alpha")
        .commit("b")
        .tag("v0.0.4a0")
        .commit("c")
        .tag("v0.0.4-alpha.0");
    let repository = Repository::open(git.path()).unwrap();
    assert_eq!(
        tags(&repository).iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        ["v0.0.4-alpha.0"]
    );
}

#[test]
fn only_commits_below_the_paths_are_given() {
    let (_directory, git) = new();
    git.write("a/x", "1", "feat: a").write("b/x", "1", "feat: b").write(
        "shared",
        "1",
        "feat: shared",
    );
    git.branch("side").write("a/x", "2", "fix: a").checkout("main").write("b/x", "2", "fix: b");
    git.merge("side", "Merge side");
    let repository = Repository::open(git.path()).unwrap();
    let history = repository.history().unwrap();
    assert_eq!(subjects(&repository, &history, None, &["a"]), ["fix: a", "feat: a"]);
    assert_eq!(subjects(&repository, &history, None, &["./b/x"]), ["fix: b", "feat: b"]);
    assert_eq!(
        subjects(&repository, &history, None, &["a", "shared"]),
        ["fix: a", "feat: shared", "feat: a"]
    );
    assert_eq!(subjects(&repository, &history, None, &["missing"]), [""; 0]);
    // Paths begin where the project is.
    let below = Repository::open(&git.path().join("a")).unwrap();
    assert_eq!(subjects(&below, &below.history().unwrap(), None, &["x"]), ["fix: a", "feat: a"]);
}

#[test]
fn clocks_that_are_wrong_do_not_change_the_order() {
    let (_directory, git) = new();
    git.commit("a");
    git.git(&[
        "-c",
        "core.editor=true",
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "b",
        "--date",
        "2001-01-01T00:00:00Z",
    ]);
    let late = GitRepository::at(git.path());
    late.commit("c");
    git.commit("d").tag("v1.0.0").commit("e");
    let repository = Repository::open(git.path()).unwrap();
    let (history, tags) = (repository.history().unwrap(), tags(&repository));
    assert_eq!(subjects(&repository, &history, tags.first(), &[]), ["e"]);
    assert_eq!(subjects(&repository, &history, None, &[]), ["e", "d", "c", "b", "a"]);
}

#[test]
fn a_detached_head_and_an_empty_repository_are_answers() {
    let (directory, git) = new();
    assert!(matches!(Repository::open(git.path()).unwrap().history(), Err(Error::NoCommits)));
    git.commit("a").git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(Repository::open(git.path()).unwrap().head().unwrap(), Head::Detached);
    assert!(matches!(Repository::open(directory.path()), Err(Error::NoRepository { .. })));
}

#[test]
fn a_shallow_clone_is_enough_where_the_last_release_is_in_it() {
    let (directory, git) = new();
    git.commit("a").tag("v1.0.0").commit("fix: b").tag("v1.0.1").commit("fix: c");
    let clone = |depth: &str| {
        let target = directory.path().join(depth);
        let from = format!("file://{}", git.path().display());
        git.git(&["clone", "--quiet", "--depth", depth, &from, target.to_str().unwrap()]);
        Repository::open(&target).unwrap()
    };
    let shallow = clone("1");
    assert!(matches!(shallow.history().unwrap().since(None), Err(Error::Shallow)));
    let deeper = clone("2");
    let (history, tags) = (deeper.history().unwrap(), tags(&deeper));
    assert_eq!(history.len(), 2);
    assert_eq!(subjects(&deeper, &history, tags.first(), &[]), ["fix: c"]);
}

#[test]
fn a_message_that_is_no_text_is_read() {
    let (_directory, git) = new();
    let tree = git.git(&["write-tree"]);
    let header = format!(
        "tree {}\nauthor A <a> 1700000000 +0000\ncommitter A <a> 1700000000 +0000\n\n",
        tree.trim()
    );
    let object = git.path().join("object");
    std::fs::write(
        &object,
        [header.as_bytes(), b"feat: \xff\xfe\n\nBREAKING CHANGE: \xff"].concat(),
    )
    .unwrap();
    let id = git.git(&["hash-object", "-t", "commit", "-w", object.to_str().unwrap()]);
    git.git(&["reset", "--quiet", "--soft", id.trim()]);
    let repository = Repository::open(git.path()).unwrap();
    let history = repository.history().unwrap();
    assert_eq!(subjects(&repository, &history, None, &[]), ["feat: \u{fffd}\u{fffd}"]);
}
