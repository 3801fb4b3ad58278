use serde::{Deserialize, Serialize};

/// What the index takes. The defaults are PyPI's where it has them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Bytes of one file (warehouse, `MAX_FILESIZE`, August 2026: 100 MiB).
    pub file_bytes: u64,
    /// Bytes of all files of a project (warehouse, `MAX_PROJECT_SIZE`, August 2026: 10 GiB).
    pub project_bytes: u64,
    /// Days after the first file of a release within which files are added to it (warehouse,
    /// `MAXIMUM_AGE_FOR_NEW_UPLOADS_DAYS`, since 2026-07-08: 14).
    pub days: u32,
    /// Seconds that a minted token lives (warehouse, `oidc/views.py`: 900).
    pub token_seconds: i64,
    /// Seconds that an identity token lives: GitHub's some 5 minutes.
    pub identity_seconds: i64,
    /// Bytes that the server holds of files, those on their way included. Its own limit.
    pub held_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 100 << 20,
            project_bytes: 10 << 30,
            days: 14,
            token_seconds: 900,
            identity_seconds: 300,
            held_bytes: 2 << 30,
        }
    }
}

/// Bytes of all fields of an upload but its file. METADATA has 8 MiB at the most.
pub(crate) const FORM: usize = 16 << 20;

/// Fields of an upload.
pub(crate) const FIELDS: usize = 20_000;

/// Bytes of a JSON body.
pub(crate) const JSON: usize = 1 << 20;

/// Requests that are remembered.
pub(crate) const REQUESTS: usize = 100_000;

/// Bytes of the forms that are remembered.
pub(crate) const REMEMBERED: usize = 256 << 20;
