use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A release that was begun: enough to go on with it, or to take it back, in another
/// run of the program.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Begun {
    /// The branch that is released from.
    pub branch: String,
    /// The commit that the branch was at, which the release's commit follows.
    pub before: String,
    /// The tag of the version.
    pub tag: String,
    /// The files that it changes, relative to the root of the working tree.
    pub files: Vec<PathBuf>,
}

impl Begun {
    /// The message of the release's commit.
    #[must_use]
    pub fn message(&self) -> String {
        format!("chore(release): {}", self.tag)
    }
}
