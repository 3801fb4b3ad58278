use std::fmt;

use super::Version;

/// The versions that a maintenance branch may release: `1.x` or `1.4.x`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Range {
    /// The first number.
    pub major: u64,
    /// The second number; none: any.
    pub minor: Option<u64>,
}

impl Range {
    /// From `1.x`, `1.x.x` or `1.4.x`, with or without a `v`; nothing from other
    /// text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix('v').unwrap_or(name).split('.');
        let major = number(parts.next()?)?;
        let (second, third) = (parts.next()?, parts.next());
        let minor = match (second, third, parts.next()) {
            ("x", None | Some("x"), None) => None,
            (minor, Some("x"), None) => Some(number(minor)?),
            _ => return None,
        };
        Some(Self { major, minor })
    }

    /// Whether a version is in it.
    #[must_use]
    pub fn contains(self, version: &Version) -> bool {
        version.major == self.major && self.minor.is_none_or(|minor| minor == version.minor)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minor {
            Some(minor) => write!(formatter, "{}.{minor}.x", self.major),
            None => write!(formatter, "{}.x", self.major),
        }
    }
}

fn number(text: &str) -> Option<u64> {
    let is_plain = text == "0" || text.starts_with(|first: char| matches!(first, '1'..='9'));
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_branches_are_ranges() {
        for (name, range) in [("1.x", "1.x"), ("v1.x.x", "1.x"), ("0.4.x", "0.4.x")] {
            assert_eq!(Range::from_name(name).unwrap().to_string(), range);
        }
        for name in ["", "x", "1", "1.4", "1.x.4", "01.x", "+1.x", "1.x.x.x", "main", "1.4.5.x"] {
            assert_eq!(Range::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_range_holds_what_begins_like_it() {
        let range = Range::from_name("1.4.x").unwrap();
        assert!(range.contains(&"1.4.0-rc.1".parse().unwrap()));
        assert!(!range.contains(&"1.5.0".parse().unwrap()));
        assert!(Range::from_name("1.x").unwrap().contains(&"1.5.0".parse().unwrap()));
    }
}
