use std::ops::Range;

use serde::Serialize;

/// Where something stands in a file.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Span {
    /// The line it begins in, from 1 on.
    pub line: usize,
    /// The column of its first character, in characters, from 1 on.
    pub column: usize,
    /// Its bytes in the file, quotes included.
    pub bytes: Range<usize>,
}

impl Span {
    /// A line as a whole, for what has no place of its own in it.
    #[must_use]
    pub fn line(line: usize) -> Self {
        Self { line, column: 1, bytes: 0..0 }
    }
}
