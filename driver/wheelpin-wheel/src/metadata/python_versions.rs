use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifier, VersionSpecifiers};

/// What Requires-Python asks for. Empty parts between commas count for nothing, as packaging
/// has it.
///
/// # Errors
///
/// Why it cannot be read.
pub fn python_versions(required: &str) -> Result<VersionSpecifiers, String> {
    if required.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    let parts = required.split(',').map(str::trim).filter(|part| !part.is_empty());
    // Behind === may stand anything; no Python is told apart by that.
    let parts = parts.filter(|part| !part.starts_with("==="));
    let read = |part| VersionSpecifier::from_str(part).map_err(|error| error.to_string());
    let specifiers: Vec<VersionSpecifier> = parts.map(read).collect::<Result<_, _>>()?;
    Ok(specifiers.into_iter().collect())
}

/// Bytes of a Requires-Python that is read: each part is held against thousands of versions.
const LONGEST: usize = 4 << 10;

/// Whether a Python 3 of that minor version may be one of them, by any of its patch releases.
#[must_use]
pub fn allows_minor(specifiers: &VersionSpecifiers, minor: u32) -> bool {
    (0..=PATCHES).any(|patch| specifiers.contains(&Version::new([3, u64::from(minor), patch])))
}

/// Patch releases of a minor version of Python; 3.9 and 3.10 have had the most, below 30.
const PATCHES: u64 = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_versions_are_held_against_them() {
        let specifiers = python_versions(">=3.9.2, <3.13,").unwrap();
        assert!(allows_minor(&specifiers, 9) && allows_minor(&specifiers, 12));
        assert!(!allows_minor(&specifiers, 8) && !allows_minor(&specifiers, 13));
        assert!(allows_minor(&python_versions("").unwrap(), 7));
    }

    #[test]
    fn what_packaging_refuses_is_refused() {
        for required in [">=3.6.*", "3.6", ">=", "~=3", ">=3.8 <4"] {
            assert!(python_versions(required).is_err(), "{required}");
        }
    }
}
