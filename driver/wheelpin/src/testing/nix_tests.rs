use std::num::NonZeroUsize;
use std::path::Path;

use clap::Args;
use wheelpin_dist::{Manifest, merge_worst};
use wheelpin_nix::{BuildSettings, SmokeTested, SmokeTests, build_host, evaluate_plan};
use wheelpin_test::WheelFile;

use crate::context::Context;
use crate::error::Error;
use crate::project;
use crate::testing::asked::directories;
use crate::testing::tested::Tested;
use crate::ui::consumer::part;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;
use crate::ui::test_list::NixTest;

/// The tests that Nix has of some wheels.
pub(crate) struct NixTests {
    tests: SmokeTests,
    /// Of each directory of wheels, with these wheels alone.
    manifests: Vec<Manifest>,
}

/// What they said.
pub(crate) struct NixResults(Vec<SmokeTested>);

/// Whether there are tests of Nix.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct NixArgs {
    /// Run the tests that Nix has for these wheels as well: in the toolchain's own Pythons, and by
    /// an emulator for other processors. The wheels must be those of `wheelpin build`
    #[arg(long, conflicts_with_all = ["from", "merge"])]
    nix: bool,

    /// Whether wheels that Nix has no tests of are no mistake.
    #[arg(skip)]
    is_optional: bool,
}

impl NixArgs {
    /// Tests of Nix, for wheels that it has some of.
    pub(crate) const WHERE_THERE_ARE: Self = Self { nix: true, is_optional: true };

    pub(crate) fn is_asked(self) -> bool {
        self.nix
    }

    /// The tests, if they are asked for; there may be none where that is no mistake.
    pub(crate) async fn tests(
        self,
        project: &Path,
        wheels: &[WheelFile],
        jobs: Option<NonZeroUsize>,
        context: &Context<'_>,
    ) -> Result<Option<NixTests>, Error> {
        if !self.nix {
            return Ok(None);
        }
        let tests = NixTests::of(project, wheels, jobs, context).await?;
        match tests.list().is_empty() && !self.is_optional {
            true => Err(Error::NoNixTests),
            false => Ok(Some(tests)),
        }
    }
}

impl NixTests {
    /// Evaluates a project's plan. Of each directory of wheels the manifest says what Nix made; there may be no tests.
    async fn of(
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
        let project = project::project(&project.to_string_lossy(), context.output)?;
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
            check: smoke.name.clone(),
            python: smoke.python.clone(),
            release: smoke.release.clone(),
            platform: smoke.platform.clone(),
        })
        .collect()
    }

    /// Runs them, with progress.
    pub(crate) async fn run(
        &self,
        style: Style,
        context: &Context<'_>,
    ) -> Result<NixResults, Error> {
        let mut tested = Vec::new();
        for manifest in &self.manifests {
            let mut consumer = part(style, &self.tests.plan);
            let run = self.tests.run(manifest, &context.interrupt, |event| consumer.event(event));
            let ended = run.await;
            consumer.finish();
            tested.extend(ended?);
        }
        Ok(NixResults(tested))
    }
}

impl NixResults {
    /// Adds them to what this machine's Pythons said.
    pub(crate) fn add(&self, tested: &mut [Tested]) {
        for wheel in tested {
            let same = |it: &&SmokeTested| it.file == wheel.file && it.sha256 == wheel.sha256;
            for smoke in self.0.iter().filter(same) {
                merge_worst(&mut wheel.results, &smoke.results);
            }
        }
    }
}
