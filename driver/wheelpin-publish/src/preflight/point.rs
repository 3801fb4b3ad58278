use miette::Diagnostic;
use serde::Serialize;

use crate::Error;

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// Which: `identity`, `project`, `version`, `files`, `age`, `sizes`, `tags`, `findings`.
    pub name: &'static str,
    /// How it looks.
    pub verdict: Verdict,
    /// What was seen.
    pub text: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Why it could not be looked at, or was refused, where that is an error.
    #[serde(skip)]
    pub error: Option<Error>,
}

/// How a point looks.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Good.
    Ok,
    /// It could not be looked at.
    Unknown,
    /// Good, with something to know before.
    Warning,
    /// Publishing would fail.
    Refused,
}

impl Point {
    pub(super) fn ok(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Ok, text: text.into(), help: None, error: None }
    }

    pub(super) fn unknown(name: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Unknown, ..Self::ok(name, text) }
    }

    pub(super) fn warning(
        name: &'static str,
        text: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { verdict: Verdict::Warning, help: Some(help.into()), ..Self::ok(name, text) }
    }

    pub(super) fn refused(
        name: &'static str,
        text: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { verdict: Verdict::Refused, help: Some(help.into()), ..Self::ok(name, text) }
    }

    /// An error: unknown if the world was not to be asked, refused if it answered.
    pub(super) fn failed(name: &'static str, error: &Error) -> Self {
        let verdict = match error {
            Error::Request { .. }
            | Error::Status { .. }
            | Error::TooLarge { .. }
            | Error::Answer { .. }
            | Error::Redirected { .. }
            | Error::NoSimple { .. } => Verdict::Unknown,
            _ => Verdict::Refused,
        };
        Self {
            verdict,
            help: error.help().map(|help| help.to_string()),
            error: Some(error.clone()),
            ..Self::ok(name, format!("failed to {error}"))
        }
    }
}
