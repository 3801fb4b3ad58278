//! What is true of pins, remotes that misbehave, and inputs of a fuzzer.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod corpus;
mod hostile;
mod plan_pins;
mod remotes;
