use std::path::PathBuf;

use serde::Deserialize;

use crate::{Implementation, PythonName};

/// What a Python says of itself (`harness/probe.py`).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
pub struct Facts {
    /// `sys.implementation.name`: `cpython`, `pypy`.
    pub implementation: String,
    /// `sys.version_info`, three numbers.
    pub version: [u32; 3],
    /// The same with what follows: `3.15.0rc1+`.
    pub release: String,
    /// Whether it is built without the GIL (`Py_GIL_DISABLED`).
    pub free_threaded: bool,
    /// Whether the GIL is on as it starts.
    pub gil: bool,
    /// `SOABI`: `cpython-311-x86_64-linux-gnu`, `pypy311-pp73-x86_64-linux-gnu`.
    pub soabi: Option<String>,
    /// `sys.platform`
    pub system: String,
    /// `platform.machine()`
    pub machine: String,
    /// Bits of a pointer.
    pub bits: u32,
    /// The C library, on Linux.
    pub libc: Option<Libc>,
    /// The version of macOS.
    pub macos: Option<String>,
    /// Every pip that belongs to it.
    #[serde(default)]
    pub pips: Vec<Pip>,
}

/// A C library.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(from = "(String, String)")]
pub struct Libc {
    /// `glibc` or `musl`.
    pub name: String,
    /// As it says itself: `2.36`.
    pub version: String,
}

/// A pip.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(from = "(PathBuf, String)")]
pub struct Pip {
    /// Its wheel, or the directory of its package.
    pub path: PathBuf,
    /// `24.2`
    pub version: String,
}

impl From<(String, String)> for Libc {
    fn from((name, version): (String, String)) -> Self {
        Self { name, version }
    }
}

impl From<(PathBuf, String)> for Pip {
    fn from((path, version): (PathBuf, String)) -> Self {
        Self { path, version }
    }
}

impl Facts {
    /// Which Python that is, among those of tags.
    #[must_use]
    pub fn name(&self) -> PythonName {
        let implementation = match self.implementation.as_str() {
            "cpython" => Implementation::Cpython,
            "pypy" => Implementation::Pypy,
            _ => Implementation::Other,
        };
        let [_, minor, _] = self.version;
        PythonName { implementation, minor, free_threaded: self.free_threaded }
    }

    /// `x.y` of the C library.
    #[must_use]
    pub fn libc_version(&self) -> Option<(u32, u32)> {
        two(&self.libc.as_ref()?.version)
    }

    /// `x.y` of macOS.
    #[must_use]
    pub fn macos_version(&self) -> Option<(u32, u32)> {
        two(self.macos.as_ref()?)
    }
}

/// The first two numbers of a version.
pub(crate) fn two(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(|part| {
        let digits = part.find(|character: char| !character.is_ascii_digit());
        part.get(..digits.unwrap_or(part.len()))?.parse().ok()
    });
    Some((parts.next()??, parts.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// CPython 3.`minor` on Linux with glibc 2.36.
    pub(crate) fn facts(minor: u32) -> Facts {
        let libc = Libc { name: "glibc".into(), version: "2.36".into() };
        Facts {
            implementation: "cpython".into(),
            version: [3, minor, 0],
            release: format!("3.{minor}.0"),
            free_threaded: false,
            gil: true,
            soabi: None,
            system: "linux".into(),
            machine: "x86_64".into(),
            bits: 64,
            libc: Some(libc),
            macos: None,
            pips: vec![Pip { path: "pip".into(), version: "24.2".into() }],
        }
    }

    #[test]
    fn a_version_has_two_numbers() {
        assert_eq!(two("2.36"), Some((2, 36)));
        assert_eq!(two("26"), Some((26, 0)));
        assert_eq!(two("14.7.1"), Some((14, 7)));
        assert_eq!(two("2.36-9"), Some((2, 36)));
        assert_eq!(two("x"), None);
    }

    #[test]
    fn the_answer_of_a_python_is_read() {
        let facts: Facts = serde_json::from_str(
            r#"{"implementation":"cpython","version":[3,14,0],"release":"3.14.0","free_threaded":true,
            "gil":false,"soabi":"cpython-314t-x86_64-linux-gnu","system":"linux","machine":"x86_64",
            "bits":64,"libc":["glibc","2.36"],"macos":null,"pips":[["/a/pip","25.3"]]}"#,
        )
        .unwrap();
        assert_eq!(facts.name().to_string(), "cp314t");
        assert_eq!(facts.libc_version(), Some((2, 36)));
    }
}
