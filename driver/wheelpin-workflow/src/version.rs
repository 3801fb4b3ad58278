use std::cmp::Ordering;

/// A version of an action: up to three numbers and a pre-release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ActionVersion {
    numbers: Vec<u64>,
    prerelease: Option<String>,
}

impl ActionVersion {
    /// Read from a tag: `v1.2.3`, `1.2`, `v2`, `v3.0.0-beta.1`, `release/v1`.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        let last = tag.rsplit('/').next().unwrap_or(tag);
        let text = last.strip_prefix(['v', 'V']).unwrap_or(last);
        let text = text.split('+').next().unwrap_or(text);
        let (numbers, prerelease) = match text.split_once('-') {
            Some((numbers, prerelease)) => (numbers, Some(prerelease.to_owned())),
            None => (text, None),
        };
        let numbers: Vec<u64> =
            numbers.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        (1..=4).contains(&numbers.len()).then_some(Self { numbers, prerelease })
    }

    /// The first number.
    #[must_use]
    pub fn major(&self) -> u64 {
        self.numbers.first().copied().unwrap_or_default()
    }

    /// Whether it names one release: three numbers or more. `v1` and `v1.2` are mostly moved.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.numbers.len() >= 3
    }

    /// Whether it is one for trying out.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        self.prerelease.is_some()
    }

    /// Whether this one is `other`, or as much of it as this one names: `v4` of `v4.1.1`.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.numbers.starts_with(&self.numbers) && self.prerelease == other.prerelease
    }
}

impl PartialOrd for ActionVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ActionVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        let padded = |version: &Self| {
            let mut numbers = version.numbers.clone();
            numbers.resize(4, 0);
            numbers
        };
        padded(self)
            .cmp(&padded(other))
            // A release comes after its pre-releases.
            .then_with(|| match (&self.prerelease, &other.prerelease) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(one), Some(other)) => one.cmp(other),
            })
            .then_with(|| self.numbers.len().cmp(&other.numbers.len()))
    }
}

/// Whether a comment's version is that of a tag: the same, with or without `v`, or the first
/// numbers of it.
#[must_use]
pub fn is_same_version(comment: &str, tag: &str) -> bool {
    if comment == tag {
        return true;
    }
    match (ActionVersion::read(comment), ActionVersion::read(tag)) {
        (Some(comment), Some(tag)) => comment.covers(&tag),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_order() {
        let versions = ["v1", "1.0.1", "v1.2.0-beta.1", "v1.2.0", "v1.10.0", "v2"]
            .map(|tag| ActionVersion::read(tag).unwrap());
        assert!(versions.is_sorted());
        assert_eq!(ActionVersion::read("main"), None);
        assert_eq!(ActionVersion::read("v"), None);
    }

    #[test]
    fn fewer_numbers_are_the_same_version() {
        assert!(is_same_version("v4", "v4.1.1") && is_same_version("4.1.1", "v4.1.1"));
        assert!(!is_same_version("v4.1", "v4.10.0") && !is_same_version("v4.1.1", "v4"));
        assert!(!is_same_version("v5.0.0", "v4.1.1") && is_same_version("stable", "stable"));
    }
}
