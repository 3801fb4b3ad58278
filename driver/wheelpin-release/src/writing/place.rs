use std::ops::Range;
use std::path::PathBuf;

use semver::{Op, VersionReq};

use crate::version::Version;

/// A place of a version in a file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// What stands there, as `package.version`.
    pub what: String,
    /// The version as it is written.
    pub text: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
    pub(super) form: Form,
}

/// How a version is written at a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    /// As Cargo says it.
    Cargo,
    /// As Python says it.
    Python,
    /// As a requirement of Cargo's, which may go on holding.
    Requirement,
}

impl Place {
    /// The version that stands here; none where it is a requirement, or nothing that
    /// can be read.
    #[must_use]
    pub fn version(&self) -> Option<Version> {
        match self.form {
            Form::Cargo | Form::Python => self.text.parse().ok(),
            Form::Requirement => None,
        }
    }

    /// Whether what stands here goes with a version.
    #[must_use]
    pub fn agrees(&self, version: &Version) -> bool {
        match self.form {
            Form::Cargo | Form::Python => self.version() == Some(*version),
            Form::Requirement => holds(&self.text, version),
        }
    }

    /// What is to stand here for another version.
    pub(super) fn with(&self, version: &Version) -> String {
        match self.form {
            // Another spelling of the same stays.
            Form::Cargo | Form::Python if self.version() == Some(*version) => self.text.clone(),
            Form::Cargo => version.to_string(),
            Form::Python => version.python(),
            Form::Requirement if holds(&self.text, version) && !is_whole(&self.text) => {
                self.text.clone()
            }
            Form::Requirement => format!("{}{version}", operator(&self.text)),
        }
    }
}

fn holds(requirement: &str, version: &Version) -> bool {
    let version = semver::Version::parse(&version.to_string());
    match (VersionReq::parse(requirement), version) {
        (Ok(requirement), Ok(version)) => requirement.matches(&version),
        _ => false,
    }
}

/// Whether it names a version in full, and follows the releases therefore.
fn is_whole(requirement: &str) -> bool {
    VersionReq::parse(requirement).is_ok_and(
        |requirement| matches!(requirement.comparators.as_slice(), [one] if one.patch.is_some() && !matches!(one.op, Op::Greater | Op::Less | Op::LessEq)),
    )
}

/// The operator of a requirement of one part, as it is written; none where the version
/// behind it would not hold.
fn operator(requirement: &str) -> &str {
    let start = requirement.find(|first: char| first.is_ascii_digit()).unwrap_or_default();
    let written = requirement.get(..start).unwrap_or_default();
    match VersionReq::parse(requirement).ok().as_ref().map(|it| it.comparators.as_slice()) {
        Some([one]) => match one.op {
            Op::Exact | Op::Tilde | Op::Caret | Op::GreaterEq => written,
            _ => "",
        },
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_change_where_they_must() {
        for (text, version, expected) in [
            ("1.2.0", "1.3.0", "1.3.0"),
            ("=1.2.0", "1.3.0", "=1.3.0"),
            ("= 1.2.0", "1.3.0", "= 1.3.0"),
            ("~1.2.0", "1.2.1", "~1.2.1"),
            ("^1.2.0", "1.3.0", "^1.3.0"),
            (">=1.2.0", "1.3.0", ">=1.3.0"),
            (">1.2.0", "1.3.0", ">1.2.0"),
            ("<=1.2.0", "1.3.0", "1.3.0"),
            ("~1.2", "1.3.0", "~1.3.0"),
            ("1.2.*", "1.3.0", "1.3.0"),
            ("1.2", "1.3.0", "1.2"),
            ("1", "1.3.0", "1"),
            ("*", "1.3.0", "*"),
            (">=1, <3", "2.0.0", ">=1, <3"),
            ("1", "2.0.0", "2.0.0"),
            ("0.2", "0.3.0-beta.1", "0.3.0-beta.1"),
            ("not a requirement", "1.0.0", "1.0.0"),
        ] {
            let place = Place {
                file: PathBuf::new(),
                what: String::new(),
                text: text.into(),
                span: 0..0,
                form: Form::Requirement,
            };
            assert_eq!(place.with(&version.parse().unwrap()), expected, "{text}");
        }
    }
}
