use clap::Args;
use wheelpin_workflow::{Context as Looked, look_for};

use super::options::LookArgs;
use super::project::{read, root};
use super::tell::tell;
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;

/// Look at workflows and actions against the lock, without network.
///
/// Exit code 1: a finding is an error.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    look: LookArgs,
}

/// Looks, and writes what it finds to stdout.
pub(super) fn run(arguments: &CheckArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let rules = arguments.look.rules()?;
    let read = read(&root(&arguments.look.directory))?;
    let looked = Looked { repository: &read.repository, lock: read.lock.as_ref(), facts: None };
    let findings = arguments.look.denied(look_for(&looked, rules));
    tell(&arguments.look, &read.repository, &findings, None, context)
}
