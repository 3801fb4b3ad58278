//! Command lines of git. Names come behind `--` or are known not to be options: tags
//! by their format, branches by git, commits by their digits.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Whether files that are tracked were changed.
#[must_use]
pub fn status() -> Vec<OsString> {
    words(&["status", "--porcelain", "--no-renames", "-z", "--untracked-files=no"])
}

/// Those of the files that are neither tracked nor ignored.
#[must_use]
pub fn untracked(files: &[PathBuf]) -> Vec<OsString> {
    with(&["ls-files", "-z", "--others", "--exclude-standard", "--"], files)
}

/// Those of the files that are not ignored.
#[must_use]
pub fn not_ignored(files: &[PathBuf]) -> Vec<OsString> {
    with(&["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"], files)
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

/// An annotated tag of a commit, signed where the user's settings say so.
#[must_use]
pub fn tag(name: &str, commit: &str) -> Vec<OsString> {
    words(&["tag", "--annotate", "--message", name, "--", name, commit])
}

/// The commit that is checked out.
#[must_use]
pub fn head() -> Vec<OsString> {
    words(&["rev-parse", "--verify", "HEAD"])
}

/// The branch that is checked out, as `refs/heads/main`; `HEAD` without one.
#[must_use]
pub fn branch() -> Vec<OsString> {
    words(&["rev-parse", "--symbolic-full-name", "HEAD"])
}

/// The tag of a name, with the commit that it stands for; nothing where there is none.
#[must_use]
pub fn find_tag(name: &str) -> Vec<OsString> {
    words(&["for-each-ref", "--format=%(objectname) %(*objectname)", &format!("refs/tags/{name}")])
}

/// A commit as git keeps it.
#[must_use]
pub fn raw(commit: &str) -> Vec<OsString> {
    words(&["cat-file", "commit", commit])
}

/// The files that a commit changes.
#[must_use]
pub fn changed(commit: &str) -> Vec<OsString> {
    words(&["diff-tree", "--no-commit-id", "--name-only", "--no-renames", "-r", "-z", commit])
}

/// A commit as a branch, and a tag, both or neither.
#[must_use]
pub fn push(remote: &str, commit: &str, branch: &str, tag: &str) -> Vec<OsString> {
    let branch = format!("{commit}:refs/heads/{branch}");
    let tag = format!("refs/tags/{tag}:refs/tags/{tag}");
    words(&["push", "--quiet", "--atomic", "--", remote, &branch, &tag])
}

/// A branch and all tags of a remote.
#[must_use]
pub fn remote(remote: &str, branch: &str) -> Vec<OsString> {
    words(&["ls-remote", "--quiet", "--", remote, &format!("refs/heads/{branch}"), "refs/tags/*"])
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

/// Files as they are in a commit; they must be in it.
#[must_use]
pub fn checkout(commit: &str, files: &[PathBuf]) -> Vec<OsString> {
    with(&["checkout", "--quiet", commit, "--"], files)
}

/// Those of the files that are in a commit.
#[must_use]
pub fn in_commit(commit: &str, files: &[PathBuf]) -> Vec<OsString> {
    with(&["ls-tree", "-z", "--name-only", "--full-tree", commit, "--"], files)
}

/// A bare copy of a repository: branches and tags.
#[must_use]
pub fn clone_bare(from: &Path, to: &Path) -> Vec<OsString> {
    with(&["clone", "--quiet", "--bare", "--"], &[from.into(), to.into()])
}

/// A clone with a branch checked out, of which no hook and no key of the user's knows.
#[must_use]
pub fn clone_apart(from: &Path, branch: &str, to: &Path) -> Vec<OsString> {
    let arguments = [
        "clone",
        "--quiet",
        "--config=core.hooksPath=/dev/null",
        "--config=commit.gpgSign=false",
        "--config=tag.gpgSign=false",
        "--branch",
        branch,
        "--",
    ];
    with(&arguments, &[from.into(), to.into()])
}

/// A setting; nothing where it is not set.
#[must_use]
pub fn setting(key: &str) -> Vec<OsString> {
    words(&["config", "--default", "", "--get", key])
}

/// Sets one for a repository.
#[must_use]
pub fn set(key: &str, value: &str) -> Vec<OsString> {
    words(&["config", "--local", key, value])
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(Into::into).collect()
}

fn with(arguments: &[&str], files: &[PathBuf]) -> Vec<OsString> {
    words(arguments).into_iter().chain(files.iter().map(Into::into)).collect()
}
