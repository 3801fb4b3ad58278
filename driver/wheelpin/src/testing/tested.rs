use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wheelpin_dist::{Manifest, SkippedModule, TestOutcome, TestResult};
use wheelpin_test::{Answer, Interpreter, Outcome, Row, Run, WheelFile};

use crate::error::Error;

/// One wheel and all that is known of how it did.
#[derive(Clone, Debug)]
pub(crate) struct Tested {
    pub(crate) file: String,
    pub(crate) path: PathBuf,
    pub(crate) sha256: String,
    pub(crate) results: Vec<TestResult>,
    pub(crate) recorded: Recorded,
}

/// Whether the manifest beside a wheel has its results.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Recorded {
    Yes,
    /// There is no manifest.
    NoManifest,
    /// It does not have the wheel.
    Absent,
    /// It has it with another SHA-256.
    OtherBytes,
}

/// Results by wheel.
pub(crate) fn tested(
    wheels: &[WheelFile],
    rows: &[Row],
    answers: &[Option<Answer>],
    interpreters: &[Interpreter],
) -> Vec<Tested> {
    let results_of = |wheel: usize| {
        let own = rows.iter().zip(answers).filter(move |(row, _)| row.wheel == wheel);
        own.map(|(row, answer)| result(row, answer.as_ref(), interpreters)).collect()
    };
    let tested = |(index, wheel): (usize, &WheelFile)| Tested {
        file: wheel.file.clone(),
        path: wheel.path.clone(),
        sha256: wheel.sha256.clone(),
        results: results_of(index),
        recorded: Recorded::NoManifest,
    };
    wheels.iter().enumerate().map(tested).collect()
}

fn result(row: &Row, answer: Option<&Answer>, interpreters: &[Interpreter]) -> TestResult {
    let mut result = TestResult {
        python: row.python.to_string(),
        platform: row.platform.to_string(),
        outcome: TestOutcome::NotRun,
        release: None,
        reason: None,
        remedy: None,
        module: None,
        own_test: false,
        imported: 0,
        skipped: Vec::new(),
        milliseconds: 0,
        output: String::new(),
    };
    match (&row.run, answer) {
        (Run::Not(not_run), _) => {
            result.reason = Some(not_run.reason.clone());
            result.remedy = Some(not_run.remedy.clone());
        }
        (Run::Here(index), Some(answer)) => {
            result.outcome = match answer.outcome {
                Outcome::Passed => TestOutcome::Passed,
                Outcome::Failed => TestOutcome::Failed,
                Outcome::NotRun => TestOutcome::NotRun,
            };
            let interpreter = interpreters.get(*index);
            result.release = interpreter.map(|interpreter| interpreter.facts.release.clone());
            result.reason.clone_from(&answer.reason);
            result.remedy.clone_from(&answer.remedy);
            result.module.clone_from(&answer.module);
            result.own_test = answer.tested;
            result.imported = answer.imported.len();
            let skipped = answer.skipped.iter();
            result.skipped = skipped
                .map(|it| SkippedModule { module: it.module.clone(), why: it.why.clone() })
                .collect();
            result.milliseconds = milliseconds(answer.seconds);
            result.output.clone_from(&answer.output);
        }
        (Run::Here(_), None) => {}
    }
    result
}

fn milliseconds(seconds: f64) -> u64 {
    let duration = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Adds results to the manifests beside the wheels, or to the one that is given, and to the
/// results what is known of each wheel.
pub(crate) fn record(tested: &mut [Tested], manifest: Option<&Path>) -> Result<(), Error> {
    // Of a manifest that is given all is recorded in one.
    let directory_of = |tested: &Tested| match (manifest, tested.path.parent()) {
        (None, Some(parent)) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let directories: BTreeSet<PathBuf> = tested.iter().map(directory_of).collect();
    for directory in directories {
        let results: Vec<_> = tested
            .iter()
            .filter(|tested| directory_of(tested) == directory)
            .map(|tested| (tested.file.clone(), tested.sha256.clone(), tested.results.clone()))
            .collect();
        let written = match manifest {
            Some(path) => Manifest::record_file(path, &results),
            None => Manifest::record(&directory, &results),
        };
        let written = written.map_err(not_recorded);
        let Some(manifest) = written? else { continue };
        for tested in tested.iter_mut().filter(|tested| directory_of(tested) == directory) {
            let known = manifest.files.iter().find(|built| built.file == tested.file);
            tested.recorded = match known {
                Some(built) if built.sha256 == tested.sha256 => {
                    tested.results.clone_from(&built.tests);
                    Recorded::Yes
                }
                Some(_) => Recorded::OtherBytes,
                None => Recorded::Absent,
            };
        }
    }
    Ok(())
}

/// An error of writing results down, after which they are worth keeping otherwise.
pub(crate) fn not_recorded(error: wheelpin_dist::Error) -> Error {
    match error {
        wheelpin_dist::Error::Dist { path, source } => Error::NotRecorded { path, source },
        other => other.into(),
    }
}
