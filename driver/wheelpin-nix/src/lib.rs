//! What wheelpin asks of Nix, and what Nix tells: command lines, evaluation, the
//! plan, derivations and the log stream.
//!
//! Nothing here prints or reads the environment. Command lines are composed in
//! [`argv`]; only `process` starts anything.

pub mod argv;
mod derivation;
mod error;
mod evaluate;
mod log;
mod plan;
mod process;
mod project;
mod store_path;
pub mod stream;
mod system;
mod text;

pub use derivation::{Derivation, DerivationError, Output};
pub use error::Error;
pub use evaluate::evaluate_plan;
pub use plan::{AbiKind, Cell, Plan};
pub use project::Project;
pub use store_path::StorePath;
pub use system::build_host;
pub use text::plain;
