use super::duplicate_wheels::duplicates;
use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// Several files of one name, downloaded over each other while others are written.
///
/// <https://github.com/actions/download-artifact/issues/298>
pub(super) const RULE: Rule = Rule {
    id: "merged-artifacts",
    area: Area::Workflow,
    severity: Severity::Error,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .workflows
        .iter()
        .filter(|workflow| !duplicates(project, workflow).is_empty())
        .flat_map(|workflow| workflow.steps())
        .filter(|step| {
            step.is("actions/download-artifact") && step.with("merge-multiple") == Some("true")
        })
        // One artifact by its whole name brings no others.
        .filter(|step| step.with("pattern").is_none_or(|pattern| pattern.contains('*')))
        .map(|step| step.place())
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels of one name are merged into one directory while they are written: what comes out can be a mix \
         of several, with bytes left over at the end",
        "build each wheel once (duplicate-wheels); then the merge is safe",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn merged(pythons: &str) -> Sample {
        Sample::new().workflow(format!(
            "jobs:
  build:
    runs-on: ubuntu-latest
    strategy: {{matrix: {{python: {pythons}}}}}
    steps:
      - uses: PyO3/maturin-action@v1
        with: {{args: '-i ${{{{ matrix.python }}}}'}}
  publish:
    steps:
      - uses: actions/download-artifact@v7
        with: {{merge-multiple: true}}
"
        ))
    }

    #[test]
    fn files_of_one_name_are_found() {
        assert_eq!(merged("['3.11', '3.12']").lines("merged-artifacts"), [10]);
    }

    #[test]
    fn files_of_different_names_may_be_merged() {
        assert_eq!(merged("['3.11']").find("merged-artifacts"), None);
    }
}
