use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// An input that somebody sets, and nothing happens.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs>
pub(super) const RULE: Rule = Rule {
    id: "unused-input",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in &project.workflows {
        for event in ["workflow_dispatch", "workflow_call"] {
            let inputs =
                workflow.node.at(["on", event, "inputs"]).map(Node::entries).unwrap_or_default();
            for (name, node) in inputs.iter().filter(|(name, _)| !is_used(&workflow.text, name)) {
                places.push(workflow.at(node).detail(name));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "inputs of a workflow are offered and never read: setting them changes nothing",
        "use them (`inputs.NAME`) or take them out",
    );
    Some(found.at(places))
}

fn is_used(text: &str, name: &str) -> bool {
    let all = ["toJSON(inputs)", "toJson(inputs)", "toJSON(github.event.inputs)", "inputs[matrix"];
    if all.iter().any(|whole| text.contains(whole)) {
        return true;
    }
    [format!("inputs['{name}']"), format!("inputs[\"{name}\"]")]
        .iter()
        .any(|index| text.contains(index.as_str()))
        || text.split(&format!("inputs.{name}")).skip(1).any(|rest| {
            !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn dispatch(run: &str) -> Sample {
        Sample::new().workflow(format!(
            "on:\n  workflow_dispatch:\n    inputs:\n      dry:\n        type: boolean\njobs: {{a: {{steps: [{{run: '{run}'}}]}}}}"
        ))
    }

    #[test]
    fn an_input_that_nobody_reads_is_found() {
        assert_eq!(dispatch("x ${{ inputs.dry_run }}").lines("unused-input"), [4]);
    }

    #[test]
    fn inputs_that_are_read_are_right() {
        for run in ["${{ inputs.dry }}", "${{ github.event.inputs.dry }}", "${{ toJSON(inputs) }}"]
        {
            assert_eq!(dispatch(run).find("unused-input"), None, "{run}");
        }
    }
}
