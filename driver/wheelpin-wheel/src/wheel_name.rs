use crate::platform_tag::PlatformTag;

/// A wheel's file name in its parts (PEP 427, "File name convention").
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WheelName {
    /// As written: normalised, or not.
    pub name: String,
    /// As written.
    pub version: String,
    /// The build number, where there is one.
    pub build: Option<String>,
    /// `cp311`, or several.
    pub pythons: Vec<String>,
    /// `abi3`, or several.
    pub abis: Vec<String>,
    /// `manylinux_2_28_x86_64`, or several, as written.
    pub platforms: Vec<String>,
}

/// Why a file name is none of a wheel.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WheelNameError {
    /// It has another extension.
    #[error("does not end in .whl")]
    Extension,
    /// It has more or fewer parts.
    #[error("has {0} parts between hyphens, where a wheel has 5 or 6")]
    Parts(usize),
    /// Two hyphens or two dots stand side by side.
    #[error("has an empty part")]
    Empty,
    /// See PEP 427.
    #[error("has a build number that does not begin with a digit")]
    Build,
}

impl WheelName {
    /// Reads a file name, without directories. It need not be normalised.
    ///
    /// # Errors
    ///
    /// [`WheelNameError`] if it is none of a wheel.
    pub fn parse(file_name: &str) -> Result<Self, WheelNameError> {
        let stem = file_name.strip_suffix(".whl").ok_or(WheelNameError::Extension)?;
        let parts: Vec<&str> = stem.split('-').collect();
        let (name, version, build, python, abi, platform) = match parts[..] {
            [name, version, python, abi, platform] => (name, version, None, python, abi, platform),
            [name, version, build, python, abi, platform] => {
                (name, version, Some(build), python, abi, platform)
            }
            _ => return Err(WheelNameError::Parts(parts.len())),
        };
        if stem.split(['-', '.']).any(str::is_empty) {
            return Err(WheelNameError::Empty);
        }
        if build.is_some_and(|build| !build.starts_with(|first: char| first.is_ascii_digit())) {
            return Err(WheelNameError::Build);
        }
        let set = |tags: &str| tags.split('.').map(Into::into).collect();
        Ok(Self {
            name: name.into(),
            version: version.into(),
            build: build.map(Into::into),
            pythons: set(python),
            abis: set(abi),
            platforms: set(platform),
        })
    }

    /// Every tag, expanded, in the order of the file name: `cp311-abi3-win_amd64`.
    pub fn expanded(&self) -> impl Iterator<Item = String> {
        self.pythons.iter().flat_map(move |python| {
            self.abis.iter().flat_map(move |abi| {
                self.platforms.iter().map(move |platform| format!("{python}-{abi}-{platform}"))
            })
        })
    }

    /// The platform tags, read; those that are none of ours are [`PlatformTag::Other`].
    pub fn platform_tags(&self) -> impl Iterator<Item = PlatformTag> {
        self.platforms.iter().map(|platform| PlatformTag::parse(platform))
    }

    /// Whether it has the ABI tag `abi`.
    #[must_use]
    pub fn has_abi(&self, abi: &str) -> bool {
        self.abis.iter().any(|tag| tag == abi)
    }

    /// The minor version of the oldest CPython it is for: 11 for `cp311`; none for `py3`.
    #[must_use]
    pub fn cpython_floor(&self) -> Option<u32> {
        self.pythons.iter().filter_map(|python| python.strip_prefix("cp3")?.parse().ok()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_tags_are_expanded() {
        let name = WheelName::parse("a_b-1.0-2x-cp315-abi3.abi3t-win_amd64.whl").unwrap();
        assert_eq!(name.build.as_deref(), Some("2x"));
        let tags: Vec<String> = name.expanded().collect();
        assert_eq!(tags, ["cp315-abi3-win_amd64", "cp315-abi3t-win_amd64"]);
        assert_eq!(name.cpython_floor(), Some(15));
    }

    #[test]
    fn names_of_other_forms_are_refused() {
        let error = |name| WheelName::parse(name).unwrap_err();
        assert_eq!(error("a-1.0-py3-none-any.zip"), WheelNameError::Extension);
        assert_eq!(error("a-1.0-none-any.whl"), WheelNameError::Parts(4));
        assert_eq!(error("a-1.0-py3-none-.whl"), WheelNameError::Empty);
        assert_eq!(error("a-1.0-x1-py3-none-any.whl"), WheelNameError::Build);
    }
}
