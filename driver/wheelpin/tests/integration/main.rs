//! The program as people run it, against a scripted Nix.
#![cfg(all(unix, feature = "release"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "says what is not run")]

mod arguments;
mod attest;
mod build;
mod build_checks;
mod build_steps;
mod bump;
mod bump_dioxide;
mod bump_push;
mod bump_tags;
mod changelog;
mod check;
mod cost;
mod diff;
mod doctor;
mod faults;
mod init;
mod merge;
mod nix;
mod pins;
mod pins_world;
mod plan;
mod release;
mod release_again;
mod released;
mod report;
mod reproduce;
mod sample;
mod some_of;
mod stop;
mod test;
mod wheel_test;
