//! A file to be published: what it is, its digests, and what an index is told of it.

mod digests;
mod fields;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use wheelpin_wheel::{FileKind, read_file_metadata};

use self::digests::digests;
pub(crate) use self::digests::hex;
use self::fields::fields;
use crate::Error;

/// A wheel or an sdist that is to be published, as it was when it was read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Distribution {
    /// Where it is.
    pub path: PathBuf,
    /// Its name without directories.
    pub file_name: String,
    /// What it is.
    pub kind: DistributionKind,
    /// The project, as METADATA has it.
    pub project: String,
    /// The version, as METADATA has it.
    pub version: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, in lower-case hex.
    pub sha256: String,
    /// BLAKE2b with 32 bytes, in lower-case hex.
    pub blake2b: String,
    /// From METADATA or PKG-INFO, in the names of the form.
    metadata: Vec<(&'static str, String)>,
    /// The form's `pyversion`.
    python: String,
}

impl Distribution {
    /// The Pythons that the project allows (core metadata, Requires-Python).
    #[must_use]
    pub fn requires_python(&self) -> Option<&str> {
        let mut fields = self.metadata.iter();
        fields.find(|(name, _)| *name == "requires_python").map(|(_, value)| value.as_str())
    }
}

/// What a distribution is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DistributionKind {
    /// A built distribution.
    Wheel,
    /// A source distribution.
    Sdist,
}

impl DistributionKind {
    /// What it is called in the form: `bdist_wheel`, `sdist`.
    #[must_use]
    pub fn filetype(self) -> &'static str {
        match self {
            Self::Wheel => "bdist_wheel",
            Self::Sdist => "sdist",
        }
    }
}

impl Distribution {
    /// Reads a file: its digests in one reading, and its metadata.
    ///
    /// # Errors
    ///
    /// [`Error::File`] if it is no wheel or sdist, cannot be read, or has no sound metadata.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let unsound = |reason: String| Error::File { path: path.into(), reason };
        let file = read_file_metadata(path).map_err(|error| unsound(with_source(&error)))?;
        let metadata =
            fields(&file.core).map_err(|reason| unsound(format!("its metadata: {reason}")))?;
        let digests = digests(path).map_err(|error| unsound(error.to_string()))?;
        let (kind, python) = match file.kind {
            FileKind::Wheel(name) => (DistributionKind::Wheel, name.pythons.join(".")),
            FileKind::Sdist => (DistributionKind::Sdist, "source".into()),
        };
        let value = |name| file.core.one(name).unwrap_or_default().to_owned();
        Ok(Self {
            path: path.into(),
            file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            kind,
            project: value("name"),
            version: value("version"),
            size: digests.size,
            sha256: digests.sha256,
            blake2b: digests.blake2b,
            metadata,
            python,
        })
    }

    /// What an index is told of it, but for the file itself and its attestations: the fields
    /// of the legacy upload API with their values, some of them several times.
    pub fn form(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let own = [
            (":action", "file_upload"),
            ("protocol_version", "1"),
            ("filetype", self.kind.filetype()),
            ("pyversion", self.python.as_str()),
            ("sha256_digest", self.sha256.as_str()),
            ("blake2_256_digest", self.blake2b.as_str()),
        ];
        own.into_iter().chain(self.metadata.iter().map(|(name, value)| (*name, value.as_str())))
    }
}

/// An error of another crate with what it comes from, as one fragment.
fn with_source(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
