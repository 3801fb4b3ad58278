use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::{Step, WorkflowFile};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "dangerous-trigger",
    severity: Severity::Warning,
    finds: "`pull_request_target`, `workflow_run` or `issue_comment`; an error where the code of a pull request is checked out",
    why: "Anyone can start such a workflow, and it runs with the repository's secrets, its caches \
          and a token that may write. Code of the pull request that it checks out and builds has them too.",
    remedy: "use `pull_request`; what needs permission goes into a workflow that never runs or reads what a pull request brings",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout",
    look,
};

/// What a checkout is told to fetch, where it is what a pull request brings.
const HEADS: &[&str] = &[
    "github.event.pull_request.head",
    "github.event.pull_request.number",
    "github.event.pull_request.merge_commit_sha",
    "github.event.number",
    "github.event.workflow_run.head_",
    "github.event.workflow_run.pull_requests",
    "github.head_ref",
    "refs/pull/",
];

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        let triggers = file.triggers();
        let events: Vec<&str> = ["pull_request_target", "workflow_run", "issue_comment"]
            .into_iter()
            .filter(|event| triggers.iter().any(|(name, _)| name == event))
            .filter(|event| *event != "pull_request_target" || !only_labels(file))
            .collect();
        for event in &events {
            let Some(on) = file.root.get("on") else { continue };
            let message = format!("{event} gives what anyone can start the repository's secrets");
            found.push(Found::new(&file.path, message).at_key(on));
        }
        if events.is_empty() {
            continue;
        }
        for step in file.steps().into_iter().filter(|step| takes_head(*step)) {
            let message = format!(
                "code of a pull request is checked out in a workflow of {}",
                events.join(" and ")
            );
            let node = step.node.get("uses").unwrap_or(step.node);
            found.push(Found::new(&file.path, message).at_key(node).severity(Severity::Error));
        }
    }
    found
}

/// Whether a step checks out what a pull request brings.
fn takes_head(step: Step<'_>) -> bool {
    let is_head = |text: &str| HEADS.iter().any(|head| text.contains(head));
    let inputs = || ["ref", "repository"].into_iter().filter_map(|input| step.with(input)?.text());
    (step.is("actions/checkout") && inputs().any(is_head))
        || step.run().is_some_and(|run| {
            run.contains("gh pr checkout")
                || (run.contains("git fetch") && run.contains("refs/pull/"))
        })
}

/// One job with one step, the labeler: it reads file names alone.
/// <https://github.com/actions/labeler#create-workflow>
fn only_labels(file: &WorkflowFile) -> bool {
    match file.steps().as_slice() {
        [step] => {
            file.triggers().len() == 1 && file.jobs().len() == 1 && step.is("actions/labeler")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::testing::Sample;

    #[test]
    fn a_checkout_of_the_head_is_an_error() {
        let sample = Sample::new().workflow(
            "on:\n  pull_request_target:\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        \
             with: {ref: '${{ github.event.pull_request.head.sha }}'}\n",
        );
        let found = sample.find("dangerous-trigger");
        assert_eq!(
            found.iter().map(|finding| finding.severity).collect::<Vec<_>>(),
            [Severity::Warning, Severity::Error]
        );
    }

    #[test]
    fn other_events_and_a_labeler_alone_are_right() {
        let head =
            "      - uses: actions/checkout@v4\n        with: {ref: '${{ github.head_ref }}'}\n";
        let one =
            Sample::new().workflow(&format!("on: pull_request\njobs:\n  a:\n    steps:\n{head}"));
        let two = Sample::new().workflow(
            "on: [pull_request_target]\njobs:\n  a:\n    steps:\n      - uses: actions/labeler@v5\n",
        );
        assert_eq!(one.lines("dangerous-trigger"), [0; 0]);
        assert_eq!(two.lines("dangerous-trigger"), [0; 0]);
    }
}
