use std::io;
use std::path::PathBuf;

/// Why nothing was checked. Messages read after "failed to".
#[derive(Debug)]
pub(crate) enum Error {
    /// A command line that is none.
    Usage,
    /// The settings are not there, or none.
    Settings { path: PathBuf, source: io::Error },
    /// The report cannot be written.
    Findings { path: PathBuf, source: io::Error },
    /// What the checker says.
    Check(wheelpin_wheel::Error),
}

impl From<wheelpin_wheel::Error> for Error {
    fn from(error: wheelpin_wheel::Error) -> Self {
        Self::Check(error)
    }
}
