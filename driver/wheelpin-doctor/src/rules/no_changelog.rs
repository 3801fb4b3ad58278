use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// A project that tells nobody what changed.
///
/// <https://keepachangelog.com/en/1.1.0/>
pub(super) const RULE: Rule = Rule {
    id: "no-changelog",
    area: Area::Versions,
    severity: Severity::Info,
    points: 10,
    most: 10,
    check,
};

/// How such files are called.
const NAMES: [&str; 5] = ["changelog", "changes", "history", "news", "release_notes"];

fn check(project: &Project) -> Option<Found> {
    let is_changelog = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase().replace('-', "_");
        let stem = name.split('.').next().unwrap_or_default();
        NAMES.contains(&stem)
    };
    // In the root, in the project's directory, or among the pages of docs.
    if project.tree.paths().any(is_changelog) {
        return None;
    }
    let remedy = "start a CHANGELOG.md with a section for each version";
    Some(Found::new("there is no changelog", remedy))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_project_without_a_changelog_is_found() {
        assert!(Sample::new().without("CHANGELOG.md").find("no-changelog").is_some());
    }

    #[test]
    fn a_changelog_has_several_names() {
        for path in ["HISTORY.rst", "docs/changelog.md", "CHANGES", "RELEASE-NOTES.md"] {
            let sample = Sample::new().without("CHANGELOG.md").file(path, "");
            assert_eq!(sample.find("no-changelog"), None, "{path}");
        }
    }
}
