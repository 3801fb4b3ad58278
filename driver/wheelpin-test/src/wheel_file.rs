use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use pep440_rs::{Version, VersionSpecifiers};
use sha2::{Digest, Sha256};
use wheelpin_wheel::{WheelName, allows_minor, python_versions, read_identity};

use crate::{Error, PythonName};

/// A wheel that is tested.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WheelFile {
    /// Where it is.
    pub path: PathBuf,
    /// Without directories.
    pub file: String,
    /// Its parts.
    pub name: WheelName,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Requires-Python, as written.
    pub requires_python: Option<String>,
}

impl WheelFile {
    /// Reads a wheel.
    ///
    /// # Errors
    ///
    /// [`Error::Wheel`] if it cannot be read or its name is not a wheel's.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let identity = read_identity(path)?;
        let read = |source| wheelpin_wheel::Error::Read { path: path.into(), source };
        Ok(Self {
            path: path.into(),
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            name: identity.name,
            sha256: sha256(path).map_err(read)?,
            requires_python: identity.requires_python,
        })
    }

    /// Whether Requires-Python allows a version; it does where it cannot be read, which
    /// `wheelpin check` tells.
    #[must_use]
    pub fn allows(&self, version: [u32; 3]) -> bool {
        self.versions().contains(&Version::new(version.map(u64::from)))
    }

    /// Whether Requires-Python allows any patch release of a Python.
    #[must_use]
    pub fn allows_some(&self, python: PythonName) -> bool {
        allows_minor(&self.versions(), python.minor)
    }

    fn versions(&self) -> VersionSpecifiers {
        python_versions(self.requires_python.as_deref().unwrap_or_default()).unwrap_or_default()
    }
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use wheelpin_testing::WheelBuilder;

    use super::*;

    /// A wheel by its tag, of which there is no file.
    pub(crate) fn wheel(tag: &str, requires_python: &str) -> WheelFile {
        let file = format!("sample-1.0-{tag}.whl");
        WheelFile {
            path: PathBuf::from(&file),
            name: WheelName::parse(&file).unwrap(),
            file,
            sha256: String::new(),
            requires_python: Some(requires_python.into()),
        }
    }

    #[test]
    fn requires_python_is_of_patch_releases() {
        let wheel = wheel("py3-none-any", ">=3.9.2, <3.13,");
        assert!(wheel.allows([3, 9, 2]) && wheel.allows([3, 12, 30]));
        assert!(!wheel.allows([3, 9, 1]) && !wheel.allows([3, 13, 0]));
        assert!(wheel.allows_some(PythonName::cpython(9)));
        assert!(!wheel.allows_some(PythonName::cpython(8)));
    }

    #[test]
    fn a_file_is_read_with_its_metadata_and_hash() {
        let directory = tempfile::tempdir().unwrap();
        let builder = WheelBuilder::new("py3-none-any");
        let path = directory.path().join(builder.file_name());
        std::fs::write(&path, builder.bytes()).unwrap();
        let wheel = WheelFile::read(&path).unwrap();
        assert_eq!(wheel.requires_python.as_deref(), Some(">=3.9"));
        assert_eq!(wheel.file, "sample-1.0-py3-none-any.whl");
        assert_eq!(wheel.sha256.len(), 64);
        assert!(WheelFile::read(&directory.path().join("a.txt")).is_err());
    }
}
