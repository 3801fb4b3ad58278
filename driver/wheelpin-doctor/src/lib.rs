//! What stands between a project and a good release: rules over the files of a
//! source tree, and a score for each area.
//!
//! [`read_tree`] is the only function that reads files; everything else takes a
//! [`Tree`] and gives data. Nothing here prints, runs anything or reads the
//! environment, and all that is read is taken for hostile: files, nesting, nodes
//! and matrices have limits.

mod area;
mod cargo_manifest;
mod coverage;
mod diagnose;
mod documentation;
mod error;
mod files;
mod finding;
mod platform;
mod project;
mod pyo3;
mod python;
mod read_toml;
mod read_tree;
mod rule;
mod rules;
mod runner;
mod score;
mod script;
mod step;
#[cfg(test)]
mod testing;
mod tree;
mod version;
mod wheel_build;
mod wheel_check;
mod wheel_test;
mod words;
mod workflow;

pub use area::Area;
pub use diagnose::{Diagnosis, diagnose};
pub use documentation::documentation;
pub use error::Error;
pub use finding::{Finding, Place, Severity};
pub use read_tree::{Source, read_tree};
pub use rule::Rule;
pub use rules::RULES;
pub use score::{Score, total};
pub use tree::Tree;
