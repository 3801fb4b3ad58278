use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::rule::Rule;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "insecure-commands",
    severity: Severity::Error,
    finds: "`ACTIONS_ALLOW_UNSECURE_COMMANDS`",
    why: "Then any line that a step prints can set variables and the path of the steps after it.",
    remedy: "delete the variable, and write to `$GITHUB_ENV` and `$GITHUB_PATH` instead",
    source: "https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/",
    look,
};

const VARIABLE: &str = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &context.repository.files {
        let steps =
            file.steps().into_iter().filter(|step| step.run().is_some()).map(|step| step.node);
        let nodes = [&file.root]
            .into_iter()
            .chain(file.jobs().into_iter().map(|job| job.node))
            .chain(steps);
        for env in nodes.filter_map(|node| node.get("env")) {
            if env.get(VARIABLE).is_some_and(is_true) {
                let message = "steps can set variables and paths by what they print";
                found.push(Found::new(&file.path, message).at_key(env));
            }
        }
    }
    found
}

fn is_true(node: &Node) -> bool {
    node.text().is_some_and(|text| text.trim().eq_ignore_ascii_case("true"))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn it_is_told_wherever_it_is_set() {
        let sample = Sample::new().workflow(
            "env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\njobs:\n  a:\n    steps:\n      - run: x\n        \
             env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: 'TRUE'}\n      - run: x\n        env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: false}\n",
        );
        assert_eq!(sample.lines("insecure-commands"), [1, 7]);
    }
}
