use std::collections::BTreeMap;

use crate::project::{Bindings, Project};
use crate::rule::Found;
use crate::wheel_build::{WheelBuild, wheel_builds};
use crate::words::list;
use crate::workflow::Workflow;
use crate::{Area, Rule, Severity};

/// One wheel built several times: the files have one name, and which of them is
/// published is chance.
///
/// <https://www.maturin.rs/bindings.html>
pub(super) const RULE: Rule = Rule {
    id: "duplicate-wheels",
    area: Area::Build,
    severity: Severity::Error,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    let mut names = Vec::new();
    for workflow in &project.workflows {
        for (name, builds) in duplicates(project, workflow) {
            names.push(format!("{name} ({} times)", builds.len()));
            places.extend(builds.iter().map(|build| build.step.place().detail(build.step.job.id)));
        }
    }
    if places.is_empty() {
        return None;
    }
    let kind = if project.bindings() == Bindings::PyO3 { "abi3 wheels are" } else { "wheels are" };
    let found = Found::new(
        format!("{kind} built several times under one name: {}", list(names)),
        "build each platform once: one wheel serves every Python, so take python-version out of the matrix",
    );
    Some(found.at(places))
}

/// The wheels that a workflow builds more than once, by platform.
pub(super) fn duplicates<'a>(
    project: &Project,
    workflow: &'a Workflow,
) -> BTreeMap<String, Vec<WheelBuild<'a>>> {
    let mut wheels: BTreeMap<(String, String), Vec<WheelBuild>> = BTreeMap::new();
    if project.bindings() == Bindings::PyO3 && !project.pyo3.abi3 {
        return BTreeMap::new();
    }
    for build in wheel_builds(project, workflow) {
        if let Some(platform) = &build.platform
            && build.certain
            && !build.free_threaded
        {
            wheels.entry((platform.to_string(), build.options.clone())).or_default().push(build);
        }
    }
    let several = wheels.into_iter().filter(|(_, builds)| builds.len() > 1);
    several.map(|((platform, _), builds)| (platform, builds)).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    const MATRIX: &str = "jobs:
  build:
    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-latest, windows-latest], python: ['3.11', '3.13']}}
    steps:
      - uses: PyO3/maturin-action@v1
        with: {args: '--release --out dist -i python${{ matrix.python }}'}
";

    #[test]
    fn a_matrix_of_pythons_builds_abi3_wheels_again() {
        let finding = Sample::new().workflow(MATRIX).find("duplicate-wheels").unwrap();
        assert_eq!(
            finding.message,
            "abi3 wheels are built several times under one name: manylinux-x86_64 (2 times) and windows-x86_64 (2 times)",
        );
    }

    #[test]
    fn without_abi3_every_python_has_its_own() {
        let sample = Sample::new().cargo(", features = [\"abi3-py311\"]", "").workflow(MATRIX);
        assert_eq!(sample.find("duplicate-wheels"), None);
    }

    #[test]
    fn a_free_threaded_python_is_another_wheel() {
        let sample = Sample::new().workflow(MATRIX.replace("3.13", "3.13t"));
        assert_eq!(sample.find("duplicate-wheels"), None);
    }

    #[test]
    fn other_options_make_other_wheels() {
        let sample = Sample::new().workflow(MATRIX.replace("-i python", "--features f"));
        assert_eq!(sample.find("duplicate-wheels"), None);
    }
}
