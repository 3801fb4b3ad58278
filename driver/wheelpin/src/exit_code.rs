/// How wheelpin ends. These numbers are public: scripts and workflows depend on
/// them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done, also when there was nothing to do.
    Done = 0,
    /// A finding or a test failed the wheels.
    Wheels = 1,
    /// A mistake in the command line or in the project's configuration.
    Usage = 2,
    /// A build failed.
    Build = 3,
    /// An index or the network refused after retries.
    Network = 4,
    /// Journal, git or index disagree.
    Conflict = 5,
    /// Interrupted (128 + SIGINT).
    Interrupted = 130,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(exit_code: ExitCode) -> Self {
        Self::from(exit_code as u8)
    }
}
