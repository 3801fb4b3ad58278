use std::collections::BTreeSet;

use crate::version::Version;

/// What an index has of a project.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct OnIndex {
    /// The index, as it was named.
    pub index: String,
    /// Versions that Cargo can say too; no others can be meant by a release.
    pub versions: BTreeSet<Version>,
    /// How many are others: post-releases, epochs, what is no version.
    pub others: usize,
}

impl OnIndex {
    /// From versions as the index writes them.
    #[must_use]
    pub fn new<'a>(index: &str, versions: impl IntoIterator<Item = &'a str>) -> Self {
        let mut on_index = Self { index: index.into(), ..Self::default() };
        for text in versions {
            match text.parse() {
                Ok(version) => drop(on_index.versions.insert(version)),
                Err(_) => on_index.others += 1,
            }
        }
        on_index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_in_every_spelling_and_others_are_counted() {
        let texts = ["0.2.0", "0.0.4a0", "0.0.4-alpha", "v1.0", "1.0.post1", "1!2.0", "", "2004d"];
        let on_index = OnIndex::new("pypi", texts);
        let versions: Vec<String> = on_index.versions.iter().map(ToString::to_string).collect();
        assert_eq!(versions, ["0.0.4-alpha.0", "0.2.0", "1.0.0"]);
        assert_eq!(on_index.others, 4);
    }
}
