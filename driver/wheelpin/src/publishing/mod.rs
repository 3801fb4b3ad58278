//! Publishing, as `wheelpin publish` and `wheelpin release` have it in common.

pub(crate) mod access;
mod attest;
pub(crate) mod forge;
mod looking;
pub(crate) mod points;
mod publisher;
mod reading;
mod resolve;
mod sending;

pub(crate) use attest::Attesting;
pub(crate) use publisher::Publisher;
pub(crate) use sending::FileEvent;
