use std::fmt;

use serde::{Deserialize, Serialize};

/// The steps of a release, in the order in which they are done: wheels come from the very commit
/// that is tagged, and nothing can be seen from outside before [`Step::Push`].
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Git, index and identity are looked at; nothing is done.
    Preflight,
    /// Version and changelog are written and committed, locally.
    Bump,
    /// That commit is built: wheels and sdist.
    Build,
    /// What the check of every file found is weighed.
    Check,
    /// Wheels are installed and imported.
    Test,
    /// The commit is tagged, locally.
    Tag,
    /// Commit and tag are pushed, both or neither.
    Push,
    /// Files go to the index.
    Publish,
    /// What the index has is compared with what was sent.
    Verify,
    /// The release on the forge.
    Forge,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Preflight,
        Self::Bump,
        Self::Build,
        Self::Check,
        Self::Test,
        Self::Tag,
        Self::Push,
        Self::Publish,
        Self::Verify,
        Self::Forge,
    ];

    /// As it is typed and written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Preflight => "preflight",
            Self::Bump => "bump",
            Self::Build => "build",
            Self::Check => "check",
            Self::Test => "test",
            Self::Tag => "tag",
            Self::Push => "push",
            Self::Publish => "publish",
            Self::Verify => "verify",
            Self::Forge => "forge",
        }
    }

    /// The step of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_is_written_and_in_the_order_of_the_steps() {
        for step in Step::ALL {
            assert_eq!(Step::from_name(step.name()), Some(step));
            assert_eq!(serde_json::to_string(&step).unwrap(), format!("{:?}", step.name()));
        }
        assert!(Step::ALL.is_sorted());
    }
}
