//! YAML as nodes that know where they stand, within limits.

mod builder;
mod clip;
mod node;
mod read;
mod span;
mod unreadable;

pub use clip::clip;
pub use node::{Node, Style, Value, limits};
pub use read::{read_yaml, read_yaml_bytes};
pub use span::Span;
pub use unreadable::Unreadable;
