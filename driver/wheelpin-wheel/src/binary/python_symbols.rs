use std::collections::BTreeSet;

/// Names of Python's C API that a binary takes, and such that it gives: they begin with
/// `Py` or `_Py`. Mach-O's leading underscore is not part of a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct PythonSymbols {
    /// Undefined, or imported by name.
    pub(crate) imports: BTreeSet<String>,
    /// Defined, and seen from outside: `PyInit_sample`.
    pub(crate) exports: BTreeSet<String>,
}

impl PythonSymbols {
    /// Python has some 2,000; a binary that has more of such names is none of a module.
    const MOST: usize = 4096;
    /// Bytes of a name that is kept; longer ones are none of Python's.
    const LONGEST: usize = 256;

    /// Keeps an imported name where it is one of Python's.
    pub(crate) fn import(&mut self, name: &[u8]) {
        Self::keep(&mut self.imports, name);
    }

    /// Keeps an exported name where it looks like one of Python's.
    pub(crate) fn export(&mut self, name: &[u8]) {
        Self::keep(&mut self.exports, name);
    }

    /// Adds those of another.
    pub(super) fn add(&mut self, other: Self) {
        for (names, others) in
            [(&mut self.imports, other.imports), (&mut self.exports, other.exports)]
        {
            names.extend(others.into_iter().take(Self::MOST.saturating_sub(names.len())));
        }
    }

    /// Bytes of names that it holds, about.
    pub(super) fn names(&self) -> usize {
        self.imports.iter().chain(&self.exports).map(|name| size_of::<String>() + name.len()).sum()
    }

    fn keep(names: &mut BTreeSet<String>, name: &[u8]) {
        let is_python = name.starts_with(b"Py") || name.starts_with(b"_Py");
        if is_python && name.len() <= Self::LONGEST && names.len() < Self::MOST {
            names.insert(String::from_utf8_lossy(name).into_owned());
        }
    }
}
