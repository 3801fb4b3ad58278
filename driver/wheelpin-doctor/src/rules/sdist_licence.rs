use crate::files::glob_names;
use crate::project::Project;
use crate::rule::Found;
use crate::tree::{join, parent};
use crate::{Area, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// An sdist, and wheels, without the text of the licence.
///
/// <https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files>
pub(super) const RULE: Rule = Rule {
    id: "sdist-licence",
    area: Area::Build,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

/// The globs that stand for `license-files` where there are none (PEP 639).
const DEFAULT: [&str; 4] = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"];

fn check(project: &Project) -> Option<Found> {
    let table = project.pyproject.get("project").unwrap_or(Node::empty());
    let stated = table.get("license-files").map(Node::texts);
    let globs = stated.clone().unwrap_or_else(|| DEFAULT.to_vec());
    let prefix = if project.directory.is_empty() {
        String::new()
    } else {
        format!("{}/", project.directory)
    };
    let below = project.tree.paths().filter_map(|path| path.strip_prefix(&prefix));
    let named = below.into_iter().any(|path| globs.iter().any(|glob| glob_names(glob, path)));
    let by_field =
        table.text_at(["license", "file"]).and_then(|file| join(&project.directory, file));
    if named || by_field.is_some_and(|file| project.tree.has(&file)) {
        return None;
    }
    let elsewhere = project.tree.paths().find(|path| {
        parent(path).is_empty() && DEFAULT.iter().take(2).any(|glob| glob_names(glob, path))
    });
    let remedy = match elsewhere {
        Some(file) => format!(
            "copy {file} into the project's directory: only files below pyproject.toml get into the sdist"
        ),
        None => "add the licence's text as LICENSE beside pyproject.toml".into(),
    };
    let message = match stated {
        Some(_) => "license-files names no file that is there",
        None => "there is no licence file: neither the sdist nor any wheel carries one",
    };
    Some(Found::new(message, remedy).at([project.pyproject_at(table)]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_project_without_a_licence_is_found() {
        assert!(Sample::new().without("LICENSE").find("sdist-licence").is_some());
    }

    #[test]
    fn a_glob_without_files_is_found() {
        let sample = Sample::new().pyproject("[project]", "[project]\nlicense-files = ['LEGAL/*']");
        assert!(sample.find("sdist-licence").unwrap().message.contains("license-files"));
    }

    #[test]
    fn licences_have_several_names() {
        for path in ["LICENCE.txt", "COPYING", "LICENSE-APACHE"] {
            let sample = Sample::new().without("LICENSE").file(path, "");
            assert_eq!(sample.find("sdist-licence"), None, "{path}");
        }
    }
}
