use crate::context::Context;
use crate::expression::{Comparison, Expression, fenced, parse, path, walk};
use crate::finding::{Found, Severity};
use crate::model::WorkflowFile;
use crate::rule::Rule;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "bot-condition",
    severity: Severity::Warning,
    finds: "a condition that lets a bot through by the name of who started the run",
    why: "`github.actor` is who caused the last event, not who wrote the change: a bot's pull \
          request can be made to carry somebody else's commits.",
    remedy: "compare who opened it: `github.event.pull_request.user.login`",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context",
    look,
};

/// Who caused an event, by name and by number.
const ACTORS: &[&str] =
    &["github.actor", "github.triggering_actor", "github.event.pull_request.sender.login"];
const ACTOR_NUMBERS: &[&str] = &["github.actor_id", "github.event.pull_request.sender.id"];
/// Dependabot's (also as an application), Dependabot preview's and Renovate's numbers.
const BOTS: &[&str] = &["29110", "49699333", "27856297", "29139614"];

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        // A job that only calls another workflow runs nothing itself.
        for job in file.jobs().into_iter().filter(|job| job.uses().is_none()) {
            let nodes = [job.node].into_iter().chain(job.steps().map(|step| step.node));
            found.extend(nodes.filter_map(|node| condition(file, node.get("if")?)));
        }
    }
    found
}

fn condition(file: &WorkflowFile, node: &Node) -> Option<Found> {
    let text = node.text()?;
    let fenced = fenced(text);
    let expression = parse(fenced.first().map_or(text.trim(), |fenced| fenced.text))?;
    let mut is_told = false;
    walk(&expression, &mut |inner| is_told |= is_bot(inner));
    let message = "a bot is let through by a name that others can cause";
    is_told.then(|| Found::new(&file.path, message).at_key(node))
}

fn is_bot(expression: &Expression) -> bool {
    let Expression::Compare(Comparison::Equal, left, right) = expression else { return false };
    let (parts, literal) = match (left.as_ref(), right.as_ref()) {
        (Expression::Context(parts), Expression::Literal(literal))
        | (Expression::Literal(literal), Expression::Context(parts)) => (parts, literal),
        _ => return false,
    };
    let Some(path) = path(parts) else { return false };
    (ACTORS.contains(&path.as_str()) && literal.ends_with("[bot]"))
        || (ACTOR_NUMBERS.contains(&path.as_str()) && BOTS.contains(&literal.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn who_started_it_is_no_proof() {
        let sample = Sample::new().workflow(
            "jobs:\n  a:\n    if: github.actor == 'dependabot[bot]'\n    steps:\n      - run: x\n        if: ${{ x && 'renovate[bot]' == github.triggering_actor }}\n      \
             - run: x\n        if: github.actor_id == 49699333\n      - run: x\n        if: github.actor != 'dependabot[bot]'\n      \
             - run: x\n        if: github.event.pull_request.user.login == 'dependabot[bot]'\n",
        );
        assert_eq!(sample.lines("bot-condition"), [3, 6, 8]);
    }
}
