use std::io::Write;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::check::write;
use crate::ExitCode;
use crate::arguments::Arguments;
use crate::error::Error;
use crate::ui::commands_page::commands_page;

/// Print the manual page of wheelpin, or of one command, for `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command; without it, wheelpin itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,

    /// Print the documentation page of all commands
    #[arg(long, hide = true)]
    commands_page: bool,
}

/// Writes the page, in roff, to `stdout`.
pub(crate) fn run(man_args: &ManArgs, stdout: &mut dyn Write) -> Result<ExitCode, Error> {
    let mut command = Arguments::command();
    if man_args.commands_page {
        return write(stdout, &commands_page(command));
    }
    command.build();
    if let Some(name) = &man_args.command {
        let known: Vec<&str> = command
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .map(clap::Command::get_name)
            .collect();
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
