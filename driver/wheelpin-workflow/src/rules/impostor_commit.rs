use crate::context::Context;
use crate::facts::CommitFacts;
use crate::finding::{Found, Severity};
use crate::pin::told_pins;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "impostor-commit",
    severity: Severity::Error,
    finds: "a commit that no branch and no tag of the action's repository has (`wheelpin pins verify`)",
    why: "GitHub keeps a repository, its forks and all pull requests as one: whoever opens a pull request \
          can have a commit that answers to the action's name and was never accepted by its authors.",
    remedy: "do not run it. Take the commit of the version that is meant, and find out who wrote this one",
    source: "https://docs.zizmor.sh/audits/#impostor-commit",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (pin, told, commit) in told_pins(context) {
        let CommitFacts::Impostor { from } = commit else { continue };
        let whose = match from {
            Some(from) => format!("it is that of {from}"),
            None => "it is of a fork or a pull request, or was taken out of the history".into(),
        };
        let message = format!(
            "an impostor: no branch and no tag of {} has {}; {whose}",
            pin.action.repository,
            pin.short()
        );
        let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
        let meant = pin.version.and_then(|version| Some((version, told.tag(version)?)));
        found.push(match meant {
            Some((version, commit)) => of
                .remedy(format!("do not run it; {version} is {commit}, if that is meant"))
                .unsafe_fix(pin.edits(commit, version)),
            None => of,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::facts::CommitFacts;
    use crate::testing::{COMMIT, Sample, told};

    #[test]
    fn a_pull_request_is_named_as_such() {
        let impostor = CommitFacts::Impostor { from: Some("refs/pull/7/head".into()) };
        let sample = Sample::new()
            .steps(&format!("- uses: a/b/c@{COMMIT} # v1.0.0\n"))
            .facts(told("a/b", &[], &[(COMMIT, impostor)]));
        assert_eq!(
            sample.messages("impostor-commit"),
            [
                "an impostor: no branch and no tag of a/b has 01234567; it is that of refs/pull/7/head"
            ]
        );
    }
}
