use std::io::Write;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use crate::ExitCode;
use crate::arguments::Arguments;
use crate::error::Error;

/// Print the manual page of wheelpin, or of one command, for `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command; without it, wheelpin itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Writes the page, in roff, to `stdout`.
pub(crate) fn run(man_args: &ManArgs, stdout: &mut dyn Write) -> Result<ExitCode, Error> {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = &man_args.command {
        let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let known = known.join(", ");
        command = command
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Error::Command { name: name.clone(), known })?;
    }
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(Error::Write)?;
    stdout.write_all(&page).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}
