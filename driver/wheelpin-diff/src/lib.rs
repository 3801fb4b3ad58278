//! What changed between two wheels, or two directories of them, and how far a version has to
//! step for it.
//!
//! [`compare`] takes opened wheels and gives data. Nothing here prints, runs anything or reads
//! the environment. All that is read is taken for hostile.

mod api;
mod binaries;
mod change;
mod compare;
mod components;
mod entry_points;
mod error;
mod interpreters;
mod lists;
mod members;
mod metadata;
mod pairs;
mod requirements;
mod step;
mod support;
mod wheel_diff;

pub use binaries::{BinaryDiff, SystemChange};
pub use change::{Change, Rule};
pub use compare::{Comparison, Side, compare};
pub use components::ComponentChange;
pub use error::Error;
pub use lists::Lists;
pub use members::{FileChange, FileKind, Size};
pub use metadata::{FieldChange, Lines};
pub use pairs::platforms;
pub use step::Step;
pub use wheel_diff::WheelDiff;
