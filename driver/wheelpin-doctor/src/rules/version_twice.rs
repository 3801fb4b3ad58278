use crate::project::Project;
use crate::rule::Found;
use crate::tree::{join, parent};
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// A version that is written in several places and has to be kept the same by
/// hand.
///
/// <https://www.maturin.rs/metadata.html>
pub(super) const RULE: Rule = Rule {
    id: "version-twice",
    area: Area::Versions,
    severity: Severity::Warning,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let versions = versions(project);
    if versions.len() < 2 {
        return None;
    }
    let found = Found::new(
        "the version is written more than once",
        "keep it in Cargo.toml alone: `dynamic = [\"version\"]` in [project], and \
         `importlib.metadata.version(NAME)` in Python",
    );
    Some(found.at(versions.into_iter().map(|(place, version)| place.detail(&version))))
}

/// Every place in which the version stands.
pub(super) fn versions(project: &Project) -> Vec<(Place, String)> {
    let mut versions = Vec::new();
    let dynamic = project.pyproject.at(["project", "dynamic"]).map(Node::texts).unwrap_or_default();
    let stated = project.pyproject.at(["project", "version"]);
    if let Some(version) = stated.and_then(Node::text) {
        versions.extend(stated.map(|node| (project.pyproject_at(node), version.to_owned())));
    }
    // Cargo.toml's counts only where the project's own does not come from elsewhere.
    let from_cargo = stated.is_some() || dynamic.contains(&"version");
    let cargo = project.cargo.as_ref().filter(|_| from_cargo);
    if let Some((file, node)) = cargo.and_then(|cargo| cargo.package("version")) {
        // A crate that is never released by itself has no version of its own.
        let version = node.text().unwrap_or_default();
        if version != "0.0.0" {
            versions.push((Place::line(file, node.line), version.to_owned()));
        }
    }
    versions.extend(in_python(project));
    versions
}

/// `__version__ = "1.0.0"` in a package of the project.
fn in_python(project: &Project) -> Vec<(Place, String)> {
    let source = project.maturin().text_at(["python-source"]).unwrap_or_default();
    let Some(source) = join(&project.directory, source) else { return Vec::new() };
    let mut found = Vec::new();
    for path in project.tree.paths().filter(|path| path.ends_with(".py")) {
        // SOURCE/PACKAGE/FILE.py
        let package = parent(path);
        if parent(package) != source || package == source || is_other(package) {
            continue;
        }
        for (index, line) in project.tree.text(path).unwrap_or_default().lines().enumerate() {
            let Some(value) = line.strip_prefix("__version__") else { continue };
            let value =
                value.trim_start_matches(|c: char| c.is_whitespace() || c == '=' || c == ':');
            let value = value.trim_start_matches("str").trim_start_matches([' ', '=']);
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let literal = quote.and_then(|quote| value[1..].split(quote).next());
            if let Some(version) =
                literal.filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
            {
                found.push((Place::line(path, index + 1), version.to_owned()));
            }
        }
    }
    found
}

fn is_other(package: &str) -> bool {
    let name = package.rsplit('/').next().unwrap_or(package);
    matches!(name, "tests" | "test" | "docs" | "examples" | "benchmarks" | "scripts")
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_version_in_both_manifests_is_found() {
        let sample = Sample::new().pyproject("dynamic = [\"version\"]", "version = \"1.0.0\"");
        assert_eq!(sample.lines("version-twice"), [3, 6]);
    }

    #[test]
    fn a_version_in_python_is_found() {
        let sample = Sample::new().file("sample/__init__.py", "import os\n__version__ = '1.0.0'\n");
        assert_eq!(sample.lines("version-twice"), [3, 2]);
    }

    #[test]
    fn a_version_that_is_asked_for_is_right() {
        let sample = Sample::new()
            .file("sample/__init__.py", "__version__ = version('sample')\n")
            .file("tests/__init__.py", "__version__ = '1.0.0'\n");
        assert_eq!(sample.find("version-twice"), None);
    }
}
