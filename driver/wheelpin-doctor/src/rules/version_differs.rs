use super::version_twice::versions;
use crate::project::Project;
use crate::rule::Found;
use crate::version::python_version;
use crate::{Area, Rule, Severity};

/// Versions that are to be the same and are not.
///
/// <https://www.maturin.rs/metadata.html>
pub(super) const RULE: Rule = Rule {
    id: "version-differs",
    area: Area::Versions,
    severity: Severity::Error,
    points: 40,
    most: 40,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let versions = versions(project);
    let mut normal: Vec<_> = versions
        .iter()
        .map(|(_, version)| python_version(version).unwrap_or_else(|| version.clone()))
        .collect();
    normal.sort_unstable();
    normal.dedup();
    if normal.len() < 2 {
        return None;
    }
    let found = Found::new(
        "the places in which the version is written disagree",
        "bring them to the version that is next to be released, and keep one of them",
    );
    Some(found.at(versions.into_iter().map(|(place, version)| place.detail(&version))))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn different_versions_are_found() {
        let sample = Sample::new().pyproject("dynamic = [\"version\"]", "version = \"1.0.1\"");
        assert!(sample.find("version-differs").is_some());
    }

    #[test]
    fn two_spellings_are_one_version() {
        let sample = Sample::new()
            .pyproject("dynamic = [\"version\"]", "version = \"1.0.0a1\"")
            .file("Cargo.toml", "[package]\nversion = '1.0.0-alpha.1'");
        assert_eq!(sample.find("version-differs"), None);
    }
}
