use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::Step;
use crate::publishing::{PYPI_PUBLISH, publishes};
use crate::rule::Rule;
use crate::triggers::{is_only_called, is_started_by};

pub(super) const RULE: Rule = Rule {
    id: "reusable-publisher",
    severity: Severity::Error,
    finds: "a trusted publisher in a reusable workflow",
    why: "PyPI takes a workflow for a trusted publisher by the file that was started, and refuses \
          those that are called by others.",
    remedy: "publish in a job of the workflow that is started, and call the reusable one for building",
    source: "https://github.com/pypa/gh-action-pypi-publish#trusted-publishing",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows().filter(|file| is_started_by(file, "workflow_call")) {
        for step in file.steps().into_iter().filter(|step| trusts(*step)) {
            let node = step.node.get("uses").or_else(|| step.node.get("run")).unwrap_or(step.node);
            let message = "PyPI refuses trusted publishing from a reusable workflow";
            let of = Found::new(&file.path, message).at_key(node);
            let is_only_called = is_only_called(file);
            found.push(if is_only_called { of } else { of.severity(Severity::Warning) });
        }
    }
    found
}

/// Whether a step publishes to PyPI without a token.
fn trusts(step: Step<'_>) -> bool {
    let is_given = step.with("password").is_some()
        || ["TWINE_PASSWORD", "UV_PUBLISH_TOKEN", "MATURIN_PYPI_TOKEN", "UV_PUBLISH_PASSWORD"]
            .into_iter()
            .any(|name| step.env(name).is_some());
    let is_pypi =
        step.is(PYPI_PUBLISH) || step.run().is_some_and(|run| !run.contains("cargo publish"));
    is_pypi && publishes(step) && !is_given && step.job.permission("id-token") == Some("write")
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_publisher_that_is_called_is_told() {
        let jobs = "permissions: {id-token: write}\njobs:\n  a:\n    steps:\n      - uses: pypa/gh-action-pypi-publish@v1\n";
        for (on, lines) in
            [("workflow_call", vec![6]), ("push", vec![]), ("[workflow_call, push]", vec![6])]
        {
            let sample = Sample::new().workflow(&format!("on: {on}\n{jobs}"));
            assert_eq!(sample.lines("reusable-publisher"), lines, "{on}");
        }
    }
}
