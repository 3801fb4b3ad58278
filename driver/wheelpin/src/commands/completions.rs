use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::ExitCode;
use crate::arguments::Arguments;
use crate::error::Error;

/// Print a script that completes wheelpin's arguments in a shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Writes the script to `stdout`.
pub(crate) fn run(
    completions_args: &CompletionsArgs,
    stdout: &mut dyn Write,
) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    generate(completions_args.shell, &mut Arguments::command(), "wheelpin", &mut script);
    stdout.write_all(&script).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}
