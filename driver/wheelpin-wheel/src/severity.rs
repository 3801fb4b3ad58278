use serde::Serialize;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// An index refuses the file, or it does not work where its tags say it does.
    Error,
    /// It works, but not as well or as safely as it could.
    Warning,
    /// Worth knowing.
    Info,
}
