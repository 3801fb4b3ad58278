use std::collections::{BTreeMap, BTreeSet};

use crate::version::Version;

/// Who has a version.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Holder {
    /// A tag, on whatever branch.
    Tag,
    /// A section of the changelog.
    Changelog,
    /// A tag of the remote that is not here.
    Remote,
    /// The index, whatever became of the release there.
    Index,
}

/// Versions that exist anywhere, which no other release may have.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Taken(BTreeMap<Version, BTreeSet<Holder>>);

impl Taken {
    /// Adds those that somebody has.
    pub fn add(&mut self, versions: impl IntoIterator<Item = Version>, holder: Holder) {
        for version in versions {
            self.0.entry(version).or_default().insert(holder);
        }
    }

    /// Whether a version exists.
    #[must_use]
    pub fn contains(&self, version: &Version) -> bool {
        self.0.contains_key(version)
    }

    /// Whether somebody has a version.
    #[must_use]
    pub fn has(&self, version: &Version, holder: Holder) -> bool {
        self.0.get(version).is_some_and(|holders| holders.contains(&holder))
    }

    /// All of them, the lowest first.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.0.keys()
    }

    /// Where a version exists, behind "it exists already": `, as a tag and in the
    /// changelog`; empty where it does not.
    #[must_use]
    pub fn places(&self, version: &Version) -> String {
        let words = |holder: &Holder| match holder {
            Holder::Tag => "as a tag",
            Holder::Changelog => "in the changelog",
            Holder::Remote => "as a tag of the remote",
            Holder::Index => "on the index",
        };
        let holders = self.0.get(version).into_iter().flatten();
        match holders.map(words).collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            [one] => format!(", {one}"),
            [first @ .., last] => format!(", {} and {last}", first.join(", ")),
        }
    }
}

impl<const N: usize> From<[Version; N]> for Taken {
    fn from(versions: [Version; N]) -> Self {
        let mut taken = Self::default();
        taken.add(versions, Holder::Tag);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_a_list() {
        let version = Version::new(1, 0, 0);
        let mut taken = Taken::default();
        assert_eq!(taken.places(&version), "");
        taken.add([version], Holder::Index);
        assert_eq!(taken.places(&version), ", on the index");
        taken.add([version], Holder::Tag);
        taken.add([version], Holder::Changelog);
        assert_eq!(taken.places(&version), ", as a tag, in the changelog and on the index");
    }
}
