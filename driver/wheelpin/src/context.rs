use std::io::Write;

use wheelpin_process::Interrupt;

use crate::arguments::OutputArgs;

/// What every command is given.
pub(crate) struct Context<'a> {
    /// Where results go.
    pub(crate) stdout: &'a mut dyn Write,
    /// Asked for by Ctrl-C and SIGTERM.
    pub(crate) interrupt: Interrupt,
    /// How much is said.
    pub(crate) output: OutputArgs,
}
