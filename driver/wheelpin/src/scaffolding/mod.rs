//! What `wheelpin init` finds out before, and does with the files that come of it.

pub(crate) mod crate_lock;
pub(crate) mod detect;
pub(crate) mod repository;
pub(crate) mod writing;
