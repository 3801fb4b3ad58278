use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// No `requires-python`: pip offers the project to every Python there is.
///
/// <https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python>
pub(super) const RULE: Rule = Rule {
    id: "requires-python",
    area: Area::Build,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.requires_python().is_some() {
        return None;
    }
    let floor = project.pyo3.floor.map_or_else(|| "3.11".into(), |floor| floor.to_string());
    let found = Found::new(
        "there is no requires-python: pip tries to build the sdist on Pythons that it was not written for",
        format!("write `requires-python = \">={floor}\"` in [project]"),
    );
    Some(found.at(project.pyproject.get("project").map(|node| project.pyproject_at(node))))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_project_for_every_python_is_found() {
        let finding =
            Sample::new().pyproject("requires-python = \">=3.11\"\n", "").find("requires-python");
        assert!(finding.unwrap().remedy.contains(">=3.11"));
    }

    #[test]
    fn a_bound_is_right() {
        assert_eq!(Sample::new().find("requires-python"), None);
    }
}
