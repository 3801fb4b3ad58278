use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::ExitCode;
use crate::commands::build::{self, BuildArgs};
use crate::commands::bump::{self, BumpArgs};
use crate::commands::changelog::{self, ChangelogArgs};
use crate::commands::check::{self, CheckArgs};
use crate::commands::completions::{self, CompletionsArgs};
use crate::commands::doctor::{self, DoctorArgs};
use crate::commands::explain::{self, ExplainArgs};
use crate::commands::man::{self, ManArgs};
use crate::commands::pins::{self, PinsArgs};
use crate::commands::plan::{self, PlanArgs};
use crate::commands::publish::{self, PublishArgs};
use crate::commands::release::{self, ReleaseArgs};
use crate::commands::test::{self, TestArgs};
use crate::context::Context;
use crate::error::Error;

/// Build, check, test and release every wheel of a Rust and Python project with Nix.
#[derive(Debug, Parser)]
#[command(
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

#[derive(Debug, Subcommand)]
enum Command {
    Plan(PlanArgs),
    Build(BuildArgs),
    Check(CheckArgs),
    Bump(BumpArgs),
    Changelog(ChangelogArgs),
    Publish(PublishArgs),
    Release(Box<ReleaseArgs>),
    Test(TestArgs),
    Doctor(DoctorArgs),
    Explain(ExplainArgs),
    Pins(Box<PinsArgs>),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

impl Arguments {
    /// Whether the command starts programs, which have to end before it does. Others hold
    /// nothing that a signal should not end at once.
    pub(crate) fn starts_programs(&self) -> bool {
        match &self.command {
            Command::Pins(arguments) => arguments.starts_programs(),
            Command::Build(_)
            | Command::Plan(_)
            | Command::Publish(_)
            | Command::Release(_)
            | Command::Test(_) => true,
            // What bump runs is git, which ends by the same signal; what was half-written is
            // mended by the next run.
            Command::Bump(_)
            | Command::Changelog(_)
            | Command::Check(_)
            | Command::Completions(_)
            | Command::Doctor(_)
            | Command::Explain(_)
            | Command::Man(_) => false,
        }
    }

    /// Runs the command and says how it ends.
    pub(crate) async fn run(self, context: &mut Context<'_>) -> Result<ExitCode, Error> {
        match self.command {
            Command::Plan(plan_args) => plan::run(&plan_args, context).await,
            Command::Build(build_args) => build::run(&build_args, context).await,
            Command::Check(check_args) => check::run(&check_args, context),
            Command::Bump(bump_args) => bump::run(&bump_args, context).await,
            Command::Changelog(arguments) => changelog::run(&arguments, context),
            Command::Publish(arguments) => publish::run(&arguments, context).await,
            Command::Release(arguments) => release::run(&arguments, context).await,
            Command::Test(test_args) => test::run(&test_args, context).await,
            Command::Doctor(doctor_args) => doctor::run(&doctor_args, context.stdout),
            Command::Pins(arguments) => pins::run(&arguments, context).await,
            Command::Explain(arguments) => explain::run(&arguments, context.stdout),
            Command::Completions(arguments) => completions::run(&arguments, context.stdout),
            Command::Man(arguments) => man::run(&arguments, context.stdout),
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

    #[test]
    fn signals_are_only_waited_for_where_programs_are_started() {
        let starts = |command| Arguments::parse_from(["wheelpin", command]).starts_programs();
        assert!(starts("build") && starts("plan") && starts("test"));
        assert!(!starts("check"));
    }
}
