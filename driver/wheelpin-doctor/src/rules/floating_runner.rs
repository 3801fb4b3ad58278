use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::wheel_builds;
use crate::{Area, Rule, Severity};

/// Wheels that are built on whatever system `-latest` means that day.
///
/// <https://github.com/actions/runner-images#available-images>
pub(super) const RULE: Rule = Rule {
    id: "floating-runner",
    area: Area::Build,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in &project.workflows {
        for build in wheel_builds(project, workflow) {
            let job = build.step.job;
            let keys = [job.node.get("runs-on"), job.node.at(["strategy", "matrix"])];
            for (_, node) in keys.into_iter().flatten().flat_map(|node| node.scalars()) {
                if let Some(label) = node.text().filter(|text| text.ends_with("-latest")) {
                    places.push(workflow.at(node).detail(label));
                }
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are built on runners that change under you (`-latest`)",
        "name the image, such as ubuntu-24.04, in the jobs that build wheels",
    );
    Some(found.at(places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_runner_that_moves_is_found_where_wheels_are_built() {
        let sample = Sample::new().release("runs-on: ubuntu-24.04", "runs-on: ubuntu-latest");
        assert_eq!(sample.lines("floating-runner"), [7]);
    }

    #[test]
    fn an_image_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("floating-runner"), None);
    }
}
