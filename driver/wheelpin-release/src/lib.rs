//! Commits, versions, changelogs and the files that hold versions.

pub mod commit;
mod error;
pub mod version;

pub use error::Error;
