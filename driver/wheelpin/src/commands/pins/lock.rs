use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use wheelpin_workflow::wanted;

use super::options::{RemoteArgs, unanswered};
use super::project::{read, root};
use super::writing::{plan, tell, write};
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;

/// Verify all pins and write .github/wheelpin-pins.json: after edits by Dependabot, Renovate or hand.
///
/// A commit that does not exist or that no branch and no tag has is not locked. What did not change
/// keeps its entry. Exit code 1: something is not what it says. 4: a repository did not answer.
#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// A directory of the repository
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// Write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    remote: RemoteArgs,
}

/// Asks, and writes the lock.
pub(super) async fn run(
    arguments: &LockArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let root = root(&arguments.directory);
    let read = read(&root)?;
    let wanted = wanted(&read.repository, read.lock.as_ref(), true, false);
    let mut facts = arguments.remote.gather(&wanted, context).await?;
    let plan = plan(&read, &BTreeMap::new(), &mut facts, Timestamp::now());
    write(&root, &plan, arguments.dry_run, context)?;
    let has_errors = tell(&plan, context)?;
    if let Some(error) = unanswered(&facts) {
        return Err(error);
    }
    Ok(if has_errors { ExitCode::Wheels } else { ExitCode::Done })
}
