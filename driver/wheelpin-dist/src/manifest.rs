use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::dist::write_manifest;
use crate::test_result::merge;
use crate::{BuildStep, Dist, Error, Finding, TestResult, join_steps};

/// File name of the manifest in `dist/`.
pub const MANIFEST: &str = "wheelpin.json";

/// The only manifest schema there is so far.
const SCHEMA: u32 = 1;

/// Bytes of a manifest that are read: 1000 wheels with five failed tests each, and all of their
/// output, are less.
const LARGEST: u64 = 96 << 20;

/// What was built: `dist/wheelpin.json`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Version of this format.
    pub schema: u32,
    /// The project's name, as in its pyproject.toml.
    pub name: String,
    /// The project's version, normalised (PEP 440).
    pub version: String,
    /// Nix system name of the machine that built.
    pub build_host: String,
    /// `registry` or `nixpkgs`.
    pub toolchain: String,
    /// Versions of what built, by name.
    pub tools: BTreeMap<String, String>,
    /// Every file that belongs to the plan and is there.
    pub files: Vec<BuiltFile>,
    /// Cells of the plan without a wheel; the sdist's has no cell id.
    pub failed: Vec<FailedCell>,
    /// What the rules about all files together found; none where they were not asked.
    #[serde(default)]
    pub findings: Option<Vec<Finding>>,
    /// Steps of the release that somebody left out, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skipped: BTreeMap<String, String>,
    /// What Nix ran for these files, in the order of its start: of this run, or, where this run
    /// built nothing, of the last that did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<BuildStep>,
}

/// One file of `dist/`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BuiltFile {
    /// File name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Cell id; none for the source distribution.
    pub cell: Option<String>,
    /// Where it is in the store: a directory.
    pub store_path: String,
    /// The derivation that made it.
    pub derivation: String,
    /// Seconds that compiling and packing it took in the last run that did; none
    /// where that is not known.
    pub seconds: Option<u64>,
    /// Whether this run built it, or found it built.
    pub outcome: Outcome,
    /// What was found in it; none where that is not known.
    #[serde(default)]
    pub findings: Option<Vec<Finding>>,
    /// How it did in Pythons, of any machine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TestResult>,
}

/// Where a file comes from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Built by this run.
    Built,
    /// In the store already.
    Reused,
}

/// One wheel that is not there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedCell {
    /// Cell id; none for the source distribution.
    pub cell: Option<String>,
    /// The derivation that failed: the cell's own, or one that it is made with.
    pub derivation: Option<String>,
    /// What its check found, if it was that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The file that was checked, while it is in the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchecked: Option<String>,
}

impl Manifest {
    /// The version of the format that is written.
    pub const SCHEMA: u32 = SCHEMA;

    /// Reads the manifest of a directory; none if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Manifest`] if it cannot be read, is no manifest, or one of another
    /// schema.
    pub fn read(directory: &Path) -> Result<Option<Self>, Error> {
        Self::read_file(&directory.join(MANIFEST))
    }

    /// Reads a manifest, whatever its name; none if there is no such file.
    ///
    /// # Errors
    ///
    /// As [`Manifest::read`], also for a file that is larger than any manifest.
    pub fn read_file(path: &Path) -> Result<Option<Self>, Error> {
        #[derive(Deserialize)]
        struct Versioned {
            schema: u32,
        }

        let error = |source: Box<dyn std::error::Error + Send + Sync>| Error::Manifest {
            path: path.into(),
            source,
        };
        let text = match read_bounded(path) {
            Ok(text) => text,
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(error(source.into())),
        };
        let Versioned { schema } =
            serde_json::from_slice(&text).map_err(|source| error(source.into()))?;
        if schema != SCHEMA {
            return Err(error(
                format!("it has schema {schema}, this wheelpin knows {SCHEMA}").into(),
            ));
        }
        serde_json::from_slice(&text).map(Some).map_err(|source| error(source.into()))
    }

    /// Adds results of tests to the manifest of a directory, by file name; files that it does
    /// not have, or has with another SHA-256, are passed over. Gives what is there now; none if
    /// there is no manifest.
    ///
    /// # Errors
    ///
    /// [`Error::Manifest`] as [`Manifest::read`], and [`Error::Dist`] if it cannot be written.
    pub fn record(
        directory: &Path,
        results: &[(String, String, Vec<TestResult>)],
    ) -> Result<Option<Self>, Error> {
        // Now, not before: another run may have written it meanwhile.
        let Some(mut manifest) = Self::read(directory)? else { return Ok(None) };
        manifest.add(results);
        Dist::open(directory)?.write(&manifest)?;
        Ok(Some(manifest))
    }

    /// As [`Manifest::record`], for a manifest of any name.
    ///
    /// # Errors
    ///
    /// As [`Manifest::record`].
    pub fn record_file(
        path: &Path,
        results: &[(String, String, Vec<TestResult>)],
    ) -> Result<Option<Self>, Error> {
        let Some(mut manifest) = Self::read_file(path)? else { return Ok(None) };
        manifest.add(results);
        write_manifest(&manifest, path)?;
        Ok(Some(manifest))
    }

    fn add(&mut self, results: &[(String, String, Vec<TestResult>)]) {
        for (file, sha256, tests) in results {
            let is_it = |built: &&mut BuiltFile| built.file == *file && built.sha256 == *sha256;
            if let Some(built) = self.files.iter_mut().find(is_it) {
                merge(&mut built.tests, tests);
            }
        }
    }

    /// Writes into the manifest of a directory, if it has one, that a step of the release was
    /// left out, and why.
    ///
    /// # Errors
    ///
    /// [`Error::Manifest`] as [`Manifest::read`], and [`Error::Dist`] if it cannot be written.
    pub fn record_skipped(directory: &Path, step: &str, reason: &str) -> Result<(), Error> {
        let Some(mut manifest) = Self::read(directory)? else { return Ok(()) };
        manifest.skipped.insert(step.into(), reason.into());
        Dist::open(directory)?.write(&manifest)
    }

    /// Adds steps of other machines to the manifest of a directory, if it has one. Gives all.
    ///
    /// # Errors
    ///
    /// [`Error::Manifest`] as [`Manifest::read`], and [`Error::Dist`] if it cannot be written.
    pub fn record_steps(directory: &Path, steps: &[BuildStep]) -> Result<Vec<BuildStep>, Error> {
        let Some(mut manifest) = Self::read(directory)? else { return Ok(Vec::new()) };
        manifest.steps = join_steps(&manifest.steps, steps);
        Dist::open(directory)?.write(&manifest)?;
        Ok(manifest.steps)
    }

    /// The results of tests of a file, if it is the same to the byte.
    #[must_use]
    pub fn tests_of(&self, file: &str, sha256: &str) -> Vec<TestResult> {
        let same = self.files.iter().find(|built| built.file == file && built.sha256 == sha256);
        same.map(|built| built.tests.clone()).unwrap_or_default()
    }
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    // What is no file may never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut text = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    Ok(text)
}
