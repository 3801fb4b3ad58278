use crate::coverage::coverage;
use crate::project::{Bindings, Project};
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// No wheel for Pythons without the global lock, which load no abi3 wheel.
///
/// <https://pyo3.rs/v0.28.0/free-threading.html>
pub(super) const RULE: Rule = Rule {
    id: "no-free-threaded",
    area: Area::Platforms,
    severity: Severity::Info,
    points: 5,
    most: 5,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let coverage = coverage(project)?;
    let by_wheelpin =
        project.pyproject.text_at(["tool", "wheelpin", "free-threaded"]) == Some("true");
    // cibuildwheel builds for them unasked.
    let by_others = project.steps().any(|step| {
        step.is("pypa/cibuildwheel")
            || step.run().is_some_and(|run| {
                run.contains("cibuildwheel") || run.contains("--find-interpreter")
            })
            || step
                .with("args")
                .is_some_and(|args| args.contains("--find-interpreter") || args.contains("3.14t"))
    });
    let known = coverage.free_threaded || by_wheelpin || by_others;
    if project.bindings() != Bindings::PyO3 || known {
        return None;
    }
    let remedy = "once the code holds without the global lock, write `free-threaded = true` in [tool.wheelpin]";
    Some(Found::new("free-threaded Pythons (3.14t) have no wheel", remedy))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_project_without_such_wheels_is_found() {
        assert!(Sample::new().workflow(RELEASE).find("no-free-threaded").is_some());
    }

    #[test]
    fn such_wheels_are_right() {
        let sample = Sample::new()
            .pyproject("[project]", "[tool.wheelpin]\nfree-threaded = true\n[project]")
            .workflow(RELEASE);
        assert_eq!(sample.find("no-free-threaded"), None);
        let interpreter = "jobs: {a: {runs-on: macos-15, steps: [{run: maturin build -i 3.14t}]}}";
        assert_eq!(Sample::new().workflow(interpreter).find("no-free-threaded"), None);
    }
}
