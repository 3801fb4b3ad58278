//! Command lines of git. Names come behind `--` or are known not to be options: tags
//! by their format, branches by git.

use std::ffi::OsString;
use std::path::PathBuf;

/// Whether files that are tracked were changed.
#[must_use]
pub fn status() -> Vec<OsString> {
    words(&["status", "--porcelain", "--untracked-files=no"])
}

/// Files for a commit, new ones too.
#[must_use]
pub fn add(files: &[PathBuf]) -> Vec<OsString> {
    with(&["add", "--"], files)
}

/// A commit of these files and no others.
#[must_use]
pub fn commit(message: &str, files: &[PathBuf]) -> Vec<OsString> {
    with(&["commit", "--quiet", "--only", "--message", message, "--"], files)
}

/// An annotated tag, signed where the user's settings say so.
#[must_use]
pub fn tag(name: &str) -> Vec<OsString> {
    words(&["tag", "--annotate", "--message", name, "--", name])
}

/// The commit that is checked out.
#[must_use]
pub fn head() -> Vec<OsString> {
    words(&["rev-parse", "--verify", "HEAD"])
}

/// A branch and a tag, both or neither.
#[must_use]
pub fn push(remote: &str, branch: &str, tag: &str) -> Vec<OsString> {
    let (branch, tag) = (format!("refs/heads/{branch}"), format!("refs/tags/{tag}"));
    words(&["push", "--quiet", "--atomic", "--", remote, &branch, &tag])
}

/// Takes a local tag away.
#[must_use]
pub fn delete_tag(name: &str) -> Vec<OsString> {
    words(&["tag", "--delete", "--", name])
}

/// Takes commits after `commit` away, with their files; other changes stay.
#[must_use]
pub fn reset(commit: &str) -> Vec<OsString> {
    words(&["reset", "--quiet", "--keep", commit])
}

/// Takes files out of the index again.
#[must_use]
pub fn unstage(files: &[PathBuf]) -> Vec<OsString> {
    with(&["reset", "--quiet", "--"], files)
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(Into::into).collect()
}

fn with(arguments: &[&str], files: &[PathBuf]) -> Vec<OsString> {
    words(arguments).into_iter().chain(files.iter().map(Into::into)).collect()
}
