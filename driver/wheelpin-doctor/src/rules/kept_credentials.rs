use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};

/// A checkout that leaves the workflow's token in `.git/config`, where every later
/// step, and an artifact of the directory, has it.
///
/// <https://docs.zizmor.sh/audits/#artipacked>
pub(super) const RULE: Rule = Rule {
    id: "kept-credentials",
    area: Area::Security,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    // A job that pushes, or says so itself, is no warning.
    let found = project.found(RULE.id).into_iter();
    let places: Vec<_> = found
        .filter(|finding| finding.severity == Severity::Warning)
        .map(|finding| Place::of(&finding))
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "checkouts leave the workflow's token on disk for every later step",
        "add `with: {persist-credentials: false}` to actions/checkout",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_checkout_that_keeps_the_token_is_found() {
        let sample = Sample::new().release("{persist-credentials: false}", "{fetch-depth: 0}");
        assert_eq!(sample.lines("kept-credentials"), [9]);
    }

    #[test]
    fn a_job_that_pushes_may_keep_it() {
        let sample = Sample::new()
            .release("{persist-credentials: false}", "{fetch-depth: 0}\n      - run: git push");
        assert_eq!(sample.find("kept-credentials"), None);
        assert_eq!(Sample::new().workflow(RELEASE).find("kept-credentials"), None);
    }
}
