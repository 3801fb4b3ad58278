//! What `wheelpin init` finds out before, and does with the files that come of it.

mod asked;
mod choosing;
mod crate_lock;
pub(crate) mod detect;
pub(crate) mod ignored;
mod place;
mod repository;
pub(crate) mod writing;

pub(crate) use asked::Asked;
