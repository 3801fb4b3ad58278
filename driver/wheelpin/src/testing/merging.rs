use std::fs;
use std::path::{Path, PathBuf};

use wheelpin_dist::{Dist, MANIFEST, Manifest, Returned, TestOutcome};
use wheelpin_wheel::WheelName;

use crate::error::Error;
use crate::testing::tested::{Recorded, Tested, not_recorded};

/// Adds to the manifest of a directory what other machines wrote into their copies of it, all or
/// nothing. Gives every wheel with its results, and the names of those that no copy tells of.
pub(crate) fn merge(
    directory: &Path,
    paths: &[PathBuf],
) -> Result<(Vec<Tested>, Vec<String>), Error> {
    let manifest = Manifest::read(directory)?
        .ok_or_else(|| Error::NoManifest { directory: directory.into() })?;
    let own = directory.join(MANIFEST);
    let mut returned = Returned::new(&manifest, &own);
    for path in manifests(paths)? {
        let copy = Manifest::read_file(&path)?
            .ok_or_else(|| Error::NoManifestFile { path: path.clone() })?;
        returned.add(&path, &copy)?;
    }
    let merged = returned.merged();
    Dist::open(directory).and_then(|dist| dist.write(&merged)).map_err(not_recorded)?;
    let is_wheel = |file: &str| WheelName::parse(file).is_ok();
    let (told, untold): (Vec<_>, Vec<_>) = merged
        .files
        .into_iter()
        .filter(|built| is_wheel(&built.file))
        .partition(|built| !built.tests.is_empty());
    let tested = told.into_iter().map(|built| Tested {
        path: directory.join(&built.file),
        file: built.file,
        sha256: built.sha256,
        results: built.tests,
        recorded: Recorded::Yes,
    });
    Ok((tested.collect(), untold.into_iter().map(|built| built.file).collect()))
}

/// Files as they are; of directories every manifest below them, by name. Links to directories are
/// not followed.
fn manifests(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut manifests = Vec::new();
    for path in paths {
        if !path.is_dir() {
            manifests.push(path.clone());
            continue;
        }
        let before = manifests.len();
        let mut directories = vec![path.clone()];
        while let Some(directory) = directories.pop() {
            let read = |source| Error::NoSuchWheel { path: directory.clone(), source };
            for entry in fs::read_dir(&directory).map_err(read)? {
                let entry = entry.map_err(read)?;
                if entry.file_type().map_err(read)?.is_dir() {
                    directories.push(entry.path());
                } else if entry.file_name() == MANIFEST {
                    manifests.push(entry.path());
                }
            }
        }
        if manifests.len() == before {
            return Err(Error::NoManifests { directory: path.clone() });
        }
    }
    manifests.sort();
    Ok(manifests)
}

/// Which of the wheels are for a system that has run any of them.
pub(crate) fn is_of_these(tested: &[Tested]) -> Vec<bool> {
    let results = || tested.iter().flat_map(|wheel| &wheel.results);
    let ran: Vec<&str> = results()
        .filter(|result| result.outcome != TestOutcome::NotRun)
        .map(|result| result.platform.as_str())
        .collect();
    let is_of_these =
        |wheel: &Tested| wheel.results.iter().any(|result| ran.contains(&result.platform.as_str()));
    tested.iter().map(is_of_these).collect()
}
