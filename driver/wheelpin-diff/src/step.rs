use serde::{Deserialize, Serialize};

/// How far a version has to step for a change (Semantic Versioning 2.0.0, items 6 to 8).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Nothing changed.
    #[default]
    None,
    /// Nothing that others use changed in a way that they can see.
    Patch,
    /// There is more, and what was there is as it was.
    Minor,
    /// What worked before may not work any more.
    Major,
}

impl Step {
    /// As it is written everywhere.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
