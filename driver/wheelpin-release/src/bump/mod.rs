//! A release of a project, up to its local commit and tag.

mod project;
mod publish;
mod state;

pub use project::Project;
pub use publish::{Done, Publish};
pub use state::{Outcome, State};
