use std::time::Duration;

/// What happens while files are sent. Files are named by their number in the list given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UploadEvent {
    /// An attempt begins, counted from 1.
    Began {
        /// The file.
        file: usize,
        /// Which attempt.
        attempt: u32,
    },
    /// The connection took more of the file.
    Progress {
        /// The file.
        file: usize,
        /// Bytes of it that were taken in this attempt.
        sent: u64,
    },
    /// An attempt failed; there will be another.
    Waiting {
        /// The file.
        file: usize,
        /// Until the next attempt.
        wait: Duration,
        /// Why it failed, as one line.
        reason: String,
    },
    /// The index has the file.
    Done {
        /// The file.
        file: usize,
        /// How it came there.
        outcome: Outcome,
    },
}

/// How a file came to be on an index.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It was sent. Where an index answers alike to the same file again, as PyPI does, it may
    /// have been there.
    Uploaded,
    /// The same bytes were there.
    Already,
}
