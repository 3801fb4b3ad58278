use crate::context::Context;
use crate::expression::is_computed;
use crate::finding::{Found, Severity};
use crate::model::Job;
use crate::rule::Rule;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "self-hosted-runner",
    severity: Severity::Info,
    finds: "a job on a machine of one's own",
    why: "It keeps what a job leaves behind: in a public repository a pull request can change the \
          machine that builds the next release.",
    remedy: "build releases on GitHub's runners, or on machines that are made anew for every job",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let jobs = context.repository.workflows().flat_map(|file| file.jobs());
    jobs.filter_map(of_job).collect()
}

fn of_job(job: Job<'_>) -> Option<Found> {
    let runs_on = job.node.get("runs-on")?;
    let first = || runs_on.get("labels").unwrap_or(runs_on).texts().first().copied();
    let message = if runs_on.get("group").is_some() {
        "the runner is of a group, which mostly holds machines of one's own"
    } else if runs_on.text().is_some_and(is_computed) {
        let matrix = job.node.at(["strategy", "matrix"])?;
        if !matrix_of(matrix, runs_on.text()?) {
            return None;
        }
        "the matrix names a machine of one's own"
    } else if first() == Some("self-hosted") {
        "the job runs on a machine of one's own"
    } else {
        return None;
    };
    Some(Found::new(&job.file.path, message).at_key(runs_on))
}

/// Whether what an expression takes from the matrix has `self-hosted`.
fn matrix_of(matrix: &Node, expression: &str) -> bool {
    let name = expression.trim().trim_start_matches("${{").trim_end_matches("}}").trim();
    let Some(name) = name.strip_prefix("matrix.") else { return false };
    let mut parts = name.split('.');
    let Some(first) = parts.next() else { return false };
    let include = matrix.get("include").map(Node::elements).unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let values = include.iter().chain([matrix]).filter_map(|node| node.get(first));
    values.flat_map(|node| leaves(node, &rest)).any(|text| text.contains("self-hosted"))
}

fn leaves<'a>(node: &'a Node, path: &[&str]) -> Vec<&'a str> {
    if !node.elements().is_empty() {
        return node.elements().iter().flat_map(|element| leaves(element, path)).collect();
    }
    match path {
        [] => node.text().into_iter().collect(),
        [first, rest @ ..] => node.get(first).map(|node| leaves(node, rest)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn machines_of_ones_own_are_told() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    runs-on: self-hosted\n  b:\n    runs-on: [self-hosted, arm]\n  c:\n    runs-on: {group: x}\n  \
             d:\n    runs-on: ${{ matrix.os }}\n    strategy: {matrix: {os: [[self-hosted, x], y]}}\n  \
             e:\n    runs-on: [x, self-hosted]\n  f:\n    runs-on: ubuntu-24.04\n  g:\n    runs-on: ${{ matrix.os }}\n    strategy: {matrix: {os: [x]}}\n",
        );
        assert_eq!(sample.lines("self-hosted-runner"), [3, 5, 7, 9]);
    }
}
