use std::collections::{BTreeMap, BTreeSet};

/// A release, as its journal tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Release {
    /// The project's name on the index.
    pub project: String,
    /// Its version, in Python's form.
    pub version: String,
    /// The name of its tag.
    pub tag: String,
    /// The commit that is tagged, once it is made.
    pub commit: Option<String>,
    /// The version before it.
    pub previous: Option<String>,
    /// The index's name.
    pub index: String,
    /// Whether `pypi:NAME==VERSION` is where it can be had.
    pub is_on_pypi: bool,
    /// Whether it is a rehearsal, which left nothing on any index.
    pub is_rehearsal: bool,
    /// The steps, in order.
    pub steps: Vec<ReleaseStep>,
    /// SHA-256 of the files that the index has.
    pub uploaded: BTreeMap<String, String>,
    /// Files that were attested.
    pub attested: BTreeSet<String>,
    /// Whether the index gave the files back as they were built.
    pub is_verified: bool,
    /// Whether everything is done.
    pub is_complete: bool,
    /// Whether it was given up.
    pub is_aborted: bool,
    /// Sentences that are to be remembered.
    pub notes: Vec<String>,
}

/// One step of a release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReleaseStep {
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: StepState,
    /// What came of it, or why not.
    pub text: String,
    /// Where that can be seen.
    pub url: Option<String>,
    /// How long it took, in milliseconds: the last time that it was begun.
    pub millis: Option<u64>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StepState {
    /// Done.
    Done,
    /// Left out.
    Skipped,
    /// Begun, and failed.
    Failed,
    /// Begun.
    Begun,
    /// Not begun.
    Left,
}

impl StepState {
    /// In one word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "left out",
            Self::Failed => "failed",
            Self::Begun => "begun",
            Self::Left => "to do",
        }
    }
}
