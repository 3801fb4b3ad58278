//! Workflows of GitHub Actions: read with the place of every value, looked at by rules, and
//! mended in place.
//!
//! Rules are pure functions of a [`Context`]: the files of a repository, its lock, and what
//! remotes say ([`facts::Facts`]), where they were asked. [`read_repository`] is the only
//! function that reads workflows from disk. Nothing here prints or reads the environment, and
//! all that is read is taken for hostile: bytes, nesting, nodes, files and names have limits.

mod caches;
mod context;
mod downloads;
mod error;
pub mod expression;
pub mod facts;
mod finding;
mod fix;
mod insert;
mod lock;
mod look;
pub mod model;
mod pin;
mod publishing;
mod read_repository;
mod repository;
mod rule;
mod rules;
mod shell;
mod source_text;
#[cfg(test)]
mod testing;
mod triggers;
mod untrusted;
mod version;
pub mod yaml;

pub use context::Context;
pub use downloads::{Download, INSTALLERS, Installer, Meaning, downloads};
pub use error::Error;
pub use finding::{Edit, Finding, Fix, Found, Severity};
pub use fix::apply;
pub use lock::{LOCK, Lock, LockedAction, LockedDownload, LockedImage, SCHEMA};
pub use look::{look, look_for};
pub use pin::{Pin, pins, short};
pub use read_repository::read_repository;
pub use repository::Repository;
pub use rule::Rule;
pub use rules::{RULES, find_rule};
pub use version::{ActionVersion, is_same_version};
