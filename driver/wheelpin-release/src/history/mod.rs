//! Commits and tags of a git repository, read by a library: no git is needed, no hook
//! and no configuration of the user has a say.

mod graph;
mod repository;
mod touched;

pub use graph::History;
pub use repository::{Commit, Head, Repository, Tag};
