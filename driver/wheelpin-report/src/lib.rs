//! A build and its release as one page: HTML for people, Markdown for the summaries of CI jobs.
//!
//! Nothing here reads a file, a clock or the environment, or prints. Names, messages and addresses
//! come from wheels, indexes and forges: all of it is escaped, cut where it is too long, and linked
//! to only where it is `https`.

mod cell;
mod html;
mod markdown;
mod previous;
mod release;
mod report;
mod reproduce;
mod summary;
mod tag;
mod timeline;
mod words;

pub use markdown::escape;
pub use previous::{Previous, SizeRow};
pub use release::{Release, ReleaseStep, StepState};
pub use report::{Report, file_name};
