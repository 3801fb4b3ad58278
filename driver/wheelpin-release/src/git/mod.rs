//! What is written to a repository, by the user's own git: hooks, signatures and
//! identity are theirs.

pub mod argv;
mod process;
mod record;
mod work;

pub use process::{Git, GitFailed};
pub use record::Record;
pub use work::{Pushed, Remote, Work};
