use clap::Subcommand;

use crate::ExitCode;
use crate::commands::build::{self, BuildArgs};
use crate::commands::bump::{self, BumpArgs};
use crate::commands::changelog::{self, ChangelogArgs};
use crate::commands::check::{self, CheckArgs};
use crate::commands::completions::{self, CompletionsArgs};
use crate::commands::diff::{self, DiffArgs};
use crate::commands::doctor::{self, DoctorArgs};
use crate::commands::explain::{self, ExplainArgs};
use crate::commands::init::{self, InitArgs};
use crate::commands::man::{self, ManArgs};
use crate::commands::pins::{self, PinsArgs};
use crate::commands::plan::{self, PlanArgs};
use crate::commands::publish::{self, PublishArgs};
use crate::commands::release::{self, ReleaseArgs};
use crate::commands::report::{self, ReportArgs};
use crate::commands::reproduce::{self, ReproduceArgs};
use crate::commands::test::{self, TestArgs};
use crate::commands::varied::{self, VariedArgs};
use crate::context::Context;
use crate::error::Error;

/// What the program is, in a line.
pub(crate) const ABOUT: &str =
    "Build, check, test and release every wheel of a Rust and Python project with Nix";

/// All commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Plan(PlanArgs),
    Build(BuildArgs),
    Check(CheckArgs),
    Diff(DiffArgs),
    Bump(BumpArgs),
    Changelog(ChangelogArgs),
    Publish(PublishArgs),
    Release(Box<ReleaseArgs>),
    Test(TestArgs),
    Reproduce(Box<ReproduceArgs>),
    Init(Box<InitArgs>),
    Doctor(DoctorArgs),
    Report(ReportArgs),
    Pins(Box<PinsArgs>),
    Explain(ExplainArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
    Varied(Box<VariedArgs>),
}

impl Command {
    /// Whether the command starts programs, which have to end before it does. Others hold
    /// nothing that a signal should not end at once.
    pub(crate) fn starts_programs(&self) -> bool {
        match self {
            Command::Pins(arguments) => arguments.starts_programs(),
            Command::Build(_)
            | Command::Init(_)
            | Command::Plan(_)
            | Command::Publish(_)
            | Command::Release(_)
            | Command::Reproduce(_)
            | Command::Test(_)
            // A tracer that ends takes all that it traces with it: they end first.
            | Command::Varied(_) => true,
            // What bump and report run is git, which ends by the same signal; what was half-written is
            // mended by the next run.
            Command::Bump(_)
            | Command::Changelog(_)
            | Command::Check(_)
            | Command::Completions(_)
            | Command::Diff(_)
            | Command::Doctor(_)
            | Command::Explain(_)
            | Command::Man(_)
            | Command::Report(_) => false,
        }
    }

    /// Runs the command and says how it ends.
    pub(crate) async fn run(self, context: &mut Context<'_>) -> Result<ExitCode, Error> {
        match self {
            Command::Plan(plan_args) => plan::run(&plan_args, context).await,
            Command::Build(build_args) => build::run(&build_args, context).await,
            Command::Check(check_args) => check::run(&check_args, context),
            Command::Diff(diff_args) => diff::run(&diff_args, context),
            Command::Bump(bump_args) => bump::run(&bump_args, context).await,
            Command::Changelog(arguments) => changelog::run(&arguments, context),
            Command::Publish(arguments) => publish::run(&arguments, context).await,
            Command::Release(arguments) => release::run(&arguments, context).await,
            Command::Reproduce(arguments) => reproduce::run(&arguments, context).await,
            Command::Varied(arguments) => varied::run(&arguments),
            Command::Test(test_args) => test::run(&test_args, context).await,
            Command::Init(arguments) => init::run(&arguments, context).await,
            Command::Pins(arguments) => pins::run(&arguments, context).await,
            Command::Explain(arguments) => explain::run(&arguments, context.stdout),
            Command::Report(arguments) => report::run(&arguments, context),
            Command::Doctor(doctor_args) => doctor::run(&doctor_args, context.stdout),
            Command::Completions(arguments) => completions::run(&arguments, context.stdout),
            Command::Man(arguments) => man::run(&arguments, context.stdout),
        }
    }
}
