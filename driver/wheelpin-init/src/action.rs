use std::fmt;

/// An action at a commit, as `uses:` names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Action {
    /// `OWNER/NAME`.
    pub name: String,
    /// 40 hex digits.
    pub commit: String,
    /// The tag at that commit.
    pub tag: String,
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{} # {}", self.name, self.commit, self.tag)
    }
}

/// A container image at a digest.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Image {
    /// Registry, repository and tag: `docker.io/library/python:3.14-alpine3.22`.
    pub name: String,
    /// `sha256:` and 64 hex digits.
    pub digest: String,
}

impl fmt::Display for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.name, self.digest)
    }
}
