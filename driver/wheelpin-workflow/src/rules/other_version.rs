use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::pin::{comment_edit, pins};
use crate::rule::Rule;
use crate::version::{ActionVersion, is_same_version};

pub(super) const RULE: Rule = Rule {
    id: "other-version",
    severity: Severity::Error,
    finds: "a comment with another version than the one its commit is locked with",
    why: "Whoever reads the comment believes that another version runs: updates are not made, and \
          advisories are taken to be about others.",
    remedy: "write the locked version into the comment (`wheelpin pins fix` does), or take the commit of the version that is meant",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let Some(lock) = context.lock else { return Vec::new() };
    let mut found = Vec::new();
    for pin in pins(context.repository) {
        let Some(locked) = lock.commit(&pin.action.repository, &pin.commit) else { continue };
        let Some(version) = pin.version else { continue };
        let name = pin.action.name();
        let (message, edit) = match &locked.tag {
            Some(tag) if is_same_version(version, tag) => continue,
            Some(tag) => (
                format!("{name} says {version}, and {} is locked as {tag}", pin.short()),
                comment_edit(&pin.uses, tag),
            ),
            // A branch and a date are all that such a comment can say.
            None if ActionVersion::read(version).is_none() => continue,
            None => (
                format!(
                    "{name} says {version}, and no tag stood for {} when it was locked",
                    pin.short()
                ),
                None,
            ),
        };
        let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
        found.push(match edit {
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
    fn a_comment_must_name_the_locked_version() {
        let sample = Sample::new()
            .steps(&format!(
                "- uses: a/b@{COMMIT} # v2.0.0\n- uses: a/b@{COMMIT} # v1\n- uses: a/b@{COMMIT} # tag=v1.0.0\n"
            ))
            .lock(locked(&[("a/b", "v1.0.0", COMMIT)]));
        assert_eq!(
            sample.messages("other-version"),
            ["a/b says v2.0.0, and 01234567 is locked as v1.0.0"]
        );
        assert_eq!(sample.find("other-version")[0].fix.as_ref().unwrap().edits[0].text, "v1.0.0");
    }

    #[test]
    fn a_version_without_a_tag_is_found_and_a_branch_is_not() {
        let sample = Sample::new()
            .steps(&format!("- uses: a/b@{COMMIT} # v2.0.0\n- uses: a/b@{COMMIT} # stable\n"))
            .lock(locked(&[("a/b", "", COMMIT)]));
        assert_eq!(sample.lines("other-version"), [6]);
    }
}
