//! The `wheelpin` program: commands, and what people see.

mod arguments;
mod commands;
mod context;
mod error;
mod exit_code;
mod index_versions;
mod interrupted;
mod nix_tests;
mod publishing;
mod release;
mod run;
mod scaffolding;
mod tested;
mod ui;
mod verdict;

pub use exit_code::ExitCode;
pub use run::run;
