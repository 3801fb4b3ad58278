use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// The oldest Python by the wheel's tag is not the oldest by `requires-python`.
///
/// <https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/#abi-tag>
pub(super) const RULE: Rule = Rule {
    id: "abi3-floor",
    area: Area::Build,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let floor = project.pyo3.floor?;
    let node = project.requires_python()?;
    let required = crate::python::Python::floor(node.text()?)?;
    let place = project.pyproject_at(node);
    if required < floor {
        let found = Found::new(
            format!(
                "requires-python starts at {required}, the abi3 wheels at {floor}: what lies between gets no wheel"
            ),
            format!(
                "lower PyO3's feature to abi3-py3{}, or write requires-python = \">={floor}\"",
                required.0
            ),
        );
        return Some(found.at([place]));
    }
    if required > floor {
        let found = Found::new(
            format!(
                "abi3 starts at {floor}, requires-python at {required}: newer API of Python is given up for nobody"
            ),
            format!(
                "raise PyO3's feature to abi3-py3{}, or write requires-python = \">={floor}\"",
                required.0
            ),
        );
        return Some(found.at([place]));
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn pythons_without_a_wheel_are_found() {
        let finding = Sample::new().pyproject(">=3.11", ">=3.9").find("abi3-floor").unwrap();
        assert!(finding.remedy.contains("abi3-py39"));
    }

    #[test]
    fn a_floor_below_what_is_required_is_found() {
        assert_eq!(Sample::new().pyproject(">=3.11", ">=3.12,<4").lines("abi3-floor"), [7]);
    }

    #[test]
    fn equal_floors_are_right() {
        assert_eq!(Sample::new().find("abi3-floor"), None);
        let plain = Sample::new().cargo("abi3-py311", "abi3");
        assert_eq!(plain.find("abi3-floor"), None);
    }
}
