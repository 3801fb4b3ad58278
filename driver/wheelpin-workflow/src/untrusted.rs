//! Whose text an expression is.

use crate::expression::fenced;
use crate::model::{Kind, Step};
use crate::triggers::is_started_by;
use crate::yaml::Node;

/// How far what a context holds can be trusted in a script.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Trust {
    /// Its form leaves no room for code: numbers, hashes, names that GitHub gives.
    Fixed,
    /// Somebody who may start or change the workflow writes it.
    Own,
    /// Anyone writes it.
    Anyone,
}

/// Contexts whose values GitHub makes, none of which holds code.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/contexts>
const FIXED: &[&str] = &[
    "github.action_path",
    "github.job",
    "github.repository",
    "github.repository_id",
    "github.repository_owner",
    "github.repository_owner_id",
    "github.repositoryurl",
    "github.run_attempt",
    "github.run_id",
    "github.run_number",
    "github.server_url",
    "github.sha",
    "github.token",
    "github.triggering_actor",
    "github.workspace",
    "github.event.after",
    "github.event.before",
    "github.event.pull_request.base.sha",
    "github.event.pull_request.head.sha",
    "runner.arch",
    "runner.debug",
    "runner.os",
    "runner.temp",
    "runner.tool_cache",
];

/// Fields of events that are numbers, dates, or one of a few words.
/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
const FIXED_FIELDS: &[&str] = &[
    "id",
    "number",
    "draft",
    "merged",
    "state",
    "private",
    "fork",
    "prerelease",
    "merged_at",
    "author_association",
    "commits_count",
    "additions",
    "deletions",
    "changed_files",
    "created",
    "deleted",
    "forced",
    "locked",
    "run_number",
    "run_attempt",
    "conclusion",
    "status",
    "stargazers_count",
    "open_issues_count",
    "size",
    "site_admin",
];

/// What a context, in lower case and with dots, holds in a step.
pub(crate) fn trust(path: &str, step: Step<'_>) -> Trust {
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    let last = path.rsplit('.').next().unwrap_or_default();
    if FIXED.contains(&path) {
        return Trust::Fixed;
    }
    match head {
        "secrets" => Trust::Fixed,
        "needs" if last == "result" && rest.matches('.').count() == 1 => Trust::Fixed,
        "steps" if matches!(last, "outcome" | "conclusion") && rest.matches('.').count() == 1 => {
            Trust::Fixed
        }
        "inputs" => input(rest, step),
        "github" if path.starts_with("github.event.inputs.") => Trust::Anyone,
        "github" if rest.starts_with("event.") && FIXED_FIELDS.contains(&last) => Trust::Fixed,
        "github" => Trust::Anyone,
        "env" => variable(rest, step),
        "matrix" => matrix(rest, step),
        _ => Trust::Own,
    }
}

/// An input of the workflow or action: those of a fixed type hold no code.
fn input(name: &str, step: Step<'_>) -> Trust {
    let file = step.job.file;
    if file.kind == Kind::Action {
        return Trust::Own;
    }
    let triggers = file.triggers();
    let types: Vec<&str> = triggers
        .iter()
        .filter(|(event, _)| matches!(*event, "workflow_call" | "workflow_dispatch"))
        .filter_map(|(_, settings)| {
            let inputs = settings.get("inputs")?.entries();
            let (_, input) = inputs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            Some(input.text_at(["type"]).unwrap_or("string"))
        })
        .collect();
    let is_fixed = |kind: &&str| matches!(*kind, "boolean" | "number" | "choice" | "environment");
    if !types.is_empty() && types.iter().all(is_fixed) { Trust::Fixed } else { Trust::Own }
}

/// Variables that the runner sets, of fixed form.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables>
const FIXED_VARIABLES: &[&str] = &[
    "ci",
    "github_action",
    "github_actions",
    "github_api_url",
    "github_job",
    "github_repository",
    "github_repository_id",
    "github_repository_owner",
    "github_run_attempt",
    "github_run_id",
    "github_run_number",
    "github_server_url",
    "github_sha",
    "github_workspace",
    "runner_arch",
    "runner_os",
    "runner_temp",
    "runner_tool_cache",
];

/// A variable: one whose value is written in the file holds no code.
fn variable(name: &str, step: Step<'_>) -> Trust {
    if FIXED_VARIABLES.contains(&name) {
        return Trust::Fixed;
    }
    for node in [step.node, step.job.node, &step.job.file.root] {
        let Some(env) = node.get("env") else { continue };
        let found = env.entries().iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        if let Some((_, value)) = found {
            let text = value.text().unwrap_or_default();
            return if fenced(text).is_empty() { Trust::Fixed } else { Trust::Own };
        }
        if env.text().is_some() {
            return Trust::Own;
        }
    }
    Trust::Own
}

/// A value of the matrix: one that is written in the file holds no code.
fn matrix(name: &str, step: Step<'_>) -> Trust {
    let Some(matrix) = step.job.node.at(["strategy", "matrix"]) else { return Trust::Fixed };
    if matrix.text().is_some() {
        return Trust::Own;
    }
    let parts: Vec<&str> = name.split('.').collect();
    let include = matrix.get("include").map(Node::elements).unwrap_or_default();
    let rows = include.iter().filter_map(|row| entry(row, parts.first()?));
    let values = entry(matrix, parts.first().copied().unwrap_or_default());
    let is_static = |node: &Node| is_static(node, parts.get(1..).unwrap_or_default());
    if rows.chain(values).all(is_static) { Trust::Fixed } else { Trust::Own }
}

fn entry<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    node.entries().iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
}

/// Whether what a path can lead to in a value has no expression.
fn is_static(node: &Node, parts: &[&str]) -> bool {
    if let Some(text) = node.text() {
        return fenced(text).is_empty();
    }
    if !node.elements().is_empty() {
        return node.elements().iter().all(|element| is_static(element, parts));
    }
    match parts {
        [] => node.entries().iter().all(|(_, node)| is_static(node, &[])),
        [first, rest @ ..] => entry(node, first).is_none_or(|node| is_static(node, rest)),
    }
}

/// Whether people without any right in the repository can start a step's workflow.
pub(crate) fn anyone_starts(step: Step<'_>) -> bool {
    const EVENTS: &[&str] = &[
        "pull_request_target",
        "workflow_run",
        "issues",
        "issue_comment",
        "discussion",
        "discussion_comment",
        "pull_request_review",
        "pull_request_review_comment",
        "fork",
        "watch",
    ];
    EVENTS.iter().any(|event| is_started_by(step.job.file, event))
}
