use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// Two releases at once: a second tag, or a second try, while the first is at work.
///
/// <https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency>
pub(super) const RULE: Rule = Rule {
    id: "no-concurrency",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .publishing()
        .filter(|workflow| workflow.node.get("concurrency").is_none())
        .filter(|workflow| {
            let mut publishing = workflow.jobs().into_iter().filter(|job| job.publishes());
            publishing.any(|job| job.node.get("concurrency").is_none())
        })
        .map(|workflow| workflow.place())
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "two releases can run at the same time: nothing sets `concurrency`",
        "write `concurrency: {group: release, cancel-in-progress: false}` at the top of the workflow",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_release_beside_a_release_is_found() {
        assert!(
            Sample::new()
                .release("concurrency: {group: release}\n", "")
                .find("no-concurrency")
                .is_some()
        );
    }

    #[test]
    fn a_group_of_the_workflow_or_the_job_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-concurrency"), None);
        let workflow = RELEASE
            .replace("concurrency: {group: release}\n", "")
            .replace("environment: pypi", "concurrency: a");
        assert_eq!(Sample::new().workflow(workflow).find("no-concurrency"), None);
        assert_eq!(Sample::new().workflow("jobs: {a: {steps: []}}").find("no-concurrency"), None);
    }
}
