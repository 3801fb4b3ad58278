use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::model::{Target, Uses};

/// An action that is named by a tag or branch, which its owner, or whoever takes
/// over the account, can move.
///
/// <https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions>
pub(super) const RULE: Rule = Rule {
    id: "unpinned-action",
    area: Area::Security,
    severity: Severity::Warning,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let uses = uses(project);
    let floating: Vec<_> = uses
        .iter()
        .filter(|uses| !is_pinned(&uses.target))
        .map(|uses| Place::line(&uses.file.path, uses.node.line).detail(uses.text))
        .collect();
    if floating.is_empty() {
        return None;
    }
    let found = Found::new(
        format!(
            "{} of {} uses of actions float: their code can change under you",
            floating.len(),
            uses.len()
        ),
        "name the commit (40 hex digits) and keep the version as a comment: `uses: actions/checkout@COMMIT # v6.0.2`",
    );
    Some(found.at(floating))
}

/// Every `uses` of the repository that is not its own code.
pub(super) fn uses(project: &Project) -> Vec<Uses<'_>> {
    let is_own = |uses: &Uses<'_>| matches!(uses.target, Target::Local(_));
    project.repository.uses().into_iter().filter(|uses| !is_own(uses)).collect()
}

fn is_pinned(target: &Target) -> bool {
    match target {
        Target::Local(_) => true,
        Target::Image(image) => image.digest.is_some(),
        Target::Action(action) => action.reference.commit().is_some(),
        Target::Malformed => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn only_a_commit_or_hash_is_a_pin() {
        for (uses, pinned) in [
            ("a/b@0123456789abcdef0123456789abcdef01234567", true),
            ("a/b@v1", false),
            ("a/b@release/v1", false),
            ("a/b@0123456", false),
            ("a/b", false),
            ("docker://alpine@sha256:00", false),
            ("docker://alpine:3", false),
        ] {
            assert_eq!(is_pinned(&Target::read(uses)), pinned, "{uses}");
        }
    }

    #[test]
    fn floating_actions_are_counted_and_named() {
        let sample = Sample::new()
            .release(
                "actions/checkout@0123456789012345678901234567890123456789",
                "actions/checkout@v6",
            )
            .file(
                ".github/actions/a/action.yml",
                "runs:\n  steps:\n    - uses: a/b@main\n    - uses: ./x\n",
            );
        let finding = sample.find("unpinned-action").unwrap();
        assert!(finding.message.starts_with("2 of 7 uses"), "{}", finding.message);
        assert_eq!(finding.places[1].detail.as_deref(), Some("actions/checkout@v6"));
    }

    #[test]
    fn a_reusable_workflow_is_an_action_too() {
        let sample =
            Sample::new().workflow("jobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n");
        assert_eq!(sample.lines("unpinned-action"), [3]);
    }

    #[test]
    fn pinned_actions_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("unpinned-action"), None);
    }
}
