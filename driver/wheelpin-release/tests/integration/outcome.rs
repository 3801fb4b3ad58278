use tempfile::TempDir;
use wheelpin_release::bump::{Project, State};
use wheelpin_release::version::{Level, Phase};
use wheelpin_release::{Error, version};
use wheelpin_testing::GitRepository;

/// A project whose files say a version.
fn project(directory: &TempDir, written: &str) -> GitRepository {
    let git = GitRepository::new(directory.path());
    let text = format!("[project]\nname = 'sample'\nversion = '{written}'\n");
    git.write("pyproject.toml", &text, "feat: a");
    git
}

fn next(git: &GitRepository, pre: Option<Phase>) -> Result<Option<String>, Error> {
    let state = State::read(Project::read(git.path(), None)?)?;
    let outcome = state.outcome(pre, None)?;
    Ok(outcome.next.map(|next| next.version.to_string()))
}

fn level(git: &GitRepository) -> (Level, usize) {
    let project = Project::read(git.path(), None).unwrap();
    let state = State::read(project.clone()).unwrap();
    let outcome = state.outcome(None, None).unwrap();
    let tally = outcome.tally(&project);
    (tally.level, tally.reverted)
}

#[test]
fn what_a_merge_brought_in_goes_with_its_revert() {
    let directory = TempDir::new().unwrap();
    let git = project(&directory, "1.0.0");
    git.tag("v1.0.0").branch("side").write("x", "1", "feat!: x").write("y", "1", "fix: y");
    git.checkout("main").merge("side", "Merge branch 'side'");
    assert_eq!(level(&git), (Level::Major, 0));
    git.git(&["revert", "--mainline", "1", "--no-edit", "HEAD"]);
    // Two commits and the revert; the merge is counted as one.
    assert_eq!(level(&git), (Level::None, 3));
    assert_eq!(next(&git, None).unwrap(), None);
    git.commit("fix: z");
    assert_eq!(next(&git, None).unwrap().as_deref(), Some("1.0.1"));
    // Taken back itself, it is all there again.
    git.git(&["revert", "--no-edit", "HEAD~1"]);
    assert_eq!(level(&git), (Level::Major, 2));
}

#[test]
fn a_revert_of_a_merge_of_which_some_was_released_stays() {
    let directory = TempDir::new().unwrap();
    let git = project(&directory, "1.0.0");
    git.tag("v1.0.0").branch("side").write("x", "1", "feat: x").tag("v1.1.0");
    git.write("y", "1", "feat: y").checkout("main").merge("side", "Merge branch 'side'");
    git.git(&["revert", "--mainline", "1", "--no-edit", "HEAD"]);
    assert_eq!(level(&git), (Level::Minor, 0));
}

#[test]
fn files_that_say_what_cannot_be_a_version_stop_a_release() {
    let directory = TempDir::new().unwrap();
    let git = project(&directory, "1.2.0.post1");
    assert!(matches!(next(&git, None), Err(Error::Version(version::VersionError::Post { .. }))));
    git.tag("v1.0.0").commit("feat: b");
    assert!(matches!(next(&git, None), Err(Error::Version(_))));
    // Named by hand it is written over.
    let state = State::read(Project::read(git.path(), None).unwrap()).unwrap();
    assert!(state.outcome(None, Some(version::Version::new(1, 2, 1))).is_ok());
}

#[test]
fn hashes_of_git_3_are_read() {
    let directory = TempDir::new().unwrap();
    let git = GitRepository::at(directory.path());
    git.git(&["init", "--quiet", "--initial-branch=main", "--object-format=sha256"]);
    git.write("pyproject.toml", "[project]\nname = 'sample'\nversion = '1.0.0'\n", "feat: a");
    git.tag("v1.0.0").write("x", "1", "feat: b").commit("fix: c");
    assert_eq!(next(&git, None).unwrap().as_deref(), Some("1.1.0"));
    git.git(&["revert", "--no-edit", "HEAD~1"]);
    assert_eq!(next(&git, None).unwrap().as_deref(), Some("1.0.1"));
}

#[test]
fn a_merge_of_what_others_changed_counts_for_no_package() {
    let directory = TempDir::new().unwrap();
    let git = GitRepository::new(directory.path());
    let settings = "[tool.wheelpin.release.packages.core]\npath = 'core'\npaths = ['shared']\n";
    let manifest = "[project]\nname = 'core'\nversion = '1.0.0'\n";
    git.write("pyproject.toml", settings, "chore: a");
    git.write("core/pyproject.toml", manifest, "feat: b").tag("core-v1.0.0");
    git.branch("side").write("shared/x", "1", "docs: c").checkout("main");
    git.write("core/y", "1", "docs: d").merge("side", "feat: bring them together");
    let state = State::read(Project::read(git.path(), Some("core")).unwrap()).unwrap();
    let outcome = state.outcome(None, None).unwrap();
    assert_eq!((outcome.commits.len(), outcome.next), (2, None));
}
