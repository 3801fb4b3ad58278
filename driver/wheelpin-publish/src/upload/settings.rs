use std::num::NonZeroUsize;
use std::time::Duration;

/// How files are sent.
#[derive(Clone, Debug)]
pub struct UploadSettings {
    /// How many files are sent at a time.
    pub jobs: NonZeroUsize,
    /// How often a file is sent at the most.
    pub attempts: u32,
    /// For how long after its first attempt begins no new attempt of a file is given up.
    pub patience: Duration,
    /// How long the connection may take no byte of a file.
    pub stall: Duration,
    /// How long the index may take to answer once it has all bytes. PyPI unpacks files first.
    pub answer: Duration,
    /// The first wait between attempts; it doubles.
    pub first_wait: Duration,
    /// The longest wait, and the longest that an index may ask for with `Retry-After`.
    pub most_wait: Duration,
}

impl Default for UploadSettings {
    fn default() -> Self {
        Self {
            jobs: NonZeroUsize::MIN.saturating_add(7),
            attempts: 6,
            patience: Duration::from_secs(15 * 60),
            stall: Duration::from_secs(120),
            answer: Duration::from_secs(5 * 60),
            first_wait: Duration::from_secs(1),
            most_wait: Duration::from_secs(120),
        }
    }
}
