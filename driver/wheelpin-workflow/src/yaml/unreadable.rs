/// Why a file cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unreadable {
    /// It is not TOML, or not YAML.
    #[error("line {line}: {message}")]
    Syntax {
        /// From 1 on.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A map has a key twice; GitHub refuses such a file.
    #[error("line {line}: the key {key:?} is there a second time, first in line {first}")]
    Duplicate {
        /// Of the second, from 1 on.
        line: usize,
        /// Of the first, from 1 on.
        first: usize,
        /// The key, clipped.
        key: String,
    },
    /// It is not text.
    #[error("line {line}: it is not UTF-8")]
    NotUtf8 {
        /// Of the first byte that is none, from 1 on.
        line: usize,
    },
    /// It goes beyond a limit.
    #[error("it has {0}")]
    Limit(&'static str),
}

impl Unreadable {
    /// The line that is wrong, from 1 on, where there is one to name.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Syntax { line, .. } | Self::Duplicate { line, .. } | Self::NotUtf8 { line } => {
                Some((*line).max(1))
            }
            Self::Limit(_) => None,
        }
    }
}
