//! The files that hold a project's version.

mod document;
mod locks;
mod pattern;
mod place;
mod places;
mod transaction;
mod tree;
mod workspace;

pub use place::Place;
pub use places::Places;
pub(crate) use transaction::hash;
pub use transaction::{SUFFIX, Transaction, recover};
