use std::path::PathBuf;

use miette::Diagnostic;

use crate::version::{Range, Version};

/// Why there is no version or changelog. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// `tag-format` cannot be.
    #[error("read tag-format = {format:?}: {reason}")]
    #[diagnostic(help("write, for example: tag-format = \"v{{version}}\""))]
    TagFormat {
        /// As given.
        format: String,
        /// What is wrong with it.
        reason: &'static str,
    },

    /// A setting cannot be.
    #[error("read {key} in [tool.wheelpin.release]: {reason}")]
    #[diagnostic(help("all keys, with examples, are in docs/versions.md"))]
    Settings {
        /// The setting.
        key: String,
        /// What is wrong with it.
        reason: String,
    },

    /// The version exists already.
    #[error("release {version}: it exists already, as a tag or in the changelog")]
    #[diagnostic(help(
        "a version is used once, even if its release failed: leave --to out, or name a later one"
    ))]
    Exists {
        /// The version.
        version: Version,
    },

    /// A maintenance branch would leave its range.
    #[error("release {version} here: this branch releases {range} only")]
    #[diagnostic(help(
        "release from another branch, or take the commits out that ask for more: wheelpin bump --print shows them"
    ))]
    OutOfRange {
        /// The version.
        version: Version,
        /// The range.
        range: Range,
    },

    /// The version is not after the newest that can be reached.
    #[error(
        "release {version}: it is not after {newest}, the newest tag here, to both Cargo and Python"
    )]
    #[diagnostic(help(
        "name a later one with --to, or a later kind of pre-release with --pre: alpha, beta, rc"
    ))]
    NotAfter {
        /// The version.
        version: Version,
        /// The newest tag.
        newest: Version,
    },

    /// There is no git repository.
    #[error("find the git repository of {}", directory.display())]
    #[diagnostic(help(
        "versions come from commits and tags: git init, or name a directory of a clone"
    ))]
    NoRepository {
        /// The directory.
        directory: PathBuf,
        /// What the library says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// Nothing is committed.
    #[error("read the history: there are no commits yet")]
    #[diagnostic(help("commit what there is: git add --all && git commit"))]
    NoCommits,

    /// Something in the repository cannot be read.
    #[error("read {what} of the git repository")]
    #[diagnostic(help("git fsck says whether something in it is damaged"))]
    Repository {
        /// What.
        what: &'static str,
        /// What the library says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// Commits since the last release are missing.
    #[error("read the commits since the last release: this is a shallow clone, which lacks some")]
    #[diagnostic(help(
        "fetch them and the tags: git fetch --unshallow --tags (in a workflow, actions/checkout with fetch-depth: 0)"
    ))]
    Shallow,
}
