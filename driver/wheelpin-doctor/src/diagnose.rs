use serde::Serialize;

use crate::project::Project;
use crate::read_tree::Source;
use crate::score::score;
use crate::tree::join;
use crate::{Area, Error, Finding, RULES, Score, Severity, total};

/// What there is to say of a project.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnosis {
    /// Version of this form, 1.
    pub schema: u8,
    /// The project's name, where pyproject.toml or Cargo.toml has one.
    pub name: Option<String>,
    /// Whether the tree had more than the limits let in.
    pub cut: bool,
    /// The mean of the areas' scores.
    pub total: Option<u8>,
    /// Every area's score.
    pub areas: Vec<Score>,
    /// By area, the worst first.
    pub findings: Vec<Finding>,
}

/// How many directories an error names.
const NAMED: usize = 5;

/// Runs every rule over a project; `directory` is how people call it.
///
/// # Errors
///
/// [`Error::NoProject`] where there is no pyproject.toml, and
/// [`Error::Unreadable`] where it or a Cargo.toml is no TOML.
pub fn diagnose(source: Source, directory: &str) -> Result<Diagnosis, Error> {
    let Source { tree, project } = source;
    if !join(&project, "pyproject.toml").is_some_and(|file| tree.has(&file)) {
        let prefix = if project.is_empty() { String::new() } else { format!("{project}/") };
        let below = tree.paths().filter_map(|path| path.strip_prefix(&prefix));
        let elsewhere = below.filter_map(|path| path.strip_suffix("/pyproject.toml"));
        let elsewhere = elsewhere.take(NAMED).map(Into::into).collect();
        return Err(Error::NoProject { directory: directory.into(), elsewhere });
    }
    let cut = tree.is_cut();
    let project = Project::read(tree, &project)?;
    let mut findings: Vec<Finding> = RULES.iter().filter_map(|rule| rule.find(&project)).collect();
    findings.sort_by_key(|f| (f.area, f.severity, std::cmp::Reverse(f.points), f.rule));
    let judged = |area| match area {
        // Without workflows there is nothing to judge these by.
        Area::Security | Area::Testing | Area::Platforms => {
            !project.workflows.is_empty() || findings.iter().any(|finding| finding.area == area)
        }
        Area::Versions | Area::Build | Area::Workflow => true,
    };
    let areas: Vec<Score> = Area::ALL
        .into_iter()
        .map(|area| Score { area, score: judged(area).then(|| score(area, &findings)) })
        .collect();
    Ok(Diagnosis { schema: 1, name: name(&project), cut, total: total(&areas), areas, findings })
}

impl Diagnosis {
    /// Whether one of the findings is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

fn name(project: &Project) -> Option<String> {
    let name = project.pyproject.text_at(["project", "name"]);
    let crate_name = || project.cargo.as_ref()?.node.text_at(["package", "name"]);
    name.or_else(crate_name).map(wheelpin_workflow::yaml::clip)
}
