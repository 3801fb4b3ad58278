//! What is written to a repository, by the user's own git: hooks, signatures and
//! identity are theirs.

pub mod argv;
mod process;

pub use process::{Git, GitFailed};
