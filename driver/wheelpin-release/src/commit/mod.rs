//! What commit messages say, by [Conventional Commits 1.0](https://www.conventionalcommits.org/en/v1.0.0/).
//!
//! The parser is our own. The library there is (git-conventional) takes a colon
//! without a space for the end of a token, so that a paragraph that begins with an
//! address ends the body, it refuses a whole message for a missing blank line, and
//! it knows neither reverts nor squashed headers: those would be wrapped around it
//! line by line anyway.

mod change;
mod footer;
mod header;
mod lines;
mod message;
mod revert;
mod squash;

pub use change::{Change, Footer};
pub use header::is_type;
pub use message::{Message, parse};
pub use revert::{Reverted, without_reverted};
