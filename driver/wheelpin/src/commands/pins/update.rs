use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use wheelpin_workflow::facts::{CommitFacts, Facts};
use wheelpin_workflow::{Update, UpdateSettings, Updates, day, updates, wanted};

use super::options::{RemoteArgs, unanswered};
use super::project::{read, root};
use super::writing::{plan, tell, write};
use crate::ExitCode;
use crate::commands::check;
use crate::context::Context;
use crate::error::Error;
use crate::ui::{pins as ui, width};

/// Take newer versions of actions: commits and comments in place, and the lock.
///
/// Takes the newest tag with three numbers that is old enough, of the same first number. All else in
/// the files stays byte for byte.
#[derive(Debug, Args)]
pub(crate) struct UpdateArgs {
    /// A directory of the repository
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// How old a version must be: an action that was taken over is mostly found out within days
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    min_age: u32,

    /// Take another first number too: what it breaks stands in its changelog
    #[arg(long)]
    major: bool,

    /// Show the changes and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Print what is updated as JSON (schema 1)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    remote: RemoteArgs,
}

/// Asks, and writes what is newer.
pub(super) async fn run(
    arguments: &UpdateArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let root = root(&arguments.directory);
    let read = read(&root)?;
    let wanted = wanted(&read.repository, read.lock.as_ref(), true, false);
    let mut facts = arguments.remote.gather(&wanted, context).await?;
    let now = Timestamp::now();
    let settings = UpdateSettings {
        now: now.as_second(),
        min_age: i64::from(arguments.min_age) * 86_400,
        major: arguments.major,
    };
    let found = updates(&read.repository, &facts, settings);
    let plan = plan(&read, &found.edits, &mut facts, now);
    if arguments.json {
        if !arguments.dry_run {
            wheelpin_workflow::write(&root, &plan.changes)?;
        }
        let text = check::json(&as_json(&found, &facts, &arguments.remote))?;
        check::write(context.stdout, &text)?;
    } else {
        for update in &found.updates {
            let link = link(update, &facts, &arguments.remote);
            let text = ui::update(update, link.as_deref(), width::width());
            context.stdout.write_all(text.as_bytes()).map_err(Error::Write)?;
        }
        for left in &found.left {
            writeln!(context.stdout, "left out: {}", wheelpin_dist::plain(left))
                .map_err(Error::Write)?;
        }
        if found.updates.is_empty() {
            writeln!(context.stdout, "nothing newer is taken").map_err(Error::Write)?;
        }
        write(&root, &plan, arguments.dry_run, context)?;
    }
    let has_errors = !arguments.json && tell(&plan, context)?;
    if let Some(error) = unanswered(&facts) {
        return Err(error);
    }
    Ok(if has_errors { ExitCode::Wheels } else { ExitCode::Done })
}

/// Where people see what changed.
fn link(update: &Update, facts: &Facts, remote: &RemoteArgs) -> Option<String> {
    let told = facts.of(&update.repository)?;
    let is_there =
        matches!(told.commits.get(&update.from_commit), Some(CommitFacts::Reachable { .. }));
    let from = is_there.then_some(update.from_commit.as_str());
    remote.compare(&update.repository, from, &update.to_commit, &update.to)
}

fn as_json(found: &Updates, facts: &Facts, remote: &RemoteArgs) -> serde_json::Value {
    let updates: Vec<serde_json::Value> = found
        .updates
        .iter()
        .map(|update| {
            let places: Vec<serde_json::Value> = update
                .places
                .iter()
                .map(|(file, line)| json!({ "file": file, "line": line }))
                .collect();
            json!({
                "action": update.repository,
                "from": update.from,
                "fromCommit": update.from_commit,
                "to": update.to,
                "toCommit": update.to_commit,
                "date": day(update.date),
                "changes": link(update, facts, remote),
                "places": places,
            })
        })
        .collect();
    json!({ "schema": 1, "updates": updates, "left": found.left })
}
