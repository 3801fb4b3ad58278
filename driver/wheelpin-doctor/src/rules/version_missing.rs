use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// A project whose version stands nowhere that build tools look.
///
/// <https://packaging.python.org/en/latest/specifications/pyproject-toml/#version>
pub(super) const RULE: Rule = Rule {
    id: "version-missing",
    area: Area::Versions,
    severity: Severity::Error,
    points: 40,
    most: 40,
    check,
};

fn check(project: &Project) -> Option<Found> {
    // Without [project] maturin takes all from Cargo.toml.
    let table = project.pyproject.get("project")?;
    let dynamic = table.get("dynamic").map(Node::texts).unwrap_or_default().contains(&"version");
    let from_cargo =
        || project.cargo.as_ref().is_some_and(|cargo| cargo.package("version").is_some());
    if table.get("version").is_some() || (dynamic && (!project.is_maturin() || from_cargo())) {
        return None;
    }
    let message = if dynamic {
        "the version is to come from Cargo.toml, whose [package] has none"
    } else {
        "[project] has neither a version nor `dynamic = [\"version\"]`"
    };
    let remedy = "state the version in Cargo.toml and write `dynamic = [\"version\"]` in [project]";
    Some(Found::new(message, remedy).at([project.pyproject_at(table)]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_project_without_a_version_is_found() {
        let sample = Sample::new().pyproject("dynamic = [\"version\"]\n", "");
        assert_eq!(sample.lines("version-missing"), [4]);
        assert!(Sample::new().cargo("version = \"1.0.0\"\n", "").find("version-missing").is_some());
    }

    #[test]
    fn a_version_may_stand_in_either_file() {
        assert_eq!(Sample::new().find("version-missing"), None);
        let stated = Sample::new().pyproject("dynamic = [\"version\"]", "version = \"1\"");
        assert_eq!(stated.find("version-missing"), None);
    }
}
