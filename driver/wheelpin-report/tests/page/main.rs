//! Reports, read as a browser reads them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hostile;
mod large;
mod parsed;
mod sample;
mod sample_hostile;
mod sample_large;
mod whole;
