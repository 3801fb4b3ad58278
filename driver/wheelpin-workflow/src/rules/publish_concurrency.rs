use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::publishing::job_publishes;
use crate::rule::Rule;
use crate::triggers::is_only_called;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "publish-concurrency",
    severity: Severity::Warning,
    finds: "publishing that two runs can do at once, or that a newer run can cancel",
    why: "Two runs upload files of one version over each other; a run that is cancelled half-way \
          leaves a release with some of its wheels.",
    remedy: "add `concurrency: {group: release, cancel-in-progress: false}` to the job or workflow",
    source: "https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        for job in file.jobs().into_iter().filter(|job| job_publishes(*job)) {
            let own = job.node.get("concurrency");
            let shared = file.root.get("concurrency");
            for node in [own, shared].into_iter().flatten() {
                let Some(cancel) = node.get("cancel-in-progress").filter(|node| cancels(node))
                else {
                    continue;
                };
                let message =
                    format!("a newer run can cancel the job {} while it publishes", job.id);
                let of = Found::new(&file.path, message).at_key(cancel).severity(Severity::Error);
                found.push(of.remedy("write `cancel-in-progress: false`"));
            }
            // The caller has the group of what it calls.
            if own.is_none() && shared.is_none() && !is_only_called(file) {
                let message = format!("two runs can publish at once in the job {}", job.id);
                found.push(Found::new(&file.path, message).at_key(job.node));
            }
        }
    }
    found
}

/// Anything but `false`: an expression can be true.
fn cancels(node: &Node) -> bool {
    node.text().is_some_and(|text| text != "false")
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn lines(workflow: &str, job: &str) -> Vec<usize> {
        let text = format!(
            "on: push\n{workflow}\njobs:\n  a:\n    {job}\n    steps:\n      - run: uv publish\n"
        );
        Sample::new().workflow(&text).lines("publish-concurrency")
    }

    #[test]
    fn runs_at_once_and_cancelled_ones_are_told() {
        assert_eq!(lines("", "runs-on: x"), [4]);
        assert_eq!(lines("concurrency: {group: x, cancel-in-progress: true}", "runs-on: x"), [2]);
        assert_eq!(lines("", "concurrency: {group: x, cancel-in-progress: '${{ y }}'}"), [5]);
    }

    #[test]
    fn a_group_that_waits_is_right() {
        assert_eq!(lines("concurrency: x", "runs-on: x"), [0; 0]);
        assert_eq!(lines("", "concurrency: {group: x, cancel-in-progress: false}"), [0; 0]);
    }
}
