//! Publishing, as `wheelpin publish` and `wheelpin release` have it in common.

pub(crate) mod access;
pub(crate) mod forge;
pub(crate) mod points;
mod publisher;
mod resolve;

pub(crate) use publisher::{FileEvent, Publisher};
