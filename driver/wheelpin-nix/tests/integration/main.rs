//! Nix's log stream as real runs gave it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pieces;
mod recording;
mod recordings;
