//! What wheelpin asks of Nix: command lines, evaluation, the plan, builds and what
//! Nix tells while it builds.
//!
//! Nothing here prints or reads the environment. Command lines are composed in
//! `argv`, and run by `wheelpin-process`.

mod aggregate;
mod argv;
mod build;
mod derivation;
mod dist;
mod error;
mod evaluate;
mod findings;
mod library;
mod log;
mod manifest;
mod plan;
mod project;
mod realise;
mod refused;
mod select;
mod settings;
mod shard;
mod smoke;
mod store;
mod store_path;
pub mod stream;
mod system;
mod test_result;
mod text;
mod tree_files;
mod wanted;

pub use argv::{quoted, read_log};
pub use build::{Build, BuildEvent, Built, FailedBuild};
pub use derivation::{Derivation, DerivationError, Output};
pub use dist::Dist;
pub use error::Error;
pub use evaluate::evaluate_plan;
pub use findings::{Finding, Severity};
pub use manifest::{BuiltFile, FailedCell, MANIFEST, Manifest, Outcome};
pub use plan::{AbiKind, Cell, Plan, Smoke};
pub use project::Project;
pub use realise::Failure;
pub use refused::FailedCheck;
pub use select::Selection;
pub use settings::BuildSettings;
pub use shard::{Shard, export, import};
pub use smoke::{SmokeTested, SmokeTests};
pub use store::look_for_built;
pub use store_path::StorePath;
pub use system::build_host;
pub use test_result::{SkippedModule, TestOutcome, TestResult, merge_worst};
pub use text::plain;
pub use wheelpin_process::{Interrupt, Stop};
