use serde::Serialize;

use crate::StorePath;

/// What is wrong with the machine or the network.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// No space is left, for Nix or for a builder.
    DiskFull {
        /// Whose builder, where it was one.
        derivation: Option<StorePath>,
        /// The line that says so.
        text: String,
    },
    /// Something could not be fetched.
    Network {
        /// Whose builder, where it was one.
        derivation: Option<StorePath>,
        /// The line that says so.
        text: String,
    },
    /// Nix was interrupted.
    Interrupted,
    /// A builder was killed from outside, most likely for want of memory:
    /// signal 9.
    Killed {
        /// The derivation.
        derivation: StorePath,
    },
}

/// Words of the system (`ENOSPC`) and of SQLite (`SQLITE_FULL`).
const DISK_FULL: [&str; 2] = ["No space left on device", "database or disk is full"];
/// Words of Nix (2.8 to 2.35) when a download or a connection fails.
pub(crate) const NETWORK: [&str; 4] = [
    "unable to download",
    "Couldn't resolve host",
    "Could not resolve host",
    "failed to start SSH connection",
];
/// Nix's words after the signals INT, TERM and HUP.
const INTERRUPTED: &str = "interrupted by the user";

impl Problem {
    /// Reads an error of Nix, or a builder's line, in plain text.
    pub(super) fn parse(text: &str, derivation: Option<&StorePath>) -> Option<Self> {
        let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
        let derivation = derivation.cloned();
        if says(&DISK_FULL) {
            Some(Self::DiskFull { derivation, text: text.into() })
        } else if says(&NETWORK) {
            Some(Self::Network { derivation, text: text.into() })
        } else if derivation.is_none() && text.trim() == INTERRUPTED {
            Some(Self::Interrupted)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_read_from_the_systems_words() {
        let text = "writing to file: No space left on device";
        assert_eq!(
            Problem::parse(text, None),
            Some(Problem::DiskFull { derivation: None, text: text.into() }),
        );
        let text = "unable to download 'http://a': Couldn't connect to server (7)";
        assert_eq!(
            Problem::parse(text, None),
            Some(Problem::Network { derivation: None, text: text.into() }),
        );
        assert_eq!(Problem::parse("interrupted by the user", None), Some(Problem::Interrupted));
        assert_eq!(Problem::parse("a test failed", None), None);
    }

    #[test]
    fn a_builder_cannot_say_that_nix_was_interrupted() {
        let derivation =
            StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        assert_eq!(Problem::parse("interrupted by the user", Some(&derivation)), None);
    }
}
