use crate::caches::{Cache, cache_of};
use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::Step;
use crate::publishing::publishes;
use crate::rule::Rule;
use crate::triggers::is_release;

pub(super) const RULE: Rule = Rule {
    id: "cache-in-release",
    severity: Severity::Error,
    finds: "a cache that is restored in a workflow that releases, or in a job that publishes",
    why: "Other runs, those of pull requests that were merged or of a stolen token too, can fill \
          the cache; what they put there becomes part of the release.",
    remedy: "restore no cache where a release is built or published",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching",
    look,
};

/// Other actions that publish: to GitHub, registries of images, and clouds.
const PUBLISHERS: &[&str] = &[
    "softprops/action-gh-release",
    "goreleaser/goreleaser-action",
    "release-drafter/release-drafter",
    "googleapis/release-please-action",
    "jreleaser/release-action",
    "rubygems/release-gem",
    "redhat-actions/push-to-registry",
    "cloudflare/wrangler-action",
];

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        let is_release = is_release(file);
        for job in file.jobs() {
            let publisher = job.steps().find(|step| is_publisher(*step));
            if !is_release && publisher.is_none() {
                continue;
            }
            for step in job.steps() {
                let Some(cache) = cache_of(step) else { continue };
                let name = step.uses().unwrap_or_default().split('@').next().unwrap_or_default();
                let does = if cache == Cache::Unknown { "can restore" } else { "restores" };
                let place =
                    if is_release { "a workflow that releases" } else { "a job that publishes" };
                let node = step.node.get("uses").unwrap_or(step.node);
                let message = format!("{name} {does} a cache in {place}");
                found.push(Found::new(&file.path, message).at_key(node));
            }
        }
    }
    found
}

fn is_publisher(step: Step<'_>) -> bool {
    let pushes = || step.with("push").and_then(|node| node.text()) != Some("false");
    publishes(step)
        || PUBLISHERS.iter().any(|action| step.is(action))
        || (step.is("docker/build-push-action") && pushes())
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn a_cache_where_a_release_is_made_is_told() {
        let steps = "jobs:\n  a:\n    steps:\n      - uses: Swatinem/rust-cache@v2\n      - uses: actions/setup-python@v5\n";
        for (on, lines) in [
            ("on: release\n", vec![5]),
            ("on: {push: {tags: ['v*']}}\n", vec![5]),
            ("on: {push: {branches: [release/x]}}\n", vec![5]),
            ("on: {push: {branches: [main]}}\n", vec![]),
            ("on: pull_request\n", vec![]),
        ] {
            let sample = Sample::new().workflow(&format!("{on}{steps}"));
            assert_eq!(sample.lines("cache-in-release"), lines, "{on}");
        }
    }

    #[test]
    fn a_cache_in_a_job_that_publishes_is_told() {
        let sample = Sample::new().workflow(
            "on: workflow_dispatch\njobs:\n  a:\n    steps:\n      - uses: actions/cache@v4\n      - run: uv publish\n  b:\n    steps:\n      - uses: actions/cache@v4\n",
        );
        assert_eq!(sample.lines("cache-in-release"), [5]);
    }
}
