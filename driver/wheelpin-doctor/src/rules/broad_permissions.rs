use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// Rights that every job of a workflow gets though one needs them.
///
/// <https://packaging.python.org/en/latest/guides/publishing-package-distribution-releases-using-github-actions-ci-cd-workflows/>
pub(super) const RULE: Rule = Rule {
    id: "broad-permissions",
    area: Area::Security,
    severity: Severity::Warning,
    points: 20,
    most: 20,
    check,
};

/// Rights by which a build job could publish or change the repository.
const RIGHTS: [&str; 5] = ["id-token", "contents", "packages", "actions", "attestations"];

fn check(project: &Project) -> Option<Found> {
    let mut places: Vec<Place> = Vec::new();
    for workflow in &project.workflows {
        let jobs = workflow.jobs();
        let permissions = workflow.node.get("permissions");
        // With one job it is the same wherever it stands.
        if let Some(node) = permissions.filter(|_| jobs.len() > 1) {
            for (right, node) in node.entries() {
                if RIGHTS.contains(&right.as_str()) && node.text() == Some("write") {
                    places.push(workflow.at(node).detail(&format!("{right}: write")));
                }
            }
        }
        let all =
            std::iter::once(permissions).chain(jobs.iter().map(|job| job.node.get("permissions")));
        let write_all = all.flatten().filter(|node| node.text() == Some("write-all"));
        places.extend(write_all.map(|node: &Node| workflow.at(node).detail("write-all")));
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "every job of a workflow may write or publish, though one of them does",
        "set `permissions: {}` for the workflow and give each job what it needs; `id-token: write` belongs to \
         the publishing job alone",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn rights_of_the_whole_workflow_are_found() {
        let sample = Sample::new()
            .release("permissions: {}", "permissions:\n  id-token: write\n  contents: read");
        assert_eq!(sample.lines("broad-permissions"), [4]);
        assert_eq!(
            Sample::new()
                .release("permissions: {}", "permissions: write-all")
                .lines("broad-permissions"),
            [3]
        );
    }

    #[test]
    fn rights_of_one_job_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("broad-permissions"), None);
        let one = "permissions: {contents: write}\njobs: {a: {steps: []}}";
        assert_eq!(Sample::new().workflow(one).find("broad-permissions"), None);
    }
}
