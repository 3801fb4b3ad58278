use crate::context::Context;
use crate::facts::CommitFacts;
use crate::finding::{Found, Severity};
use crate::model::{Reference, Target, Uses};
use crate::pin::edits;
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "unpinned-action",
    severity: Severity::Error,
    finds: "an action or reusable workflow that is named by a tag, a branch or part of a commit",
    why: "Whoever can write to its repository can let the tag or branch stand for other code, \
          which the next run then runs with this job's secrets and permissions.",
    remedy: "name the commit, and the version as a comment: `wheelpin pins fix` looks it up and writes both",
    source: "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for uses in context.repository.uses() {
        let message = match &uses.target {
            Target::Local(_) | Target::Image(_) => continue,
            Target::Malformed => {
                format!("{:?} is nothing that GitHub takes: owner/name@commit", uses.text)
            }
            Target::Action(action) => match &action.reference {
                Reference::Commit(_) => continue,
                Reference::ShortCommit(digits) => format!(
                    "{} is named by {} digits of a commit, which GitHub takes for a tag or branch",
                    action.name(),
                    digits.len()
                ),
                Reference::Name(name) => {
                    format!(
                        "{} is named by the tag or branch {name}, which can change",
                        action.name()
                    )
                }
            },
        };
        let of = Found::new(&uses.file.path, message).at(uses.node);
        found.push(match pinned(context, &uses) {
            Some((commit, version)) => of.fix(edits(&uses, &commit, &version)),
            None => of,
        });
    }
    found
}

/// What a tag or branch stands for now, and the version to write behind it.
fn pinned(context: &Context<'_>, uses: &Uses<'_>) -> Option<(String, String)> {
    let action = uses.action()?;
    let told = context.facts?.of(&action.repository)?;
    let Reference::Name(name) = &action.reference else { return None };
    let commit = told.named(name)?;
    let exact = told.tags_at(commit).first().copied();
    // Where no tag stands for it, the branch and the day are all there is to say.
    let version = match (exact, told.commits.get(commit)) {
        (Some(tag), _) => tag.to_owned(),
        (None, Some(CommitFacts::Reachable { date: Some(date), .. })) => format!("{name} {date}"),
        (None, _) => name.clone(),
    };
    Some((commit.to_owned(), version))
}

#[cfg(test)]
mod tests {
    use crate::testing::{COMMIT, Sample, told};

    #[test]
    fn only_a_whole_commit_is_a_pin() {
        let sample = Sample::new().steps(
            "- uses: a/b@0123456789abcdef0123456789abcdef01234567\n- uses: a/b@v1\n\
             - uses: a/b/c@release/v1\n- uses: a/b@0123abc\n- uses: a/b\n- uses: ./x\n\
             - uses: docker://alpine:3\n",
        );
        assert_eq!(sample.lines("unpinned-action"), [7, 8, 9, 10]);
    }

    #[test]
    fn a_tag_is_replaced_by_its_commit_and_most_exact_name() {
        let facts = told("a/b", &[("refs/tags/v4", COMMIT), ("refs/tags/v4.1.1", COMMIT)], &[]);
        let sample =
            Sample::new().steps("- uses: \"a/b/c@v4\"  # keep\n- uses: a/b@main\n").facts(facts);
        let findings = sample.find("unpinned-action");
        let repository = sample.repository();
        let edits = &findings[0].fix.as_ref().unwrap().edits;
        let text = crate::fix::apply(&repository.files[0].text, edits);
        assert!(text.contains(&format!("- uses: \"a/b/c@{COMMIT}\"  # v4.1.1 keep\n")), "{text}");
        assert!(findings[1].fix.is_none());
    }

    #[test]
    fn a_reusable_workflow_is_an_action_too() {
        let sample =
            Sample::new().workflow("jobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n");
        assert_eq!(sample.lines("unpinned-action"), [3]);
    }
}
