//! Commits, versions, changelogs and the files that hold versions.

pub mod bump;
pub mod changelog;
pub mod commit;
mod error;
mod error_text;
pub mod git;
pub mod history;
pub mod journal;
pub mod release;
mod settings;
pub mod version;
pub mod writing;

pub use error::Error;
pub use error_text::short;
pub use settings::{Branch, Mode, Package, Required, Settings, VersionFile};
