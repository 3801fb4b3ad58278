use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::pin::{pins, short};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "other-commit",
    severity: Severity::Error,
    finds: "a commit that is not the one locked for the version of its comment",
    why: "The lock holds what was verified. Another commit under the same version is a mistake, \
          or somebody's attempt to get other code past a reviewer who reads the comment.",
    remedy: "take the locked commit, or if the other one is meant, verify and lock it: `wheelpin pins lock`",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let Some(lock) = context.lock else { return Vec::new() };
    let mut found = Vec::new();
    for pin in pins(context.repository) {
        let repository = &pin.action.repository;
        if lock.commit(repository, &pin.commit).is_some() {
            continue;
        }
        let Some(version) = pin.version else { continue };
        let locked = lock.of(repository).find(|locked| locked.tag.as_deref() == Some(version));
        if let Some(locked) = locked {
            let message = format!(
                "{} says {version} at {}, and {version} is locked as {} (of {}, verified {})",
                pin.action.name(),
                pin.short(),
                short(&locked.commit),
                locked.date,
                locked.verified
            );
            // Which of them is meant, only a person knows.
            let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
            found.push(of.unsafe_fix(pin.edits(&locked.commit, version)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, OTHER, Sample, locked};

    #[test]
    fn another_commit_under_a_locked_version_is_found() {
        let sample = Sample::new()
            .steps(&format!("- uses: a/b@{OTHER} # v1.0.0\n- uses: A/b/c@{COMMIT} # v1.0.0\n"))
            .lock(locked(&[("a/b", "v1.0.0", COMMIT)]));
        assert_eq!(
            sample.messages("other-commit"),
            [
                "a/b says v1.0.0 at fedcba98, and v1.0.0 is locked as 01234567 (of 2024-01-02, verified 2026-01-02)"
            ]
        );
        assert_eq!(sample.lines("not-locked"), [0; 0], "it is told once");
    }
}
