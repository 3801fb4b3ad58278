use std::collections::BTreeMap;

use wheelpin_dist::Manifest;

use crate::tag::tag_of;

/// Sizes of the files of the release before, or why they are not known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Previous {
    /// They are known.
    Known {
        /// The version.
        version: String,
        /// Where they are from: a file, or an index.
        from: String,
        /// Bytes by file name.
        sizes: BTreeMap<String, u64>,
    },
    /// They are not, for a reason, a sentence.
    Unknown(String),
}

/// The size of a file, and of that of the same tags before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SizeRow {
    /// What both have in common: tags of a wheel, or `sdist`.
    pub tag: String,
    /// Bytes; none where there is no such file any more.
    pub now: Option<u64>,
    /// Bytes; none where there was no such file before.
    pub before: Option<u64>,
}

impl SizeRow {
    /// Bytes more or fewer, and in per mille of what it was; none where one of both is missing.
    #[must_use]
    pub fn change(&self) -> Option<(i128, i128)> {
        let (now, before) = (i128::from(self.now?), i128::from(self.before?));
        let change = now - before;
        Some((change, if before == 0 { 0 } else { change * 1000 / before }))
    }
}

impl Previous {
    /// The files of a manifest beside those before, in the order of their tags.
    #[must_use]
    pub fn rows(&self, manifest: &Manifest) -> Vec<SizeRow> {
        let mut rows: BTreeMap<String, SizeRow> = BTreeMap::new();
        let row = |tag: String| SizeRow { tag, now: None, before: None };
        for file in &manifest.files {
            let tag = tag_of(&file.file);
            rows.entry(tag.clone()).or_insert_with(|| row(tag)).now = Some(file.size);
        }
        if let Self::Known { sizes, .. } = self {
            for (file, size) in sizes {
                let tag = tag_of(file);
                rows.entry(tag.clone()).or_insert_with(|| row(tag)).before = Some(*size);
            }
        }
        rows.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_of_what_it_was() {
        let row = |now, before| SizeRow { tag: String::new(), now, before }.change();
        assert_eq!(row(Some(110), Some(100)), Some((10, 100)));
        assert_eq!(row(Some(0), Some(100)), Some((-100, -1000)));
        assert_eq!(row(Some(5), Some(0)), Some((5, 0)));
        assert_eq!(row(None, Some(1)), None);
        assert_eq!(row(Some(u64::MAX), Some(1)).unwrap().0, i128::from(u64::MAX) - 1);
    }
}
