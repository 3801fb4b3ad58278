use serde::Serialize;

/// A part of what makes a good release; each has a score.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Who can publish, and what could be slipped in.
    Security,
    /// Where the version stands and how it moves.
    Versions,
    /// What is built, and whether it can be built again.
    Build,
    /// How the workflows that release behave.
    Workflow,
    /// What was run before it is published.
    Testing,
    /// For whom there are wheels.
    Platforms,
}

impl Area {
    /// Every area, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::Security,
        Self::Versions,
        Self::Build,
        Self::Workflow,
        Self::Testing,
        Self::Platforms,
    ];

    /// The area as people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Security => "security and authentication",
            Self::Versions => "version management",
            Self::Build => "build",
            Self::Workflow => "workflow",
            Self::Testing => "testing",
            Self::Platforms => "platform coverage",
        }
    }
}
