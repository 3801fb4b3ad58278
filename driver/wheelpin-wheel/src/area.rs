use serde::Serialize;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// The ZIP or tar file itself.
    Archive,
    /// METADATA, WHEEL, RECORD and what else stands in `.dist-info`.
    Metadata,
    /// What the file name promises against what the binaries are.
    Platform,
    /// What the binaries ask of Python against what the file name promises.
    Abi,
    /// What should not be in a published file.
    Leaks,
    /// All files of a release together.
    Release,
}

impl Area {
    /// All areas, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Archive, Self::Metadata, Self::Platform, Self::Abi, Self::Leaks, Self::Release];

    /// A heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Archive => "Archive",
            Self::Metadata => "Metadata",
            Self::Platform => "Tag against binary",
            Self::Abi => "Python ABI",
            Self::Leaks => "Leaks",
            Self::Release => "Release",
        }
    }
}
