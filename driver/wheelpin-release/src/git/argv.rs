//! Command lines of git. Names come behind `--` or are known not to be options: tags
//! by their format, branches by git, commits by their digits.

use std::ffi::{OsStr, OsString};
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

/// The main branch of a remote, as `refs/remotes/origin/main`, where a clone noted it.
#[must_use]
pub fn remote_head(remote: &str) -> Vec<OsString> {
    words(&["symbolic-ref", "--quiet", &format!("refs/remotes/{remote}/HEAD")])
}

/// The branch that is checked out, as `refs/heads/main`, also before its first commit.
#[must_use]
pub fn symbolic_head() -> Vec<OsString> {
    words(&["symbolic-ref", "--quiet", "HEAD"])
}

/// The root of the working tree.
#[must_use]
pub fn top_level() -> Vec<OsString> {
    words(&["rev-parse", "--show-toplevel"])
}

/// Lets git know of new files, without what is in them.
#[must_use]
pub fn intend_to_add(files: &[PathBuf]) -> Vec<OsString> {
    with(&["add", "--intent-to-add", "--"], files)
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

/// A second working tree of the repository, of a commit, without a branch.
#[must_use]
pub fn add_worktree(path: &Path, commit: &str) -> Vec<OsString> {
    let mut argv = words(&["worktree", "add", "--quiet", "--force", "--detach", "--"]);
    argv.extend([path.into(), commit.into()]);
    argv
}

/// Takes a second working tree away, whatever is in it.
#[must_use]
pub fn remove_worktree(path: &Path) -> Vec<OsString> {
    with(&["worktree", "remove", "--force", "--force", "--"], &[path.into()])
}

/// Forgets second working trees whose directories are gone.
#[must_use]
pub fn prune_worktrees() -> Vec<OsString> {
    words(&["worktree", "prune"])
}

/// A clone that has the objects of `from` without copying them, and no files yet.
#[must_use]
pub fn clone_shared(from: &Path, to: &Path) -> Vec<OsString> {
    let options = ["clone", "--quiet", "--shared", "--no-checkout", "--no-tags", "--"];
    with(&options, &[from.into(), to.into()])
}

/// The files of a commit, without a branch.
#[must_use]
pub fn detach(commit: &str) -> Vec<OsString> {
    words(&["checkout", "--quiet", "--detach", commit])
}

/// A commit of all that was added.
#[must_use]
pub fn commit_staged(message: &str) -> Vec<OsString> {
    words(&["commit", "--quiet", "--message", message])
}

/// Where the repository is, for all of its working trees.
#[must_use]
pub fn common_directory() -> Vec<OsString> {
    words(&["rev-parse", "--git-common-dir"])
}

/// The branch that is checked out; nothing where none is.
#[must_use]
pub fn current_branch() -> Vec<OsString> {
    words(&["branch", "--show-current"])
}

/// The commit or object that a name stands for.
#[must_use]
pub fn resolve(name: &str) -> Vec<OsString> {
    words(&["rev-parse", "--quiet", "--verify", "--end-of-options", name])
}

/// Whether `one` is `other`, or comes before it.
#[must_use]
pub fn is_ancestor(one: &str, other: &str) -> Vec<OsString> {
    words(&["merge-base", "--is-ancestor", one, other])
}

/// Lets a reference stand for a commit.
#[must_use]
pub fn set_reference(name: &str, commit: &str) -> Vec<OsString> {
    words(&["update-ref", name, commit])
}

/// Takes a reference away.
#[must_use]
pub fn delete_reference(name: &str) -> Vec<OsString> {
    words(&["update-ref", "-d", name])
}

/// An annotated tag of a commit, whose message is in a file; signed where the user's settings
/// say so. The message keeps its lines, those with `#` too.
#[must_use]
pub fn tag_commit(name: &str, commit: &str, message: &Path) -> Vec<OsString> {
    let mut argv = words(&["tag", "--annotate", "--cleanup=verbatim", "--file"]);
    argv.extend([message.into(), "--".into(), name.into(), commit.into()]);
    argv
}

/// The address of a remote; git fails where there is none.
#[must_use]
pub fn remote_address(remote: &str) -> Vec<OsString> {
    words(&["remote", "get-url", "--", remote])
}

/// What a remote has of a branch and a tag.
#[must_use]
pub fn remote_references(remote: &str, references: &[&str]) -> Vec<OsString> {
    let mut argv = words(&["ls-remote", "--quiet", "--", remote]);
    argv.extend(references.iter().map(Into::into));
    argv
}

/// References of a remote, each as `SOURCE:TARGET`, all or none.
#[must_use]
pub fn push_references(remote: &str, references: &[String]) -> Vec<OsString> {
    let mut argv = words(&["push", "--quiet", "--atomic", "--", remote]);
    argv.extend(references.iter().map(Into::into));
    argv
}

/// A commit as a remote's branch, in place of the commit that it has; none: there is no such branch.
#[must_use]
pub fn replace_branch(
    remote: &str,
    branch: &str,
    commit: &str,
    old: Option<&str>,
) -> Vec<OsString> {
    let lease = format!("--force-with-lease=refs/heads/{branch}:{}", old.unwrap_or_default());
    let target = format!("{commit}:refs/heads/{branch}");
    words(&["push", "--quiet", &lease, "--", remote, &target])
}

/// The branch that is checked out goes on to a commit that comes after it.
#[must_use]
pub fn fast_forward(commit: &str) -> Vec<OsString> {
    words(&["merge", "--quiet", "--ff-only", commit])
}

/// A file with commits and tags that are not in `without`.
#[must_use]
pub fn bundle(file: &Path, references: &[String], without: Option<&str>) -> Vec<OsString> {
    let mut argv = words(&["bundle", "create", "--quiet"]);
    argv.push(file.into());
    argv.extend(references.iter().map(Into::into));
    argv.extend(without.map(|commit| format!("^{commit}").into()));
    argv
}

/// Takes references out of a bundle, or from a remote.
#[must_use]
pub fn fetch(from: &OsStr, references: &[String]) -> Vec<OsString> {
    let mut argv = words(&["fetch", "--quiet", "--no-tags", "--"]);
    argv.push(from.into());
    argv.extend(references.iter().map(Into::into));
    argv
}

/// Files as they are in a commit; they must be in it.
#[must_use]
pub fn checkout(commit: &str, files: &[PathBuf]) -> Vec<OsString> {
    with(&["checkout", "--quiet", commit, "--"], files)
}

/// Those of the files that are otherwise than in a commit.
#[must_use]
pub fn differ(commit: &str, files: &[PathBuf]) -> Vec<OsString> {
    with(
        &[
            "diff",
            "--name-only",
            "--no-renames",
            "--no-ext-diff",
            "--no-relative",
            "-z",
            commit,
            "--",
        ],
        files,
    )
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

/// Puts a branch onto a commit, or makes it.
#[must_use]
pub fn set_branch(branch: &str, commit: &str) -> Vec<OsString> {
    words(&["update-ref", &format!("refs/heads/{branch}"), commit])
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

/// Whether git is to sign every tag.
#[must_use]
pub fn signs_tags() -> Vec<OsString> {
    words(&["config", "--default", "false", "--type", "bool", "--get", "tag.gpgSign"])
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
