//! Workflows of GitHub Actions: read with the place of every value, looked at by rules, and
//! mended in place.
//!
//! Rules are pure functions of a [`Context`]: the files of a repository, its lock, and what
//! remotes say ([`facts::Facts`]), where they were asked. [`read_repository`] is the only
//! function that reads workflows from disk. Nothing here prints or reads the environment, and
//! all that is read is taken for hostile: bytes, nesting, nodes, files and names have limits.

mod caches;
mod context;
mod document;
mod downloads;
mod error;
pub mod expression;
pub mod facts;
mod finding;
mod fix;
mod insert;
mod lock;
mod locking;
mod look;
pub mod matrix;
pub mod model;
mod pin;
mod publishing;
mod read_lock;
mod read_repository;
mod remote;
mod repository;
mod rule;
mod rules;
mod shell;
mod source_text;
#[cfg(test)]
mod testing;
mod triggers;
mod untrusted;
mod updating;
mod verdict;
mod version;
mod wanted;
mod write;
pub mod yaml;

pub use context::Context;
pub use document::rules_page;
pub use downloads::{Download, INSTALLERS, Installer, Meaning, downloads};
pub use error::Error;
pub use finding::{Edit, Finding, Fix, Found, Severity};
pub use fix::apply;
pub use lock::{LOCK, Lock, LockedAction, LockedDownload, LockedImage, SCHEMA};
pub use locking::{add_tips, lock_of};
pub use look::{look, look_for};
pub use pin::{Pin, pins, short};
pub use publishing::{PYPI_TOKEN, TOKEN_VARIABLES, publishes};
pub use read_lock::read_lock;
pub use read_repository::read_repository;
pub use remote::{Asked, Remotes, day, gather};
pub use repository::{Repository, WORKFLOWS};
pub use rule::Rule;
pub use rules::{REMOTE, RULES, find_rule};
pub use updating::{Update, UpdateSettings, Updates, updates};
pub use verdict::{PinVerdict, Verdict, verdicts};
pub use version::{ActionVersion, is_same_version};
pub use wanted::{Wanted, WantedRepository, wanted};
pub use write::{Change, write};
