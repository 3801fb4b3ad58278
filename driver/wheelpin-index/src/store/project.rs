use jiff::Timestamp;
use pep440_rs::Version;

use crate::store::StoredFile;

/// One project.
#[derive(Debug)]
pub(crate) struct Project {
    /// As its newest upload writes it.
    pub(crate) name: String,
    pub(crate) serial: u64,
    /// In the order they were made.
    pub(crate) releases: Vec<Release>,
}

/// One release: what its first file said, and files.
#[derive(Debug)]
pub(crate) struct Release {
    pub(crate) number: Version,
    pub(crate) created: Timestamp,
    /// Fields of the form, by their names there.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Vec<StoredFile>,
}

impl Project {
    /// The release of that version, however it is written (`1.0` is `1`).
    pub(crate) fn release(&self, version: &Version) -> Option<&Release> {
        self.releases.iter().find(|release| release.number == *version)
    }

    /// Bytes of all its files.
    pub(crate) fn size(&self) -> u64 {
        let files = self.releases.iter().flat_map(|release| &release.files);
        files.map(StoredFile::size).sum()
    }

    /// The newest release, pre-releases last.
    pub(crate) fn latest(&self) -> Option<&Release> {
        self.releases.iter().max_by_key(|it| (!it.number.any_prerelease(), it.number.clone()))
    }
}

impl Release {
    /// In normal form (PEP 440).
    pub(crate) fn version(&self) -> String {
        self.number.to_string()
    }

    /// A field that stands there once.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next().filter(|value| !value.is_empty())
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}
