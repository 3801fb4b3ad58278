use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// Why wheels cannot be compared. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// Wheels of several projects.
    #[error("compare {before} with {after}: they are of the projects {left:?} and {right:?}")]
    #[diagnostic(help(
        "name two wheels of one project, or directories with wheels of one project alone"
    ))]
    OtherProject {
        /// File name.
        before: String,
        /// File name.
        after: String,
        /// Its project, normalised.
        left: String,
        /// Its project, normalised.
        right: String,
    },

    /// A path where nothing can be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("name wheels, or directories of them: wheelpin diff BEFORE.whl AFTER.whl"))]
    Read {
        /// As typed.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A file that is no wheel by its name.
    #[error("compare {}: it is no wheel by its name: {why}", path.display())]
    #[diagnostic(help("name wheels, or directories of them: wheelpin diff BEFORE.whl AFTER.whl"))]
    NotAWheel {
        /// As typed.
        path: PathBuf,
        /// What is wrong with the name.
        why: String,
    },

    /// Two directories none of whose wheels belong together.
    #[error("find two wheels that are for the same Python ABI and platform")]
    #[diagnostic(help(
        "before there is {before}, after there is {after}; two wheels for different platforms are compared \
         where both are named: wheelpin diff BEFORE.whl AFTER.whl"
    ))]
    NoPair {
        /// File names.
        before: String,
        /// File names.
        after: String,
    },
}
