use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::Target;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "missing-local-action",
    severity: Severity::Error,
    finds: "`uses: ./path` where there is no action or workflow",
    why: "The job fails when it comes to this step, which may be in the midst of a release.",
    remedy: "write the path from the root of the repository: `./.github/actions/NAME`, or `./.github/workflows/NAME.yml` for a job",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let uses = context.repository.uses();
    uses.iter()
        .filter(|uses| matches!(uses.target, Target::Local(_)))
        .filter(|uses| context.repository.missing.iter().any(|missing| missing == uses.text))
        // A checkout of an earlier step may bring it.
        .filter(|uses| {
            !uses.job.steps().any(|step| step.with("path").is_some() && step.is("actions/checkout"))
        })
        .map(|uses| {
            let wanted = if uses.step.is_none() { "workflow" } else { "action.yml" };
            let message = format!("{} is used, and there is no {wanted} at it", uses.text);
            Found::new(&uses.file.path, message).at(uses.node)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_local_action_must_be_there() {
        let sample = Sample::new()
            .file(".github/actions/a/action.yml", "runs: {using: composite, steps: []}\n")
            .steps("- uses: ./.github/actions/a\n- uses: ./.github/actions/b\n- uses: ./../x\n");
        assert_eq!(sample.lines("missing-local-action"), [7, 8]);
    }

    #[test]
    fn what_a_checkout_brings_is_not_looked_for() {
        let sample =
            Sample::new().steps("- uses: actions/checkout@v4\n  with: {path: x}\n- uses: ./x\n");
        assert_eq!(sample.lines("missing-local-action"), [0; 0]);
    }
}
