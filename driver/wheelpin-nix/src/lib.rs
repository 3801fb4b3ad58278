//! What wheelpin asks of Nix: command lines, evaluation, the plan, builds and what
//! Nix tells while it builds.
//!
//! Nothing here prints or reads the environment. Command lines are composed in
//! `argv`, and run by `wheelpin-process`.

mod aggregate;
mod argv;
mod build;
mod derivation;
mod error;
mod evaluate;
mod findings;
mod library;
mod log;
mod plan;
mod project;
mod realise;
mod refused;
mod second_store;
mod settings;
mod shard;
mod smoke;
mod steps;
mod store;
mod store_path;
pub mod stream;
mod system;
mod tree_files;
mod unchecked;
mod wanted;

pub use argv::{quoted, read_log};
pub use build::{Build, BuildEvent, Built, FailedBuild};
pub use derivation::{Derivation, DerivationError, Output};
pub use error::Error;
pub use evaluate::evaluate_plan;
pub use plan::{AbiKind, Cell, Plan, Smoke};
pub use project::Project;
pub use realise::Failure;
pub use refused::FailedCheck;
pub use second_store::{SecondStore, Varied};
pub use settings::BuildSettings;
pub use shard::{Shard, export, import};
pub use smoke::{SmokeTested, SmokeTests};
pub use store::look_for_built;
pub use store_path::StorePath;
pub use system::build_host;
pub use unchecked::{Unchecked, build_unchecked};
pub use wheelpin_process::{Interrupt, Stop};
