//! Versions as one value that Cargo and Python both can say.

mod form;
mod level;
mod phase;
mod range;
mod tag_format;

use std::cmp::Ordering;
use std::fmt;

pub use form::VersionError;
pub use level::{Level, ZeroRules};
pub use phase::{Phase, Pre};
pub use range::Range;
pub use tag_format::TagFormat;
pub(crate) use tag_format::guess;

/// A version that SemVer (Cargo) and PEP 440 (Python) both can say.
///
/// Ordered as PEP 440 orders. SemVer orders the same but for `dev`, which it puts
/// between `beta` and `rc`: see [`Version::semver_cmp`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
    /// What makes it a pre-release.
    pub pre: Option<Pre>,
}

impl Version {
    /// A final version.
    #[must_use]
    pub const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self { major, minor, patch, pre: None }
    }

    /// The final version that a pre-release is for; itself where it is final.
    #[must_use]
    pub const fn release(self) -> Self {
        Self { pre: None, ..self }
    }

    /// The same with a pre-release.
    #[must_use]
    pub const fn with_pre(self, phase: Phase, number: u64) -> Self {
        Self { pre: Some(Pre { phase, number }), ..self }
    }

    /// The order of SemVer 2.0, item 11.
    #[must_use]
    pub fn semver_cmp(&self, other: &Self) -> Ordering {
        let pre = |version: &Self| match version.pre {
            Some(pre) => (false, pre.phase.word(), pre.number),
            None => (true, "", 0),
        };
        self.numbers().cmp(&other.numbers()).then_with(|| pre(self).cmp(&pre(other)))
    }

    /// Whether both Cargo and Python take it for newer than another.
    #[must_use]
    pub fn follows(&self, other: &Self) -> bool {
        self > other && self.semver_cmp(other).is_gt()
    }

    const fn numbers(&self) -> (u64, u64, u64) {
        (self.major, self.minor, self.patch)
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let pre = |version: &Self| match version.pre {
            Some(pre) => (false, Some(pre)),
            None => (true, None),
        };
        self.numbers().cmp(&other.numbers()).then_with(|| pre(self).cmp(&pre(other)))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// SemVer, as in Cargo.toml: `1.2.0-beta.1`.
impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, pre } = self;
        write!(formatter, "{major}.{minor}.{patch}")?;
        match pre {
            Some(Pre { phase, number }) => write!(formatter, "-{}.{number}", phase.word()),
            None => Ok(()),
        }
    }
}
