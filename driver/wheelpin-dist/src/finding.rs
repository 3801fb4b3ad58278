use serde::{Deserialize, Serialize};

/// What a rule found, without the places.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, a lowercase sentence without a full stop.
    pub message: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// An index refuses the file, or it does not work where its tags say it does.
    Error,
    /// It works, but not as well or as safely as it could.
    Warning,
    /// Worth knowing.
    Info,
}
