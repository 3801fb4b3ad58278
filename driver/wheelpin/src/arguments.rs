use std::io::Write;

use clap::{Parser, Subcommand};

use crate::ExitCode;
use crate::commands::doctor::{self, DoctorArgs};
use crate::commands::plan::{self, PlanArgs};
use crate::error::Error;

/// Build, check, test and release every wheel of a Rust and Python project with Nix.
#[derive(Debug, Parser)]
#[command(
    name = "wheelpin",
    version,
    after_help = "Exit codes: 0 done, 1 a finding or test failed the wheels, 2 usage or configuration,\n\
                  3 a build failed, 4 an index or the network refused, 5 state conflict, 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Doctor(DoctorArgs),
    Plan(PlanArgs),
}

impl Arguments {
    /// Runs the command, which writes its results to `stdout`, and says how it ends.
    pub(crate) fn run(self, stdout: &mut dyn Write) -> Result<ExitCode, Error> {
        match self.command {
            Command::Doctor(doctor_args) => doctor::run(&doctor_args, stdout),
            Command::Plan(plan_args) => plan::run(&plan_args, stdout).map(|()| ExitCode::Done),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
