use crate::project::Project;
use crate::rule::Found;
use crate::wheel_test::test_runs;
use crate::{Area, Rule, Severity};

/// Nothing runs the tests before a release.
///
/// <https://docs.pytest.org/en/stable/explanation/goodpractices.html>
pub(super) const RULE: Rule = Rule {
    id: "no-tests",
    area: Area::Testing,
    severity: Severity::Error,
    points: 60,
    most: 60,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.workflows.is_empty()
        || project.workflows.iter().any(|workflow| !test_runs(workflow).is_empty())
    {
        return None;
    }
    // What a reusable workflow or an action of one's own does is not looked into.
    let calls = project
        .workflows
        .iter()
        .flat_map(|workflow| workflow.jobs())
        .any(|job| job.node.get("uses").is_some());
    if calls || !project.actions.is_empty() || !project.repository.unreadable.is_empty() {
        return None;
    }
    Some(Found::new("no workflow runs any test", "let a job install the wheel and run pytest"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn workflows_without_tests_are_found() {
        assert!(
            Sample::new()
                .workflow("jobs: {a: {steps: [{run: maturin build}]}}")
                .find("no-tests")
                .is_some()
        );
    }

    #[test]
    fn tests_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-tests"), None);
        assert_eq!(Sample::new().find("no-tests"), None);
    }
}
