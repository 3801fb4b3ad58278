use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::lock::LOCK;
use crate::pin::{pins, short};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "tag-moved",
    severity: Severity::Error,
    finds: "a tag that stands for another commit than when it was locked (`wheelpin pins verify`)",
    why: "Tags of releases are not moved in the ordinary course of things. When an action was taken over, \
          its tags were moved to the attacker's code; the pinned commit protected those who had pinned.",
    remedy: "stay with the locked commit until you know why; then `wheelpin pins lock` takes the new one",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let (Some(facts), Some(lock)) = (context.facts, context.lock) else { return Vec::new() };
    let pins = pins(context.repository);
    let mut found = Vec::new();
    for locked in &lock.actions {
        let Some(tag) = &locked.tag else { continue };
        let Some(told) = facts.of(&locked.action) else { continue };
        if told.unreachable.is_some() || told.tag(tag) == Some(locked.commit.as_str()) {
            continue;
        }
        let now = match told.tag(tag) {
            Some(now) => format!("is {} now", short(now)),
            None => "is gone".into(),
        };
        let message = format!(
            "{tag} of {} was {} when it was verified on {}, and {now}",
            locked.action,
            short(&locked.commit),
            locked.verified
        );
        let used = pins
            .iter()
            .filter(|pin| pin.action.is_of(&locked.action) && pin.commit == locked.commit)
            .map(|pin| Found::new(&pin.uses.file.path, message.clone()).at(pin.uses.node));
        let before = found.len();
        found.extend(used);
        if found.len() == before {
            found.push(Found::new(LOCK, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, OTHER, Sample, locked, reachable, told};

    #[test]
    fn a_tag_that_moved_is_told_with_both_commits_and_once() {
        let sample = Sample::new()
            .steps(&format!("- uses: a/b@{COMMIT} # v1.0.0\n"))
            .lock(locked(&[("a/b", "v1.0.0", COMMIT), ("a/b", "v2.0.0", OTHER)]))
            .facts(told(
                "a/b",
                &[("refs/tags/v1.0.0", OTHER)],
                &[(COMMIT, reachable("2024-01-02"))],
            ));
        assert_eq!(
            sample.messages("tag-moved"),
            [
                "v2.0.0 of a/b was fedcba98 when it was verified on 2026-01-02, and is gone",
                "v1.0.0 of a/b was 01234567 when it was verified on 2026-01-02, and is fedcba98 now",
            ]
        );
        assert_eq!(sample.lines("mislabelled-pin"), [0; 0]);
    }
}
