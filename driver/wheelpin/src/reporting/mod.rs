//! The report of a build and its release: where it gets what it tells, and where it goes.

mod attestations;
mod gathered;
mod job_summary;
mod journaled;
mod previous;
mod repository;

pub(crate) use gathered::{Gathered, write};
pub(crate) use job_summary::{is_summarised, summarise};
pub(crate) use journaled::{REHEARSAL, is_of, release};
pub(crate) use previous::{of_index, of_path};
pub(crate) use repository::{of_directory, of_project};
