use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::publishing::job_publishes;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "missing-timeout",
    severity: Severity::Info,
    finds: "a job that may run for six hours",
    why: "Without `timeout-minutes` a job that hangs is ended after 360 minutes, which are paid for and waited for.",
    remedy: "add `timeout-minutes:`, some times what the job needs",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for job in context.repository.workflows().flat_map(|file| file.jobs()) {
        let steps: Vec<_> = job.steps().collect();
        // A step's own limit counts where all have one.
        let is_limited = job.node.get("timeout-minutes").is_some()
            || steps.iter().all(|step| step.node.get("timeout-minutes").is_some());
        if is_limited {
            continue;
        }
        let of = Found::new(&job.file.path, format!("the job {} has no timeout", job.id))
            .at_key(job.node);
        found.push(if job_publishes(job) { of.severity(Severity::Warning) } else { of });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_job_without_a_limit_is_told() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    steps: [{run: x}]\n  b:\n    timeout-minutes: 5\n    steps: [{run: x}]\n  c:\n    uses: ./x.yml\n  \
             d:\n    steps: [{run: x, timeout-minutes: 1}]\n",
        );
        assert_eq!(sample.lines("missing-timeout"), [2]);
    }
}
