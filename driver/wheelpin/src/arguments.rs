use clap::{Args, Parser, ValueEnum};

use crate::ExitCode;
#[cfg(not(feature = "release"))]
use crate::commands::small::{ABOUT, Command};
#[cfg(feature = "release")]
use crate::commands::whole::{ABOUT, Command};
use crate::context::Context;
use crate::error::Error;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    about = ABOUT,
    name = "wheelpin",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 a finding or test failed the wheels, 2 usage or configuration,\n\
                  3 a build failed, 4 an index or the network refused, 5 state conflict, 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(subcommand)]
    command: Command,
}

/// How much is said, and how.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Say nothing but errors and results
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    /// Show the logs of builders as they come
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Arguments {
    /// Whether the command starts programs, which have to end before it does. Others hold
    /// nothing that a signal should not end at once.
    pub(crate) fn starts_programs(&self) -> bool {
        self.command.starts_programs()
    }

    /// Runs the command and says how it ends.
    pub(crate) async fn run(self, context: &mut Context<'_>) -> Result<ExitCode, Error> {
        self.command.run(context).await
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

    #[test]
    fn signals_are_only_waited_for_where_programs_are_started() {
        let starts = |command| Arguments::parse_from(["wheelpin", command]).starts_programs();
        assert!(starts("test"));
        assert!(!starts("check"));
        #[cfg(feature = "release")]
        assert!(starts("build") && starts("plan"));
    }
}
