//! A release of a project, up to its commit and tag.

mod begun;
mod project;
mod publish;
mod remote;
mod scratch;
mod state;

pub use begun::Begun;
pub use project::Project;
pub use publish::{Done, Publish};
pub use remote::Remote;
pub use scratch::Scratch;
pub use state::{Outcome, State};
