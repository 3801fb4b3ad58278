use std::collections::BTreeMap;

use crate::project::Project;
use crate::rule::Found;
use crate::workflow::Job;
use crate::{Area, Rule, Severity};

/// The same steps at the start of many jobs, to be kept the same by hand.
///
/// <https://docs.github.com/en/actions/tutorials/create-actions/create-a-composite-action>
pub(super) const RULE: Rule = Rule {
    id: "repeated-steps",
    area: Area::Workflow,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

/// So many steps that are the same …
const STEPS: usize = 4;
/// … in so many jobs are a finding.
const JOBS: usize = 3;

fn check(project: &Project) -> Option<Found> {
    let mut starts: BTreeMap<Vec<&str>, Vec<Job<'_>>> = BTreeMap::new();
    for job in project.workflows.iter().flat_map(|workflow| workflow.jobs()) {
        // Versions may differ: that is mixed-pins.
        let names: Vec<&str> =
            job.steps().filter_map(|step| step.uses()).map(name).take(STEPS).collect();
        if names.len() == STEPS {
            starts.entry(names).or_default().push(job);
        }
    }
    let jobs = starts.into_values().max_by_key(Vec::len).filter(|jobs| jobs.len() >= JOBS)?;
    let found = Found::new(
        format!("{} jobs begin with the same {STEPS} actions", jobs.len()),
        "put them into an action of your own (.github/actions/setup/action.yml)",
    );
    Some(found.at(jobs.into_iter().map(Job::place)))
}

fn name(uses: &str) -> &str {
    uses.split('@').next().unwrap_or(uses)
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn many_jobs_with_one_start_are_found() {
        let steps =
            "{steps: [{uses: a/a@v1}, {uses: a/b@v1}, {run: x}, {uses: a/c@v1}, {uses: a/d@v1}]}";
        let jobs = format!("jobs:\n  a: {steps}\n  b: {steps}\n");
        assert_eq!(Sample::new().workflow(&jobs).find("repeated-steps"), None);
        let jobs = format!("{jobs}  c: {steps}\n");
        assert_eq!(Sample::new().workflow(jobs).lines("repeated-steps"), [2, 3, 4]);
    }

    #[test]
    fn different_jobs_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("repeated-steps"), None);
    }
}
