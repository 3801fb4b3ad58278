//! What a wheel for macOS or iOS promises, and what of it is loaded.

mod loaded;
mod target;

pub(crate) use loaded::{loaded, places};
pub(crate) use target::targets;
