use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// Workflows, but none that publishes.
///
/// <https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/>
pub(super) const RULE: Rule = Rule {
    id: "no-publishing",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.workflows.is_empty() || project.publishing().next().is_some() {
        return None;
    }
    // What a reusable workflow does cannot be seen from here.
    let calls = project
        .workflows
        .iter()
        .flat_map(|workflow| workflow.jobs())
        .any(|job| job.node.get("uses").is_some());
    if calls || !project.repository.unreadable.is_empty() {
        return None;
    }
    let message =
        "no workflow uploads to an index: releases are made by hand, from somebody's machine";
    Some(Found::new(
        message,
        "add a workflow that publishes by Trusted Publishing when a version is tagged",
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn workflows_that_only_test_are_found() {
        assert!(
            Sample::new()
                .workflow("jobs: {a: {steps: [{run: pytest}]}}")
                .find("no-publishing")
                .is_some()
        );
    }

    #[test]
    fn every_way_to_publish_counts() {
        for run in ["uv publish", "twine upload dist/*", "maturin upload x", "nix run .#release"] {
            let sample =
                Sample::new().workflow(format!("jobs: {{a: {{steps: [{{run: '{run}'}}]}}}}"));
            assert_eq!(sample.find("no-publishing"), None, "{run}");
        }
        assert_eq!(Sample::new().workflow(RELEASE).find("no-publishing"), None);
        assert_eq!(
            Sample::new().workflow("jobs: {a: {uses: ./x.yml}}").find("no-publishing"),
            None
        );
    }
}
