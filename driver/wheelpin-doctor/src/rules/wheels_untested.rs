use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::wheel_builds;
use crate::wheel_test::test_runs;
use crate::{Area, Rule, Severity};

/// Wheels that are published without having been installed once.
///
/// <https://cibuildwheel.pypa.io/en/stable/options/#test-command>
pub(super) const RULE: Rule = Rule {
    id: "wheels-untested",
    area: Area::Testing,
    severity: Severity::Warning,
    points: 30,
    most: 30,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in &project.workflows {
        if test_runs(workflow).iter().any(|run| run.of_wheel) {
            return None;
        }
        places.extend(wheel_builds(project, workflow).iter().map(|build| build.step.place()));
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "no job installs a wheel that was built: what is tested is not what is published",
        "in a job after the builds, download the wheels, `pip install --no-index --find-links dist NAME`, and \
         run the tests",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn wheels_that_nobody_installs_are_found() {
        let workflow = "jobs: {a: {runs-on: ubuntu-24.04, steps: [{run: maturin build}, {run: maturin develop}, {run: pytest}]}}";
        assert_eq!(Sample::new().workflow(workflow).lines("wheels-untested"), [1]);
    }

    #[test]
    fn wheels_that_are_installed_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("wheels-untested"), None);
        assert_eq!(
            Sample::new().workflow("jobs: {a: {steps: [{run: pytest}]}}").find("wheels-untested"),
            None
        );
    }
}
