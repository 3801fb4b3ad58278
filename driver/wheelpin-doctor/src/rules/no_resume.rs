use crate::project::Project;
use crate::rule::Found;
use crate::step::Step;
use crate::{Area, Rule, Severity};

/// An upload that fails for good once its first file is there: PyPI never takes a
/// file name twice.
///
/// <https://github.com/pypa/gh-action-pypi-publish#tolerating-release-package-file-duplicates>
pub(super) const RULE: Rule = Rule {
    id: "no-resume",
    area: Area::Workflow,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .publishing()
        .flat_map(|workflow| workflow.steps())
        .filter(|step| step.publishes() && !goes_on(*step))
        .map(|step| step.place())
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "a release that failed half way cannot be run again: files that are there already stop it",
        "add `skip-existing: true` (gh-action-pypi-publish) or `--skip-existing` (twine, maturin)",
    );
    Some(found.at(places))
}

fn goes_on(step: Step<'_>) -> bool {
    let skips = |text: &str| text.contains("skip-existing") || text.contains("skip_existing");
    let input = ["skip-existing", "skip_existing"].iter().find_map(|name| step.with(name));
    input.is_some_and(|value| value != "false")
        || step.with("args").is_some_and(skips)
        || step.run().is_some_and(|run| {
            // uv skips files that are the same; wheelpin keeps a journal.
            let uploads = step.commands().into_iter().filter(|command| command.publishes());
            skips(run)
                || uploads
                    .into_iter()
                    .all(|command| matches!(command.program.as_str(), "uv" | "wheelpin" | "nix"))
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn an_upload_that_cannot_go_on_is_found() {
        assert_eq!(
            Sample::new().release("\n        with: {skip-existing: true}", "").lines("no-resume"),
            [40]
        );
        let twine = Sample::new().workflow("jobs: {a: {steps: [{run: twine upload dist/*}]}}");
        assert_eq!(twine.lines("no-resume"), [1]);
    }

    #[test]
    fn uploads_that_go_on_are_right() {
        for run in ["twine upload --skip-existing dist/*", "uv publish", "nix run .#release"] {
            let sample =
                Sample::new().workflow(format!("jobs: {{a: {{steps: [{{run: '{run}'}}]}}}}"));
            assert_eq!(sample.find("no-resume"), None, "{run}");
        }
        assert_eq!(Sample::new().workflow(RELEASE).find("no-resume"), None);
    }
}
