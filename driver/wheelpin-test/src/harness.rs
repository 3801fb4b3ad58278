use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The program that tests one wheel with one Python, in a directory of its own.
pub(crate) struct Harness(TempDir);

/// `harness/`, but for the probe.
const FILES: [(&str, &str); 3] = [
    ("harness.py", include_str!("../harness/harness.py")),
    ("import_all.py", include_str!("../harness/import_all.py")),
    ("explain.py", include_str!("../harness/explain.py")),
];

impl Harness {
    /// Writes it.
    pub(crate) fn write() -> io::Result<Self> {
        let directory = tempfile::Builder::new().prefix("wheelpin-test-").tempdir()?;
        for (name, text) in FILES {
            fs::write(directory.path().join(name), text)?;
        }
        Ok(Self(directory))
    }

    /// The file that Python runs.
    pub(crate) fn program(&self) -> PathBuf {
        self.0.path().join("harness.py")
    }

    /// Where trials may write, each in a directory of its own.
    pub(crate) fn scratch(&self) -> &Path {
        self.0.path()
    }
}
