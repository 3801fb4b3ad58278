use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::Job;
use crate::publishing::runs_project;
use crate::rule::Rule;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "broad-id-token",
    severity: Severity::Error,
    finds: "`id-token: write` for a whole workflow, or for a job that runs the project's code",
    why: "Whatever runs in such a job can ask for the identity that an index trusts: a build \
          script, a dependency or a test can publish in the project's name.",
    remedy: "build in jobs without it, and give `id-token: write` to a job that only downloads what was built and uploads it",
    source: "https://docs.github.com/en/actions/concepts/security/openid-connect",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        if let Some(node) = file.permissions().and_then(id_token) {
            let message = "every job of the workflow can ask for the identity that indexes trust";
            let at = Found::new(&file.path, message).at_key(node).severity(Severity::Warning);
            found.push(at.remedy("give `id-token: write` to the job that publishes alone"));
        }
        for job in file.jobs() {
            let permission = job.node.get("permissions").and_then(id_token);
            let inherited = || file.permissions().and_then(id_token);
            let node = match job.node.get("permissions") {
                Some(_) => permission,
                None => inherited().map(|_| job.node),
            };
            if let (Some(node), Some(step)) = (node, job.steps().find(|step| runs_project(*step))) {
                let line = step.node.line;
                let message = format!(
                    "the job {} runs the project's code (line {line}) and can ask for the identity that indexes trust",
                    job.id
                );
                found.push(of_job(job, message, node));
            }
        }
    }
    found
}

fn of_job(job: Job<'_>, message: String, node: &Node) -> Found {
    Found::new(&job.file.path, message).at_key(node)
}

/// Where permissions give `id-token: write`.
fn id_token(permissions: &Node) -> Option<&Node> {
    if permissions.text() == Some("write-all") {
        return Some(permissions);
    }
    permissions.get("id-token").filter(|node| node.text() == Some("write"))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_workflow_and_jobs_that_build_are_told() {
        let sample = Sample::new().workflow(
            "permissions:\n  id-token: write\njobs:\n  a:\n    steps:\n      - run: cargo build\n  b:\n    permissions:\n      \
             id-token: write\n    steps:\n      - uses: PyO3/maturin-action@v1\n  c:\n    permissions: {}\n    steps:\n      - run: pytest\n",
        );
        assert_eq!(sample.lines("broad-id-token"), [2, 4, 9]);
    }

    #[test]
    fn a_job_that_only_uploads_is_right() {
        let sample = Sample::new().workflow(
            "permissions: {}\njobs:\n  a:\n    permissions: {id-token: write}\n    steps:\n      \
             - uses: actions/download-artifact@v4\n      - uses: pypa/gh-action-pypi-publish@v1\n",
        );
        assert_eq!(sample.lines("broad-id-token"), [0; 0]);
    }
}
