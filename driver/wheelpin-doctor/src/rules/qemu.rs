use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::wheel_builds;
use crate::{Area, Rule, Severity};

/// Compiling under an emulator, many times slower than cross-compiling.
///
/// <https://github.com/PyO3/maturin-action#manylinux-docker-container>
pub(super) const RULE: Rule = Rule {
    id: "qemu",
    area: Area::Build,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in &project.workflows {
        let builds = wheel_builds(project, workflow);
        for job in workflow.jobs() {
            if builds.iter().any(|build| build.step.job.id == job.id) {
                let emulators = job.steps().filter(|step| {
                    step.is("docker/setup-qemu-action")
                        || step.run().is_some_and(|run| run.contains("qemu-user-static"))
                });
                places.extend(emulators.map(|step| step.place()));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels for other architectures are compiled under QEMU, which is many times slower",
        "cross-compile: maturin does so with Zig or in maturin-action's cross containers, wheelpin for every \
         target; keep emulators for tests",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn an_emulator_in_a_build_job_is_found() {
        let sample = Sample::new().release(
            "- run: nix build .#wheels",
            "- uses: docker/setup-qemu-action@v3\n      - run: maturin build",
        );
        assert_eq!(sample.lines("qemu"), [11]);
    }

    #[test]
    fn an_emulator_for_tests_is_right() {
        let sample = Sample::new().release("- run: pytest", "- uses: docker/setup-qemu-action@v3");
        assert_eq!(sample.find("qemu"), None);
    }
}
