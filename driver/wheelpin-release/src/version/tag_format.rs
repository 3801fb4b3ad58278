use super::Version;
use crate::Error;

/// Where a version stands in the name of a tag: `v{version}`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TagFormat {
    before: String,
    after: String,
    is_python: bool,
}

impl TagFormat {
    /// Reads a format: `{version}` stands for the version as Cargo says it,
    /// `{python-version}` as Python does, and `{name}` for the package.
    ///
    /// # Errors
    ///
    /// [`Error::TagFormat`]: it has not exactly one version, `{name}` without a
    /// package, or what git takes for no name of a tag.
    pub fn new(format: &str, name: Option<&str>) -> Result<Self, Error> {
        let wrong = |reason| Error::TagFormat { format: format.into(), reason };
        let named = match name {
            Some(name) => format.replace("{name}", name),
            None => format.into(),
        };
        let (parts, is_python) = match named.split_once("{version}") {
            Some(parts) => (Some(parts), false),
            None => (named.split_once("{python-version}"), true),
        };
        let (before, after) = parts.ok_or_else(|| wrong("there is no {version} in it"))?;
        if [before, after].iter().any(|part| part.contains(['{', '}'])) {
            return Err(wrong("it may hold one {version} and, of a package, its {name}"));
        }
        let tag_format = Self { before: before.into(), after: after.into(), is_python };
        if !is_tag(&tag_format.tag(&Version::new(0, 0, 0))) {
            return Err(wrong("git has no such tags"));
        }
        Ok(tag_format)
    }

    /// The tag of a version.
    #[must_use]
    pub fn tag(&self, version: &Version) -> String {
        let version = if self.is_python { version.python() } else { version.to_string() };
        format!("{}{version}{}", self.before, self.after)
    }

    /// The version of a tag, in either form; nothing where it is another's tag.
    #[must_use]
    pub fn version(&self, tag: &str) -> Option<Version> {
        let version = tag.strip_prefix(&self.before)?.strip_suffix(&self.after)?;
        // PEP 440 allows a `v` of its own.
        if !version.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        version.parse().ok()
    }
}

/// The format that a tag may have been made by, as `tag-format` is written, and its
/// version; nothing where it is no version behind a word.
#[must_use]
pub(crate) fn guess(tag: &str) -> Option<(String, Version)> {
    let start = tag.find(|character: char| character.is_ascii_digit())?;
    let (before, text) = tag.split_at_checked(start)?;
    // Not a year, nor a number alone.
    let version: Version = text.parse().ok().filter(|_| text.contains('.'))?;
    let is_python = text != version.to_string() && text == version.python();
    let holder = if is_python { "{python-version}" } else { "{version}" };
    Some((format!("{before}{holder}"), version))
}

/// Whether git takes it for the name of a tag.
///
/// Source: git-check-ref-format(1).
fn is_tag(name: &str) -> bool {
    let is_bad = |character: char| {
        character.is_control()
            || matches!(character, ' ' | '~' | '^' | ':' | '?' | '*' | '[' | '\\')
    };
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.ends_with(".lock")
    };
    !name.contains(is_bad)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.starts_with('-')
        && name.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_versions_of_a_format() {
        let version: Version = "1.2.0-beta.1".parse().unwrap();
        for (format, name, tag) in [
            ("v{version}", None, "v1.2.0-beta.1"),
            ("{python-version}", None, "1.2.0b1"),
            ("{name}-v{version}", Some("core"), "core-v1.2.0-beta.1"),
            ("release/{version}/x", None, "release/1.2.0-beta.1/x"),
        ] {
            let format = TagFormat::new(format, name).unwrap();
            assert_eq!(format.tag(&version), tag);
            assert_eq!(format.version(tag), Some(version));
        }
    }

    #[test]
    fn tags_of_both_forms_are_read_and_others_are_not() {
        let format = TagFormat::new("v{version}", None).unwrap();
        assert_eq!(format.version("v0.0.2a1").unwrap().to_string(), "0.0.2-alpha.1");
        assert_eq!(format.version("v0.0.4-alpha").unwrap().python(), "0.0.4a0");
        for tag in ["1.0.0", "vv1.0.0", "v1.0.0-nightly", "version", "v", "core-v1.0.0"] {
            assert_eq!(format.version(tag), None, "{tag}");
        }
    }

    #[test]
    fn formats_are_guessed_from_tags() {
        for (tag, format, version) in [
            ("1.2.0", "{version}", "1.2.0"),
            ("release-1.2", "release-{version}", "1.2.0"),
            ("a/v1.2.0b1", "a/v{python-version}", "1.2.0-beta.1"),
        ] {
            assert_eq!(guess(tag), Some((format.into(), version.parse().unwrap())), "{tag}");
        }
        for tag in ["nightly", "2024", "nightly-2024-01-01", "v1.0.0-nightly", "", "é1"] {
            assert_eq!(guess(tag), None, "{tag}");
        }
    }

    #[test]
    fn formats_that_cannot_be_are_refused() {
        for (format, name) in [
            ("v", None),
            ("v{version}{version}", None),
            ("{name}-{version}", None),
            ("v {version}", None),
            ("{version}..", None),
            ("-{version}", None),
            ("{version}.lock", None),
            ("{name}/{version}", Some("a b")),
            ("/{version}", None),
        ] {
            assert!(TagFormat::new(format, name).is_err(), "{format}");
        }
    }
}
