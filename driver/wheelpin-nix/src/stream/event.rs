use serde::Serialize;

use super::{FailureReason, Level, Problem};
use crate::StorePath;

/// What happened in a build: the whole interface between Nix and those who
/// watch it.
///
/// All texts are plain ([`crate::plain`]), on one line unless said otherwise,
/// and of bounded length. Ids name an activity of this stream and are not used
/// again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A derivation is being built.
    Started {
        /// The derivation.
        derivation: StorePath,
        /// Where, if on another machine: a store's address, `ssh-ng://host`.
        machine: Option<String>,
    },
    /// A builder wrote a line.
    LogLine {
        /// The derivation.
        derivation: StorePath,
        /// The line, at most 4 KiB of it.
        line: String,
    },
    /// A builder went on to another phase.
    Phase {
        /// The derivation.
        derivation: StorePath,
        /// Its name.
        phase: String,
    },
    /// Cargo began to compile a crate. Comes after the line that says so.
    Compiling {
        /// The derivation.
        derivation: StorePath,
        /// The crate's name.
        krate: String,
        /// Its version, without the `v`.
        version: String,
    },
    /// A derivation is not being built any more. Whether it has succeeded is
    /// not known from this: a failure comes before or after it, or, for one that
    /// nothing in this run depends on, at the end of the whole run.
    Stopped {
        /// The derivation.
        derivation: StorePath,
    },
    /// A derivation failed. Comes once for each.
    Failed {
        /// The derivation.
        derivation: StorePath,
        /// Why.
        reason: FailureReason,
    },
    /// How far all builds of this run are, as Nix counts. Before the first build
    /// begins, `expected` goes up and down while Nix looks at what is there.
    Progress {
        /// Derivations built.
        done: u64,
        /// Derivations to build, those done among them and those failed not.
        expected: u64,
        /// Derivations being built.
        running: u64,
        /// Derivations that failed, those that could not be begun among them;
        /// those that took too long are not.
        failed: u64,
    },
    /// A download began or went on.
    Download {
        /// The download.
        id: u64,
        /// Its URL.
        what: String,
        /// Bytes received.
        done: u64,
        /// Bytes in all; 0 while unknown.
        expected: u64,
    },
    /// A download ended, well or not.
    DownloadStopped {
        /// The download.
        id: u64,
    },
    /// A store path is being copied between stores.
    Copy {
        /// The copying.
        id: u64,
        /// The path.
        path: StorePath,
        /// Address of the store it comes from.
        from: String,
        /// Address of the store it goes to.
        to: String,
    },
    /// Copying ended, well or not.
    CopyStopped {
        /// The copying.
        id: u64,
    },
    /// Nix waits: for a lock that another Nix holds, for a machine, for a build
    /// user.
    Waiting {
        /// The wait.
        id: u64,
        /// What Nix says of it.
        text: String,
    },
    /// Nix waits no more for that.
    WaitingStopped {
        /// The wait.
        id: u64,
    },
    /// Nix, or a program that it runs, says something, in one line or several.
    /// What makes a [`Event::Failed`] is no message too.
    Message {
        /// How much it matters.
        level: Level,
        /// The text.
        text: String,
    },
    /// Something is wrong with the machine or the network, not with what is
    /// built. Comes after the message or failure that it was read from.
    Problem {
        /// What.
        problem: Problem,
    },
}
