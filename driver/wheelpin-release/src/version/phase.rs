/// What makes a version a pre-release, as `beta.1`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Pre {
    /// Its kind.
    pub phase: Phase,
    /// Its number.
    pub number: u64,
}

/// Kinds of pre-releases, ordered as PEP 440 orders them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Phase {
    /// `-dev.1`, `.dev1`
    Dev,
    /// `-alpha.1`, `a1`
    Alpha,
    /// `-beta.1`, `b1`
    Beta,
    /// `-rc.1`, `rc1`
    Rc,
}

impl Phase {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Dev, Self::Alpha, Self::Beta, Self::Rc];

    /// From a word that PEP 440 knows, in any case: those of SemVer, those of Python
    /// and their other spellings.
    ///
    /// Source: PEP 440, section "Pre-release spelling".
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "dev" => Self::Dev,
            "alpha" | "a" => Self::Alpha,
            "beta" | "b" => Self::Beta,
            "rc" | "c" | "pre" | "preview" => Self::Rc,
            _ => return None,
        })
    }

    /// Its word in SemVer.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Rc => "rc",
        }
    }
}
