//! What remotes say of actions, asked through git.

mod argv;
mod ask;
mod content;
mod gather;
mod git;
mod history;
mod references;
mod scratch;

pub use ask::day;
pub use gather::{Asked, Remotes, gather};
