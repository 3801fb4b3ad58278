use crate::project::Project;
use crate::rule::Found;
use crate::version::python_version;
use crate::{Area, Place, Rule, Severity};

/// A Cargo version that Python has no version for.
///
/// <https://packaging.python.org/en/latest/specifications/version-specifiers/#public-version-identifiers>
pub(super) const RULE: Rule = Rule {
    id: "version-not-python",
    area: Area::Versions,
    severity: Severity::Error,
    points: 30,
    most: 30,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if project.pyproject.at(["project", "version"]).is_some() || !project.is_maturin() {
        return None;
    }
    let (file, node) = project.cargo.as_ref()?.package("version")?;
    let version = node.text()?;
    if python_version(version).is_some() {
        return None;
    }
    let found = Found::new(
        "the version of Cargo.toml has no counterpart in Python (PEP 440), and maturin refuses it",
        "use -alpha.N, -beta.N, -rc.N or -dev.N for what comes before a release: 1.2.0-rc.1",
    );
    Some(found.at([Place::line(file, node.line).detail(version)]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_version_without_counterpart_is_found() {
        assert_eq!(Sample::new().cargo("1.0.0", "1.0.0-nightly").lines("version-not-python"), [3]);
    }

    #[test]
    fn a_pre_release_is_right() {
        assert_eq!(Sample::new().cargo("1.0.0", "1.0.0-rc.1").find("version-not-python"), None);
    }
}
