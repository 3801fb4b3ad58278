use crate::project::Project;
use crate::rule::Found;
use crate::step::Step;
use crate::wheel_build::building_jobs;
use crate::{Area, Rule, Severity};

/// A cache that other workflows can fill, restored where wheels are built for
/// publishing.
///
/// <https://docs.zizmor.sh/audits/#cache-poisoning>
pub(super) const RULE: Rule = Rule {
    id: "cache-in-release",
    area: Area::Security,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in project.publishing() {
        let publishing = workflow.jobs().into_iter().filter(|job| job.publishes());
        for job in building_jobs(project, workflow).into_iter().chain(publishing) {
            let caches = job.steps().filter(|step| restores(*step));
            places.extend(caches.map(|step| step.place().detail(step.uses().unwrap_or_default())));
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are built on top of caches that other workflow runs can fill",
        "restore no cache in the workflow that publishes",
    );
    Some(found.at(places))
}

fn restores(step: Step<'_>) -> bool {
    const CACHES: [&str; 5] = [
        "actions/cache",
        "actions/cache/restore",
        "Swatinem/rust-cache",
        "mozilla-actions/sccache-action",
        "DeterminateSystems/magic-nix-cache-action",
    ];
    let given = |input| step.with(input).is_some_and(|value| !matches!(value, "" | "~" | "false"));
    CACHES.iter().any(|action| step.is(action))
        || (step.is("actions/setup-python") && given("cache"))
        || (step.is("astral-sh/setup-uv") && given("enable-cache"))
        || (step.is("PyO3/maturin-action") && given("sccache"))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_cache_in_the_publishing_workflow_is_found() {
        let sample = Sample::new().release("run: cargo test", "uses: Swatinem/rust-cache@v2");
        assert_eq!(sample.lines("cache-in-release").len(), 1);
    }

    #[test]
    fn caches_elsewhere_are_right() {
        let sample = Sample::new()
            .release("run: pytest", "uses: Swatinem/rust-cache@v2")
            .file(".github/workflows/ci.yml", "jobs: {a: {steps: [{uses: actions/cache@v4}]}}");
        assert_eq!(sample.find("cache-in-release"), None);
    }
}
