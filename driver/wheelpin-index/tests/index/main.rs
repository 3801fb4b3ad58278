//! The index over real sockets: every rule broken alone, and what clients see of it.

#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

mod attestations;
mod faults;
mod github;
mod hostile;
mod mint;
mod program;
mod read;
mod sigstore;
mod support;
mod tls;
mod upload;
