use crate::coverage::coverage;
use crate::project::Project;
use crate::rule::Found;
use crate::wheel_build::DEFAULT_TARGETS;
use crate::words::list;
use crate::{Area, Rule, Severity};

/// A platform that many use and that has no wheel: pip builds the sdist there, or
/// fails.
///
/// <https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/>
pub(super) const RULE: Rule = Rule {
    id: "missing-platform",
    area: Area::Platforms,
    severity: Severity::Warning,
    points: 10,
    most: 70,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let coverage = coverage(project)?;
    let missing = coverage.missing(&DEFAULT_TARGETS);
    if missing.is_empty() {
        return None;
    }
    let found = Found::new(
        format!("there is no wheel for {}", list(&missing)),
        "add them to the matrix; `nix build .#wheels` builds them all on one Linux machine",
    );
    Some(found.times(missing.len()).at(coverage.places))
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn each_missing_platform_counts() {
        let workflow = "jobs: {a: {runs-on: ubuntu-24.04, steps: [{run: maturin build}]}}";
        let finding = Sample::new().workflow(workflow).find("missing-platform").unwrap();
        assert_eq!(finding.points, 60);
        assert!(
            finding.message.ends_with("macos-x86_64, macos-arm64 and windows-x86_64"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn every_platform_is_right() {
        assert_eq!(Sample::new().workflow(RELEASE).find("missing-platform"), None);
    }

    #[test]
    fn a_universal_wheel_is_for_both_macs() {
        let workflow = "jobs: {a: {runs-on: macos-15, steps: [{run: maturin build --target universal2-apple-darwin}]}}";
        let finding = Sample::new().workflow(workflow).find("missing-platform").unwrap();
        assert!(!finding.message.contains("macos"), "{}", finding.message);
    }

    #[test]
    fn what_cannot_be_told_is_no_finding() {
        let workflow = "jobs: {a: {runs-on: '${{ inputs.os }}', steps: [{run: maturin build}]}}";
        assert_eq!(Sample::new().workflow(workflow).find("missing-platform"), None);
    }
}
