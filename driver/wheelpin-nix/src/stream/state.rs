use super::{Event, Line};
use crate::StorePath;

/// What is known of a run of Nix, from the lines read so far.
///
/// Holds a bounded amount of memory, whatever the stream.
#[derive(Debug, Default)]
pub struct BuildState {}

impl BuildState {
    /// The state before the first line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next line, and gives what happened by it.
    pub fn update(&mut self, _line: Line) -> Vec<Event> {
        Vec::new()
    }

    /// The last lines that the builder of a derivation wrote, oldest first,
    /// plain; none if it wrote none, or if too much was written since. A line
    /// may be empty.
    #[must_use]
    pub fn tail(&self, _derivation: &StorePath) -> &[String] {
        &[]
    }
}
