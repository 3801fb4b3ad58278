use serde::Serialize;

use crate::{Finding, Severity};

/// What was found in some files.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Version of this form, 1.
    pub schema: u8,
    /// Every file that was looked at, in the order they were named.
    pub files: Vec<FileReport>,
    /// By file, the worst first; those of the release as a whole last.
    pub findings: Vec<Finding>,
    /// Findings that do not count, by the project's own word.
    pub ignored: Vec<Ignored>,
}

/// One file that was looked at.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FileReport {
    /// Its name, without directories.
    pub file: String,
    /// As it was named, with directories.
    pub path: String,
    /// Bytes.
    pub size: u64,
}

/// A finding that does not count.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Ignored {
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
    /// Why it does not matter, as the project says.
    pub reason: String,
}

impl Report {
    /// Whether one of the findings is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}
