use crate::project::Project;
use crate::rule::Found;
use crate::tree::join;
use crate::words::list;
use crate::{Area, Place, Rule, Severity};

/// Tools that move the version of one language and know nothing of the other's.
///
/// <https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html>
pub(super) const RULE: Rule = Rule {
    id: "version-tool",
    area: Area::Versions,
    severity: Severity::Info,
    points: 10,
    most: 20,
    check,
};

/// Tables below `[tool]`.
const TABLES: [(&str, &str); 5] = [
    ("semantic_release", "python-semantic-release"),
    ("commitizen", "commitizen"),
    ("bumpversion", "bump-my-version"),
    ("bumpver", "bumpver"),
    ("tbump", "tbump"),
];

/// Files in the project's directory or the root.
const FILES: [(&str, &str); 8] = [
    (".bumpversion.cfg", "bump2version"),
    (".bumpversion.toml", "bump-my-version"),
    (".cz.toml", "commitizen"),
    (".cz.yaml", "commitizen"),
    (".releaserc", "semantic-release"),
    ("knope.toml", "knope"),
    ("release-please-config.json", "release-please"),
    ("release-plz.toml", "release-plz"),
];

/// Actions, by owner and name.
const ACTIONS: [(&str, &str); 5] = [
    ("python-semantic-release/python-semantic-release", "python-semantic-release"),
    ("commitizen-tools/commitizen-action", "commitizen"),
    ("googleapis/release-please-action", "release-please"),
    ("MarcoIeni/release-plz-action", "release-plz"),
    ("release-plz/action", "release-plz"),
];

fn check(project: &Project) -> Option<Found> {
    let mut found: Vec<(&str, Place)> = Vec::new();
    for (table, tool) in TABLES {
        if let Some(node) = project.pyproject.at(["tool", table]) {
            found.push((tool, project.pyproject_at(node)));
        }
    }
    for (file, tool) in FILES {
        for path in [join(&project.directory, file), Some(file.into())].into_iter().flatten() {
            if project.tree.has(&path) {
                found.push((tool, Place::file(&path)));
            }
        }
    }
    for step in project.steps() {
        let action = ACTIONS.iter().find(|(action, _)| step.is(action));
        found.extend(action.map(|(_, tool)| (*tool, step.place_of("uses"))));
    }
    let mut tools: Vec<_> = found.iter().map(|(tool, _)| *tool).collect();
    tools.sort_unstable();
    tools.dedup();
    if tools.is_empty() {
        return None;
    }
    let message = match tools.as_slice() {
        [tool] => format!("{tool} moves the version, beside Cargo, its lock file and the tags"),
        tools => format!("{} tools move the version: {}", tools.len(), list(tools)),
    };
    let remedy = "see to it that Cargo.lock moves with the version: `cargo update --workspace` before the tag";
    Some(
        Found::new(message, remedy)
            .times(tools.len())
            .at(found.into_iter().map(|(_, place)| place)),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn each_tool_counts() {
        let sample = Sample::new()
            .pyproject("[project]", "[tool.commitizen]\n[project]")
            .file(".bumpversion.cfg", "");
        let finding = sample.find("version-tool").unwrap();
        assert_eq!((finding.points, finding.places.len()), (20, 2));
    }

    #[test]
    fn a_project_without_one_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("version-tool"), None);
    }
}
