//! `wheelpin pins`, one file per subcommand.

mod check;
mod fix;
mod lock;
mod options;
mod project;
mod tell;
mod update;
mod verify;
mod writing;

use clap::{Args, Subcommand};

use self::check::CheckArgs;
use self::fix::FixArgs;
use self::lock::LockArgs;
use self::update::UpdateArgs;
use self::verify::VerifyArgs;
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;

/// Look after what workflows use: actions, images and downloads, pinned to verified facts.
///
/// A pin is a commit and the version behind it as a comment. What was verified of it stands in
/// .github/wheelpin-pins.json, which `lock` writes and `check` compares with, without network.
#[derive(Debug, Args)]
#[command(
    after_help = "Begin with: wheelpin pins fix. In CI: wheelpin pins check. Rules: docs/workflow-rules.md."
)]
pub(crate) struct PinsArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(CheckArgs),
    Verify(VerifyArgs),
    Update(UpdateArgs),
    Lock(LockArgs),
    Fix(FixArgs),
}

impl PinsArgs {
    /// Whether git is started.
    pub(crate) fn starts_programs(&self) -> bool {
        !matches!(self.command, Command::Check(_))
    }
}

/// Runs the subcommand.
pub(crate) async fn run(
    arguments: &PinsArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    match &arguments.command {
        Command::Check(arguments) => check::run(arguments, context),
        Command::Verify(arguments) => verify::run(arguments, context).await,
        Command::Update(arguments) => update::run(arguments, context).await,
        Command::Lock(arguments) => lock::run(arguments, context).await,
        Command::Fix(arguments) => fix::run(arguments, context).await,
    }
}
