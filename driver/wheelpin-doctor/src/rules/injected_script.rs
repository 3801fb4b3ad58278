use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};

/// Text that anyone can write (a title, a branch name) put into a script, where it
/// is run.
///
/// <https://docs.github.com/en/actions/concepts/security/script-injections>
pub(super) const RULE: Rule = Rule {
    id: "injected-script",
    area: Area::Security,
    severity: Severity::Error,
    points: 30,
    most: 30,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let found = project.found(RULE.id).into_iter();
    let places: Vec<_> = found
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| Place::of(&finding))
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "text that anyone can write is put into a script, and so can run there",
        "hand it over in `env:` and use the variable in the script, in quotes",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn started_by(event: &str) -> Sample {
        Sample::new().workflow(format!(
            "on: {event}\njobs: {{a: {{steps: [{{run: 'echo ${{{{ github.event.issue.title }}}}'}}]}}}}\n"
        ))
    }

    #[test]
    fn a_title_in_a_script_that_anyone_can_start_is_found() {
        assert_eq!(started_by("issues").lines("injected-script"), [2]);
        // Nobody else starts it, and there is no issue.
        assert_eq!(started_by("push").find("injected-script"), None);
    }

    #[test]
    fn a_variable_is_right() {
        let sample = Sample::new().release(
            "run: pytest",
            "run: echo \"$TITLE\" ${{ github.sha }}\n        env: {TITLE: '${{ github.event.issue.title }}'}",
        );
        assert_eq!(sample.find("injected-script"), None);
    }
}
