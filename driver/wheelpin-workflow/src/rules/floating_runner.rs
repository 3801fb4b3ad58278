use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::Job;
use crate::rule::Rule;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "floating-runner",
    severity: Severity::Info,
    finds: "a runner named `…-latest`",
    why: "What `-latest` means changes under you: compilers, SDKs and the C library with it.",
    remedy: "name the image, such as ubuntu-24.04",
    source: "https://github.com/actions/runner-images#available-images",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let jobs = context.repository.workflows().flat_map(|file| file.jobs());
    jobs.flat_map(|job| {
        labels(job).into_iter().map(move |(label, node)| {
            let message = format!("{label} is another system from time to time");
            Found::new(&job.file.path, message).at(node)
        })
    })
    .collect()
}

/// The labels of a job that float: its own, and those that its matrix gives it.
pub(crate) fn labels(job: Job<'_>) -> Vec<(&str, &Node)> {
    let Some(runs_on) = job.node.get("runs-on") else { return Vec::new() };
    let mut nodes = vec![runs_on];
    if runs_on
        .scalars()
        .iter()
        .any(|(_, node)| node.text().is_some_and(|text| text.contains("matrix.")))
    {
        nodes.extend(job.node.at(["strategy", "matrix"]));
    }
    let scalars = nodes.into_iter().flat_map(Node::scalars);
    scalars
        .filter_map(|(_, node)| Some((node.text()?, node)))
        .filter(|(text, _)| text.ends_with("-latest") && !text.contains("${{"))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_runner_that_moves_is_told_also_in_a_matrix() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    runs-on: ubuntu-latest\n  b:\n    runs-on: ${{ matrix.os }}\n    strategy:\n      matrix:\n        \
             os: [macos-15,\n             windows-latest]\n  c:\n    runs-on: ubuntu-24.04\n    strategy: {matrix: {x: [y-latest]}}\n",
        );
        assert_eq!(sample.lines("floating-runner"), [3, 9]);
    }
}
