use blake2::Blake2b;
use blake2::digest::consts::U32;
use bytes::Bytes;
use jiff::Timestamp;
use md5::Md5;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One file of a release.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// `pyversion` of the form.
    pub(crate) python: String,
    pub(crate) comment: String,
    pub(crate) digests: Digests,
    pub(crate) bytes: Bytes,
    /// METADATA of a wheel (PEP 658).
    pub(crate) metadata: Option<Bytes>,
    pub(crate) uploaded: Timestamp,
    /// As the integrity API gives it (PEP 740).
    pub(crate) provenance: Option<Value>,
}

/// What the form calls `filetype`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Sdist,
    BdistWheel,
}

/// Digests of a file, in lower case.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Digests {
    pub(crate) md5: String,
    pub(crate) sha256: String,
    /// BLAKE2b-256
    #[serde(rename = "blake2b_256")]
    pub(crate) blake2: String,
}

impl Digests {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self {
            md5: hex(&Md5::digest(bytes)),
            sha256: sha256(bytes),
            blake2: hex(&Blake2b::<U32>::digest(bytes)),
        }
    }
}

impl StoredFile {
    pub(crate) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Its address below `/files/` (warehouse: by its BLAKE2b-256).
    pub(crate) fn path(&self) -> String {
        let (first, rest) = self.digests.blake2.split_at(2);
        let (second, rest) = rest.split_at(2);
        format!("{first}/{second}/{rest}/{}", self.name)
    }
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sdist => "sdist",
            Self::BdistWheel => "bdist_wheel",
        }
    }
}

/// SHA-256, in lower case.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
