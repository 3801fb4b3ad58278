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
}
