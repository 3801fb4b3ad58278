//! A release of a project, up to its commit and tag.

mod begun;
mod compare;
mod doubt;
mod notes;
mod on_index;
mod project;
mod publish;
mod pushing;
mod remote;
mod scratch;
mod state;

pub use begun::Begun;
pub use doubt::Doubt;
pub use on_index::OnIndex;
pub use project::Project;
pub use publish::{Done, Publish};
pub use pushing::Pushing;
pub use remote::Remote;
pub use scratch::Scratch;
pub use state::{Outcome, State};
