//! Workflows and composite actions, as rules look at them.

mod comment;
mod image;
mod job;
mod reference;
mod step;
mod uses;
mod workflow_file;

pub use comment::Comment;
pub use image::{Image, ImageUse};
pub use job::Job;
pub use reference::{ActionReference, Reference};
pub use step::Step;
pub use uses::{Target, Uses};
pub use workflow_file::{Kind, WorkflowFile};
