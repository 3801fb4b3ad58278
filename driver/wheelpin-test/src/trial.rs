use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wheelpin_process::{Call, Interrupt, Stop, run};

use crate::find::environment;
use crate::harness::Harness;
use crate::settings::OwnTest;
use crate::{Error, Interpreter, Settings, WheelFile};

/// One wheel in one Python: what the harness is asked.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    pub(crate) wheel: &'a WheelFile,
    pub(crate) interpreter: &'a Interpreter,
    pub(crate) pip: &'a Path,
    pub(crate) settings: &'a Settings,
    pub(crate) own_test: Option<&'a OwnTest>,
    pub(crate) project: &'a Path,
    pub(crate) wheelhouses: &'a [PathBuf],
    pub(crate) path: &'a [PathBuf],
}

/// What came of it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Answer {
    /// How it ended.
    pub outcome: Outcome,
    /// Where it ended: `environment`, `install`, `import`, `test`; none where it passed.
    #[serde(default)]
    pub step: Option<String>,
    /// The module that is to blame.
    #[serde(default)]
    pub module: Option<String>,
    /// A fragment.
    #[serde(default)]
    pub reason: Option<String>,
    /// What to do, a sentence.
    #[serde(default)]
    pub remedy: Option<String>,
    /// What the step wrote: its beginning and its end.
    #[serde(default)]
    pub output: String,
    /// Modules that were imported.
    #[serde(default)]
    pub imported: Vec<String>,
    /// Modules that were not.
    #[serde(default)]
    pub skipped: Vec<Skipped>,
    /// Whether the project's own test was run and passed.
    #[serde(default)]
    pub tested: bool,
    /// How long it took.
    #[serde(default)]
    pub seconds: f64,
}

/// How a trial ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Everything was imported, and the own test passed.
    Passed,
    /// The wheel is at fault.
    Failed,
    /// Something else is.
    NotRun,
}

/// A module that was not imported.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Skipped {
    /// Its name.
    pub module: String,
    /// Why.
    pub why: String,
}

/// Seconds of each step, where the settings say nothing: environment and pip.
const PREPARATION: f64 = 120.0 + 2.0 * 300.0;
/// Seconds of import and own test, where the settings say nothing.
const IMPORT: f64 = 120.0;
const TEST: f64 = 600.0;
/// What an emulator makes of those.
const EMULATED: f64 = 10.0;
/// Seconds that the harness may take above its steps.
const ABOVE: f64 = 60.0;

/// How the harness ends for a wheel that fails.
const FAILED: i32 = 1;

/// Most bytes of an answer.
const ANSWER: u64 = 8 << 20;

impl Trial<'_> {
    fn limits(&self) -> (f64, f64) {
        let factor = if self.interpreter.is_emulated() { EMULATED } else { 1.0 };
        let limit = |usual: f64| self.settings.timeout.unwrap_or(usual * factor);
        (limit(IMPORT), limit(TEST))
    }

    /// The request that harness.py reads (docs/test.md).
    pub(crate) fn request(&self, work: &Path, result: &Path) -> Value {
        let (import, test) = self.limits();
        let text = |path: &OsStr| path.to_string_lossy().into_owned();
        let python: Vec<String> = self.interpreter.launcher.iter().map(|word| text(word)).collect();
        let path = std::env::join_paths(self.path).unwrap_or_default();
        // The harness runs elsewhere.
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let wheelhouses: Vec<PathBuf> = self.wheelhouses.iter().map(|it| whole(it)).collect();
        let own_test = self.own_test.map(
            |own| json!({ "command": own.command, "files": own.files, "source": whole(self.project) }),
        );
        let mut limits = json!({ "import": import, "test": test });
        if self.interpreter.is_emulated() {
            limits["environment"] = json!(120.0 * EMULATED);
            limits["install"] = json!(300.0 * EMULATED);
        }
        json!({
            "schema": 1,
            "wheel": whole(&self.wheel.path),
            "python": python,
            "work": work,
            "result": result,
            "pip": whole(self.pip),
            "wheelhouse": wheelhouses,
            "dependencies": self.settings.dependencies,
            "requirements": self.settings.requirements,
            "modules": self.settings.modules,
            "skip": self.settings.skip,
            "test": own_test,
            "path": text(&path),
            "limits": limits,
        })
    }

    fn call(&self, supervisor: &[OsString], harness: &Harness, request: &Path) -> Call {
        let (import, test) = self.limits();
        let factor = if self.interpreter.is_emulated() { EMULATED } else { 1.0 };
        let mut argv: Vec<OsString> = supervisor.iter().skip(1).cloned().collect();
        argv.extend(["-I".into(), "-B".into(), harness.program().into(), request.into()]);
        Call {
            program: supervisor.first().cloned().unwrap_or_default(),
            argv,
            directory: Some(harness.scratch().into()),
            environment: Some(environment(self.path)),
            limit: Some(Duration::from_secs_f64(PREPARATION * factor + import + test + ABOVE)),
        }
    }

    /// Runs it. `supervisor` starts a Python, of this machine rather than emulated.
    ///
    /// # Errors
    ///
    /// [`Error::Scratch`], [`Error::Interrupted`].
    pub(crate) async fn run(
        &self,
        supervisor: &[OsString],
        harness: &Harness,
        interrupt: &Interrupt,
    ) -> Result<Answer, Error> {
        let scratch = tempfile::Builder::new()
            .prefix("trial-")
            .tempdir_in(harness.scratch())
            .map_err(Error::Scratch)?;
        let request = scratch.path().join("request.json");
        let result = scratch.path().join("result.json");
        let value = self.request(&scratch.path().join("work"), &result);
        fs::write(&request, value.to_string()).map_err(Error::Scratch)?;
        let ended = run(&self.call(supervisor, harness, &request), interrupt).await;
        if interrupt.stop() != Stop::Never {
            return Err(Error::Interrupted);
        }
        let answer = read_answer(&result);
        let is_written = result.exists();
        drop(scratch);
        Ok(match (answer, ended) {
            (Some(answer), _) => answer,
            // Without an answer, 1 is how Python itself ends by an error.
            (None, Ok(finished)) if is_written && finished.status.code() == Some(FAILED) => {
                let output = String::from_utf8_lossy(&finished.stdout).into_owned();
                let reason = "failed, and its answer cannot be read".to_owned();
                let remedy = Some("The output has it in words.".to_owned());
                Answer { outcome: Outcome::Failed, remedy, ..Answer::broken(reason, output) }
            }
            (None, Ok(finished)) => {
                let output = String::from_utf8_lossy(&finished.stderr).into_owned();
                Answer::broken(format!("the test gave no answer ({})", finished.status), output)
            }
            (None, Err(error)) => {
                Answer::broken(format!("the test gave no answer: {error}"), String::new())
            }
        })
    }
}

impl Answer {
    /// The test could not be done.
    pub(crate) fn broken(reason: String, output: String) -> Self {
        Self {
            outcome: Outcome::NotRun,
            step: None,
            module: None,
            reason: Some(reason),
            remedy: Some("The output says why; this is not the wheel's fault.".into()),
            output: output.chars().take(4000).collect(),
            imported: Vec::new(),
            skipped: Vec::new(),
            tested: false,
            seconds: 0.0,
        }
    }
}

fn read_answer(path: &Path) -> Option<Answer> {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(ANSWER).read_to_end(&mut text));
    let read: io::Result<usize> = read;
    read.ok()?;
    serde_json::from_slice(&text).ok()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::find::tests::interpreter;
    use crate::wheel_file::tests::wheel;

    /// What a trial makes of a harness that does this.
    async fn answer(script: &str) -> Answer {
        let wheel = wheel("py3-none-any", ">=3.9");
        let interpreter = interpreter(11);
        let settings = Settings::default();
        let trial = Trial {
            wheel: &wheel,
            interpreter: &interpreter,
            pip: Path::new("pip.whl"),
            settings: &settings,
            own_test: None,
            project: Path::new("."),
            wheelhouses: &[],
            path: &["/usr/bin".into(), "/bin".into()],
        };
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("harness.sh");
        fs::write(&file, format!("result=${{4%request.json}}result.json\n{script}\n")).unwrap();
        let supervisor = ["/bin/sh".into(), file.into()];
        trial.run(&supervisor, &Harness::write().unwrap(), &Interrupt::new().1).await.unwrap()
    }

    #[tokio::test]
    async fn a_failure_whose_answer_cannot_be_read_is_a_failure() {
        let failed = answer("echo failed: boom; printf '\"\\\\udc80\"' >$result; exit 1").await;
        assert_eq!(failed.outcome, Outcome::Failed);
        assert_eq!(failed.output, "failed: boom\n");
        let broken = answer("echo Traceback >&2; exit 1").await;
        assert_eq!(broken.outcome, Outcome::NotRun);
        assert_eq!(broken.output, "Traceback\n");
    }
}
