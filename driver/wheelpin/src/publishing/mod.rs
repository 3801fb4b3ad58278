//! Publishing, as `wheelpin publish` and `wheelpin release` have it in common.

pub(crate) mod access;
mod attest;
pub(crate) mod forge;
pub(crate) mod points;
mod publisher;
mod resolve;

pub(crate) use attest::Attesting;
pub(crate) use publisher::{FileEvent, Publisher};
