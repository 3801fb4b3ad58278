//! What stands in a wheel's `.dist-info`, and in an sdist's PKG-INFO.

use std::collections::BTreeMap;

/// The documents of one distribution.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// Every member of `.dist-info` that was short enough, by path.
    pub(crate) texts: BTreeMap<String, Vec<u8>>,
}

impl Documents {
    /// Reads what it knows of members by path.
    pub(crate) fn read(texts: BTreeMap<String, Vec<u8>>) -> Self {
        Self { texts }
    }
}
