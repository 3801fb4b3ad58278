//! Expressions of workflows, `${{ … }}`: found in text, and parsed.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/expressions>

mod fenced;
mod parse;
mod path;

pub use fenced::{Fenced, fenced, is_computed};
pub use parse::{Comparison, Expression, Part, parse};
pub use path::{flowing, path, walk};
