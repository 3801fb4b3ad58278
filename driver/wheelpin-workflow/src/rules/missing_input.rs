use crate::context::Context;
use crate::facts::CommitFacts;
use crate::finding::{Found, Severity};
use crate::model::Uses;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "missing-input",
    severity: Severity::Error,
    finds: "a step without an input that its action requires",
    why: "GitHub does not look after required inputs: the action runs with an empty one and fails, \
          or does something else.",
    remedy: "give the input in `with:`",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputsinput_idrequired",
    look,
};

/// Inputs that well-known actions require and have no default for: what is said offline. With
/// what `wheelpin pins verify` reads at the commit, that counts alone.
const REQUIRED: &[(&str, &[&str])] = &[
    // https://github.com/actions/cache#inputs
    ("actions/cache", &["path", "key"]),
    ("actions/cache/restore", &["path", "key"]),
    ("actions/cache/save", &["path", "key"]),
    // https://github.com/actions/upload-artifact#inputs
    ("actions/upload-artifact", &["path"]),
    // https://github.com/actions/github-script#this-action
    ("actions/github-script", &["script"]),
    // https://github.com/actions/create-github-app-token#inputs
    ("actions/create-github-app-token", &["private-key"]),
    // https://github.com/cachix/cachix-action#usage
    ("cachix/cachix-action", &["name"]),
];

/// Where dtolnay/rust-toolchain has no branch or tag to take the toolchain from.
/// <https://github.com/dtolnay/rust-toolchain#inputs>
const TOOLCHAIN: &str = "dtolnay/rust-toolchain";

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for uses in context.repository.uses() {
        let Some(step) = uses.step else { continue };
        let missing = required(context, &uses).into_iter().filter(|input| {
            step.with(input).and_then(|node| node.text()).is_none_or(str::is_empty)
        });
        for input in missing {
            let name = uses.text.split('@').next().unwrap_or_default();
            let message = format!("{name} requires the input {input}, which is not given");
            found.push(
                Found::new(&uses.file.path, message)
                    .at(uses.node)
                    .remedy(format!("give it: `with: {{{input}: …}}`")),
            );
        }
    }
    found
}

/// The inputs that an action requires.
fn required(context: &Context<'_>, uses: &Uses<'_>) -> Vec<String> {
    let Some(action) = uses.action() else { return local(context, uses) };
    let told = context.facts.and_then(|facts| facts.of(&action.repository));
    let told = action.reference.commit().and_then(|commit| told?.commits.get(commit));
    if let Some(CommitFacts::Reachable { required, .. }) = told
        && let Some(Some(required)) = required.get(&action.path)
    {
        return required.clone();
    }
    let known = REQUIRED.iter().find(|(name, _)| action.name().eq_ignore_ascii_case(name));
    if let Some((_, inputs)) = known {
        return inputs.iter().map(ToString::to_string).collect();
    }
    // Its branches have the toolchain as a default; commits of others have none.
    let comment = uses.comment.as_ref().and_then(|comment| comment.version());
    let is_master = action.reference.text() == "master" || comment == Some("master");
    if action.is_of(TOOLCHAIN) && is_master {
        return vec!["toolchain".into()];
    }
    Vec::new()
}

/// The inputs that an action of the repository's own requires.
fn local(context: &Context<'_>, uses: &Uses<'_>) -> Vec<String> {
    let action = context.repository.local(uses.text);
    action.map(|file| required_inputs(&file.root)).unwrap_or_default()
}

/// Inputs of an `action.yml` that are required and have no default.
pub(crate) fn required_inputs(action: &crate::yaml::Node) -> Vec<String> {
    let inputs = action.get("inputs").map(crate::yaml::Node::entries).unwrap_or_default();
    inputs
        .iter()
        .filter(|(_, input)| {
            let is_required =
                input.text_at(["required"]).is_some_and(|text| text.eq_ignore_ascii_case("true"));
            // `default: ''` is none for what needs a value.
            is_required && input.text_at(["default"]).is_none_or(str::is_empty)
        })
        .map(|(name, _)| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::facts::CommitFacts;
    use crate::testing::{COMMIT, Sample, told};

    #[test]
    fn inputs_of_known_and_local_actions_are_looked_for() {
        let action = "inputs:\n  a: {required: true}\n  b: {required: true, default: x}\n  c: {}\n\
                      runs: {using: composite, steps: []}\n";
        let sample = Sample::new().file(".github/actions/x/action.yml", action).steps(
            "- uses: actions/cache@v4\n  with: {path: x, KEY: y}\n- uses: actions/cache@v4\n  with: {path: x}\n\
             - uses: ./.github/actions/x\n- uses: dtolnay/rust-toolchain@stable\n- uses: dtolnay/rust-toolchain@master\n",
        );
        assert_eq!(
            sample.messages("missing-input"),
            [
                "actions/cache requires the input key, which is not given",
                "./.github/actions/x requires the input a, which is not given",
                "dtolnay/rust-toolchain requires the input toolchain, which is not given",
            ]
        );
    }

    #[test]
    fn what_the_commit_says_counts_alone() {
        let required = BTreeMap::from([(String::new(), Some(vec!["other".to_owned()]))]);
        let reachable = CommitFacts::Reachable {
            date: None,
            from: "refs/heads/main".into(),
            branches: Vec::new(),
            required,
        };
        let sample = Sample::new()
            .steps(&format!("- uses: actions/cache@{COMMIT} # v9\n"))
            .facts(told("actions/cache", &[], &[(COMMIT, reachable)]));
        assert_eq!(
            sample.messages("missing-input"),
            ["actions/cache requires the input other, which is not given"]
        );
    }
}
