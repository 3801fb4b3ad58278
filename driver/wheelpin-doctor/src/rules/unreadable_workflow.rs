use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Place, Rule, Severity};

/// A workflow that cannot be read, here or by GitHub.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax>
pub(super) const RULE: Rule = Rule {
    id: "unreadable-workflow",
    area: Area::Workflow,
    severity: Severity::Error,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.repository.unreadable.is_empty() {
        return None;
    }
    let places = project
        .repository
        .unreadable
        .iter()
        .map(|(file, why)| Place::file(file).detail(&why.to_string()));
    let found = Found::new(
        "workflows cannot be read, so nothing was said of them",
        "correct the file's YAML",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let finding = Sample::new().workflow("on:\n  - 'a\n").find("unreadable-workflow").unwrap();
        assert!(finding.places[0].detail.as_deref().unwrap().starts_with("line "));
    }

    #[test]
    fn readable_workflows_are_right() {
        assert_eq!(Sample::new().workflow("on: push").find("unreadable-workflow"), None);
    }
}
