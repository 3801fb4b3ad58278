use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// A publishing job without an environment, by which reviewers and branches can be
/// demanded and which PyPI can check.
///
/// <https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/>
pub(super) const RULE: Rule = Rule {
    id: "no-environment",
    area: Area::Security,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .publishing()
        .flat_map(|workflow| workflow.jobs())
        .filter(|job| job.publishes() && job.node.get("environment").is_none())
        .map(|job| job.place())
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "the publishing job has no environment: any branch's workflow can publish",
        "add `environment: pypi` to the job, limit that environment to release tags, and name it on PyPI",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_publishing_job_without_an_environment_is_found() {
        let sample = Sample::new().release("    environment: pypi\n", "");
        assert_eq!(sample.lines("no-environment").len(), 1);
    }

    #[test]
    fn other_jobs_need_none() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-environment"), None);
    }
}
