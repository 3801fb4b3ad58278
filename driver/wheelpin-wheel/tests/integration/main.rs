//! Wheels with one thing wrong, each found by its rule and by no other; wheels made to
//! harm who reads them; what fuzzers found.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod corpus;
mod damage;
mod hostile;
