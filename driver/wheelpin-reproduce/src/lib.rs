//! Why two builds of a distribution differ. [`explain`] takes the bytes of both and gives, for each
//! difference, the member, the section or field in it, both values and the likely source: a
//! timestamp, a path, an order, a serial number, a build id, another compiler.
//!
//! Nothing is run, nothing but the bytes is read, and all of them are taken for hostile: what is
//! decompressed is bounded, and so is what is told.

mod archive;
mod binary;
mod cause;
mod difference;
mod explain;
mod json;
mod member;
mod numbers;
mod strings;
mod tarball;
mod text;
mod value;

pub use cause::Cause;
pub use difference::Difference;
pub use explain::{Places, explain};
