use std::fmt;

use serde::Serialize;

/// A Python, as wheel tags tell them apart: `cp311`, `cp314t`, `pp311`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PythonName {
    /// Whose.
    pub implementation: Implementation,
    /// N of 3.N.
    pub minor: u32,
    /// Whether it is built without the GIL (PEP 703).
    pub free_threaded: bool,
}

/// Who made a Python.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Implementation {
    /// The usual one.
    Cpython,
    /// PyPy.
    Pypy,
    /// Any other, which runs wheels without compiled modules.
    Other,
}

impl PythonName {
    /// A CPython with the GIL.
    #[must_use]
    pub fn cpython(minor: u32) -> Self {
        Self { implementation: Implementation::Cpython, minor, free_threaded: false }
    }

    /// A CPython without the GIL.
    #[must_use]
    pub fn free_threaded(minor: u32) -> Self {
        Self { free_threaded: true, ..Self::cpython(minor) }
    }

    /// For people: `Python 3.11`, `Python 3.14 (free-threaded)`.
    #[must_use]
    pub fn words(&self) -> String {
        let name = match self.implementation {
            Implementation::Cpython => "Python",
            Implementation::Pypy => "PyPy",
            Implementation::Other => "another Python",
        };
        let threads = if self.free_threaded { " (free-threaded)" } else { "" };
        format!("{name} 3.{}{threads}", self.minor)
    }
}

impl fmt::Display for PythonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.implementation {
            Implementation::Cpython => "cp",
            Implementation::Pypy => "pp",
            Implementation::Other => "py",
        };
        let threads = if self.free_threaded { "t" } else { "" };
        write!(formatter, "{prefix}3{}{threads}", self.minor)
    }
}

impl Serialize for PythonName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_tags() {
        assert_eq!(PythonName::cpython(11).to_string(), "cp311");
        assert_eq!(PythonName::free_threaded(14).to_string(), "cp314t");
        assert_eq!(PythonName::free_threaded(14).words(), "Python 3.14 (free-threaded)");
    }
}
