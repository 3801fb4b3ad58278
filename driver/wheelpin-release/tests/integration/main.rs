//! What needs git or files: histories that git made, files that are written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod corpus;
mod history;
mod outcome;
mod places;
mod publish;
mod work;
