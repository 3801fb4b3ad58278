use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// An absolute path of a file or directory that stands directly in a Nix store:
/// `DIRECTORY/HASH-NAME`. The directory is any, since Nix has a setting for it;
/// by default it is `/nix/store`.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct StorePath(Arc<str>);

/// Digits of the hash: 160 bits, five a digit (Nix manual, "Store path").
const HASH_DIGITS: usize = 32;
/// Nix's base 32, which leaves out e, o, t and u.
const NIX32: &[u8] = b"0123456789abcdfghijklmnpqrsvwxyz";
/// Longest name (Nix manual, "Store path").
const NAME_LIMIT: usize = 211;
/// Longest directory that is taken.
const DIRECTORY_LIMIT: usize = 1024;

impl StorePath {
    /// Reads a whole path; none if it is not one of a store, or of something
    /// within a store path.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let (directory, base) = path.rsplit_once('/')?;
        let (hash, name) = base.split_at_checked(HASH_DIGITS)?;
        let name = name.strip_prefix('-')?;
        let valid = directory.starts_with('/')
            && directory.len() <= DIRECTORY_LIMIT
            && !directory.contains(|c: char| c.is_control() || c == '\'')
            && hash.bytes().all(|digit| NIX32.contains(&digit))
            && (1..=NAME_LIMIT).contains(&name.len())
            && name.bytes().all(|c| c.is_ascii_alphanumeric() || b"+-._?=".contains(&c));
        valid.then(|| Self(path.into()))
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The store's directory, such as `/nix/store`.
    #[must_use]
    pub fn directory(&self) -> &str {
        &self.0[..self.0.len() - self.base().len() - 1]
    }

    /// The 32 digits before the name.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.base()[..HASH_DIGITS]
    }

    /// What follows the hash, with `.drv` where there is one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.base()[HASH_DIGITS + 1..]
    }

    /// Whether it is the file of a derivation.
    #[must_use]
    pub fn is_derivation(&self) -> bool {
        self.name().ends_with(".drv")
    }

    fn base(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(_, base)| base)
    }
}

impl fmt::Display for StorePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for StorePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", &*self.0)
    }
}

impl Serialize for StorePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdfghijklmnpqrsvwxyz";

    #[test]
    fn a_path_has_a_directory_a_hash_and_a_name() {
        let path = StorePath::parse(&format!("/nix/store/{HASH}-wheel-1.0.drv")).unwrap();
        assert_eq!(path.directory(), "/nix/store");
        assert_eq!(path.hash(), HASH);
        assert_eq!(path.name(), "wheel-1.0.drv");
        assert!(path.is_derivation());
    }

    #[test]
    fn a_store_can_be_anywhere() {
        let path = StorePath::parse(&format!("/home/me/store/{HASH}-a")).unwrap();
        assert_eq!(path.directory(), "/home/me/store");
        assert!(!path.is_derivation());
    }

    #[test]
    fn other_paths_are_refused() {
        for path in [
            "",
            "/",
            "/nix/store",
            "/nix/store/name",
            &format!("{HASH}-a"),
            &format!("store/{HASH}-a"),
            &format!("/nix/store/{HASH}"),
            &format!("/nix/store/{HASH}-"),
            &format!("/nix/store/{HASH}-a/bin"),
            &format!("/nix/store/{HASH}-a b"),
            &format!("/nix/store/{HASH}-{}", "a".repeat(212)),
            "/nix/store/e123456789abcdfghijklmnpqrsvwxyz-a",
            "/nix/store/ééééééééééééééééé-a",
        ] {
            assert_eq!(StorePath::parse(path), None, "{path}");
        }
    }
}
