use crate::context::Context;
use crate::facts::{CommitFacts, RepositoryFacts};
use crate::finding::{Found, Severity};
use crate::lock::Lock;
use crate::pin::{Pin, comment_edit, short, told_pins};
use crate::rule::Rule;
use crate::version::is_same_version;

pub(super) const RULE: Rule = Rule {
    id: "mislabelled-pin",
    severity: Severity::Error,
    finds: "a comment with a version that stands for another commit (`wheelpin pins verify`)",
    why: "Whoever reads the comment believes that another version runs: updates are not made, and \
          advisories are taken to be about others.",
    remedy: "correct the comment (`wheelpin pins fix` does), or take the commit of the version that is meant",
    source: "https://docs.zizmor.sh/audits/#ref-version-mismatch",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (pin, told, commit) in told_pins(context) {
        let CommitFacts::Reachable { date, branches, .. } = commit else { continue };
        let Some(version) = pin.version else { continue };
        if told.named(version) == Some(pin.commit.as_str())
            || was_right(context.lock, &pin, version)
        {
            continue;
        }
        let tags = told.tags_at(&pin.commit);
        // `v4` was moved on, and this is still one of its releases.
        if tags.iter().any(|tag| *tag != version && is_same_version(version, tag)) {
            continue;
        }
        // A branch and the day of the commit are all that can be said where there are no tags.
        let comment = pin.uses.comment.as_ref().map(|comment| comment.text).unwrap_or_default();
        let is_dated = date.as_ref().is_some_and(|date| comment.contains(date.as_str()));
        if is_dated && branches.iter().any(|branch| branch == version) {
            continue;
        }
        let message = format!(
            "{} says {version}, and {}; {}",
            pin.action.name(),
            is(&pin, &tags, date.as_deref()),
            means(told, version)
        );
        let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
        found.push(match tags.first() {
            Some(tag) => of.fix(comment_edit(&pin.uses, tag)),
            None => of.remedy(
                "take the commit of a tag, if the action has any; else write the branch and the day of the commit: # main 2026-01-31",
            ),
        });
    }
    found
}

fn is(pin: &Pin<'_>, tags: &[&str], date: Option<&str>) -> String {
    let date = date.map(|date| format!(" (of {date})")).unwrap_or_default();
    match tags {
        [] => format!("no tag stands for {}{date}", pin.short()),
        tags => format!("{}{date} is {}", pin.short(), tags.join(", ")),
    }
}

fn means(told: &RepositoryFacts, version: &str) -> String {
    if let Some(commit) = told.tag(version) {
        return format!("{version} is {}", short(commit));
    }
    match told.named(version) {
        Some(commit) => format!("{version} is a branch, at {} now", short(commit)),
        None => format!("there is no {version}"),
    }
}

/// Whether the lock says that it was right once: then the tag was moved, which another rule tells.
fn was_right(lock: Option<&Lock>, pin: &Pin<'_>, version: &str) -> bool {
    let locked = lock.and_then(|lock| lock.commit(&pin.action.repository, &pin.commit));
    locked.is_some_and(|locked| locked.tag.as_deref() == Some(version))
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, OTHER, Sample, reachable, told};

    #[test]
    fn what_a_commit_really_is_is_told() {
        let facts = told(
            "a/b",
            &[
                ("refs/tags/v4", OTHER),
                ("refs/tags/v4.1.1", COMMIT),
                ("refs/tags/v5.0.0", OTHER),
                ("refs/heads/main", OTHER),
            ],
            &[(COMMIT, reachable("2023-10-17"))],
        );
        let sample = Sample::new()
            .steps(&format!(
                "- uses: a/b@{COMMIT} # v5.0.0\n- uses: a/b@{COMMIT} # v4.1.1\n- uses: a/b@{COMMIT} # v4\n\
                 - uses: a/b@{COMMIT} # v6\n- uses: a/b@{COMMIT} # main\n"
            ))
            .facts(facts);
        assert_eq!(
            sample.messages("mislabelled-pin"),
            [
                "a/b says v5.0.0, and 01234567 (of 2023-10-17) is v4.1.1; v5.0.0 is fedcba98",
                "a/b says v6, and 01234567 (of 2023-10-17) is v4.1.1; there is no v6",
                "a/b says main, and 01234567 (of 2023-10-17) is v4.1.1; main is a branch, at fedcba98 now",
            ]
        );
        let fix = sample.find("mislabelled-pin").remove(0).fix.unwrap();
        assert!(fix.safe);
        assert_eq!(fix.edits[0].text, "v4.1.1");
    }

    #[test]
    fn a_branch_with_the_day_of_the_commit_is_right() {
        let facts =
            || told("a/b", &[("refs/heads/stable", OTHER)], &[(COMMIT, reachable("2024-08-08"))]);
        let lines = |comment: &str| {
            let steps = format!("- uses: a/b@{COMMIT} # {comment}\n");
            Sample::new().steps(&steps).facts(facts()).lines("mislabelled-pin")
        };
        assert_eq!(lines("stable (2025-11-01)"), [6]);
        assert_eq!(lines("stable"), [6]);
        assert_eq!(lines("stable (2024-08-08)"), [0; 0]);
    }
}
