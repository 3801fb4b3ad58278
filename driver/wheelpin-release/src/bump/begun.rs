use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Error;

/// Where a run notes what it began, in git's own directory.
const NOTE: &str = "wheelpin-release.json";

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
    /// The files that it changes, relative to the root of the working tree, with the
    /// SHA-256 of what they are to be, in hexadecimal.
    pub files: BTreeMap<PathBuf, String>,
}

#[derive(Deserialize, Serialize)]
struct Note {
    schema: u32,
    begun: Begun,
}

impl Begun {
    /// The message of the release's commit.
    #[must_use]
    pub fn message(&self) -> String {
        message(&self.tag)
    }

    /// The files alone.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.files.keys().cloned().collect()
    }

    /// What a run noted that did not come to its end. A note that cannot be read is none.
    pub(super) fn noted(git_directory: &Path) -> Option<Self> {
        let bytes = fs::read(git_directory.join(NOTE)).ok()?;
        let note: Note = serde_json::from_slice(&bytes).ok()?;
        (note.schema == 1).then_some(note.begun)
    }

    /// Notes it.
    pub(super) fn note(&self, git_directory: &Path) -> Result<(), Error> {
        let path = git_directory.join(NOTE);
        let new = git_directory.join(format!("{NOTE}-new"));
        let note = Note { schema: 1, begun: self.clone() };
        let written = serde_json::to_vec_pretty(&note).map_err(io::Error::from);
        let written = written.and_then(|bytes| fs::write(&new, bytes));
        let written = written.and_then(|()| fs::rename(&new, &path));
        written.map_err(|source| Error::Write { path, source })
    }

    /// Takes the note away.
    pub(super) fn forget(git_directory: &Path) {
        let _ = fs::remove_file(git_directory.join(NOTE));
    }
}

/// The message of the commit of a release.
pub(super) fn message(tag: &str) -> String {
    format!("chore(release): {tag}")
}
