use std::io::Write;

use wheelpin_process::Interrupt;

use crate::arguments::OutputArgs;
#[cfg(feature = "release")]
use crate::error::Error;

/// What every command is given.
pub(crate) struct Context<'a> {
    /// Where results go.
    pub(crate) stdout: &'a mut dyn Write,
    /// Asked for by Ctrl-C and SIGTERM.
    pub(crate) interrupt: Interrupt,
    /// How much is said.
    pub(crate) output: OutputArgs,
}

/// Work that is given up when somebody asks to stop: what was begun with the world ends there.
#[cfg(feature = "release")]
pub(crate) async fn unless<T>(
    mut interrupt: Interrupt,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::select! {
        biased;
        done = work => done,
        _ = interrupt.beyond(wheelpin_process::Stop::Never) => Err(wheelpin_nix::Error::Interrupted.into()),
    }
}
