use clap::Args;
use wheelpin_workflow::{Context as Looked, look_for, verdicts, wanted};

use super::options::{LookArgs, RemoteArgs, unanswered};
use super::project::{read, root};
use super::tell::tell;
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;

/// Ask the actions' repositories whether every pin is what it says.
///
/// The commit exists; a branch or tag of the repository has it (a fork's or a pull request's
/// would be given too); the version in its comment stands for it; no tag moved since it was
/// locked; required inputs are given. Git asks, and nothing is written.
///
/// Exit code 1: a finding is an error. 4: a repository did not answer.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    look: LookArgs,

    #[command(flatten)]
    remote: RemoteArgs,
}

/// Asks and looks, and writes what it finds to stdout.
pub(super) async fn run(
    arguments: &VerifyArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let rules = arguments.look.rules()?;
    let read = read(&root(&arguments.look.directory))?;
    let wanted = wanted(&read.repository, read.lock.as_ref(), false, true);
    let facts = arguments.remote.gather(&wanted, context).await?;
    let looked =
        Looked { repository: &read.repository, lock: read.lock.as_ref(), facts: Some(&facts) };
    let findings = arguments.look.denied(look_for(&looked, rules));
    let verdicts = verdicts(&looked);
    let exit_code = tell(&arguments.look, &read.repository, &findings, Some(&verdicts), context)?;
    unanswered(&facts).map_or(Ok(exit_code), Err)
}
