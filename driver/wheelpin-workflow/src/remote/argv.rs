//! Command lines of git. What comes from outside stands behind `--` or is known not to be an
//! option: commits by their digits, references by their `refs/`.

use std::ffi::OsString;

/// Branches and tags of a remote, annotated tags peeled.
pub(super) fn references(url: &str) -> Vec<OsString> {
    words(&["ls-remote", "--quiet", "--heads", "--tags", "--", url])
}

/// Heads of pull requests.
pub(super) fn pulls(url: &str) -> Vec<OsString> {
    words(&["ls-remote", "--quiet", "--", url, "refs/pull/*"])
}

/// Commits of all branches and tags, and of nothing else; no trees and files.
pub(super) fn fetch_history() -> Vec<OsString> {
    fetch(&[
        "--filter=tree:0",
        "--",
        "origin",
        "+refs/heads/*:refs/heads/*",
        "+refs/tags/*:refs/tags/*",
    ])
}

/// Single commits with their small files.
pub(super) fn fetch_content(commits: &[&str]) -> Vec<OsString> {
    let mut argv = fetch(&["--depth=1", "--filter=blob:limit=131072", "--", "origin"]);
    argv.extend(commits.iter().map(Into::into));
    argv
}

/// A commit, without its files, whoever's it is.
pub(super) fn probe(commit: &str) -> Vec<OsString> {
    fetch(&["--depth=1", "--filter=tree:0", "--", "origin", commit])
}

/// Every commit that there is, and when it was committed.
pub(super) fn commits() -> Vec<OsString> {
    words(&["rev-list", "--all", "--timestamp"])
}

/// Branches and tags that have a commit.
pub(super) fn containing(commit: &str) -> Vec<OsString> {
    words(&["for-each-ref", "--format=%(refname)", "--contains", commit])
}

/// A file of a commit.
pub(super) fn file(commit: &str, path: &str) -> Vec<OsString> {
    words(&["cat-file", "blob", &format!("{commit}:{path}")])
}

fn fetch(arguments: &[&str]) -> Vec<OsString> {
    let mut argv =
        words(&["fetch", "--quiet", "--no-tags", "--no-auto-gc", "--no-recurse-submodules"]);
    argv.extend(words(arguments));
    argv
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(Into::into).collect()
}
