use std::convert::Infallible;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use pep508_rs::{Pep508Url, VersionOrUrl};

/// One dependency (PyPA specifications, "Dependency specifiers").
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Requirement {
    /// Whether it is on an address: `NAME @ URL`.
    pub(crate) has_url: bool,
}

impl Requirement {
    /// Reads one; else why it is none.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        match pep508_rs::Requirement::<Address>::from_str(text) {
            Ok(requirement) => {
                let has_url = matches!(requirement.version_or_url, Some(VersionOrUrl::Url(_)));
                Ok(Self { has_url })
            }
            Err(error) => Err(error.message.to_string()),
        }
    }
}

/// Bytes of a dependency that is read; markers of longer ones cost more than they are worth.
const LONGEST: usize = 8 << 10;

/// An address that is not looked at: the crate's own reads the environment.
#[derive(Debug)]
struct Address;

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an address")
    }
}

impl Pep508Url for Address {
    type Err = Infallible;

    fn parse_url(_url: &str, _working_dir: Option<&Path>) -> Result<Self, Infallible> {
        Ok(Self)
    }
}
