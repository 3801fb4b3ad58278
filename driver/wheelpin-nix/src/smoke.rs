use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::time::Duration;

use serde::Deserialize;
use wheelpin_dist::{BuiltFile, Manifest, SkippedModule, TestOutcome, TestResult};

use crate::aggregate::aggregate;
use crate::build::BuildEvent;
use crate::plan::Smoke;
use crate::realise::{Outlook, Realised, instantiate, outlook, realise};
use crate::store::missing;
use crate::{BuildSettings, Cell, Error, Interrupt, Plan, StorePath};

/// Bytes of a result that are read: the harness keeps less of what a test writes.
const LONGEST: u64 = 16 << 20;

/// The smoke tests that Nix runs of a plan's wheels: in the Pythons of the toolchain, in the
/// sandbox, with an emulator for other processors.
#[derive(Clone, Debug)]
pub struct SmokeTests {
    /// The plan.
    pub plan: Plan,
    /// What is asked of Nix.
    pub settings: BuildSettings,
}

/// How one wheel did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SmokeTested {
    /// Its file name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its results.
    pub results: Vec<TestResult>,
}

impl SmokeTests {
    /// Runs those of the wheels that a manifest has as the plan makes them. Results that are
    /// in the store already are read there.
    ///
    /// # Errors
    ///
    /// That nothing could be begun or finished at all; a test that fails is no error here.
    pub async fn run(
        &self,
        manifest: &Manifest,
        interrupt: &Interrupt,
        mut on_event: impl FnMut(&BuildEvent),
    ) -> Result<Vec<SmokeTested>, Error> {
        let wanted = self.wanted(manifest);
        let pairs: Vec<(StorePath, StorePath)> = wanted
            .iter()
            .flat_map(|(_, _, tests)| tests)
            .map(|test| (test.derivation.clone(), test.output.clone()))
            .collect();
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let options = self.settings.options(interrupt).await;
        let outputs: Vec<&str> = pairs.iter().map(|(_, output)| output.as_str()).collect();
        let before = missing(&outputs, interrupt).await?;
        if !before.is_empty() {
            let root = instantiate(&aggregate(&pairs), interrupt).await?;
            let Outlook { mut builds, fetches } = outlook(&root, &options, interrupt).await?;
            builds.remove(&root);
            on_event(&BuildEvent::Planned {
                name: self.plan.name.clone(),
                version: self.plan.version.clone(),
                files: wanted.len(),
                tests: pairs.len(),
                reused: pairs.len() - before.len(),
                builds,
                fetches,
            });
            let _: Realised = realise(&root, &options, interrupt, |event| {
                on_event(&BuildEvent::Nix(event.clone()));
            })
            .await?;
        }
        let after = missing(&outputs, interrupt).await?;
        let tested = |(file, sha256, tests): (String, String, Vec<Test>)| {
            let results = tests.iter().map(|test| test.result(&after)).collect();
            SmokeTested { file, sha256, results }
        };
        Ok(wanted.into_iter().map(tested).collect())
    }

    /// Those of the wheels that a manifest has as the plan makes them, each with its wheel.
    #[must_use]
    pub fn of<'a>(&'a self, manifest: &'a Manifest) -> Vec<(&'a BuiltFile, &'a Smoke)> {
        let of = |cell: &'a Cell| {
            let built = built(cell, manifest)?;
            Some(cell.smoke_results.iter().map(move |smoke| (built, smoke)))
        };
        self.plan.cells.iter().filter_map(of).flatten().collect()
    }

    /// File name, SHA-256 and tests of each wheel that is as the plan makes it.
    fn wanted(&self, manifest: &Manifest) -> Vec<(String, String, Vec<Test>)> {
        let of = |cell: &Cell| {
            let built = built(cell, manifest)?;
            let tests: Vec<Test> = cell.smoke_results.iter().filter_map(Test::of).collect();
            (!tests.is_empty()).then(|| (built.file.clone(), built.sha256.clone(), tests))
        };
        self.plan.cells.iter().filter_map(of).collect()
    }
}

/// The file of a cell, if it is as the plan makes it.
fn built<'a>(cell: &Cell, manifest: &'a Manifest) -> Option<&'a BuiltFile> {
    let built = manifest.files.iter().find(|built| built.file == cell.file)?;
    (Some(&built.store_path) == cell.output_path.as_ref()).then_some(built)
}

struct Test {
    python: String,
    platform: String,
    release: String,
    name: String,
    derivation: StorePath,
    output: StorePath,
}

impl Test {
    fn of(smoke: &Smoke) -> Option<Self> {
        // It is a directory of the result.
        if smoke.name.contains('/') {
            return None;
        }
        Some(Self {
            python: smoke.python.clone(),
            platform: smoke.platform.clone(),
            release: smoke.release.clone(),
            name: smoke.name.clone(),
            derivation: StorePath::parse(&smoke.drv_path)?,
            output: StorePath::parse(&smoke.output_path)?,
        })
    }

    fn result(&self, missing: &BTreeSet<String>) -> TestResult {
        if missing.contains(self.output.as_str()) {
            return self.not_run("Nix could not run it".into());
        }
        match self.read() {
            Ok(answer) => self.of_answer(answer),
            Err(error) => self.not_run(format!("its result cannot be read: {error}")),
        }
    }

    fn not_run(&self, reason: String) -> TestResult {
        TestResult {
            reason: Some(reason),
            remedy: Some(format!("Its log: nix log {}", self.derivation)),
            ..self.of_answer(Answer::default())
        }
    }

    fn read(&self) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
        let file = File::open(format!("{}/{}/result.json", self.output, self.name))?;
        let answer: Answer = serde_json::from_reader(std::io::BufReader::new(file.take(LONGEST)))?;
        Ok(answer)
    }

    fn of_answer(&self, answer: Answer) -> TestResult {
        let spent = Duration::try_from_secs_f64(answer.seconds).unwrap_or_default();
        TestResult {
            python: self.python.clone(),
            platform: self.platform.clone(),
            outcome: answer.outcome,
            release: Some(self.release.clone()),
            reason: answer.reason,
            remedy: answer.remedy,
            module: answer.module,
            own_test: answer.tested,
            imported: answer.imported.len(),
            skipped: answer.skipped,
            milliseconds: u64::try_from(spent.as_millis()).unwrap_or(u64::MAX),
            output: answer.output,
        }
    }
}

/// What the harness wrote (docs/test.md).
#[derive(Deserialize)]
struct Answer {
    outcome: TestOutcome,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    remedy: Option<String>,
    #[serde(default)]
    module: Option<String>,
    #[serde(default)]
    output: String,
    #[serde(default)]
    imported: Vec<String>,
    #[serde(default)]
    skipped: Vec<SkippedModule>,
    #[serde(default)]
    tested: bool,
    #[serde(default)]
    seconds: f64,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            outcome: TestOutcome::NotRun,
            reason: None,
            remedy: None,
            module: None,
            output: String::new(),
            imported: Vec::new(),
            skipped: Vec::new(),
            tested: false,
            seconds: 0.0,
        }
    }
}
