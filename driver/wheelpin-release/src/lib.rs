//! Commits, versions, changelogs and the files that hold versions.

pub mod commit;
