use serde::{Deserialize, Serialize};

/// How one wheel did in one Python; part of the manifest.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    /// The Python, as tags name it: `cp311`, `cp314t`, `pp311`.
    pub python: String,
    /// Where it ran or should run: `linux-x86_64-glibc`, `macos-arm64`.
    pub platform: String,
    /// How it ended.
    pub outcome: TestOutcome,
    /// The version that it ran in: `3.11.7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Why it failed or was not run, a fragment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What to do, a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// The module that is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Whether the project's own test passed.
    #[serde(default)]
    pub own_test: bool,
    /// How many modules were imported.
    #[serde(default)]
    pub imported: usize,
    /// Modules that were not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<SkippedModule>,
    /// How long it took.
    #[serde(default)]
    pub milliseconds: u64,
    /// Beginning and end of what it wrote, where it failed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
}

/// A module that was not imported.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SkippedModule {
    /// Its name.
    pub module: String,
    /// Why not.
    pub why: String,
}

/// How a test ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestOutcome {
    /// It was installed and imported, and the own test passed.
    Passed,
    /// It did not.
    Failed,
    /// There was no such Python, or no such system.
    NotRun,
}

impl TestResult {
    fn is_of_same(&self, other: &Self) -> bool {
        self.python == other.python && self.platform == other.platform
    }
}

/// Adds results to those there are: a new one takes the place of an old one of the same
/// Python on the same platform, unless the new one was not run and the old one was.
pub(crate) fn merge(known: &mut Vec<TestResult>, new: &[TestResult]) {
    for result in new {
        match known.iter_mut().find(|old| old.is_of_same(result)) {
            Some(old)
                if result.outcome == TestOutcome::NotRun && old.outcome != TestOutcome::NotRun => {}
            Some(old) => old.clone_from(result),
            None => known.push(result.clone()),
        }
    }
    sort(known);
}

/// Adds results of the same time, such as those of Nix to those of this machine: of two for the
/// same Python and platform a failure counts more than a success, and either more than none; of two that were not run the new
/// one's reason stays.
pub fn merge_worst(known: &mut Vec<TestResult>, new: &[TestResult]) {
    let weight = |outcome| match outcome {
        TestOutcome::NotRun => 0,
        TestOutcome::Passed => 1,
        TestOutcome::Failed => 2,
    };
    for result in new {
        match known.iter_mut().find(|old| old.is_of_same(result)) {
            Some(old) if weight(old.outcome) > weight(result.outcome) => {}
            Some(old) if old.outcome == result.outcome && old.outcome != TestOutcome::NotRun => {}
            Some(old) => old.clone_from(result),
            None => known.push(result.clone()),
        }
    }
    sort(known);
}

/// By platform, then Python.
fn sort(results: &mut [TestResult]) {
    results.sort_by(|one, other| {
        (&one.platform, one.python.len(), &one.python).cmp(&(
            &other.platform,
            other.python.len(),
            &other.python,
        ))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(python: &str, platform: &str, outcome: TestOutcome) -> TestResult {
        TestResult {
            python: python.into(),
            platform: platform.into(),
            outcome,
            release: None,
            reason: None,
            remedy: None,
            module: None,
            own_test: false,
            imported: 0,
            skipped: Vec::new(),
            milliseconds: 0,
            output: String::new(),
        }
    }

    #[test]
    fn results_of_several_machines_come_together() {
        use TestOutcome::{Failed, NotRun, Passed};

        let mut known = vec![
            result("cp311", "linux-x86_64-glibc", Passed),
            result("cp311", "macos-arm64", NotRun),
            result("cp39", "macos-arm64", Passed),
        ];
        merge(
            &mut known,
            &[
                result("cp311", "linux-x86_64-glibc", NotRun),
                result("cp311", "macos-arm64", Failed),
                result("cp312", "macos-arm64", Passed),
            ],
        );
        assert_eq!(
            known,
            [
                result("cp311", "linux-x86_64-glibc", Passed),
                result("cp39", "macos-arm64", Passed),
                result("cp311", "macos-arm64", Failed),
                result("cp312", "macos-arm64", Passed),
            ],
        );
    }

    #[test]
    fn a_failure_anywhere_is_a_failure() {
        use TestOutcome::{Failed, NotRun, Passed};

        for (one, other, both) in [
            (Passed, Failed, Failed),
            (Failed, Passed, Failed),
            (NotRun, Passed, Passed),
            (Passed, NotRun, Passed),
            (NotRun, NotRun, NotRun),
        ] {
            let mut known = vec![result("cp311", "linux-x86_64-glibc", one)];
            merge_worst(&mut known, &[result("cp311", "linux-x86_64-glibc", other)]);
            assert_eq!(known, [result("cp311", "linux-x86_64-glibc", both)]);
        }
        let mut known = vec![result("cp312", "linux-x86_64-glibc", Passed)];
        merge_worst(&mut known, &[result("cp311", "linux-x86_64-glibc", Passed)]);
        assert_eq!(known.first().map(|it| it.python.as_str()), Some("cp311"));
    }
}
