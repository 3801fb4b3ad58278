//! Wheels with exactly one thing wrong with them, run in a Python of this machine.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "says what is not run")]

mod damage;
mod kinds;
mod native;
mod own_test;
mod tester;
