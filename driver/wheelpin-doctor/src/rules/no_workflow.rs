use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// A project without workflows: releases are made by hand.
///
/// <https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/>
pub(super) const RULE: Rule = Rule {
    id: "no-workflow",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 50,
    most: 50,
    check,
};

/// What other services read.
const OTHERS: [&str; 6] = [
    ".gitlab-ci.yml",
    ".circleci/config.yml",
    ".travis.yml",
    ".cirrus.yml",
    "azure-pipelines.yml",
    ".woodpecker.yml",
];

fn check(project: &Project) -> Option<Found> {
    if !project.workflows.is_empty() || !project.repository.unreadable.is_empty() {
        return None;
    }
    let message = match OTHERS.iter().find(|file| project.tree.has(file)) {
        Some(file) => {
            format!("there is no workflow of GitHub Actions, and doctor does not read {file}")
        }
        None => "there is no workflow in .github/workflows: releases are made by hand".into(),
    };
    Some(Found::new(
        message,
        "add a workflow that builds, tests and, by Trusted Publishing, publishes when a version is tagged",
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_project_without_workflows_has_one_finding() {
        assert!(Sample::new().find("no-workflow").is_some());
        let project = Sample::new().project();
        let found: Vec<_> = crate::RULES
            .iter()
            .filter(|rule| rule.find(&project).is_some())
            .map(|rule| rule.id)
            .collect();
        assert_eq!(found, ["no-workflow"]);
    }

    #[test]
    fn another_service_is_named() {
        let finding = Sample::new().file(".gitlab-ci.yml", "").find("no-workflow").unwrap();
        assert!(finding.message.contains(".gitlab-ci.yml"));
    }

    #[test]
    fn a_project_as_it_should_be_has_no_finding() {
        let project = Sample::new().workflow(RELEASE).project();
        let found: Vec<_> = crate::RULES.iter().filter_map(|rule| rule.find(&project)).collect();
        assert!(
            found.iter().all(
                |finding| finding.rule == "rare-platform" || finding.rule == "no-free-threaded"
            ),
            "{found:?}"
        );
    }
}
