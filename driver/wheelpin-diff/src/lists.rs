use std::collections::BTreeSet;

use serde::Serialize;

/// What was added to a set, and what is gone from it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Lists {
    /// Only after.
    pub added: Vec<String>,
    /// Only before.
    pub removed: Vec<String>,
}

impl Lists {
    pub(crate) fn of(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Self {
        Self {
            added: after.difference(before).cloned().collect(),
            removed: before.difference(after).cloned().collect(),
        }
    }

    /// Whether both are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}
