use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::wheel_builds;
use crate::wheel_check::checks_wheels;
use crate::{Area, Rule, Severity};

/// Wheels that nothing looks into before they are published.
///
/// <https://github.com/pypa/abi3audit>
pub(super) const RULE: Rule = Rule {
    id: "no-wheel-check",
    area: Area::Testing,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let checked = project.steps().any(|step| {
        step.is("hynek/build-and-inspect-python-package")
            || step.commands().iter().any(checks_wheels)
    });
    let builds = project.workflows.iter().flat_map(|workflow| wheel_builds(project, workflow));
    let places: Vec<_> = builds.map(|build| build.step.place()).collect();
    if checked || places.is_empty() {
        return None;
    }
    let found = Found::new(
        "nothing looks into the wheels: their files, metadata, symbols and stable ABI",
        "run check-wheel-contents, `twine check` and abi3audit on them",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn wheels_that_nothing_checks_are_found() {
        let workflow = "jobs: {a: {runs-on: ubuntu-24.04, steps: [{run: pip install twine}, {run: maturin build}]}}";
        assert_eq!(Sample::new().workflow(workflow).lines("no-wheel-check"), [1]);
    }

    #[test]
    fn a_check_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-wheel-check"), None);
        let workflow = "jobs: {a: {steps: [{run: maturin build}, {run: uvx abi3audit dist/*}]}}";
        assert_eq!(Sample::new().workflow(workflow).find("no-wheel-check"), None);
    }
}
