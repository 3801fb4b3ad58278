use serde::Serialize;
use wheelpin_workflow::yaml::clip;

use crate::Area;

pub use wheelpin_workflow::Severity;

/// Where something was found.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Place {
    /// The file, relative to the root of the tree, with `/`.
    pub file: String,
    /// The line, from 1 on, where there is one to name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What stands there, at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Place {
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.into(), line: None, detail: None }
    }

    pub(crate) fn line(file: &str, line: usize) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }

    /// Where a rule of workflows found something.
    pub(crate) fn of(finding: &wheelpin_workflow::Finding) -> Self {
        match &finding.span {
            Some(span) => Self::line(&finding.file, span.line),
            None => Self::file(&finding.file),
        }
    }

    pub(crate) fn detail(self, detail: &str) -> Self {
        Self { detail: Some(clip(detail)), ..self }
    }
}

/// What one rule found, in all its places.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// The area it takes points off.
    pub area: Area,
    /// How bad it is.
    pub severity: Severity,
    /// The points it takes off, out of 100.
    pub points: u8,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Where, in the order of files and lines; none for what is nowhere.
    pub places: Vec<Place>,
}
