//! `dist/` and its manifest: what was built, what was found in it, and how it did in the
//! Pythons of any machine.
//!
//! Nothing here knows of Nix, prints or reads the environment: the small program that other
//! systems test wheels with has it too.

mod build_step;
mod dist;
mod error;
mod finding;
mod label;
mod manifest;
mod returned;
mod selection;
mod test_result;
mod text;

pub use build_step::{BuildStep, StepOutcome, join_steps};
pub use dist::{Copied, Dist, PARTIAL, persist};
pub use error::Error;
pub use finding::{Finding, Severity};
pub use label::{Label, Labels, Work};
pub use manifest::{BuiltFile, FailedCell, MANIFEST, Manifest, Outcome};
pub use returned::Returned;
pub use selection::Selection;
pub use test_result::{SkippedModule, TestOutcome, TestResult, merge_worst};
pub use text::plain;
