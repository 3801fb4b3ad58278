use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};
use wheelpin_reproduce::{Difference, Places, explain};

use crate::error::Error;

/// Largest file that is compared, in bytes.
const LARGEST: u64 = 2 << 30;

/// One of two files that are compared.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Side {
    /// File name.
    pub(crate) file: String,
    /// SHA-256 of its bytes, in hexadecimal, where it is known.
    pub(crate) sha256: Option<String>,
    /// Bytes, where it is known.
    pub(crate) size: Option<u64>,
}

/// Two files beside each other; of what one lacks, one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Compared {
    /// Cell id; none for the source distribution.
    pub(crate) cell: Option<String>,
    /// As the first build has it.
    pub(crate) first: Option<Side>,
    /// As it is elsewhere.
    pub(crate) second: Option<Side>,
    /// Why they differ; empty for the same bytes.
    pub(crate) differences: Vec<Difference>,
}

impl Compared {
    /// Whether both are there with the same bytes.
    pub(crate) fn is_same(&self) -> bool {
        match (&self.first, &self.second) {
            (Some(one), Some(two)) => one.sha256.is_some() && one.sha256 == two.sha256,
            _ => false,
        }
    }

    /// Its name, for people.
    pub(crate) fn name(&self) -> &str {
        self.first.as_ref().or(self.second.as_ref()).map_or("", |side| &side.file)
    }
}

/// Compares two files.
pub(crate) fn compare(
    cell: Option<String>,
    first: (&str, &[u8]),
    second: (&str, &[u8]),
    places: &Places,
) -> Compared {
    Compared {
        cell,
        first: Some(Side::new(first.0, first.1)),
        second: Some(Side::new(second.0, second.1)),
        differences: explain(first.0, first.1, second.1, places),
    }
}

impl Side {
    pub(crate) fn new(file: &str, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { file: file.into(), sha256: Some(sha256), size: Some(bytes.len() as u64) }
    }
}

/// A whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let unread = |source| Error::NotRead { path: PathBuf::from(path), source };
    let size = fs::metadata(path).map_err(unread)?.len();
    if size > LARGEST {
        return Err(unread(std::io::Error::other(format!("it has {size} bytes"))));
    }
    fs::read(path).map_err(unread)
}
