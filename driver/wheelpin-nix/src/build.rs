use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use crate::aggregate::aggregate;
use crate::manifest::{BuiltFile, FailedCell, Outcome};
use crate::realise::{Outlook, Realised, instantiate, outlook, realise};
use crate::store::{closures, missing};
use crate::stream;
use crate::{BuildSettings, Dist, Error, Failure, Interrupt, Manifest, Plan, StorePath};

/// What is to be built, and where the files go.
#[derive(Clone, Debug)]
pub struct Build {
    /// The plan, with nothing but the cells to build.
    pub plan: Plan,
    /// The project's whole plan: files of its other cells are left as they are.
    pub whole: Plan,
    /// Whether the source distribution is wanted as well.
    pub sdist: bool,
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
        /// Files that are in the store already.
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

/// What came of a build.
#[derive(Clone, Debug)]
pub struct Built {
    /// What is in the directory now.
    pub manifest: Manifest,
    /// Why files are missing.
    pub failures: Vec<FailedBuild>,
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

/// One file that is wanted.
struct Wanted {
    file: String,
    /// Cell id; none for the source distribution.
    cell: Option<String>,
    derivation: StorePath,
    output: StorePath,
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
        let wanted = self.wanted()?;
        let options = self.settings.options(interrupt).await;
        let outputs: Vec<&str> = wanted.iter().map(|file| file.output.as_str()).collect();
        let missing_before = missing(&outputs, interrupt).await?;
        let pairs: Vec<(StorePath, StorePath)> =
            wanted.iter().map(|file| (file.derivation.clone(), file.output.clone())).collect();
        let root = instantiate(&aggregate(&pairs), interrupt).await?;
        let Outlook { mut builds, fetches } = outlook(&root, &options, interrupt).await?;
        builds.remove(&root);
        on_event(&BuildEvent::Planned {
            name: self.plan.name.clone(),
            version: self.plan.version.clone(),
            files: wanted.len(),
            reused: wanted.len() - missing_before.len(),
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
        self.gather(&dist, earlier.as_ref(), &wanted, &realised, &missing_before, &missing_after)
    }

    fn wanted(&self) -> Result<Vec<Wanted>, Error> {
        let path = |text: Option<&str>| {
            text.and_then(StorePath::parse)
                .ok_or_else(|| Error::OldLibrary { project: self.plan.name.clone() })
        };
        let mut wanted = Vec::new();
        for cell in &self.plan.cells {
            wanted.push(Wanted {
                file: file_name(&cell.file)?,
                cell: Some(cell.id.clone()),
                derivation: path(Some(&cell.drv_path))?,
                output: path(cell.output_path.as_deref())?,
            });
        }
        if self.sdist {
            wanted.push(Wanted {
                file: file_name(&self.plan.sdist)?,
                cell: None,
                derivation: path(self.plan.sdist_drv_path.as_deref())?,
                output: path(self.plan.sdist_output_path.as_deref())?,
            });
        }
        Ok(wanted)
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

    fn gather(
        &self,
        dist: &Dist,
        earlier: Option<&Manifest>,
        wanted: &[Wanted],
        realised: &Realised,
        missing_before: &BTreeSet<String>,
        missing_after: &BTreeSet<String>,
    ) -> Result<Built, Error> {
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
                failed.push(FailedCell {
                    cell: file.cell.clone(),
                    derivation: cause.map(ToString::to_string),
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
            files.push(BuiltFile {
                file: file.file.clone(),
                sha256: copied.sha256,
                size: copied.size,
                cell: file.cell.clone(),
                store_path: output.into(),
                derivation: file.derivation.to_string(),
                seconds,
                outcome: if built { Outcome::Built } else { Outcome::Reused },
            });
        }
        let failures = realised
            .failures
            .iter()
            .map(|failure| FailedBuild {
                failure: failure.clone(),
                cells: wanted
                    .iter()
                    .filter(|file| is_made_with(file, &failure.derivation))
                    .map(|file| file.cell.clone().unwrap_or_else(|| file.file.clone()))
                    .collect(),
            })
            .collect();
        let manifest = Manifest {
            schema: Manifest::SCHEMA,
            name: self.plan.name.clone(),
            version: self.plan.version.clone(),
            build_host: self.plan.build_host.clone(),
            toolchain: self.plan.toolchain.clone(),
            tools: self.plan.tools.clone(),
            files,
            failed,
        };
        dist.write(&manifest)?;
        let cells = self.whole.cells.iter().map(|cell| &*cell.file);
        let others = dist.others(&cells.chain([&*self.whole.sdist]).collect())?;
        Ok(Built { manifest, failures, others })
    }
}

/// How long a file's own derivations took: packing it, and compiling the project
/// for it. What it shares with others is nobody's.
fn own_duration(
    file: &Wanted,
    closures: &BTreeMap<StorePath, BTreeSet<StorePath>>,
    durations: &BTreeMap<StorePath, Duration>,
) -> Option<Duration> {
    let closure = closures.get(&file.derivation)?;
    let own = |derivation: &&StorePath| {
        **derivation == file.derivation || derivation.name().starts_with("wheelpin-compiled-")
    };
    let spent: Vec<Duration> =
        closure.iter().filter(own).filter_map(|own| durations.get(own).copied()).collect();
    // Another Nix may have built it meanwhile.
    (!spent.is_empty()).then(|| spent.into_iter().sum())
}

/// A file name of a plan: a distribution's, which stays within the directory.
fn file_name(file: &str) -> Result<String, Error> {
    let fits = [".whl", ".tar.gz"].iter().any(|end| file.ends_with(end))
        && !file.starts_with('.')
        && file.chars().all(|character| !character.is_control() && !"/\\:".contains(character));
    if fits { Ok(file.into()) } else { Err(Error::FileName { file: file.into() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_within_the_directory() {
        assert!(file_name("a-1.0-py3-none-any.whl").is_ok());
        for file in
            ["", "../a.whl", "a/b.whl", ".a.whl", "a\\b.whl", "c:a.whl", "a\n.whl", "wheelpin.json"]
        {
            assert!(matches!(file_name(file), Err(Error::FileName { .. })), "{file:?}");
        }
    }
}
