use clap::Subcommand;

use crate::ExitCode;
use crate::commands::check::{self, CheckArgs};
use crate::commands::completions::{self, CompletionsArgs};
use crate::commands::test::{self, TestArgs};
use crate::context::Context;
use crate::error::Error;

/// What the program is, in a line.
pub(crate) const ABOUT: &str = "Test and check wheels on this system. This is the small wheelpin; the whole one, which builds \
     and releases them, is started in a project by Nix: nix run .#wheelpin";

/// The commands that need neither Nix nor an index.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Test(TestArgs),
    Check(CheckArgs),
    Completions(CompletionsArgs),
}

impl Command {
    /// Whether the command starts programs, which have to end before it does.
    pub(crate) fn starts_programs(&self) -> bool {
        matches!(self, Self::Test(_))
    }

    /// Runs the command and says how it ends.
    pub(crate) async fn run(self, context: &mut Context<'_>) -> Result<ExitCode, Error> {
        match self {
            Self::Test(test_args) => test::run(&test_args, context).await,
            Self::Check(check_args) => check::run(&check_args, context),
            Self::Completions(arguments) => completions::run(&arguments, context.stdout),
        }
    }
}
