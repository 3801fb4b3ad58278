use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;
use wheelpin_dist::{BuildStep, BuiltFile, Dist, FailedCell, Manifest, Outcome};

use crate::aggregate::aggregate;
use crate::findings::read_findings;
use crate::realise::{Outlook, Realised, instantiate, outlook, realise};
use crate::refused::{FailedCheck, refused};
use crate::steps::steps;
use crate::store::{closures, missing};
use crate::stream;
use crate::wanted::{ReleaseCheck, Wanted};
use crate::{BuildSettings, Error, Failure, Interrupt, Plan, StorePath};

/// What is to be built, and where the files go.
#[derive(Clone, Debug)]
pub struct Build {
    /// The plan, with nothing but the cells to build.
    pub plan: Plan,
    /// The project's whole plan: files of its other cells are left as they are.
    pub whole: Plan,
    /// Whether the source distribution is wanted as well.
    pub sdist: bool,
    /// Whether the rules about all files together are asked too; for that all files of the
    /// plan are built.
    pub release: bool,
    /// Where finished files go.
    pub dist: PathBuf,
    /// What is asked of Nix.
    pub settings: BuildSettings,
}

/// What happens in a build, for those who show it.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum BuildEvent {
    /// Nix is about to begin. Comes once.
    Planned {
        /// The project and its version.
        name: String,
        /// The version.
        version: String,
        /// Files wanted.
        files: usize,
        /// Tests of those files that are wanted, where it is tests and not the files.
        #[serde(skip_serializing_if = "is_zero")]
        tests: usize,
        /// Files, or results of tests, that are in the store already.
        reused: usize,
        /// Derivations to build.
        builds: BTreeSet<StorePath>,
        /// Paths to fetch from binary caches.
        fetches: BTreeSet<StorePath>,
    },
    /// From Nix.
    #[serde(untagged)]
    Nix(stream::Event),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// What came of a build.
#[derive(Clone, Debug)]
pub struct Built {
    /// What is in the directory now.
    pub manifest: Manifest,
    /// Why files are missing, those aside that a check refused.
    pub failures: Vec<FailedBuild>,
    /// What checks refused.
    pub refused: Vec<FailedCheck>,
    /// Files in the directory that do not belong to the plan.
    pub others: Vec<String>,
}

/// One derivation that failed, and what is missing for it.
#[derive(Clone, Debug)]
pub struct FailedBuild {
    /// Which and why.
    pub failure: Failure,
    /// Ids of the cells (or the sdist's file name) that cannot be made.
    pub cells: Vec<String>,
}

impl Build {
    /// Builds, and copies every file that could be made.
    ///
    /// # Errors
    ///
    /// That nothing could be begun or finished at all; a derivation that fails is
    /// no error here.
    pub async fn run(
        &self,
        interrupt: &Interrupt,
        mut on_event: impl FnMut(&BuildEvent),
    ) -> Result<Built, Error> {
        let dist = Dist::open(&self.dist)?;
        let wanted = Wanted::of(&self.plan, self.sdist)?;
        let options = self.settings.options(interrupt).await;
        let release = ReleaseCheck::of(&self.whole).filter(|_| self.release);
        let mut pairs: Vec<(StorePath, StorePath)> =
            wanted.iter().map(|file| (file.derivation.clone(), file.output.clone())).collect();
        pairs.extend(release.iter().map(|it| (it.derivation.clone(), it.output.clone())));
        let outputs: Vec<&str> = pairs.iter().map(|(_, output)| output.as_str()).collect();
        let missing_before = missing(&outputs, interrupt).await?;
        let root = instantiate(&aggregate(&pairs), interrupt).await?;
        let Outlook { mut builds, fetches } = outlook(&root, &options, interrupt).await?;
        builds.remove(&root);
        let is_missing = |file: &&Wanted| missing_before.contains(file.output.as_str());
        on_event(&BuildEvent::Planned {
            name: self.plan.name.clone(),
            version: self.plan.version.clone(),
            files: wanted.len(),
            tests: 0,
            reused: wanted.iter().filter(|file| !is_missing(file)).count(),
            builds,
            fetches,
        });
        let realised = if missing_before.is_empty() {
            Realised::default()
        } else {
            realise(&root, &options, interrupt, |event| {
                on_event(&BuildEvent::Nix(event.clone()));
            })
            .await?
        };
        let missing_after = missing(&outputs, interrupt).await?;
        // Now, not before: another run may have written it meanwhile.
        let earlier = Manifest::read(&self.dist).unwrap_or_default();
        let made = Made { realised, missing_before, missing_after };
        self.gather(&dist, earlier.as_ref(), &wanted, release.as_ref(), &made)
    }

    /// Entries of the earlier manifest that are as the whole plan has them, and not
    /// wanted now.
    fn kept(&self, dist: &Dist, earlier: Option<&Manifest>, wanted: &[Wanted]) -> Vec<BuiltFile> {
        let whole = self.whole.cells.iter().map(|cell| (&cell.file, cell.output_path.as_ref()));
        let planned: BTreeMap<&String, Option<&String>> =
            whole.chain([(&self.whole.sdist, self.whole.sdist_output_path.as_ref())]).collect();
        let is_kept = |file: &&BuiltFile| {
            planned.get(&file.file).copied().flatten() == Some(&file.store_path)
                && !wanted.iter().any(|wanted| wanted.file == file.file)
                && dist.holds(&file.file, file.size, &file.sha256)
        };
        let files = earlier.into_iter().flat_map(|earlier| &earlier.files);
        files
            .filter(is_kept)
            .cloned()
            .map(|file| BuiltFile { outcome: Outcome::Reused, ..file })
            .collect()
    }

    /// What ran for the files of an earlier manifest, where these are of the same derivations.
    fn earlier_steps(&self, earlier: &Manifest) -> Vec<BuildStep> {
        let is_other = |built: &BuiltFile| {
            let mut cells = self.whole.cells.iter();
            cells.any(|cell| cell.file == built.file && cell.drv_path != built.derivation)
        };
        let is_same = earlier.name == self.plan.name
            && earlier.version == self.plan.version
            && !earlier.files.iter().any(is_other);
        if is_same { earlier.steps.clone() } else { Vec::new() }
    }

    fn gather(
        &self,
        dist: &Dist,
        earlier: Option<&Manifest>,
        wanted: &[Wanted],
        release: Option<&ReleaseCheck>,
        made: &Made,
    ) -> Result<Built, Error> {
        let Made { realised, missing_before, missing_after } = made;
        let roots: Vec<StorePath> = wanted.iter().map(|file| file.derivation.clone()).collect();
        // Only what was built or failed needs them.
        let closures = if realised.failures.is_empty() && realised.durations.is_empty() {
            BTreeMap::new()
        } else {
            closures(&roots)
        };
        let is_made_with = |file: &Wanted, derivation: &StorePath| {
            closures.get(&file.derivation).is_some_and(|closure| closure.contains(derivation))
        };
        let refused = refused(wanted, release, &realised.failures);
        let mut files = self.kept(dist, earlier, wanted);
        let mut failed = Vec::new();
        for file in wanted {
            let output = file.output.as_str();
            if missing_after.contains(output) {
                let cause = realised
                    .failures
                    .iter()
                    .map(|failure| &failure.derivation)
                    .find(|derivation| is_made_with(file, derivation));
                let check = refused.iter().find(|(derivation, _)| *derivation == file.derivation);
                let check = check.map(|(_, check)| check);
                failed.push(FailedCell {
                    cell: file.cell.clone(),
                    derivation: cause.map(ToString::to_string),
                    findings: check.map(|check| check.errors.clone()).unwrap_or_default(),
                    unchecked: check
                        .and_then(|check| check.unchecked.as_ref())
                        .map(|path| path.to_string_lossy().into_owned()),
                });
                continue;
            }
            let copied = dist.copy(output, &file.file)?;
            let built = missing_before.contains(output);
            let seconds = if built {
                own_duration(file, &closures, &realised.durations).map(|spent| spent.as_secs())
            } else {
                earlier.and_then(|manifest| {
                    let same = |earlier: &&BuiltFile| earlier.store_path == output;
                    manifest.files.iter().find(same).and_then(|earlier| earlier.seconds)
                })
            };
            let tests = earlier.map(|earlier| earlier.tests_of(&file.file, &copied.sha256));
            files.push(BuiltFile {
                tests: tests.unwrap_or_default(),
                file: file.file.clone(),
                sha256: copied.sha256,
                size: copied.size,
                cell: file.cell.clone(),
                store_path: output.into(),
                derivation: file.derivation.to_string(),
                seconds,
                outcome: if built { Outcome::Built } else { Outcome::Reused },
                findings: file.findings.as_ref().and_then(read_findings),
            });
        }
        let is_check = |failure: &&Failure| {
            !refused.iter().any(|(derivation, _)| *derivation == failure.derivation)
        };
        let failures = realised
            .failures
            .iter()
            .filter(is_check)
            .map(|failure| FailedBuild {
                failure: failure.clone(),
                cells: wanted
                    .iter()
                    .filter(|file| is_made_with(file, &failure.derivation))
                    .map(|file| file.name().into())
                    .collect(),
            })
            .collect();
        let mut steps = steps(&realised.ran, wanted, &closures);
        if steps.is_empty() {
            steps = earlier.map(|earlier| self.earlier_steps(earlier)).unwrap_or_default();
        }
        let manifest = Manifest {
            schema: Manifest::SCHEMA,
            name: self.plan.name.clone(),
            version: self.plan.version.clone(),
            build_host: self.plan.build_host.clone(),
            toolchain: self.plan.toolchain.clone(),
            tools: self.plan.tools.clone(),
            files,
            failed,
            findings: release.and_then(|check| read_findings(&check.findings)),
            skipped: BTreeMap::new(),
            steps,
        };
        dist.write(&manifest)?;
        let cells = self.whole.cells.iter().map(|cell| &*cell.file);
        let others = dist.others(&cells.chain([&*self.whole.sdist]).collect())?;
        let refused = refused.into_iter().map(|(_, check)| check).collect();
        Ok(Built { manifest, failures, refused, others })
    }
}

/// What came of a run of Nix.
struct Made {
    realised: Realised,
    missing_before: BTreeSet<String>,
    missing_after: BTreeSet<String>,
}

/// How long a file's own derivations took: compiling the project for it, packing it and
/// checking it. What it shares with others is nobody's.
fn own_duration(
    file: &Wanted,
    closures: &BTreeMap<StorePath, BTreeSet<StorePath>>,
    durations: &BTreeMap<StorePath, Duration>,
) -> Option<Duration> {
    let closure = closures.get(&file.derivation)?;
    let project = file.file.split('-').next().unwrap_or_default();
    let compiled = format!("wheelpin-linked-{project}-");
    let is_packed = |derivation: &StorePath| {
        let name = derivation.name().strip_suffix(".drv");
        file.unchecked.as_ref().is_some_and(|packed| name == Some(packed.name()))
    };
    let own = |derivation: &&StorePath| {
        **derivation == file.derivation
            || is_packed(derivation)
            || derivation.name().starts_with(&compiled)
    };
    let spent: Vec<Duration> =
        closure.iter().filter(own).filter_map(|own| durations.get(own).copied()).collect();
    // Another Nix may have built it meanwhile.
    (!spent.is_empty()).then(|| spent.into_iter().sum())
}
