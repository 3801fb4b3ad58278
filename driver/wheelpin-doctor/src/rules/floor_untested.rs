use crate::project::Project;
use crate::rule::Found;
use crate::wheel_test::{TestRun, test_runs};
use crate::words::list;
use crate::{Area, Rule, Severity};

/// The oldest Python that the wheels promise was never tried.
///
/// <https://github.com/pypa/abi3audit>
pub(super) const RULE: Rule = Rule {
    id: "floor-untested",
    area: Area::Testing,
    severity: Severity::Warning,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let floor = project.floor()?;
    let all: Vec<TestRun<'_>> = project.workflows.iter().flat_map(test_runs).collect();
    let of_wheel = all.iter().any(|run| run.of_wheel);
    let runs: Vec<&TestRun<'_>> = all.iter().filter(|run| run.of_wheel == of_wheel).collect();
    // Where it cannot be told, nothing is said.
    if of_wheel && runs.iter().any(|run| run.pythons.is_empty()) {
        return None;
    }
    let mut pythons: Vec<_> = runs.iter().flat_map(|run| run.pythons.iter().copied()).collect();
    pythons.sort_unstable();
    pythons.dedup();
    if pythons.is_empty() || pythons.contains(&floor) {
        return None;
    }
    let what = if of_wheel { "wheels are" } else { "the project is" };
    let found = Found::new(
        format!(
            "{what} tested on Python {} and promised for {floor}, which nothing tries",
            list(&pythons)
        ),
        format!("add '{floor}' to the Pythons of the job that tests"),
    );
    Some(found.at(runs.iter().map(|run| run.job.place())))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_floor_that_nothing_tries_is_found() {
        let workflow = RELEASE
            .replace("'3.11', '3.14'", "'3.13', '3.14'")
            .replace("python:3.11", "python:3.12");
        let finding = Sample::new().workflow(workflow).find("floor-untested").unwrap();
        assert_eq!(
            finding.message,
            "wheels are tested on Python 3.12, 3.13 and 3.14 and promised for 3.11, which nothing tries",
        );
    }

    #[test]
    fn a_tested_floor_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("floor-untested"), None);
    }

    #[test]
    fn pythons_that_cannot_be_seen_are_no_finding() {
        let workflow = "jobs: {a: {runs-on: x, steps: [{run: tox}]}}";
        assert_eq!(Sample::new().workflow(workflow).find("floor-untested"), None);
    }
}
