//! The indexes that wheelpin knows by name. Their addresses are product data and stand here
//! and nowhere else.

use super::Limits;

/// One row.
pub(super) struct Known {
    /// What people type.
    pub(super) name: &'static str,
    /// What people read.
    pub(super) title: &'static str,
    /// Where files are sent.
    pub(super) upload: &'static str,
    /// The site, below which the APIs for reading and the projects' pages are.
    pub(super) site: &'static str,
    /// See [`Limits`].
    pub(super) limits: Limits,
}

/// Warehouse (2026-08-21): `MAX_FILESIZE` and `MAX_PROJECT_SIZE` of `forklift/legacy.py`, where
/// the project may have been given more; files are added to a release for 14 days, since
/// 2026-07-08.
const WAREHOUSE: Limits =
    Limits { file_bytes: Some(100 << 20), project_bytes: Some(10 << 30), days: Some(14) };

pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "pypi",
        title: "PyPI",
        upload: "https://upload.pypi.org/legacy/",
        site: "https://pypi.org/",
        limits: WAREHOUSE,
    },
    Known {
        name: "testpypi",
        title: "TestPyPI",
        upload: "https://test.pypi.org/legacy/",
        site: "https://test.pypi.org/",
        limits: WAREHOUSE,
    },
];
