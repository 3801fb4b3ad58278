use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use wheelpin_nix::{
    BuildSettings, Manifest, Project, Smoke, SmokeTested, SmokeTests, build_host, evaluate_plan,
    merge_worst,
};
use wheelpin_test::WheelFile;

use crate::context::Context;
use crate::error::Error;
use crate::tested::Tested;
use crate::ui::consumer::{Style, part};
use crate::ui::spinner::Spinner;

/// The tests that Nix has of some wheels.
pub(crate) struct NixTests {
    tests: SmokeTests,
    /// Of each directory of wheels, with these wheels alone.
    manifests: Vec<Manifest>,
}

/// One of them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct NixTest {
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) smoke: Smoke,
}

impl NixTests {
    /// Evaluates a project's plan. Of each directory of wheels the manifest says what Nix made; there may be no tests.
    pub(crate) async fn of(
        project: &Path,
        wheels: &[WheelFile],
        jobs: Option<NonZeroUsize>,
        context: &Context<'_>,
    ) -> Result<Self, Error> {
        let mut manifests = Vec::new();
        for directory in directories(wheels) {
            let Some(mut manifest) = Manifest::read(&directory)? else {
                return Err(Error::NoManifest { directory });
            };
            manifest.files.retain(|built| {
                wheels.iter().any(|wheel| wheel.file == built.file && wheel.sha256 == built.sha256)
            });
            manifests.push(manifest);
        }
        let project = Project::new(&project.to_string_lossy())?;
        let spinner = Spinner::new(context.output, "evaluating the plan");
        let plan = evaluate_plan(&project, &build_host(), &context.interrupt).await?;
        drop(spinner);
        let jobs = jobs.and_then(|jobs| u32::try_from(jobs.get()).ok());
        let tests = SmokeTests { plan, settings: BuildSettings { jobs, builders: None } };
        Ok(Self { tests, manifests })
    }

    pub(crate) fn list(&self) -> Vec<NixTest> {
        let all = self.manifests.iter().flat_map(|manifest| self.tests.of(manifest));
        all.map(|(built, smoke)| NixTest {
            file: built.file.clone(),
            sha256: built.sha256.clone(),
            smoke: smoke.clone(),
        })
        .collect()
    }

    /// Runs them, with progress.
    pub(crate) async fn run(
        &self,
        style: Style,
        context: &Context<'_>,
    ) -> Result<Vec<SmokeTested>, Error> {
        let mut tested = Vec::new();
        for manifest in &self.manifests {
            let mut consumer = part(style, &self.tests.plan);
            let run = self.tests.run(manifest, &context.interrupt, |event| consumer.event(event));
            let ended = run.await;
            consumer.finish();
            tested.extend(ended?);
        }
        Ok(tested)
    }
}

/// The directories that wheels are in.
pub(crate) fn directories(wheels: &[WheelFile]) -> BTreeSet<PathBuf> {
    let directory = |wheel: &WheelFile| match wheel.path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    wheels.iter().map(directory).collect()
}

/// Adds what Nix said to what this machine's Pythons said.
pub(crate) fn add(tested: &mut [Tested], of_nix: &[SmokeTested]) {
    for wheel in tested {
        let same = |it: &&SmokeTested| it.file == wheel.file && it.sha256 == wheel.sha256;
        for smoke in of_nix.iter().filter(same) {
            merge_worst(&mut wheel.results, &smoke.results);
        }
    }
}
