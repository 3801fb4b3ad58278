//! The index over real sockets: every rule broken alone, and what clients see of it.

mod attestations;
mod faults;
mod github;
mod hostile;
mod mint;
mod program;
mod read;
mod support;
mod tls;
mod upload;
