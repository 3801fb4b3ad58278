use crate::project::Project;
use crate::rule::Found;
use crate::tree::parent;
use crate::{Area, Rule, Severity};

/// Rust's own tests, which no workflow runs.
///
/// <https://pyo3.rs/v0.28.0/faq.html>
pub(super) const RULE: Rule = Rule {
    id: "no-cargo-test",
    area: Area::Testing,
    severity: Severity::Info,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let cargo = project.cargo.as_ref()?;
    if project.workflows.is_empty() {
        return None;
    }
    let runs = project.steps().any(|step| {
        step.commands().iter().any(|command| {
            command.is("cargo", "test")
                || command.is("cargo", "nextest")
                || command.is("cargo", "llvm-cov")
                || matches!(command.program.as_str(), "nix" | "make" | "just" | "nox" | "tox")
        })
    });
    if runs {
        return None;
    }
    let directory = parent(&cargo.file);
    let has_tests = project
        .tree
        .paths()
        .filter(|path| path.ends_with(".rs") && path.starts_with(directory))
        .any(|path| {
            project
                .tree
                .text(path)
                .is_some_and(|text| text.contains("#[test]") || text.contains("#[cfg(test)]"))
        });
    let message = if has_tests {
        "the crate has tests that no workflow runs"
    } else {
        "no workflow runs `cargo test`, and the crate has no tests for it"
    };
    Some(Found::new(
        message,
        "add `cargo test` to a workflow; with PyO3, leave its feature extension-module to maturin, so that tests link",
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn tests_that_nobody_runs_are_found() {
        let finding =
            Sample::new().workflow("jobs: {a: {steps: [{run: pytest}]}}").find("no-cargo-test");
        assert_eq!(finding.unwrap().message, "the crate has tests that no workflow runs");
    }

    #[test]
    fn tests_that_are_run_are_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("no-cargo-test"), None);
        let llvm = "jobs: {a: {steps: [{run: cargo +nightly llvm-cov}]}}";
        assert_eq!(Sample::new().workflow(llvm).find("no-cargo-test"), None);
    }
}
