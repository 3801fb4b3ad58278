//! Nix's log stream as real runs gave it, and what a fuzzer found.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod pieces;
mod recording;
mod recordings;
