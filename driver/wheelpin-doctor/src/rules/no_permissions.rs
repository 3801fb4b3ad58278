use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// A workflow that takes the rights which the repository gives by default, often
/// to write.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions>
pub(super) const RULE: Rule = Rule {
    id: "no-permissions",
    area: Area::Security,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let without = project.workflows.iter().filter(|workflow| {
        workflow.node.get("permissions").is_none()
            && workflow.jobs().iter().any(|job| job.node.get("permissions").is_none())
    });
    let places: Vec<_> = without.map(|workflow| workflow.place()).collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "jobs without a `permissions` block get the repository's default rights",
        "write `permissions: {}` at the top of the workflow, and each job's own below it",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_job_with_default_rights_is_found() {
        assert!(Sample::new().release("permissions: {}\n", "").find("no-permissions").is_some());
    }

    #[test]
    fn rights_may_stand_at_the_top_or_at_every_job() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-permissions"), None);
        let jobs = "jobs: {a: {permissions: {}, steps: []}}";
        assert_eq!(Sample::new().workflow(jobs).find("no-permissions"), None);
    }
}
