use std::path::Path;

use wheelpin_cost::{Before, Release, Settings, generated, workflows};
use wheelpin_dist::{MANIFEST, Manifest, plain};
use wheelpin_init::{Choices, Ci, Pins, Project, scaffold};
use wheelpin_nix::Plan;
use wheelpin_workflow::{Repository, WORKFLOWS};

use super::CostArgs;
use super::file::releases;
use crate::error::Error;
use crate::pyproject_table::pyproject_table;
use crate::scaffolding::detect::wheel;

/// The workflow of `wheelpin init` that releases.
const RELEASE: &str = "release.yml";

/// What releases are with wheelpin: real runs, or the jobs of the workflow that `wheelpin init`
/// makes for this plan, with times of the last build.
pub(crate) fn after(
    plan: &Plan,
    directory: Option<&Path>,
    settings: &Settings,
    cost_args: &CostArgs,
    notes: &mut Vec<String>,
) -> Result<Vec<Release>, Error> {
    let planned = planned(plan, directory)?;
    if !cost_args.after.is_empty() {
        return releases(&cost_args.after, &[planned]);
    }
    let path = cost_args.from.join(MANIFEST);
    let manifest = Manifest::read(&cost_args.from)?;
    let name = path.display().to_string();
    let own = manifest.filter(|manifest| {
        let is_own = manifest.name == plan.name;
        if !is_own {
            notes.push(format!("after: {name} is of {}, and was not used", plain(&manifest.name)));
        }
        is_own
    });
    if let Some(own) = own.as_ref().filter(|own| own.version != plan.version) {
        notes.push(format!("after: {name} is of version {}", plain(&own.version)));
    }
    Ok(vec![generated(planned, own.as_ref().map(|own| (name.as_str(), own)), settings)])
}

/// The jobs of the workflow, whose times are not known.
fn planned(plan: &Plan, directory: Option<&Path>) -> Result<Release, Error> {
    let table = directory.map(|directory| {
        let path = directory.join("pyproject.toml");
        let wrong = |source| wheelpin_release::Error::Read { path: path.clone(), source };
        pyproject_table::<Choices>(directory, "init").map_err(wrong)
    });
    let choices = table.transpose()?.flatten().unwrap_or_default();
    // Prices are of GitHub's runners.
    let choices = Choices { ci: vec![Ci::Github], ..choices };
    let project = Project {
        name: plan.name.clone(),
        index: "pypi".into(),
        wheels: plan.cells.iter().map(wheel).collect(),
        ..Project::default()
    };
    let files = scaffold(&project, &choices, &Pins::known())?;
    let path = format!("{WORKFLOWS}/{RELEASE}");
    let file = files.iter().find(|file| file.path == path);
    let text = file.map(|file| file.text.as_bytes()).unwrap_or_default();
    let repository = Repository::of_files([(path.as_str(), text)]);
    let before = Before { workflows: vec![RELEASE.into()], ..Before::default() };
    let release = workflows(&repository, &before, |_| false)?;
    Ok(release.unwrap_or(Release::Planned { workflows: Vec::new(), notes: Vec::new() }))
}
