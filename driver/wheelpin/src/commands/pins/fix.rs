use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use wheelpin_workflow::facts::Facts;
use wheelpin_workflow::{Context as Looked, Edit, look, wanted};

use super::options::{RemoteArgs, unanswered};
use super::project::{read, root};
use super::writing::{plan, tell, write};
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;

/// Pin tags and branches to the commits they stand for, correct comments, and write the lock.
///
/// Only what leaves the workflow doing the same is changed, in place: all else in the files stays
/// byte for byte. Exit code 1: something is not what it says, and a person must decide.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    /// A directory of the repository
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// Show the changes and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Make changes too that a person should look at: take the commit that a comment means
    #[arg(long = "unsafe")]
    is_unsafe: bool,

    /// Ask nobody: only what the lock knows
    #[arg(long)]
    offline: bool,

    #[command(flatten)]
    remote: RemoteArgs,
}

/// Mends what can be mended.
pub(super) async fn run(arguments: &FixArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let root = root(&arguments.directory);
    let read = read(&root)?;
    let mut facts = Facts::default();
    if !arguments.offline {
        let wanted = wanted(&read.repository, read.lock.as_ref(), true, false);
        facts = arguments.remote.gather(&wanted, context).await?;
    }
    let looked = Looked {
        repository: &read.repository,
        lock: read.lock.as_ref(),
        facts: (!arguments.offline).then_some(&facts),
    };
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for finding in look(&looked) {
        let fix = finding.fix.filter(|fix| fix.safe || arguments.is_unsafe);
        edits.entry(finding.file).or_default().extend(fix.into_iter().flat_map(|fix| fix.edits));
    }
    let plan = plan(&read, &edits, &mut facts, Timestamp::now());
    write(&root, &plan, arguments.dry_run, context)?;
    let has_errors = tell(&plan, context)?;
    if let Some(error) = unanswered(&facts) {
        return Err(error);
    }
    Ok(if has_errors { ExitCode::Wheels } else { ExitCode::Done })
}
