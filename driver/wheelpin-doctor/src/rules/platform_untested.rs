use std::collections::BTreeSet;

use crate::platform::Os;
use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::wheel_builds;
use crate::wheel_test::test_runs;
use crate::words::list;
use crate::{Area, Rule, Severity};

/// Wheels for platforms on which none of them was run.
///
/// <https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/>
pub(super) const RULE: Rule = Rule {
    id: "platform-untested",
    area: Area::Testing,
    severity: Severity::Warning,
    points: 15,
    most: 15,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut built = BTreeSet::new();
    let mut tested = BTreeSet::new();
    let mut places = Vec::new();
    for workflow in &project.workflows {
        built
            .extend(wheel_builds(project, workflow).into_iter().filter_map(|build| build.platform));
        for run in test_runs(workflow).into_iter().filter(|run| run.of_wheel) {
            // Where it cannot be told, nothing is said.
            tested.insert(run.platform?);
            places.push(run.job.place());
        }
    }
    if tested.is_empty() {
        return None;
    }
    let untested: Vec<_> = built
        .into_iter()
        .filter(|platform| !tested.contains(platform))
        // Either half of a universal wheel will do.
        .filter(|platform| {
            !(platform.arch == "universal2" && tested.iter().any(|other| other.os == Os::Macos))
        })
        .collect();
    if untested.is_empty() {
        return None;
    }
    let found = Found::new(
        format!("wheels are built and never run for {}", list(untested)),
        "test them on runners of their own (ubuntu-24.04-arm, macos-15-intel), in an Alpine container for musl, or \
         under QEMU",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn platforms_that_nothing_runs_are_found() {
        let sample = Sample::new().release("ubuntu-24.04-arm, macos-15-intel, ", "");
        let message = sample.find("platform-untested").unwrap().message;
        assert_eq!(
            message,
            "wheels are built and never run for manylinux-aarch64 and macos-x86_64"
        );
    }

    #[test]
    fn platforms_that_are_run_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("platform-untested"), None);
    }

    #[test]
    fn a_runner_of_ones_own_is_no_finding() {
        let sample = Sample::new().release("os: [ubuntu-24.04,", "os: [self-hosted,");
        assert_eq!(sample.find("platform-untested"), None);
    }
}
