use std::io;

/// How the machine differs from the real one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Another {
    /// Seconds that its clock is ahead. Times of files stay real.
    pub clock: i64,
    /// How many processors it has more.
    pub processors: u32,
    /// Its host name, and what its kernel's release ends with.
    pub name: Option<String>,
    /// What the order of directories is shuffled by.
    pub order: Option<u64>,
    /// The user and group that programs run as; only root can change them.
    pub user: Option<(u32, u32)>,
}

/// Why a program could not be run so.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system has no such way.
    #[error("trace programs: only Linux on x86_64 and aarch64 has what that needs")]
    Unsupported,
    /// The system refuses.
    #[error("{what}")]
    Refused {
        /// What was tried.
        what: &'static str,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}
