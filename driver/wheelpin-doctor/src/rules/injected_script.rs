use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

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

/// Contexts that GitHub names as untrusted, or their ends.
const UNTRUSTED: [&str; 12] = [
    "github.head_ref",
    "github.event.issue.title",
    "github.event.issue.body",
    "github.event.pull_request.title",
    "github.event.pull_request.body",
    "github.event.pull_request.head.ref",
    "github.event.pull_request.head.label",
    "github.event.comment.body",
    "github.event.review.body",
    "github.event.discussion.title",
    "github.event.discussion.body",
    "github.event.head_commit.message",
];

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for step in project.steps() {
        let scripts = [(step.run(), "run"), (step.with("script"), "with")];
        for (script, key) in scripts {
            let expressions = script.unwrap_or_default().split("${{").skip(1);
            let found = expressions
                .filter_map(|text| text.split("}}").next())
                .find_map(|text| UNTRUSTED.iter().find(|name| text.contains(**name)));
            places.extend(found.map(|name| step.place_of(key).detail(name)));
        }
    }
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

    #[test]
    fn a_title_in_a_script_is_found() {
        let sample =
            Sample::new().release("run: pytest", "run: echo ${{ github.event.issue.title }}");
        assert_eq!(sample.lines("injected-script").len(), 1);
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
