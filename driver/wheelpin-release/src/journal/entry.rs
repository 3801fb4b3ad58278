use serde::{Deserialize, Serialize};

use super::Step;

/// The schema of journals that this wheelpin reads and writes.
pub const SCHEMA: u32 = 1;

/// One line of a journal.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Entry {
    /// When, in milliseconds since 1970 (UTC).
    pub at: u64,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Event {
    /// A release begins; always the first.
    Begin(Release),
    /// A step is about to act.
    Started {
        /// Which.
        step: Step,
    },
    /// A step has acted.
    Done {
        /// Which.
        step: Step,
        /// What came of it.
        #[serde(flatten)]
        facts: Facts,
    },
    /// A step is left out.
    Skipped {
        /// Which.
        step: Step,
        /// Why, in a person's words.
        reason: String,
    },
    /// A step failed; the release can be resumed.
    Failed {
        /// Which.
        step: Step,
        /// Why.
        reason: String,
    },
    /// A file has attestations beside it.
    Attested {
        /// File name.
        file: String,
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
    },
    /// A file is about to be sent.
    Uploading {
        /// File name.
        file: String,
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
    },
    /// The index has a file.
    Uploaded {
        /// File name.
        file: String,
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
        /// Whether it had it before.
        already: bool,
    },
    /// What should be known later, such as how the index was logged in to.
    Note {
        /// A sentence.
        text: String,
    },
    /// Everything is done.
    Complete,
    /// The release was given up; what could be undone was.
    Aborted,
}

/// What is released, and where to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// [`SCHEMA`]
    pub schema: u32,
    /// The project's name on the index.
    pub project: String,
    /// The package, where the repository holds several.
    pub package: Option<String>,
    /// The version in Cargo's form.
    pub version: String,
    /// The version in Python's form.
    pub python_version: String,
    /// The name of its tag.
    pub tag: String,
    /// The version before it, in Cargo's form.
    pub previous: Option<String>,
    /// The branch that is released from; none for a tag that is there already.
    pub branch: Option<String>,
    /// The remote that commit and tag are pushed to.
    pub remote: Option<String>,
    /// The commit that the release is made on.
    pub base: String,
    /// The index: its name, or the address that files are sent to.
    pub index: String,
    /// The program's own version.
    pub wheelpin: String,
}

/// What comes of a step.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Facts {
    /// The release's commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The files of the release, in the order of the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileHash>,
    /// The tag's own object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_object: Option<String>,
    /// Where the result can be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

/// A file and what is in it.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct FileHash {
    /// File name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}
