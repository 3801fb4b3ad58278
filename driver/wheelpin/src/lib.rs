//! The `wheelpin` program: commands, and what people see.
//!
//! Without the feature `release` it is the small program that tests wheels on other systems:
//! nothing in it builds, asks Nix or speaks with an index.

#[cfg(feature = "release")]
mod advice;
mod arguments;
mod commands;
mod context;
#[cfg(feature = "release")]
mod costing;
mod error;
mod exit_code;
mod exit_codes;
#[cfg(feature = "release")]
mod index_versions;
mod interrupted;
#[cfg(feature = "release")]
mod project;
#[cfg(feature = "release")]
mod publishing;
mod pyproject_table;
#[cfg(feature = "release")]
mod release;
#[cfg(feature = "release")]
mod reporting;
#[cfg(feature = "release")]
mod reproducing;
mod rule_args;
mod run;
#[cfg(feature = "release")]
mod scaffolding;
mod select_args;
mod testing;
mod ui;

pub use exit_code::ExitCode;
pub use run::run;
