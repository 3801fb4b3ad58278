use serde::Serialize;

use crate::StorePath;

/// Why a derivation failed, as far as Nix's message tells.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FailureReason {
    /// The builder ended with a code other than 0.
    ExitCode {
        /// The code.
        code: u32,
    },
    /// The builder was killed.
    Signal {
        /// The signal's number.
        signal: u32,
    },
    /// A fetched file is not the one that was pinned.
    HashMismatch {
        /// The pinned hash.
        wanted: String,
        /// The hash of what was fetched.
        got: String,
    },
    /// It took longer than `--timeout` or was silent for longer than
    /// `--max-silent-time`.
    TimedOut {
        /// The limit in seconds, where it is told.
        seconds: Option<u64>,
        /// Whether it was silence that was limited.
        silent: bool,
    },
    /// It was not begun, since derivations that it depends on failed.
    Dependency {
        /// How many of them.
        count: u64,
    },
    /// Anything else.
    Other {
        /// Nix's message, of several lines.
        text: String,
    },
}

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
