use crate::context::Context;
use crate::facts::CommitFacts;
use crate::finding::{Found, Severity};
use crate::pin::{comment_edit, pins};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "missing-version-comment",
    severity: Severity::Warning,
    finds: "a commit without its version as a comment",
    why: "Nobody knows from forty digits how old an action is, and Dependabot and Renovate \
          take the version from the comment.",
    remedy: "write the version behind it: `uses: owner/name@COMMIT # v1.2.3`, or let `wheelpin pins fix` do it",
    source: "https://docs.github.com/en/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for pin in pins(context.repository) {
        if pin.version.is_some() {
            continue;
        }
        let message = format!(
            "{} is at {}, and nothing says which version that is",
            pin.action.name(),
            pin.short()
        );
        let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
        let told = context.facts.and_then(|facts| facts.of(&pin.action.repository));
        // Of what is no commit of the action's there is no version.
        let known = told.and_then(|told| told.commits.get(&pin.commit));
        if matches!(known, Some(CommitFacts::Missing { .. } | CommitFacts::Impostor { .. })) {
            continue;
        }
        let told = told.and_then(|told| told.tags_at(&pin.commit).first().copied());
        let locked = context.lock.and_then(|lock| lock.commit(&pin.action.repository, &pin.commit));
        let tag = told.or_else(|| locked.and_then(|locked| locked.tag.as_deref()));
        found.push(match tag.and_then(|tag| comment_edit(&pin.uses, tag)) {
            Some(edit) => of.fix([edit]),
            None => of,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, Sample, locked};

    #[test]
    fn a_version_that_the_lock_knows_is_added() {
        let sample = Sample::new().steps(&format!(
            "- uses: a/b@{COMMIT}\n- uses: a/b@{COMMIT} # v1\n- {{uses: a/b@{COMMIT}, id: x}}\n"
        ));
        assert_eq!(sample.lines("missing-version-comment"), [6, 8]);
        assert!(sample.find("missing-version-comment")[0].fix.is_none());
        let sample = sample.lock(locked(&[("a/b", "v1.2.0", COMMIT)]));
        let findings = sample.find("missing-version-comment");
        let edit = &findings[0].fix.as_ref().unwrap().edits[0];
        assert_eq!(edit.text, " # v1.2.0");
        assert!(findings[1].fix.is_none(), "a comment would hide what follows");
    }
}
