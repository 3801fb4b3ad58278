//! What releases of a project cost: what was found out for `wheelpin plan --cost`.

mod after;
mod before;
mod cost_args;
mod file;

use std::path::{Path, PathBuf};

use serde::Serialize;
use wheelpin_cost::{Bill, SOURCE, Settings, bill};
use wheelpin_nix::Plan;

pub(crate) use cost_args::CostArgs;

use crate::error::Error;
use crate::pyproject_table::pyproject_table;

/// What a release costs; part of the plan's JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Cost {
    /// By the workflows that the project had; none where nothing is known of them.
    pub(crate) before: Option<Bill>,
    /// By those of `wheelpin init`.
    pub(crate) after: Bill,
    /// What a reader should know of both.
    pub(crate) notes: Vec<String>,
    /// Where prices come from.
    pub(crate) prices: &'static str,
}

/// Works out what releases cost, for a project's plan.
pub(crate) fn cost(plan: &Plan, project: &str, cost_args: &CostArgs) -> Result<Cost, Error> {
    // Of a flake reference nothing is read: everything is as usual, and nothing was before.
    let directory = Some(Path::new(project)).filter(|path| path.is_dir());
    let settings = directory.map(settings).transpose()?.flatten().unwrap_or_default();
    let mut notes = Vec::new();
    let before = before::before(directory, &settings, cost_args, &mut notes)?;
    let after = after::after(plan, directory, &settings, cost_args, &mut notes)?;
    Ok(Cost {
        before: before.map(|releases| bill(&releases, &settings)),
        after: bill(&after, &settings),
        notes,
        prices: SOURCE,
    })
}

fn settings(directory: &Path) -> Result<Option<Settings>, Error> {
    let path = directory.join("pyproject.toml");
    pyproject_table(directory, "cost").map_err(|source| Error::CostSettings { path, source })
}

/// The directory with `.github/workflows`: that of the project, or one above it in the repository.
fn workflow_root(directory: &Path) -> Option<PathBuf> {
    let directory = directory.canonicalize().ok()?;
    let mut found = None;
    for above in directory.ancestors() {
        if above.join(wheelpin_workflow::WORKFLOWS).is_dir() {
            found = Some(above.to_owned());
        }
        if found.is_some() || above.join(".git").exists() {
            break;
        }
    }
    found
}
