use std::path::Path;

use wheelpin_cost::{Release, Settings, assume, workflows};
use wheelpin_init::is_made;
use wheelpin_workflow::read_repository;

use super::file::releases;
use super::{CostArgs, workflow_root};
use crate::error::Error;

/// What releases were before: real runs, or the workflows of the repository with assumed minutes.
/// None where there is neither, which a note tells.
pub(crate) fn before(
    directory: Option<&Path>,
    settings: &Settings,
    cost_args: &CostArgs,
    notes: &mut Vec<String>,
) -> Result<Option<Vec<Release>>, Error> {
    let written = written(directory, settings);
    if !cost_args.before.is_empty() {
        // Of use for names alone: they need not be readable.
        let known: Vec<Release> = written.ok().flatten().into_iter().collect();
        return Ok(Some(releases(&cost_args.before, &known)?));
    }
    let Some(mut release) = written? else {
        notes.push(
            "before: no workflow in .github/workflows publishes that is not wheelpin's; name real runs \
             (--before FILE) or workflows ([tool.wheelpin.cost.before] workflows)"
                .into(),
        );
        return Ok(None);
    };
    assume(&mut release, settings, cost_args.before_minutes);
    Ok(Some(vec![release]))
}

fn written(directory: Option<&Path>, settings: &Settings) -> Result<Option<Release>, Error> {
    let Some(root) = directory.and_then(workflow_root) else { return Ok(None) };
    let repository = read_repository(&root)?;
    Ok(workflows(&repository, &settings.before, |file| is_made(&file.text))?)
}
