use crate::context::Context;
use crate::facts::CommitFacts;
use crate::finding::{Found, Severity};
use crate::pin::{short, told_pins};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "missing-commit",
    severity: Severity::Error,
    finds: "a commit that the action's repository does not have (`wheelpin pins verify`)",
    why: "The job fails when it comes to this step, which may be in the midst of a release. Digits \
          that nobody has were invented, by a person or a program, or belong to a repository that was rewritten.",
    remedy: "take the commit of a version: the tags of the action's repository name them",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (pin, told, commit) in told_pins(context) {
        let CommitFacts::Missing { nearest } = commit else { continue };
        let name = pin.action.name();
        let near = match nearest {
            Some(nearest) => {
                let tags = told.tags_at(&nearest.commit);
                let of = match tags.first() {
                    Some(tag) => format!("{tag} ({})", short(&nearest.commit)),
                    None => format!("its commit {}", nearest.commit),
                };
                format!("{} of {} digits are those of {of}", nearest.digits, pin.commit.len())
            }
            None => "no commit of it begins alike".into(),
        };
        let message = format!("{name} has no commit {}: {near}", pin.commit);
        let of = Found::new(&pin.uses.file.path, message).at(pin.uses.node);
        // What the comment says is the best guess, then what it begins like; guesses they are.
        let said = pin.version.and_then(|version| Some((version, told.tag(version)?)));
        let alike = || {
            let commit = nearest.as_ref()?.commit.as_str();
            Some((*told.tags_at(commit).first()?, commit))
        };
        let meant = said.or_else(alike);
        found.push(match meant {
            Some((version, commit)) => of
                .remedy(format!("{version} is {commit}: take it, if that version is meant"))
                .unsafe_fix(pin.edits(commit, version)),
            None => of,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::facts::{CommitFacts, Nearest};
    use crate::testing::{COMMIT, OTHER, Sample, told};

    #[test]
    fn the_nearest_commit_and_what_the_comment_means_are_named() {
        let near = format!("{}{}", &COMMIT[..26], "0".repeat(14));
        let nearest = Some(Nearest { commit: near.clone(), digits: 26 });
        let facts = told(
            "a/b",
            &[("refs/tags/v2.7.5", &near)],
            &[(COMMIT, CommitFacts::Missing { nearest })],
        );
        let sample = Sample::new()
            .steps(&format!("- uses: a/b@{COMMIT} # v2.7.5\n- uses: a/b@{OTHER} # v2\n"))
            .facts(facts);
        let findings = sample.find("missing-commit");
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            format!("a/b has no commit {COMMIT}: 26 of 40 digits are those of v2.7.5 (01234567)")
        );
        assert!(findings[0].remedy.contains(&near) && !findings[0].fix.as_ref().unwrap().safe);
    }
}
