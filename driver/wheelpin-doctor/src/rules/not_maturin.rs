use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// A project that maturin does not build: much of what follows does not apply.
///
/// <https://www.maturin.rs/>
pub(super) const RULE: Rule = Rule {
    id: "not-maturin",
    area: Area::Build,
    severity: Severity::Error,
    points: 40,
    most: 40,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.is_maturin() {
        return None;
    }
    let system = project.pyproject.get("build-system");
    let backend = system.and_then(|system| system.text_at(["build-backend"]));
    let requires =
        system.and_then(|system| system.get("requires")).map(Node::texts).unwrap_or_default();
    let rust = requires
        .iter()
        .any(|name| name.starts_with("setuptools-rust") || name.starts_with("setuptools_rust"));
    let message = match backend {
        _ if rust => "setuptools-rust builds this project, not maturin: wheelpin cannot".into(),
        Some(backend) => format!(
            "{} builds this project, not maturin: wheelpin cannot",
            wheelpin_workflow::yaml::clip(backend)
        ),
        None => "pyproject.toml names no build backend: wheelpin builds with maturin".into(),
    };
    let remedy = "to move, write `build-backend = \"maturin\"` and `requires = [\"maturin>=1.10,<2\"]` in [build-system]";
    let place = system.map(|node| project.pyproject_at(node));
    Some(Found::new(message, remedy).at(place))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn another_backend_is_named() {
        let sample = Sample::new()
            .pyproject("\"maturin\"\n", "\"setuptools.build_meta\"\n")
            .find("not-maturin");
        assert!(sample.unwrap().message.starts_with("setuptools.build_meta"));
        let sample = Sample::new().file(
            "pyproject.toml",
            "[build-system]\nrequires = ['setuptools-rust>=1']\nbuild-backend = 'setuptools.build_meta'",
        );
        assert!(sample.find("not-maturin").unwrap().message.starts_with("setuptools-rust"));
    }

    #[test]
    fn maturin_is_right() {
        assert_eq!(Sample::new().find("not-maturin"), None);
    }
}
