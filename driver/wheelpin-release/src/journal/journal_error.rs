use std::io;

use super::entry::SCHEMA;

/// What is wrong with a journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),

    /// A line is no entry.
    #[error("line {line} is no entry of a journal")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },

    /// An entry cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),

    /// Another program's format.
    #[error("it has schema {schema}, this wheelpin knows {SCHEMA}")]
    Schema {
        /// The schema it has.
        schema: u32,
    },

    /// It is longer than any release's.
    #[error("it is longer than {limit} bytes")]
    TooLong {
        /// Bytes.
        limit: u64,
    },

    /// It does not begin with a release.
    #[error("it does not begin with a release")]
    NoBeginning,

    /// It is of two releases.
    #[error("it is of two different releases")]
    TwoReleases,

    /// It says two things of one.
    #[error("it says two things of {what}: {one} and {other}")]
    Contradiction {
        /// Of what.
        what: String,
        /// First.
        one: String,
        /// Then.
        other: String,
    },

    /// Another program has it.
    #[error("another wheelpin is working on this release")]
    InUse,
}
